"""A trajectory as a picture: everything within the frame, no label on another, in all sizes and languages."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from projects import wording
from projects.charts import COLUMNS, csv_rows, in_page, keys, png, rows, standalone, trajectory
from projects.charts.drawing import Box, Circle, Drawing, Path, Placed, Point, Shape, Text, flat, line
from projects.charts.labels import area_of
from projects.charts.styles import ROLES
from projects.charts.ticks import day_ticks, value_ticks
from projects.charts.trajectory import NARROW, STILL, WIDE
from projects.charts.trajectory_points import OLDER, STOPS
from projects.comparison.trajectory import Point as At
from projects.comparison.trajectory import Promised, Trajectory

from .pixels import pixels
from .shapes import END, SHAPES, START, data, plain, revised

LANGUAGES = ("en", "ru", "kk")
SIZES = (WIDE, NARROW, STILL)


def drawn(shape: str = "a sum under way", lang: str = "en", size=WIDE) -> Drawing:
    return trajectory(SHAPES[shape], "Value launched", lang, size)


def of_role(drawing: Drawing, role: str) -> list[Shape]:
    return [shape for shape in flat(drawing.shapes) if shape.role == role]


def texts(drawing: Drawing) -> list[Text]:
    return [shape for shape in flat(drawing.shapes) if isinstance(shape, Text)]


def corners(path: str) -> list[tuple[float, float]]:
    """The points of a path of absolute commands."""
    points: list[tuple[float, float]] = []
    for command, first, second in re.findall(r"([MLHV])([-\d.]+)(?: ([-\d.]+))?", path):
        x = points[-1][0] if command == "V" else float(first)
        y = float(first) if command == "V" else points[-1][1] if command == "H" else float(second)
        points.append((x, y))
    return points


def places(shape: Shape) -> list[tuple[float, float]]:
    """The corners of a shape, absolute commands of paths only."""
    match shape:
        case Circle(role, x, y, r):
            return [] if role == "hit" else [(x - r, y - r), (x + r, y + r)]
        case Box(_, x, y, width, height):
            return [(x, y), (x + width, y + height)]
        case Path(_, d):
            return corners(d)
        case Placed(_, x, y):
            return [(x, y)]
        case _:
            return []


def weight(text: Text) -> int:
    return int(ROLES[text.role].get("font-weight", "400"))


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_lies_within_the_picture_and_no_label_on_another(shape: str) -> None:
    for size in SIZES:
        for lang in LANGUAGES:
            drawing = drawn(shape, lang, size)
            for mark in flat(drawing.shapes):
                for x, y in places(mark):
                    assert -1 <= x <= size.width + 1, mark
                    assert 0 <= y <= size.height, mark
            areas = [(text.words, area_of(text, weight=weight(text))) for text in texts(drawing)]
            for words, area in areas:
                assert area.left >= 0, words
                assert area.right <= size.width, words
                assert area.top >= 0
                assert area.bottom <= size.height
            for (words, area), (others, other) in combinations(areas, 2):
                assert not area.meets(other), f"{words} on {others} ({size.name}, {lang})"


@pytest.mark.parametrize("shape", SHAPES)
def test_words_of_a_point_fit_into_the_picture(shape: str) -> None:
    for size in (WIDE, NARROW):
        points = [mark for mark in drawn(shape, "ru", size).shapes if isinstance(mark, Point)]
        assert points
        for point in points:
            assert 1 <= len(point.tip) <= size.tips
            for text in point.tip:
                area = area_of(text)
                assert 0 <= area.left < area.right <= size.width, text.words
                assert area.bottom <= size.height


def test_higher_values_are_higher_up_and_later_days_further_right() -> None:
    (path,) = of_role(drawn(), "path")
    (start, low), (end, high) = places(path)
    assert start < end
    assert high < low


def test_range_without_a_limit_runs_to_the_frame() -> None:
    drawing = drawn()
    top = min(y for shape in of_role(drawing, "grid") for _x, y in places(shape))
    (rounded,) = of_role(drawing, "range")
    (open_above,) = of_role(drawing, "range-other")
    low, high = (float(number) for number in re.fullmatch(r"M[\d.]+ ([\d.]+)V([\d.]+)", rounded.d).groups())
    assert high < low
    assert float(open_above.d.split("V")[1]) == top


def test_each_announcement_is_a_step_with_its_day_and_its_own_goal() -> None:
    drawing = drawn()
    (steps,) = of_role(drawing, "steps")
    (first, second, third, fourth) = places(steps)
    assert first[1] == second[1] > third[1] == fourth[1]
    assert second[0] == third[0]
    assert "1 Apr 2024" in {text.words for text in texts(drawing)}
    assert len(of_role(drawing, "goal")) == len(of_role(drawing, "goal-earlier")) == 1
    assert len(of_role(drawing, "moved-late")) == 1, "moved after the fact"


def test_projection_is_drawn_with_its_interval_and_said() -> None:
    drawing = drawn()
    assert len(of_role(drawing, "projection")) == len(of_role(drawing, "fan")) == len(of_role(drawing, "whisker")) == 1
    assert "at this pace 1.2 trillion tenge" in {text.words.replace("\xa0", " ") for text in texts(drawing)}
    assert not of_role(drawn("one report"), "projection")
    assert not of_role(drawn("a level that falls"), "fan"), "no interval is known"


def test_points_are_reached_in_the_order_of_time_with_readable_words() -> None:
    points = [shape.label.replace("\xa0", " ") for shape in drawn().shapes if isinstance(shape, Point)]
    assert points == [
        "1 Dec 2023, announced: 1.2 trillion tenge, by 30 June 2024",
        "31 Mar 2024, expected by then: 370 billion tenge",
        "31 Mar 2024, reported: 300 billion tenge (between 250 and 350 billion tenge)",
        "1 Apr 2024, revised: 1.5 trillion tenge, by 31 December 2024 (raised; postponed; after the fact)",
        "30 Jun 2024, reported, but another figure counts: 600 billion tenge (at least 600 billion tenge)",
        "30 Jun 2024, an earlier target: 1.2 trillion tenge",
        "31 Dec 2024, at this pace: 1.2 trillion tenge (between 1 and 1.4 trillion tenge)",
        "31 Dec 2024, the target: 1.5 trillion tenge",
    ]


def test_points_in_the_page_take_the_focus_and_say_their_words() -> None:
    shown = in_page(drawn(), "here", "wide")
    assert 'role="group"' in shown, "an image would hide its points from screen readers"
    assert shown.count('tabindex="0"') == shown.count('class="tip"') == 8
    assert 'aria-labelledby="here-title" aria-describedby="here-about"' in shown
    assert shown.count("<title") == 1, "the browser's own words would cover those in the picture"
    assert 'aria-label="31 Dec 2024, the target: 1.5 trillion tenge"' in shown.replace("\xa0", " ")
    many = in_page(drawn("a hundred reports"), "here")
    assert many.count('tabindex="0"') == STOPS, "the newest; nobody tabs through more"


def test_drawing_grows_no_more_however_many_reports_there_are() -> None:
    def with_reports(count: int) -> Drawing:
        every = ((START + timedelta(days=place), Decimal(place * 7919 % 1000)) for place in range(1, count + 1))
        return trajectory(plain(Decimal(1000), *every), "Name", "en", WIDE)

    few, many = (in_page(with_reports(count), "here") for count in (150, 3000))
    assert len(many) < 1.4 * len(few)
    older = next(path.d for path in of_role(with_reports(3000), "dot") if isinstance(path, Path))
    assert 0 < older.count("M") <= OLDER


@pytest.mark.parametrize(("as_of", "beyond"), [(date(2025, 1, 10), False), (date(2030, 1, 1), True)])
def test_day_of_the_question_far_beyond_is_pointed_at(as_of: date, beyond: bool) -> None:
    drawing = trajectory(data(as_of=as_of), "Name", "en", WIDE)
    label = next(text for text in texts(drawing) if text.words.startswith("as of"))
    assert label.words.endswith("→") is beyond
    assert bool(of_role(drawing, "as-of")) is not beyond


def test_legend_names_only_what_is_drawn() -> None:
    def words(shape: Trajectory) -> set[str]:
        return {label for label, _shapes in keys(shape, "en", summed=True)}

    assert words(SHAPES["nothing reported"]) == {"the target, from its announcement"}
    assert "its 95% interval" in words(SHAPES["a sum under way"])
    assert "moved after the fact" in words(SHAPES["a sum under way"])
    assert "its 95% interval" not in words(SHAPES["a level that falls"])
    assert "the target, both its ends" in words(SHAPES["between"])


def test_table_and_csv_hold_every_figure_of_the_chart() -> None:
    shown = [
        (row.what, row.figure.replace("\xa0", " "), row.low, row.high.replace("\xa0", " "))
        for row in rows(data(), "en")
    ]
    assert ("reported, but another figure counts", "600 billion tenge", "600\xa0billion tenge", "no limit") in shown
    assert ("at this pace", "1.2 trillion tenge", "1\xa0trillion tenge", "1.4 trillion tenge") in shown
    assert len(shown) == 8
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *csv_rows(data())])
    read = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(read) == 8
    assert read[1] == {
        "day": "2024-04-01", "series": "announced", "value": "1500000000000", "low": "", "high": "", "unit": "KZT",
        "terms": "absolute", "claim": "y", "deadline": "2024-12-31",
        "change": "raised postponed revised_after_the_fact",
    }  # fmt: skip
    other = next(row for row in read if row["series"] == "reported_other")
    assert (other["low"], other["high"], other["claim"]) == ("600000000000", "", "b")
    assert (read[-1]["series"], read[-1]["low"], read[-1]["high"]) == ("projection", "1000000000000", "1400000000000")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_picture_that_stands_alone_has_colours_and_letters_and_is_not_blank(lang: str) -> None:
    drawing = drawn("a sum under way", lang, STILL)
    alone = standalone(drawing)
    assert "class=" not in alone
    assert "var(" not in alone
    assert 'font-family="Ledger Sans, sans-serif"' in alone
    picture = pixels(png(drawing, STILL.width // 4))
    assert picture.width == STILL.width // 4


def test_picture_in_pixels_has_ink_accent_and_paper() -> None:
    picture = pixels(png(drawn(size=NARROW), NARROW.width))
    assert (picture.width, picture.height) == (NARROW.width, NARROW.height)
    assert {(0x12, 0x48, 0x5A), (0x1C, 0x1D, 0x1F), (0xFC, 0xFB, 0xF8)} <= picture.colours


def test_hostile_name_is_text() -> None:
    drawing = trajectory(plain(Decimal(5), unit='"><script>'), "</title><script>", "en", WIDE)
    for shown in (in_page(drawing, "x"), standalone(drawing)):
        assert "<script>" not in shown
    assert png(drawing, 300)


def test_many_revisions_keep_their_points_and_leave_out_labels_that_find_no_room() -> None:
    drawing = trajectory(revised(20), "Name", "en", NARROW)
    moved = [*of_role(drawing, "moved"), *of_role(drawing, "moved-late")]
    assert sum(path.d.count("M") for path in moved if isinstance(path, Path)) == 20
    assert len(texts(drawing)) < 30


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 180], [0, 50, 100, 150, 200]),
        ([Decimal("91.2"), Decimal("94.8")], [91, 92, 93, 94, 95]),
        ([-3, 8], [-5, Decimal("-2.5"), 0, Decimal("2.5"), 5, Decimal("7.5"), 10]),
        ([0, 0], [0, Decimal("0.2"), Decimal("0.4"), Decimal("0.6"), Decimal("0.8"), 1]),
        ([7], [0, 2, 4, 6, 8]),
        ([-4], [-4, -3, -2, -1, 0]),
        ([10**40, 2 * 10**40], None),
    ],
)
def test_values_are_enclosed_by_round_numbers(values: list, ticks: list | None) -> None:
    chart = value_ticks(map(Decimal, values))
    assert chart[0] <= min(values)
    assert chart[-1] >= max(values)
    assert ticks is None or list(chart) == ticks


@pytest.mark.parametrize(
    ("first", "last", "yearly", "most"),
    [
        (START, END, False, 7),
        (date(2022, 3, 5), date(2029, 12, 31), True, 12),
        (date(1, 1, 1), date.max, True, 12),
        (START, START, False, 7),
    ],
)
def test_days_are_few_enough_to_be_read(first: date, last: date, yearly: bool, most: int) -> None:
    days, years = day_ticks(first, last, months=7, years=12)
    assert years is yearly
    assert len(days) <= most
    assert all(first <= on <= last and on.day == 1 for on in days)


def test_scale_names_its_unit_once() -> None:
    values = [Decimal(0), Decimal(5 * 10**11), Decimal(10**12)]
    assert wording.scale(values, "absolute", "KZT", "en") == (("0", "0.5", "1"), "trillion tenge")
    assert wording.scale(values, "absolute", "KZT", "ru")[0][1] == "0,5"
    assert wording.scale([Decimal(-5), Decimal(5)], "percent_change", "KZT", "en") == (("−5%", "+5%"), "")
    assert wording.scale([Decimal(50)], "absolute", "percent", "en") == (("50",), "%")


@pytest.mark.parametrize(
    ("highest", "lang", "name"),
    [
        ("2000000", "en", "million vehicles"),
        ("2000000", "ru", "млн автомобилей"),
        ("2000000", "kk", "млн автомобиль"),
        ("2000", "ru", "автомобили"),
        ("2000", "kk", "автомобильдер"),
    ],
)
def test_unit_after_a_scale_word_is_in_the_case_that_it_takes(highest: str, lang: str, name: str) -> None:
    assert wording.scale([Decimal(0), Decimal(highest)], "absolute", "vehicles", lang)[1] == name


def test_ticks_are_days_in_words() -> None:
    assert wording.tick(START, "en", yearly=False) == "Jan 2024"
    assert wording.tick(START, "kk", yearly=True) == "2024"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("as_of", [START, END - timedelta(days=30), END, END + timedelta(days=9), date(2045, 1, 1)])
def test_line_of_the_deadline_runs_through_no_label(as_of: date, size) -> None:
    drawing = trajectory(data(as_of=as_of), "Name", "en", size)
    [line] = of_role(drawing, "deadline")
    assert isinstance(line, Path)
    x, top = (float(number) for number in re.findall(r"[\d.]+", line.d)[:2])
    label = area_of(next(text for text in texts(drawing) if text.words.startswith("as of")))
    assert top > label.bottom or not label.left <= x <= label.right


PAST = {"as_of": date(2026, 11, 30), "promised": (Promised("x", date(2024, 5, 24), Decimal(180), END, None),)}
REACHED = plain(Decimal(180), (END, Decimal(180)), path=(At(START, Decimal(0)), At(END, Decimal(180))), **PAST)
UNREPORTED = plain(Decimal(180), **PAST)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", [REACHED, UNREPORTED])
def test_figures_at_the_deadline_stand_beside_its_line_and_not_across_it(shape: Trajectory, size, lang: str) -> None:
    drawing = trajectory(shape, "Name", lang, size)
    [line] = of_role(drawing, "deadline")
    assert isinstance(line, Path)
    (x, top), (_x, bottom) = corners(line.d)
    figures = [text for text in texts(drawing) if text.role in {"strong", "told"} and text.y > 20]
    assert {text.role for text in figures} == ({"strong", "told"} if shape.reported else {"strong"})
    for text in figures:
        label = area_of(text, weight=600)
        assert not (label.left < x < label.right and label.top < bottom and label.bottom > top), text


def test_a_path_names_only_what_changes_from_point_to_point() -> None:
    points = [(0.0, 5.0), (0.0, 5.0), (3.5, 5.0), (3.5, 1.0), (7.0, 2.0)]
    assert line(points) == "M0 5H3.5V1L7 2"
    assert corners(line(points)) == [points[0], *points[2:]]
    assert line([]) == ""
