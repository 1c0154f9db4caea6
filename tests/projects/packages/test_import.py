"""What an import does: each row once, edits with history, claims unchanged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from projects.models import (
    Assessment,
    AuditEntry,
    Indicator,
    Organisation,
    Outcome,
    ProjectEvent,
    Source,
    StatusChange,
    Target,
    Territory,
)
from projects.models.system_user import SYSTEM_EMAIL
from projects.packages.load import explained
from tests.projects.packages.sample import describe, load, refusal, sample, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write(tmp_path / "package", sample())


def everything() -> list[object]:
    """All rows that an import can write."""
    models = (Organisation, Source, Indicator, Target, Outcome, ProjectEvent, Assessment, StatusChange, AuditEntry)
    histories = (Organisation.history.model, Source.history.model, Indicator.history.model)
    return [list(model.objects.order_by("pk").values()) for model in (*models, *histories)]


def test_sample_is_recorded_as_it_says(package: Path) -> None:
    lines = load(package)
    assert lines[0] == "organisations: 3 new, 0 updated, 0 unchanged"
    assert lines[-1] == f"Imported {package}."
    target = Target.objects.get(pk="cars-2023-again")
    assert (target.value, target.upper_value, target.revises_id) == (Decimal(900), Decimal("950.5"), "cars-2023")
    assert (target.deadline, target.interim_for_id, target.note) == (date(2023, 12, 31), None, "")
    outcome = Outcome.objects.get(pk="cars-first-half-corrected")
    assert (outcome.final, outcome.corrects_id, outcome.value) == (True, "cars-first-half", Decimal("495.5"))
    assert outcome.recorded_by.email == SYSTEM_EMAIL
    assert Source.objects.get(pk="report").public_on == date(2024, 2, 29)
    assert Organisation.objects.get(pk="new-ministry").succeeds_id == "ministry"
    assert Organisation.objects.get(pk="ministry").name_ru == "Министерство"


def test_verdicts_are_refreshed_with_the_import(package: Path) -> None:
    load(package)
    assert Assessment.objects.filter(first="cars-2023", target="cars-2023-again").exists()
    assert StatusChange.objects.filter(first="plant").exists()
    call_command("refresh_assessments", "--verify")


def test_import_leaves_one_audit_entry(package: Path) -> None:
    load(package)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.done_by.email) == ("import_package", SYSTEM_EMAIL)
    assert entry.details["tables"]["targets"] == {"new": 4, "updated": 0}


def test_second_import_changes_nothing_and_says_so(package: Path) -> None:
    load(package)
    before = everything()
    lines = load(package)
    assert lines[0] == "organisations: 0 new, 0 updated, 3 unchanged"
    assert lines[-1] == "Nothing changed."
    assert everything() == before


def test_check_writes_nothing_and_counts(package: Path) -> None:
    lines = load(package, "--check")
    assert "targets: 4 new, 0 updated, 0 unchanged" in lines
    assert lines[-1] == f"{package} is good. Nothing was written."
    assert not Organisation.objects.exists()
    load(package)
    assert load(package, "--check")[-1] == f"{package} is good and would change nothing."


def test_hand_edited_row_is_updated_with_history(tmp_path: Path, package: Path) -> None:
    load(package)
    tables = sample()
    tables["organisations"][1]["name"] = "Ministry of Industry"
    tables["indicators"][0]["reporting_interval_days"] = ""
    lines = load(write(tmp_path / "next", tables))
    assert "organisations: 0 new, 1 updated, 2 unchanged" in lines
    assert "indicators: 0 new, 1 updated, 1 unchanged" in lines
    assert Indicator.objects.get(pk="cars-made").reporting_interval_days is None
    history = Organisation.objects.get(pk="ministry").history.order_by("history_date", "history_id")
    assert [(version.history_type, version.name) for version in history] == [
        ("+", "Ministry"),
        ("~", "Ministry of Industry"),
    ]
    assert {version.history_user.email for version in history} == {SYSTEM_EMAIL}
    assert Organisation.objects.get(pk="government").history.count() == 1
    call_command("refresh_assessments", "--verify")


def test_changed_source_moves_the_day_it_counts_from(tmp_path: Path, package: Path) -> None:
    load(package)
    tables = sample()
    tables["sources"][1]["published_precision"] = "year"
    load(write(tmp_path / "next", tables))
    assert Source.objects.get(pk="report").public_on == date(2024, 12, 31)
    call_command("refresh_assessments", "--verify")


CHANGED_CLAIMS = [
    ("targets", 0, {"value": "1100", "speaker": "Minister"}, "targets.csv:2: value: differs from what is recorded "),
    ("targets", 1, {"revises": ""}, "targets.csv:3: revises: differs from what is recorded (columns revises)"),
    ("outcomes", 0, {"final": "true"}, "outcomes.csv:2: final: differs from what is recorded (columns final)"),
    ("outcomes", 0, {"rounded_to": "10"}, "outcomes.csv:2: rounded_to: differs from what is recorded"),
    ("outcomes", 0, {"speaker": "Minister"}, "outcomes.csv:2: speaker: differs from what is recorded"),
    ("project_events", 0, {"date": "2023-05-02"}, "project_events.csv:2: date: differs from what is recorded"),
]


@pytest.mark.parametrize(("table", "number", "change", "line"), CHANGED_CLAIMS)
def test_recorded_claim_is_never_altered(
    tmp_path: Path, package: Path, table: str, number: int, change: dict[str, str], line: str
) -> None:
    load(package)
    before = everything()
    tables = sample()
    tables[table][number].update(change)
    [message] = refusal(write(tmp_path / "next", tables))
    assert message.startswith(line)
    assert "claims are append-only" in message
    assert everything() == before


def test_same_figure_spelt_otherwise_is_no_change(tmp_path: Path, package: Path) -> None:
    load(package)
    tables = sample()
    tables["targets"][0]["value"] = "01000.00"
    tables["targets"][1]["upper_value"] = "950.50"
    assert load(write(tmp_path / "next", tables))[-1] == "Nothing changed."


def test_part_of_a_package_may_lean_on_the_record(tmp_path: Path, package: Path) -> None:
    load(package)
    outcome = sample()["outcomes"][0] | {"id": "cars-second-half", "period_start": "2023-07-01"}
    outcome |= {"period_end": "2023-12-31", "corrects": "cars-first-half"}
    lines = load(write(tmp_path / "part", {"outcomes": [outcome]}))
    assert lines[0] == "outcomes: 1 new, 0 updated, 0 unchanged"
    assert Outcome.objects.get(pk="cars-second-half").corrects_id == "cars-first-half"
    call_command("refresh_assessments", "--verify")


def test_correction_of_another_publisher_without_a_note_is_taken_and_remarked(tmp_path: Path, package: Path) -> None:
    """It does not count until a note gives the reason (R9), so the import remarks on it; the claim is recorded."""
    load(package)
    wordless = sample()["outcomes"][1] | {"id": "wordless", "note": ""}
    lines = load(write(tmp_path / "part", {"outcomes": [wordless]}))
    assert lines[0].startswith("outcomes.csv:2: note: does not say why this corrects a figure of ")
    assert lines[1] == "outcomes: 1 new, 0 updated, 0 unchanged"


def test_rules_between_rows_reach_into_the_record(tmp_path: Path, package: Path) -> None:
    load(package)
    outcome = sample()["outcomes"][0] | {"id": "new", "corrects": "plant-opened", "source": "report"}
    target = sample()["targets"][1] | {"id": "fork", "announced": "2023-01-09"}
    done = sample()["targets"][3] | {"id": "wrong", "indicator": "cars-made"}
    lines = refusal(write(tmp_path / "part", {"outcomes": [outcome], "targets": [target, done]}))
    assert [line[:60] for line in lines] == [
        "targets.csv:2: revises: is revised by cars-2023-again alread",
        "targets.csv:2: announced: precedes the announcement of cars-",
        "targets.csv:3: basis: must not be done: the indicator cars-m",
        "outcomes.csv:2: corrects: is a figure of the indicator plant",
    ]


def test_circle_through_the_record_is_refused(tmp_path: Path, package: Path) -> None:
    load(package)
    lines = refusal(write(tmp_path / "part", {"territories": [{"id": "kz", "name": "K", "parent": "kz-71"}]}))
    assert lines[0].startswith("territories.csv:2: parent: goes round in a circle: kz → kz-71")


def test_indicator_with_figures_cannot_become_a_milestone(tmp_path: Path, package: Path) -> None:
    load(package)
    indicator = sample()["indicators"][0] | {"accumulation": "milestone", "unit": ""}
    [line] = refusal(write(tmp_path / "part", {"indicators": [indicator]}))
    assert line.startswith("indicators.csv:2: accumulation: was sum when its figures were recorded")


def test_absent_columns_take_defaults_in_new_rows_and_leave_old_ones_alone(tmp_path: Path, package: Path) -> None:
    part = tmp_path / "part"
    part.mkdir()
    (part / "organisations.csv").write_bytes("\ufeffkind,name,id\r\nministry,Ministry,ministry\r\n\r\n".encode())
    describe(part, "organisations")
    load(package)
    assert load(part)[-1] == "Nothing changed."
    assert Organisation.objects.get(pk="ministry").name_ru == "Министерство"
    (part / "sources.csv").write_text("id,title,publisher,published,kind\nnew,T,P,2024-01-31,press\n")
    describe(part, "sources")
    load(part)
    source = Source.objects.get(pk="new")
    assert (source.published_precision, source.public_on, source.url) == ("day", date(2024, 1, 31), "")


def test_absent_column_with_a_default_leaves_old_rows_alone_and_what_follows_from_it(
    tmp_path: Path, package: Path
) -> None:
    load(package)
    Indicator.objects.filter(pk="cars-made").update(path="compound")
    cars = next(row for row in sample()["indicators"] if row["id"] == "cars-made")
    part = tmp_path / "part"
    part.mkdir()
    columns = ("id", "programme", "name", "unit", "accumulation", "direction")
    lines = (",".join(columns), ",".join(cars[name] for name in columns))
    (part / "indicators.csv").write_text("\n".join(lines))
    header, row = "id,title,publisher,published,kind", "report,A report,Statistics,{},official_statistics"
    (part / "sources.csv").write_text(f"{header}\n{row.format('2024-02-01')}\n")
    describe(part, "indicators", "sources")

    assert load(part)[-1] == "Nothing changed."
    assert Indicator.objects.get(pk="cars-made").path == "compound"
    source = Source.objects.get(pk="report")
    assert (source.published_precision, source.public_on) == ("month", date(2024, 2, 29))

    (part / "sources.csv").write_text(f"{header}\n{row.format('2024-04-01')}\n")
    load(part)
    source.refresh_from_db()
    assert (source.published_precision, source.public_on) == ("month", date(2024, 4, 30))
    call_command("refresh_assessments", "--verify")


def test_table_that_is_not_listed_is_passed_over_aloud(tmp_path: Path) -> None:
    package = write(tmp_path / "package", {"territories": [{"id": "kz", "name": "K"}]})
    (package / "sources.csv").write_text("id\n")
    (package / "README.md").write_text("hello")
    assert load(package)[0] == "sources.csv: is passed over: datapackage.json does not list it"


def test_indicator_may_lack_a_unit_and_outcome_a_value(tmp_path: Path) -> None:
    tables = sample()
    tables["indicators"][0]["unit"] = ""
    tables["outcomes"][0]["value"] = ""
    tables["targets"][0]["value"] = ""
    tables["targets"][0]["deadline"] = ""
    load(write(tmp_path / "package", tables))
    assert Outcome.objects.get(pk="cars-first-half").value is None


def test_import_by_a_person(package: Path, django_user_model: type) -> None:
    django_user_model.objects.create_user(email="editor@example.org")  # type: ignore[attr-defined]  # its manager is ours
    load(package, "--by", "Editor@example.org")
    assert Target.objects.get(pk="plant").recorded_by.email == "editor@example.org"
    assert Territory.history.first().history_user.email == "editor@example.org"
    with pytest.raises(CommandError, match="nobody here has the address"):
        load(package, "--by", "nobody@example.org")


@pytest.mark.django_db(transaction=True)
def test_rule_that_only_the_database_knows_is_still_explained(package: Path) -> None:
    with pytest.raises(IntegrityError) as caught:
        Territory.objects.create(id="kz", name="K", parent_id="kz")
    assert explained(caught.value) == (
        "territories: A territory cannot be part of itself. (rule territory_not_its_own_parent)"
    )
