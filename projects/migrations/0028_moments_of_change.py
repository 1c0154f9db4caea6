"""When each row that the API lists was last changed, so that a copy can be brought up to date (ADR 48)."""

from django.db import migrations, models
from django.utils import timezone

from projects.models.counting import CountChanges
from projects.models.noting import Dependents, NoteChanges

EDITED = ("organisation", "publisher", "person", "office", "project")
OF_INDICATOR = "SELECT id FROM projects_target WHERE indicator_id = {row}.id"
OF_PROGRAMME = """SELECT target.id FROM projects_target AS target
    JOIN projects_indicator AS indicator ON indicator.id = target.indicator_id WHERE indicator.programme_id = {row}.id"""
OF_TERRITORY = """SELECT target.id FROM projects_target AS target
    JOIN projects_indicator AS indicator ON indicator.id = target.indicator_id WHERE indicator.territory_id = {row}.id"""
OF_SOURCE = "SELECT id FROM projects_target WHERE source_id = {row}.id"
CHANGE = "{row}.first_id || '@' || {row}.\"on\""
CITING = tuple(Dependents(table, "source_id = {row}.id AND OLD.public_on <> {row}.public_on") for table in ("projects_outcome", "projects_projectevent"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0027_drafts_of_batches")]
    operations = [
        migrations.CreateModel(
            name="RowChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63)),
                ("row_id", models.CharField(max_length=220)),
                ("changed_at", models.DateTimeField()),
                ("gone", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["table", "changed_at", "row_id"], name="row_change_in_order")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table", "row_id"),
                        name="row_change_once_a_row",
                        violation_error_message="A row has one moment of its last change.",
                    )
                ],
            },
        ),
        migrations.AddField(
            "assessment",
            "changed_at",
            models.DateTimeField(default=timezone.now, editable=False),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "assessment", models.Index(fields=["changed_at", "target"], name="assessment_by_change")
        ),
        CountChanges("projects_assessment"),
        migrations.AddIndex("outcome", models.Index(fields=["recorded_at", "id"], name="outcome_by_recording")),
        *(NoteChanges(f"projects_{table}") for table in EDITED),
        NoteChanges("projects_territory", targets=OF_TERRITORY),
        NoteChanges("projects_source", targets=OF_SOURCE, dependents=CITING),
        NoteChanges("projects_programme", targets=OF_PROGRAMME),
        NoteChanges("projects_indicator", targets=OF_INDICATOR),
        NoteChanges("projects_target", targets="SELECT {row}.id"),
        NoteChanges("projects_outcome"),
        NoteChanges(
            "projects_projectevent",
            dependents=[Dependents("projects_project", "id = {row}.project_id", inserted=True)],
        ),
        NoteChanges("projects_statuschange", key=CHANGE),
    ]
