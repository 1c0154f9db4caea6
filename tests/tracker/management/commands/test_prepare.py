"""`make run` says what it prepares while it does, in a few lines, also where no terminal listens."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from projects.models import Assessment, Outcome, Programme, Target
from tracker.management.commands import prepare


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are no people, and no time passes: lines are counted."""
    monkeypatch.setattr(prepare, "SAYS_EVERY", float("inf"))
    monkeypatch.setattr(prepare.demo, "people", lambda _folder: [])


def printed_by(*parts: str) -> list[str]:
    out, err = StringIO(), StringIO()
    call_command("prepare", *parts, stdout=out, stderr=err)
    assert not err.getvalue()
    return out.getvalue().splitlines()


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody")
def test_record_and_verdicts_are_counted_and_a_country_that_was_not_there_is_added() -> None:
    call_command("import_package", str(settings.BASE_DIR / "projects" / "data" / "kazakhstan"), stdout=StringIO())
    reading, record, *remarks, begun, done = printed_by("record", "verdicts")
    targets, outcomes = Target.objects.count(), Outcome.objects.count()
    chains = Assessment.objects.count()
    assert targets > 140
    assert {"kz", "de"} <= set(Programme.objects.values_list("territory", flat=True))
    assert reading == f"Reading the record: {targets} targets, {outcomes} outcomes …"
    assert record == f"The record: {targets} targets, {outcomes} outcomes."
    assert all(line.startswith("Remarks on ") and line.count("import_package") == 1 for line in remarks)
    assert (begun, done) == (f"Verdicts: 0 of {chains} …", f"Verdicts: {chains} of {chains}.")


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody")
def test_verdicts_of_an_earlier_method_are_counted() -> None:
    printed_by("record", "verdicts")
    Assessment.objects.update(method_version="0")
    number = Assessment.objects.count()
    assert printed_by("tables")[-1] == f"Verdicts of an earlier version of the method: {number} of {number}."


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody")
def test_what_takes_long_is_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "SAYS_EVERY", -1.0)
    lines = printed_by("record", "verdicts")[2:]
    counts = [int(count) for count in re.findall(r"Verdicts: (\d+) of", "\n".join(lines))]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert len(counts) >= 3, "at least one line between the first and the last"


@pytest.mark.django_db
@pytest.mark.usefixtures("nobody")
def test_tables_are_told_only_where_there_is_work() -> None:
    assert printed_by("tables") == ["Tables: up to date."]
