"""Method 2 calls `unreported` much of what was `overdue`: who followed a search for that goes on to hear of both."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.http import QueryDict

MAX_SEARCH = 2000
OVERDUE, UNREPORTED = "status=overdue", "status=unreported"


def widen(search: str) -> str:
    """The canonical search with both statuses; the same where it asks for another, or would become too long."""
    parts = search.split("&")
    if OVERDUE not in parts or UNREPORTED in parts:
        return search
    statuses = sorted({*QueryDict(search).getlist("status"), "unreported"})
    rest = [part for part in parts if not part.startswith("status=")]
    wider = "&".join([*(f"status={status}" for status in statuses), *rest])
    return wider if len(wider) <= MAX_SEARCH else search


def widen_searches(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each person's searches; one that they follow in its wider form already is kept as that."""
    follows = apps.get_model("accounts", "Follow").objects
    for follow in follows.filter(search__contains=OVERDUE):
        wider = widen(follow.search)
        if wider == follow.search:
            continue
        if follows.filter(user_id=follow.user_id, search=wider).exists():
            follow.delete()
        else:
            follow.search = wider
            follow.save(update_fields=["search"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_program_tokens")]
    operations = [
        migrations.AlterField(
            "preferences",
            "quiet",
            models.CharField(
                choices=[
                    ("line", "one line with how many are past their deadline, if any are"),
                    ("nothing", "no mail"),
                ],
                default="line",
                max_length=10,
                verbose_name="when nothing is new",
            ),
        ),
        migrations.RunPython(widen_searches, migrations.RunPython.noop, elidable=True),
    ]
