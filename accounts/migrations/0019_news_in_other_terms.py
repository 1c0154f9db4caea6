"""Whoever wants to hear of reports hears of those in other terms too, until they choose otherwise."""

from django.db import migrations

KIND, BESIDE = "in_other_terms", "reported"


def add_kind(apps, schema_editor):
    preferences = apps.get_model("accounts", "DigestPreferences")
    changed = []
    for row in preferences.objects.only("pk", "kinds").iterator():
        if BESIDE in row.kinds and KIND not in row.kinds:
            place = row.kinds.index(BESIDE) + 1
            row.kinds = [*row.kinds[:place], KIND, *row.kinds[place:]]
            changed.append(row)
    preferences.objects.bulk_update(changed, ["kinds"], batch_size=500)


def take_kind(apps, schema_editor):
    preferences = apps.get_model("accounts", "DigestPreferences")
    changed = []
    for row in preferences.objects.only("pk", "kinds").iterator():
        if KIND in row.kinds:
            row.kinds = [kind for kind in row.kinds if kind != KIND]
            changed.append(row)
    preferences.objects.bulk_update(changed, ["kinds"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0018_home_time_zone")]

    operations = [migrations.RunPython(add_kind, take_kind)]
