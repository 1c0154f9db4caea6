"""The bar of all promises: boxes are as wide as their counts, decided and undecided look different, all are links."""

from __future__ import annotations

import pytest

from projects.charts import in_page
from projects.charts.drawing import Box, Point, Text, flat
from projects.charts.labels import area_of
from projects.charts.stacked import NARROW, WIDE, Family, Part, stacked
from projects.charts.styles import ROLES


def families(
    *counts: int, names: tuple[str, str, str] = ("decided", "not decided", "cannot be judged")
) -> list[Family]:
    statuses = ("achieved", "achieved_late", "missed", "unreported", "too_early", "not_assessable")
    parts = [
        Part(status, count, f"{status}: {count}", f"/targets/?status={status}")
        for status, count in zip(statuses, counts, strict=True)
    ]
    looks = ("full", "outlined", "dashed")
    shared = (parts[:3], parts[3:5], parts[5:])
    return [Family(name, look, tuple(own)) for name, look, own in zip(names, looks, shared, strict=True)]


SHAPES = {
    "shipped": families(13, 2, 16, 34, 47, 27),
    "one of each": families(1, 1, 1, 1, 1, 1),
    "nearly all open": families(1, 1, 1, 1, 20_000, 1),
    "all decided": families(3, 0, 0, 0, 0, 0),
    "long names": families(9, 1, 1, 1, 1, 1, names=("word " * 12, "word " * 9, "word " * 14)),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_everything_lies_within_the_picture_and_no_label_on_another(shape: str, size) -> None:
    drawing = stacked(SHAPES[shape], "title", "", "en", size)
    boxes = [part for part in flat(drawing.shapes) if isinstance(part, Box)]
    assert min(box.x for box in boxes) >= 0
    assert max(box.x + box.width for box in boxes) <= size.width + 0.01
    texts = [part for part in flat(drawing.shapes) if isinstance(part, Text)]
    areas = [area_of(text, weight=int(ROLES[text.role].get("font-weight", "400"))) for text in texts]
    for place, area in enumerate(areas):
        assert 0 <= area.left <= area.right <= size.width or "word" in texts[place].words
        assert not any(area.meets(other) for other in areas[:place]), texts[place]


def test_width_follows_the_count_and_every_box_is_a_link_in_its_look() -> None:
    drawing = stacked(SHAPES["shipped"], "title", "", "en")
    links = [shape for shape in drawing.shapes if isinstance(shape, Point)]
    assert [link.href.partition("=")[2] for link in links] == [
        "achieved", "achieved_late", "missed", "unreported", "too_early", "not_assessable",
    ]  # fmt: skip
    boxes = [link.shapes[0] for link in links]
    assert [box.role for box in boxes] == [
        "full-good", "full-fair", "full-bad", "outlined-calm", "outlined-mute", "dashed-mute",
    ]  # fmt: skip
    widths = [box.width for box in boxes]
    assert sorted(range(6), key=widths.__getitem__) == [1, 0, 2, 5, 3, 4]
    assert boxes[3].x - (boxes[2].x + boxes[2].width) > 8, "a gap parts decided from undecided"
    assert 'href="/targets/?status=missed"' in in_page(drawing, "bar")


def test_groups_without_promises_are_left_out() -> None:
    drawing = stacked(SHAPES["all decided"], "title", "", "en")
    (link,) = (shape for shape in drawing.shapes if isinstance(shape, Point))
    assert link.label == "achieved: 3"
    assert "3 decided" in [shape.words for shape in drawing.shapes if isinstance(shape, Text)]
