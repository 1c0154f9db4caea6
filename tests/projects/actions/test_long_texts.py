"""What is recorded fits into every file of the record: a longer text could be exported and never be imported again."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from projects.actions.annotate_claim import annotate_claim
from projects.actions.record_outcome import record_outcome
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.exports.record.table_parts import csv_rows
from projects.models import Indicator, Outcome, Source
from projects.models.text import LONGEST_TEXT
from projects.packages.writer import write_package
from tests.factories import SourceFactory
from tests.projects.actions.recorded import AT, half_year, problems

pytestmark = pytest.mark.django_db
TOO_LONG, LONGEST = "м" * (LONGEST_TEXT + 1), "м" * LONGEST_TEXT


def test_a_text_that_no_file_can_hold_is_refused_on_every_way_in(target, by):
    outcome = record_outcome(by=by, at=AT, **half_year(target))
    source, indicator = Source.objects.get(pk=outcome.source_id), Indicator.objects.get(pk=target.indicator_id)
    source.note, indicator.definition_kk = TOO_LONG, TOO_LONG
    for name, write in (
        ("note", lambda: record_outcome(by=by, at=AT, **half_year(target, note=TOO_LONG))),
        ("note_ru", lambda: annotate_claim(claim=outcome, by=by, at=AT, note_ru=TOO_LONG)),
        ("note", lambda: edit_reference_row(row=source, by=by, at=AT)),
        ("definition_kk", lambda: edit_reference_row(row=indicator, by=by, at=AT)),
        ("note", lambda: record_reference_row(row=SourceFactory.build(id="long", note=TOO_LONG), by=by, at=AT)),
    ):
        with pytest.raises(ValidationError) as refusal:
            write()
        assert problems(refusal) == {name: ["At most 1048576 characters."]}


def test_the_longest_text_is_exported_and_comes_back(target, by, tmp_path: Path):
    outcome = record_outcome(by=by, at=AT, **half_year(target, note=LONGEST))
    annotate_claim(claim=outcome, by=by, at=AT, note_ru=LONGEST)
    assert Outcome.objects.get().note_ru == LONGEST
    write_package(tmp_path / "record")
    (row,) = csv_rows(tmp_path / "record" / "outcomes.csv")
    assert row.count(LONGEST) == 2
    out = StringIO()
    call_command("import_package", str(tmp_path / "record"), check=True, stdout=out)
    assert "is good" in out.getvalue()
