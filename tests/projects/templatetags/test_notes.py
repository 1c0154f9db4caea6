"""Ids of sources in editors' notes: readers see whose document it is, and a link to it, in one query a page."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

import projects
from projects.actions.rename_row import rename_row
from projects.templatetags.notes import ID
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory
from tests.projects.actions.recorded import AT

pytestmark = pytest.mark.django_db
ROWS = """{% load notes %}{% link_sources %}
{% for row in rows %}<p>{{ row|note:'note' }}</p>{% endfor %}{% end_link_sources %}"""


@pytest.fixture
def times():
    return SourceFactory(
        id="times-2024-05-16",
        publisher="<b>Times</b>",
        title="Cars & more",
        title_ru="Машины <i>и</i> прочее",
        language="en",
    )


def shown(*notes, lang="en", **context):
    with translation.override(lang):
        return Template(ROWS).render(Context({"rows": [{"note": text} for text in notes], **context}))


def words(html):
    return re.sub(r"<[^>]+>|[\u2066-\u2069]", "", html)


def test_id_of_a_source_is_its_publisher_and_title_and_leads_there(times):
    html = shown("Another (times-2024-05-16) says 180.")
    assert f'(<a href="{reverse("source", args=[times.pk])}">' in html
    assert words(html).strip() == "Another (&lt;b&gt;Times&lt;/b&gt;: Cars &amp; more) says 180."
    russian = shown("Другой (times-2024-05-16).", lang="ru")
    assert "&lt;b&gt;Times&lt;/b&gt;: Машины &lt;i&gt;и&lt;/i&gt; прочее" in words(russian)


def test_page_of_a_day_names_no_source_that_came_out_later(times):
    day_before = times.published - timedelta(1)
    html = shown("Another (times-2024-05-16) says 180.", travelling=True, as_of=day_before)
    assert "<a" not in html
    assert words(html).strip() == "Another (times-2024-05-16) says 180."


def test_day_and_language_that_the_reader_looks_at_are_kept(times):
    html = shown("times-2024-05-16.", lang="kk", travelling=True, as_of=AT.date())
    with translation.override("kk"):
        assert f'href="{reverse("source", args=[times.pk])}?as_of={AT.date()}"' in html


@pytest.mark.parametrize(
    "text",
    [
        "gone-2024-05-16",
        "x-times-2024-05-16",
        "times-2024-05-161",
        "times-2024-05-16/annex",
        "https://x.example/times-2024-05-16",
        "me@times-2024-05-16",
        '<span data-source="times-2024-05-16">',
        "<script>alert(1)</script>",
        "half-year 1,5–2",
    ],
)
def test_what_is_no_id_of_a_source_stays_as_it_was_written(times, text):
    html = shown(f"See {text}")
    assert "<a " not in html or 'data-source="' in text
    assert "<script" not in html
    assert "data-source" not in html or "data-source=&quot;" in html
    assert "gone-2024-05-16" in html or "gone" not in text


def test_former_id_leads_to_the_source_of_today(times):
    rename_row(row=times, new_id="the-times-2024-05-16", by=UserFactory(editor=True), at=AT)
    html = shown("See times-2024-05-16.")
    assert f'href="{reverse("source", args=["the-times-2024-05-16"])}"' in html


@pytest.mark.parametrize("count", [1, 30])
def test_all_notes_of_a_page_are_asked_about_in_one_query(times, count, django_assert_num_queries):
    SourceFactory.create_batch(3)
    notes = [f"By times-2024-05-16 {number}" for number in range(count)]
    with django_assert_num_queries(1):
        assert shown(*notes).count("<a ") == count
    with django_assert_num_queries(0):
        shown("Nothing of a source.")


def test_page_of_a_target_and_of_a_source_link_what_their_notes_name(client, times):
    target = TargetFactory(id="pool", note="One report (times-2024-05-16) says more.", note_ru="См. times-2024-05-16.")
    page = client.get(f"/en/targets/{target.pk}/").content.decode()
    assert f'<a href="/en/sources/{times.pk}/">' in page
    assert ">times-2024-05-16<" not in page
    assert f'<a href="/ru/sources/{times.pk}/">' in client.get(f"/ru/targets/{target.pk}/").content.decode()


def test_source_with_many_reports_asks_no_more_for_more_notes(client, times):
    def queries(count):
        source = SourceFactory()
        for number in range(count):
            OutcomeFactory(source=source, note=f"Not as in times-2024-05-16 {number}", value=number + 1)
        client.get(f"/en/sources/{source.pk}/")
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/en/sources/{source.pk}/").content.decode()
        assert page.count(f'Not as in <a href="/en/sources/{times.pk}/">') == count
        return len(captured)

    assert queries(2) == queries(8)


def test_every_id_of_a_source_in_the_shipped_records_is_seen():
    for folder in (Path(projects.__file__).parent / "data").glob("*/sources.csv"):
        with folder.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                assert [match[0] for match in ID.finditer(f"({row['id']}); {row['id']}.")] == [row["id"]] * 2
