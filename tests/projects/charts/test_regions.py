"""The map of regions: what is shipped is whole and fits the record; a region with promises is a link that says them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings

from projects.charts import in_page, png
from projects.charts.drawing import Drawing, Named, Placed, Point, Shape, Text, flat
from projects.charts.labels import Area, area_of
from projects.charts.region_maps import FOLDER, RegionMap, read_map, region_map
from projects.charts.regions import NARROW, WIDE, RegionFigure, region_drawing
from projects.charts.styles import ROLES
from projects.wording import LANGUAGES

MAPS = sorted(path.stem for path in FOLDER.glob("*.json"))
RECORDS = sorted(Path(settings.BASE_DIR, "projects", "data").glob("*/territories.csv"))
GROUPS = ("achieved", "missed", "overdue", "too_early", "not_assessable")


def shipped(country: str) -> RegionMap:
    drawn = region_map(country)
    assert drawn is not None
    return drawn


def parts_of(country: str) -> dict[str, dict[str, str]]:
    rows = [row for path in RECORDS for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    return {row["id"]: row for row in rows if row["parent"] == country}


def figures(drawn: RegionMap, counts: dict[str, tuple[int, ...]], lang: str = "en") -> dict[str, RegionFigure]:
    named = parts_of(next(iter(drawn.regions)).partition("-")[0])
    column = "name" if lang == "en" else f"name_{lang}"
    return {
        region: RegionFigure(
            row[column],
            sum(counts.get(region, ())),
            tuple(zip(GROUPS, counts.get(region, (0,) * 5), strict=True)),
            f"{row[column]}: {sum(counts.get(region, ()))}",
            f"/territories/{region}/",
        )
        for region, row in named.items()
    }


@pytest.mark.parametrize("country", MAPS)
def test_shipped_map_has_exactly_the_regions_of_the_record_and_names_its_licence(country: str) -> None:
    drawn = shipped(country)
    assert drawn.regions == set(parts_of(country))
    assert set(drawn.source) == set(drawn.licence) == set(LANGUAGES)
    assert drawn.licence["en"] in {"public domain", "CC0", "CC BY 4.0"}
    assert bool(drawn.shapes) is not bool(drawn.tiles)
    for shape in drawn.shapes.values():
        numbers = [int(number) for number in re.findall(r"\d+", shape.path)]
        assert all(0 <= x <= drawn.width for x in numbers[::2])
        assert all(0 <= y <= drawn.height for y in numbers[1::2])
        assert 0 < shape.label[0] < drawn.width
        assert 0 < shape.label[1] < drawn.height


def test_regions_of_2022_have_their_squares() -> None:
    assert {"kz-10", "kz-33", "kz-62"} <= set(shipped("kz").tiles)


def test_country_without_a_file_has_no_map() -> None:
    assert region_map("xx") is None
    assert region_map("../maps/de") is None


@pytest.mark.parametrize(
    ("regions", "rule"),
    [
        ({"a": {"tile": [0, 0]}, "b": {"tile": [0, 0]}}, "two tiles lie on one another"),
        ({"a": {"tile": [0, 0]}, "b": {"path": "M0 0Z", "label": [1, 1]}}, "shapes and tiles"),
        ({"a": {"path": 'M0 0"/><script>', "label": [1, 1]}}, "the path of a may hold only"),
    ],
)
def test_map_that_breaks_a_rule_is_refused_by_its_name(regions: dict[str, object], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        read_map("xx.json", {"source": {}, "licence": {}, "regions": regions})


@pytest.mark.parametrize("country", MAPS)
@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_everything_lies_within_the_picture_and_no_label_on_another(country: str, lang: str) -> None:
    drawn = shipped(country)
    full = figures(drawn, dict.fromkeys(drawn.tiles, (12, 3, 4, 15, 1)), lang)
    for size in (WIDE, NARROW):
        drawing = region_drawing(drawn, full, "Regions", lang, size)
        texts = [shape for shape in flat(drawing.shapes) if isinstance(shape, Text)]
        areas = [measured(text) for text in texts]
        for place, area in enumerate(areas):
            assert -1 <= area.left <= area.right <= drawing.width + 1, texts[place]
            assert 0 <= area.top <= area.bottom <= drawing.height, texts[place]
            assert not any(area.meets(other) for other in areas[:place]), texts[place]
        assert len(png(drawing, 400)) > 1000
        assert len(in_page(drawing, "map")) < 24_000


def measured(text: Text) -> Area:
    look = ROLES[text.role]
    return area_of(text, float(look["font-size"]), int(look.get("font-weight", "400")))


def words_on(drawing: Drawing, href: str) -> tuple[Shape, ...]:
    """What stands on a region that is a link."""
    place = next(i for i, shape in enumerate(drawing.shapes) if isinstance(shape, Point) and shape.href == href)
    beside = drawing.shapes[place + 1]
    assert isinstance(beside, Named)
    assert not beside.label, "the link says it already"
    return beside.shapes


def points(drawing: Drawing) -> dict[str, Point]:
    return {shape.href: shape for shape in drawing.shapes if isinstance(shape, Point)}


def test_region_with_promises_is_a_link_with_its_numbers_and_any_other_is_named_only() -> None:
    drawn = shipped("kz")
    drawing = region_drawing(
        drawn, figures(drawn, {"kz-71": (1, 3, 0, 5, 0), "kz-75": (2, 0, 0, 0, 0)}), "Regions", "en"
    )
    links = points(drawing)
    assert set(links) == {"/territories/kz-71/", "/territories/kz-75/"}
    astana = links["/territories/kz-71/"]
    assert astana.label == "Astana: 9"
    shown = words_on(drawing, astana.href)
    assert [shape.words for shape in shown if isinstance(shape, Text)] == ["Astana", "9", "1", "3", "5"]
    marks = [shape.name for shape in shown if isinstance(shape, Placed)]
    assert marks == ["achieved", "missed", "too_early"], "a group without promises has no mark"
    assert len([shape for shape in drawing.shapes if isinstance(shape, Named) and shape.label]) == 18
    assert 'aria-label="Astana: 9"' in in_page(drawing, "map")
    assert "<title>Akmola Region</title>" in in_page(drawing, "map")


def test_darkness_follows_the_number_of_promises() -> None:
    drawn = shipped("de")
    counts = {"de-bb": (9, 0, 0, 0, 0), "de-be": (4, 0, 0, 0, 0), "de-by": (1, 0, 0, 0, 0)}
    drawing = region_drawing(drawn, figures(drawn, counts), "Regions", "en")
    fills = {href.split("/")[2]: point.shapes[0].role for href, point in points(drawing).items()}
    assert fills == {"de-bb": "region-3", "de-be": "region-2", "de-by": "region-1"}


def test_small_shape_and_small_tile_have_their_number_alone() -> None:
    berlin = region_drawing(shipped("de"), figures(shipped("de"), {"de-be": (4, 1, 0, 0, 0)}), "Regions", "en")
    astana = region_drawing(shipped("kz"), figures(shipped("kz"), {"kz-71": (4, 1, 0, 0, 0)}), "Regions", "en", NARROW)
    for drawing in (berlin, astana):
        (href,) = points(drawing)
        assert [shape.words for shape in words_on(drawing, href) if isinstance(shape, Text)] == ["5"]


def test_region_that_the_record_does_not_know_is_drawn_without_words() -> None:
    drawing = region_drawing(shipped("de"), {}, "Regions", "en")
    assert not drawing.interactive
    assert all(isinstance(shape, Named) and not shape.label for shape in drawing.shapes)
    assert len(drawing.shapes) == 16
