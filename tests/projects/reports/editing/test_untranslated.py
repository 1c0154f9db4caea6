"""Which rows wait for a translation."""

from __future__ import annotations

import pytest

from projects.models import Outcome, Source
from projects.packages.tables import TABLES
from projects.reports.editing.untranslated import TRANSLATED, untranslated, untranslated_counts
from tests.factories import OutcomeFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("texts", "waits"),
    [
        ({"note": ""}, False),
        ({"note": "A remark."}, True),
        ({"note": "A remark.", "note_ru": "Замечание."}, True),
        ({"note": "A remark.", "note_ru": "Замечание.", "note_kk": "Ескертпе."}, False),
        # What an editor wrote in Russian or Kazakh is translated into the other one.
        ({"note": "ЗАМЕЧАНИЕ"}, True),
        ({"note": "ЗАМЕЧАНИЕ", "note_kk": "Ескертпе."}, False),
        ({"note": "ҚАЗАҚША"}, True),
        ({"note": "ҚАЗАҚША", "note_ru": "По-казахски."}, False),
        ({"note": "2026–2028"}, False),
        ({"locator": "p. 3", "note": "2"}, True),
        ({"speaker": "QazIndustry"}, True),
    ],
)
def test_text_waits_where_a_reader_gets_another_language(texts: dict[str, str], waits: bool) -> None:
    SourceFactory(id="cited", title="1")
    OutcomeFactory(id="count", source_id="cited", **texts)
    assert Outcome.objects.filter(untranslated(Outcome)).exists() is waits


def test_every_table_with_translations_is_counted() -> None:
    SourceFactory(title="A report")
    assert dict(untranslated_counts())[Source] == 1
    assert set(TRANSLATED) == {table.model for table in TABLES if any(column.translated for column in table.described)}
