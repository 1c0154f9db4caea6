"""Spellings of publishers that editors join, and with each source whom it stands for (docs/adr/0027-publishers.md)."""

import django.core.validators
import django.db.models.deletion
import projects.models.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from projects.comparison.publishers import publisher_key
from projects.models.counting import CountChanges

ID = r"^[a-z0-9]+(?:[._-][a-z0-9]+)*\Z"
ID_RULE = "An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money."
NAME_HELP = "As sources print it, in whatever language; capitals do not matter."
SAME_HELP = "The publisher of which this is another spelling."
KINDS = [
    ("organisation", "organisation"),
    ("territory", "territory"),
    ("publisher", "publisher"),
    ("source", "source"),
    ("programme", "programme"),
    ("indicator", "indicator"),
    ("target", "target"),
    ("outcome", "outcome"),
    ("project", "project"),
    ("projectevent", "project event"),
]


def stand_for_themselves(apps, schema_editor):
    """Nobody has been joined yet: each publisher stands for itself, as its name is spelt."""
    sources = apps.get_model("projects", "Source").objects
    for name in sources.order_by().values_list("publisher", flat=True).distinct():
        sources.filter(publisher=name).update(publisher_key=publisher_key(name) or "?")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED", params=None)


def _id(**options):
    rule = django.core.validators.RegexValidator(ID, ID_RULE)
    return projects.models.fields.PublicIdField(max_length=200, validators=[rule], **options)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0012_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Publisher",
            fields=[
                ("id", _id(primary_key=True, serialize=False)),
                ("name", models.CharField(help_text=NAME_HELP, max_length=300)),
                ("key", models.TextField(editable=False)),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        help_text=SAME_HELP,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spellings",
                        to="projects.publisher",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key",),
                        name="publisher_spelling_has_one_row",
                        violation_error_message="This spelling has a row already.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(key=""),
                        name="publisher_has_a_key",
                        violation_error_message="A publisher has a name, by which figures are told apart (rule R9).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("same_as__isnull", True), ~models.Q(same_as=models.F("id")), _connector="OR"),
                        name="publisher_not_its_own_spelling",
                        violation_error_message="A publisher is no other spelling of itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPublisher",
            fields=[
                ("id", _id(db_index=True)),
                ("name", models.CharField(help_text=NAME_HELP, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text=SAME_HELP,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical publisher",
                "verbose_name_plural": "historical publishers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AlterField("renamedid", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AddField(
            "source",
            "publisher_key",
            models.TextField(
                default="",
                editable=False,
                help_text="Whom the publisher stands for: sources with one key are of one publisher (rule R9).",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(stand_for_themselves, migrations.RunPython.noop),
        migrations.AddConstraint(
            "source",
            models.CheckConstraint(
                condition=~models.Q(publisher_key=""),
                name="source_stands_for_a_publisher",
                violation_error_message="A source has a publisher, by whom figures are told apart (rule R9).",
            ),
        ),
        CountChanges("projects_publisher", "projects_source"),
    ]
