"""Texts are stored trimmed, in NFC and without controls on every way in; a publisher is one, however it is spelt."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.urls import reverse

from projects.actions.annotate_claim import annotate_claim
from projects.actions.record_outcome import record_outcome
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.actions.refresh import refresh_assessments
from projects.models import Assessment, Outcome, Source, StatusChange
from projects.models.text import stored_text
from projects.reports.catalogue.sources import source_page
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory
from tests.projects.packages.sample import Tables, load, sample, write

AT = datetime(2025, 4, 1, 9, tzinfo=UTC)
APART = " Бю\x01ро Й\u00a0"  # й as и and a breve, blanks around it, a control character within
TOGETHER = "Бюро Й"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("plain", "plain"),
        (APART, TOGETHER),
        ("\ufeffBureau\u200b ", "Bureau"),
        ("two  words", "two  words"),
        ("a\nb\n", "a\nb"),
        (" \u3000", ""),
        ("x \u200b \u200b", "x"),
        ("\x01=1+1\x7f", "=1+1"),
        ("и\x01\u0306", "й"),
        ("a\tb\r\nc\x85d", "a\tb\r\nc\x85d"),
        ("\x01 \ufffe", ""),
    ],
)
def test_text_is_stored_trimmed_composed_and_without_controls(text: str, stored: str) -> None:
    assert stored_text(text) == stored


@pytest.mark.django_db
def test_actions_store_tidy_texts() -> None:
    by = UserFactory(editor=True)
    columns = {"title": APART, "published": date(2024, 2, 1), "kind": "government"}
    source = Source(id="s", publisher=APART, **columns)
    record_reference_row(row=source, by=by, at=AT)
    assert (source.publisher, source.title) == (TOGETHER, TOGETHER)
    source.publisher = f"{APART} "
    edit_reference_row(row=source, by=by, at=AT)
    assert Source.objects.get().publisher == TOGETHER
    assert source.history.count() == 1, "another spelling of the same is no change"

    target = TargetFactory()
    columns = {"basis": "absolute", "qualifier": "exactly", "value": Decimal(1), "final": True}
    outcome = record_outcome(
        indicator=target.indicator,
        source=source,
        locator=APART,
        period_end=date(2024, 1, 31),
        by=by,
        at=AT,
        **columns,
    )
    assert Outcome.objects.get().locator == TOGETHER
    annotate_claim(claim=outcome, note=APART, by=by, at=AT)
    assert Outcome.objects.get().note == TOGETHER


@pytest.mark.django_db
def test_blanks_are_no_publisher() -> None:
    columns = {"title": "Plan", "published": date(2024, 2, 1), "kind": "government"}
    with pytest.raises(ValidationError, match="publisher"):
        record_reference_row(row=Source(id="s", publisher=" \u200b", **columns), by=UserFactory(editor=True), at=AT)


@pytest.mark.django_db
def test_the_admin_stores_tidy_texts(client) -> None:
    client.force_login(UserFactory(editor=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    columns = {"id": "s", "title": "Plan", "kind": "press", "published": "2024-02-01", "published_precision": "day"}
    answer = client.post(reverse("admin:projects_source_add"), {**columns, "publisher": APART})
    assert answer.status_code == 302
    assert Source.objects.get().publisher == TOGETHER


def trail(publisher: str) -> Tables:
    """Return a record in which a first release of 105 is corrected to 95 by ``publisher``."""
    tables = sample()
    for name in ("projects", "project_events"):
        del tables[name]
    sources = {"plan": "Ministry of Industry", "first": "Bureau of Statistics", "second": publisher}
    tables["sources"] = [
        {"id": id, "title": id, "publisher": name, "published": f"2024-0{n}-15", "kind": "official_statistics"}
        for n, (id, name) in enumerate(sources.items(), start=1)
    ]
    tables["targets"] = [{**sample()["targets"][0], "value": "100", "rounded_to": "", "source": "plan"}]
    year = {"indicator": "cars-made", "basis": "absolute", "qualifier": "exactly", "period_start": "2023-01-01"}
    tables["outcomes"] = [
        {**year, "id": "o1", "value": "105", "period_end": "2023-12-31", "final": "true", "source": "first"},
        {
            **year,
            "id": "o2",
            "value": "95",
            "period_end": "2023-12-31",
            "final": "false",
            "source": "second",
            "corrects": "o1",
        },
    ]
    return tables


@pytest.mark.django_db
@pytest.mark.parametrize("publisher", ["Bureau of Statistics ", "bureau of  statistics", "BUREAU\u00a0OF STATISTICS"])
def test_an_import_takes_another_spelling_for_the_same_publisher(tmp_path: Path, publisher: str) -> None:
    lines = load(write(tmp_path / "package", trail(publisher)))
    assert not [line for line in lines if "R9" in line]
    payload = Assessment.objects.get().payload
    assert (payload["status"], payload["actual"]) == ("missed", "95")
    assert Source.objects.get(pk="second").publisher == publisher.strip()
    call_command("refresh_assessments", "--verify")


@pytest.mark.django_db
def test_an_import_says_that_a_correction_of_another_publisher_does_not_count(tmp_path: Path) -> None:
    lines = load(write(tmp_path / "package", trail("Bureau of Culture")))
    assert any("a figure of Bureau of Statistics, another publisher" in line for line in lines)
    assert Assessment.objects.get().payload["actual"] == "105"


@pytest.mark.django_db
def test_a_package_written_otherwise_changes_nothing(tmp_path: Path) -> None:
    tables = sample()
    tables["outcomes"][0]["note"] = "Й"
    load(write(tmp_path / "package", tables))
    tables["outcomes"][0]["note"] = " Й\x01 "
    assert load(write(tmp_path / "next", tables))[-1] == "Nothing changed."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("publisher", "note", "counts"),
    [("BUREAU", "", True), ("Herald", "", False), ("Herald", "The bureau confirmed it.", True)],
)
def test_a_page_shows_a_figure_as_corrected_only_where_the_correction_counts(
    publisher: str, note: str, counts: bool
) -> None:
    wrong = OutcomeFactory(source=SourceFactory(id="first", publisher="Bureau"))
    source = SourceFactory(publisher=publisher)
    right = OutcomeFactory(indicator=wrong.indicator, corrects=wrong, note=note, source=source)
    assert right.counts_as_correction is counts
    shown = source_page("first", AT.date())
    assert shown is not None
    assert [claim.corrected_by for claim in shown.outcomes] == [(right,) if counts else ()]
    assert shown.contested == int(counts)


@pytest.mark.django_db
def test_sources_of_a_publisher_are_found_however_its_name_is_written(client) -> None:
    for id, publisher in (("a", "Bureau"), ("b", "BUREAU"), ("c", "Herald")):
        SourceFactory(id=id, publisher=publisher)
    answer = client.get("/api/v1/sources/", {"publisher": " bureau"}).json()
    assert [row["id"] for row in answer["results"]] == ["a", "b"]


@pytest.mark.django_db
def test_reasons_of_a_status_change_say_that_sources_disagree() -> None:
    target = TargetFactory(id="pool", value=100)
    for value, publisher, kind in ((90, "Bureau", "official_statistics"), (110, "Herald", "press")):
        OutcomeFactory(indicator=target.indicator, value=value, source=SourceFactory(publisher=publisher, kind=kind))
    refresh_assessments(as_of=AT.date(), at=AT)
    change = StatusChange.objects.order_by("on").last()
    assert change is not None
    assert "sources_disagree" in change.reasons
    assert change.reasons == Assessment.objects.get().payload["reasons"]


@pytest.mark.django_db
def test_other_reasons_are_no_new_status_change() -> None:
    target = TargetFactory(id="pool")
    OutcomeFactory(indicator=target.indicator)
    refresh_assessments(as_of=AT.date(), at=AT)
    stored = list(StatusChange.objects.values_list("pk", "recorded_at", "reasons"))
    assert stored
    StatusChange.objects.update(reasons=["another_method"])
    refresh_assessments(as_of=AT.date(), at=datetime(2025, 5, 1, tzinfo=UTC))
    assert list(StatusChange.objects.values_list("pk", "recorded_at", "reasons")) == stored


@pytest.mark.django_db(transaction=True)
def test_texts_of_before_are_tidied_and_claims_stay_guarded() -> None:
    """The step of the migration on today's tables: walking all migrations back and forth takes half a minute."""
    tidy_texts = import_module("projects.migrations.0007_tidy_texts")
    outcome = OutcomeFactory(source=SourceFactory(publisher=APART), locator=APART, note="Й\n")
    target = TargetFactory(deadline_text=APART, bundle="pool")
    with connection.schema_editor() as schema_editor:
        tidy_texts.tidy(apps, schema_editor)
    outcome.refresh_from_db()
    target.refresh_from_db()
    assert (outcome.source.publisher, outcome.locator, outcome.note) == (TOGETHER, TOGETHER, "Й")
    assert (target.deadline_text, target.bundle) == (TOGETHER, "pool")
    with pytest.raises(DatabaseError, match="append-only"):
        Outcome.objects.filter(pk=outcome.pk).update(value=Decimal(7))
