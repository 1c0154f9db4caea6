"""Pictures of a target for others to show, the figures in them as CSV, and what social networks read."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from tests.factories import IndicatorFactory, OutcomeFactory, TargetFactory
from tests.projects.charts.pixels import pixels
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]
PICTURES = {"": 1280, "/card": 1200}


def size(data: bytes) -> tuple[int, int]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("kind", PICTURES)
def test_target_has_a_picture_in_each_language(reader: Client, kind: str, lang: str) -> None:
    answer = reader.get(f"/targets/count-2024{kind}.png?lang={lang}")
    assert (answer.status_code, answer["Content-Type"], answer["Content-Language"]) == (200, "image/png", lang)
    assert size(answer.content)[0] == PICTURES[kind]
    assert len(answer.content) < 150_000
    assert "ETag" in answer


def test_card_is_as_large_as_social_networks_ask_and_shows_the_bullet_in_the_colour_of_the_verdict(
    reader: Client,
) -> None:
    picture = pixels(reader.get("/targets/count-2024/card.png?lang=en").content)
    assert (picture.width, picture.height) == (1200, 630)
    calm, red, track = (0x3A, 0x5F, 0x8A), (0xA8, 0x23, 0x1C), (0xDC, 0xD8, 0xCF)
    bar = [picture.at(x, y) for x in (200, 400, 700) for y in range(300, 420)]
    assert calm in bar, "no final report, half of the way"
    assert red not in bar, "nobody has said that it failed"
    assert track in bar


def test_target_without_a_chart_is_shown_on_its_card(reader: Client) -> None:
    assert size(reader.get("/targets/plan-2025.png").content) == (1200, 630)
    assert size(reader.get("/targets/count-2024.png").content)[0] == 1280


def test_picture_comes_as_a_file_of_svg_that_needs_nothing_else(reader: Client) -> None:
    answer = reader.get("/targets/count-2024.svg?lang=en")
    assert answer["Content-Type"] == "image/svg+xml"
    shown = answer.content.decode()
    for words in ("Projects launched", "180\xa0projects in 2024", "No final report", "As of 10 January 2025"):
        assert words in shown
    assert not re.search(r"class=|style|var\(|href|<script|url\(", shown)


def test_pictures_know_their_day_and_refuse_nonsense(reader: Client) -> None:
    assert "No data" in reader.get("/targets/count-2024.svg?as_of=2024-06-30&lang=en").content.decode()
    for path in ("/targets/none.png", "/targets/money-2/card.png?as_of=2024-06-30", "/targets/none/trajectory.csv"):
        assert reader.get(path).status_code == 404
    assert reader.get("/targets/count-2024.png?lang=de").status_code == 400
    assert reader.get("/targets/count-2024.png?nonsense=1").status_code == 400


def test_figures_of_the_trajectory_come_as_csv(reader: Client) -> None:
    answer = reader.get("/targets/money-2/trajectory.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    announced = [(row["day"], row["value"], row["change"]) for row in rows if row["series"] == "announced"]
    assert announced == [
        ("2024-02-05", "1200000000000", ""),
        ("2025-01-05", "1500000000000", "raised revised_after_the_fact"),
    ]
    assert reader.get("/targets/plan-2025/trajectory.csv").content.decode("utf-8-sig").startswith("day,series,value,")


@pytest.mark.parametrize(
    ("lang", "verdict", "locale"),
    [
        ("en", "No final report", "en_GB"),
        ("ru", "Нет итогового отчёта", "ru_RU"),
        ("kk", "Қорытынды есеп жоқ", "kk_KZ"),
    ],
)
def test_social_networks_are_told_the_promise_and_the_verdict(
    reader: Client, lang: str, verdict: str, locale: str
) -> None:
    page = reader.get(f"/{lang}/targets/count-2024/").content.decode()
    properties = {
        name: unescape(text)
        for name, text in re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page)
    }
    assert properties["og:description"].startswith(f"{verdict}. ")
    assert properties["og:locale"] == locale
    assert properties["og:url"] == f"http://127.0.0.1:8000/{lang}/targets/count-2024/"
    assert properties["og:image"] == f"http://127.0.0.1:8000/targets/count-2024/card.png?lang={lang}"
    assert verdict in properties["og:image:alt"]
    assert re.search(r"50[\s\xa0]?%", properties["og:image:alt"])
    assert properties["twitter:card"] == "summary_large_image"
    picture = reader.get(properties["og:image"].removeprefix("http://127.0.0.1:8000"))
    assert size(picture.content) == (int(properties["og:image:width"]), int(properties["og:image:height"]))


def test_picture_of_another_day_is_linked_with_its_day(reader: Client) -> None:
    page = reader.get("/en/targets/count-2024/?as_of=2024-08-01").content.decode()
    assert "/targets/count-2024/card.png?lang=en&amp;as_of=2024-08-01" in page
    assert 'href="http://127.0.0.1:8000/targets/count-2024.png?lang=en&amp;as_of=2024-08-01"' in page
    assert "/targets/count-2024/trajectory.csv?as_of=2024-08-01" in page


def test_embed_shows_the_chart_when_asked(reader: Client) -> None:
    card = reader.get("/embed/targets/count-2024/").content.decode()
    assert 'class="drawn bullet"' in card
    assert "drawn trajectory" not in card
    charted = reader.get("/embed/targets/count-2024/?chart=trajectory").content.decode()
    assert charted.count("drawn trajectory") == 2
    assert not re.search("<script|<style| style=", charted)
    assert reader.get("/embed/targets/plan-2025/?chart=trajectory").status_code == 200, "it has none"
    assert reader.get("/embed/targets/count-2024/?chart=pie").status_code == 400


def test_hostile_names_fit_into_every_picture(reader: Client) -> None:
    for number, name in enumerate(
        ('"><script>alert(1)</script>', "слово " * 800, "x" * 5000, "\u202eabc\U0001f4a9", "\u0001\u0008 ")
    ):
        TargetFactory(id=f"hostile-{number}", indicator=IndicatorFactory(name=name), value=Decimal(9) ** 20)
    refresh_assessments(as_of=TODAY, at=NOW)
    for number in range(5):
        for path in (f"/targets/hostile-{number}.png", f"/targets/hostile-{number}/card.png"):
            assert reader.get(path).status_code == 200, path
        assert "<script>" not in reader.get(f"/targets/hostile-{number}.svg").content.decode()


def test_queries_do_not_grow_with_the_record(reader: Client) -> None:
    few = _queries(reader)
    for number in range(5):
        OutcomeFactory(indicator=TargetFactory(value=number + 1).indicator)
        OutcomeFactory(indicator_id="count", value=number, note="again")
    refresh_assessments(as_of=TODAY, at=NOW)
    assert _queries(reader) <= few <= 25


def _queries(reader: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert reader.get("/targets/count-2024.png").status_code == 200
    return len(captured)


# --- deadlines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "narrowed"),
    [
        ("/en/organisations/old-ministry/", "responsible=old-ministry"),
        ("/en/programmes/pool/", "programme=pool"),
        ("/en/territories/kz/", "territory=kz"),
    ],
)
def test_scorecards_have_a_timeline_whose_columns_lead_to_their_lists(reader: Client, path: str, narrowed: str) -> None:
    page = reader.get(path).content.decode()
    assert page.count('<svg class="drawn timeline ') == 2
    links = [unescape(text) for text in re.findall(r'<a class="point" href="([^"]+)"', page)]
    assert links
    for link in links:
        assert narrowed in link
        answer = reader.get(link)
        assert answer.status_code == 200
        assert "count-2024" in answer.content.decode() or "plan-2025" in answer.content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    csv_link = unescape(re.search(r'href="([^"]*calendar\.csv[^"]*)"', page)[1])
    rows = list(csv.DictReader(io.StringIO(reader.get(csv_link).content.decode("utf-8-sig"))))
    assert {"day": "2024-12-31", "status": "unreported", "targets": "2"} in rows
    assert sum(int(row["targets"]) for row in rows) == 3


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_timeline_comes_as_a_picture(reader: Client, lang: str) -> None:
    for query in ("", "&programme=pool", "&responsible=new-ministry", "&territory=kz-71"):
        answer = reader.get(f"/calendar.png?lang={lang}{query}")
        assert (answer.status_code, size(answer.content)[0]) == (200, 1280), query
    assert reader.get("/calendar.png?programme=none").status_code == 404
    assert reader.get("/calendar.csv?nonsense=1").status_code == 400


def test_timeline_of_another_day_counts_what_was_known_then(reader: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/calendar.csv?as_of=2024-06-30").content.decode("utf-8-sig"))))
    assert [(row["day"], row["status"], row["targets"]) for row in rows] == [
        ("2024-12-31", "no_data", "2"),
        ("2025-03-01", "no_data", "1"),
    ]
    past = list(
        csv.DictReader(
            io.StringIO(reader.get("/calendar.csv?as_of=2024-06-30&programme=pool").content.decode("utf-8-sig"))
        )
    )
    assert past == rows


# --- revisions and bundles ------------------------------------------------------------------------------------------


def test_page_shows_how_the_promise_moved_and_gives_it_as_figures(reader: Client) -> None:
    page = reader.get("/en/targets/money-2/").content.decode()
    assert page.count('<svg class="drawn revisions ') == 2
    assert "moved after the fact" in page
    assert "drawn revisions" not in reader.get("/en/targets/count-2024/").content.decode(), "it never moved"
    rows = list(csv.DictReader(io.StringIO(reader.get("/targets/money-2/revisions.csv").content.decode("utf-8-sig"))))
    assert [(row["announced"], row["value"], row["change"], row["revised_after_the_fact"]) for row in rows] == [
        ("2024-02-05", "1200000000000", "", "false"),
        ("2025-01-05", "1500000000000", "raised", "true"),
    ]
    assert rows[1]["part_moved"] == "0.25"
    for lang in ("en", "ru", "kk"):
        assert size(reader.get(f"/targets/money-2/revisions.png?lang={lang}").content)[0] == 1280


def test_what_was_promised_together_stands_side_by_side_with_none_hidden(reader: Client) -> None:
    for path in ("/en/targets/count-2024/", "/en/programmes/pool/"):
        page = reader.get(path).content.decode()
        strip = page[page.index('<ul class="components">') :]
        strip = strip[: strip.index("</ul>")]
        assert strip.index("Projects launched") < strip.index("Value launched"), "how many, then for how much"
        assert strip.count('class="status ') == strip.count('class="drawn bullet"') == 2
    rows = list(csv.DictReader(io.StringIO(reader.get("/targets/money-2/bundle.csv").content.decode("utf-8-sig"))))
    assert [(row["target"], row["status"], row["done"], row["expected"]) for row in rows] == [
        ("count-2024", "unreported", "0.5", "0.49726776"),
        ("money-2", "unreported", "", ""),
    ]
    alone = list(csv.DictReader(io.StringIO(reader.get("/targets/plan-2025/bundle.csv").content.decode("utf-8-sig"))))
    assert [row["target"] for row in alone] == ["plan-2025"]
    for target in ("count-2024", "plan-2025"):
        assert size(reader.get(f"/targets/{target}/bundle.png?lang=kk").content)[0] == 1280
