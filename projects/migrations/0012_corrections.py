"""The public lines of our mistakes (docs/adr/0026-mistakes-in-public.md), also of those that the audit remembers.

Why something was erased was written for the audit alone, so those reasons are not made public. What was copied wrongly
says its reason in the note of the promise already.
"""

import json
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.utils.dateparse import parse_datetime

import projects.models.fields
from projects.models.counting import CountChanges

STATED = ("basis", "qualifier", "value", "upper_value")
PUBLIC = {
    "target": (
        *(*STATED, "baseline_value", "window_start", "deadline", "deadline_text", "timing", "announced"),
        *("withdrawn", "bundle", "source"),
    ),
    "outcome": (
        *(*STATED, "compared_with_start", "compared_with_end", "period_start", "period_end", "final", "territory"),
    ),
    "projectevent": ("stage", "date"),
    "source": ("title", "publisher", "published", "published_precision"),
}
FIGURES = {"value", "upper_value", "baseline_value"}
PUT_RIGHT = {"erase_claim": "erased", "mend_target": "mended"}


def derive_lines(apps, schema_editor):
    """A line for each entry of the audit that keeps a row which was taken out or replaced."""
    lines = []
    entries = apps.get_model("projects", "AuditEntry").objects.filter(action__in=PUT_RIGHT, object_type__in=PUBLIC)
    for entry in entries.order_by("done_at", "id").iterator(chunk_size=500):
        rows = json.loads(entry.details.get("row") or "[]")
        if rows:
            lines.append(_line(apps, entry, rows[0]["pk"], rows[0]["fields"]))
    _name_what_is_right(apps, lines)
    apps.get_model("projects", "Correction").objects.bulk_create(lines, batch_size=500)


def _line(apps, entry, row_id, fields):
    indicator = _row(apps, "Indicator", fields.get("indicator"))
    project = _row(apps, "Project", fields.get("project"))
    source = _row(apps, "Source", fields.get("source"))
    programme = indicator or project
    action = PUT_RIGHT[entry.action]
    recorded_at = parse_datetime(fields.get("recorded_at") or "") or entry.done_at
    return apps.get_model("projects", "Correction")(
        action=action,
        table=entry.object_type,
        row_id=row_id,
        programme_id=programme.programme_id if programme else None,
        indicator=indicator,
        project=project,
        target=_row(apps, "Target", row_id) if action == "mended" else None,
        cites=fields.get("publisher") or (source.publisher if source else ""),
        cells=_cells(entry.object_type, fields),
        reason=entry.details.get("reason", "")[:500] if action == "mended" else "",
        entered_at=min(recorded_at, entry.done_at),
        corrected_at=entry.done_at,
    )


def _name_what_is_right(apps, lines):
    """What stands in place of a promise that was copied wrongly: what was put right next, else the promise itself."""
    following = {}
    for line in reversed(lines):
        if line.action != "mended":
            continue
        later = following.get(line.row_id)
        if later is not None:
            line.right, later.entered_at = later.cells, line.corrected_at
        elif line.target is not None:
            names = {name: f"{name}_id" if name == "source" else name for name in PUBLIC["target"]}
            line.right = _cells("target", {name: getattr(line.target, column) for name, column in names.items()})
        following[line.row_id] = line


def _cells(table, fields):
    cells = {}
    for name in PUBLIC[table]:
        value = fields.get(name)
        if value is not None and value != "":
            cells[name] = _plain(value) if name in FIGURES else _text(value)
    return cells


def _text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _plain(value):
    """A figure without exponent and without zeros behind it, as a package spells it; the audit has it as printed."""
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _row(apps, model, row_id):
    """The row with that id, today or formerly."""
    if not row_id:
        return None
    rows = apps.get_model("projects", model).objects
    renamed = apps.get_model("projects", "RenamedId").objects.filter(kind=model.lower(), old_id=row_id).first()
    return rows.filter(pk=row_id).first() or (rows.filter(pk=renamed.new_id).first() if renamed else None)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0011_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("erased", "entered by mistake"),
                            ("moved", "filed under the wrong indicator"),
                            ("mended", "copied wrongly"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "table",
                    models.CharField(
                        choices=[
                            ("target", "target"),
                            ("outcome", "outcome"),
                            ("projectevent", "project event"),
                            ("source", "source"),
                        ],
                        max_length=20,
                        verbose_name="kind of thing",
                    ),
                ),
                (
                    "row_id",
                    projects.models.fields.PublicIdField(
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z",
                                "An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money.",
                            )
                        ],
                        verbose_name="id it had",
                    ),
                ),
                ("cites", models.CharField(blank=True, default="", max_length=10000, verbose_name="publisher")),
                ("cells", models.JSONField(default=dict, verbose_name="what was wrong")),
                ("right", models.JSONField(default=dict, verbose_name="what is right")),
                ("verdicts", models.JSONField(default=dict, verbose_name="verdicts before")),
                ("reason", models.CharField(blank=True, default="", max_length=10000, verbose_name="reason")),
                ("noticed_by", models.CharField(blank=True, default="", max_length=200, verbose_name="noticed by")),
                ("entered_at", models.DateTimeField(verbose_name="stood from")),
                ("corrected_at", models.DateTimeField(verbose_name="stood until")),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.indicator",
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.indicator",
                        verbose_name="moved to",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.programme",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.outcome",
                        verbose_name="recorded instead",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        help_text="Of a mended target: itself.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.target",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["-corrected_at", "-id"],
                "indexes": [models.Index(fields=["corrected_at"], name="correction_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("action__in", ["erased", "moved", "mended"]),
                            ("table__in", ["target", "outcome", "projectevent", "source"]),
                        ),
                        name="correction_action_and_table_known",
                        violation_error_message="There is no such correction, or no such table.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "moved"), ("moved_to__isnull", False), ("table", "outcome")),
                            models.Q(
                                models.Q(("action", "moved"), _negated=True),
                                ("moved_to__isnull", True),
                                ("replaced_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_moved_somewhere",
                        violation_error_message="An outcome is moved to an indicator, and nothing else is moved.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_at__lte", models.F("corrected_at"))),
                        name="correction_after_the_mistake",
                        violation_error_message="A mistake is put right after it was made.",
                    ),
                ],
            },
        ),
        CountChanges("projects_correction"),
        migrations.RunPython(derive_lines, migrations.RunPython.noop),
    ]
