"""Every figure is underlined where it stands, whatever else stands there, and nothing of the text is lost."""

from __future__ import annotations

import pytest

from projects.desk.reading.marked_text import Sentences, mark

TEXT = "Rents: 1,200 to 1,500 tenge.\n\n  <b>40</b> flats & 7 houses\r\nЖыл соңына дейін 12 үй."


def shown(text: str, places: list[tuple[int, int]]) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(piece.text, piece.numbers) for piece in paragraph.pieces] for paragraph in mark(text, places)]


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def test_pieces_of_all_paragraphs_give_the_text_back() -> None:
    places = [at("1,200"), at("40"), at("7"), at("12 үй")]
    lines = ["".join(piece.text for piece in paragraph.pieces) for paragraph in mark(TEXT, places)]
    assert lines == [line.rstrip() for line in TEXT.splitlines() if line.strip()]
    assert [paragraph.numbers for paragraph in mark(TEXT, places)] == [(1,), (2, 3), (4,)]
    assert [paragraph.number for paragraph in mark(TEXT, places)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("places", "pieces"),
    [
        ([], [("ab cd ef", ())]),
        ([(3, 5)], [("ab ", ()), ("cd", (1,)), (" ef", ())]),
        ([(0, 8)], [("ab cd ef", (1,))]),
        ([(0, 8), (3, 5)], [("ab ", (1,)), ("cd", (1, 2)), (" ef", (1,))]),
        ([(3, 5), (0, 8)], [("ab ", (2,)), ("cd", (2, 1)), (" ef", (2,))]),
        ([(0, 5), (3, 8)], [("ab ", (1,)), ("cd", (1, 2)), (" ef", (2,))]),
        ([(3, 5), (3, 5)], [("ab ", ()), ("cd", (1, 2)), (" ef", ())]),
        ([(-1, 2), (5, 5), (7, 99), (6, 4)], [("ab cd ef", ())]),
    ],
    ids=["none", "one", "all", "within", "within-first", "overlapping", "twice", "out-of-the-text"],
)
def test_figures_are_underlined_wherever_they_stand(places, pieces) -> None:
    assert shown("ab cd ef", places) == [pieces]


def test_figure_over_two_lines_is_underlined_in_both_and_begins_once() -> None:
    first, second = mark("ab cd\nef gh", [(3, 8)])
    assert [piece.numbers for piece in first.pieces] == [(), (1,)]
    assert [piece.numbers for piece in second.pieces] == [(1,), ()]
    assert (first.numbers, second.numbers) == ((1,), ())
    assert [piece.begins for piece in (*first.pieces, *second.pieces)] == [(), (1,), (), ()]
    assert [piece.ends for piece in (*first.pieces, *second.pieces)] == [(), (), (1,), ()]


def test_piece_leads_to_the_innermost_figure() -> None:
    (paragraph,) = mark("ab cd ef", [(0, 8), (3, 5)])
    assert [piece.number for piece in paragraph.pieces] == [1, 2, 1]


@pytest.mark.parametrize(
    ("text", "figure", "sentence"),
    [
        ("One. Two of 5 were built. Three.", "5", "Two of 5 were built."),
        ("Head 5\nTwo.", "5", "Head 5"),
        ("Ол 2,5 млрд теңге. Тағы.", "2,5 млрд", "Ол 2,5 млрд теңге."),
        ("cut at the end 17", "17", "cut at the end 17"),
    ],
)
def test_sentence_of_a_figure_is_its_evidence(text, figure, sentence) -> None:
    start, end = Sentences(text).place(*at(figure, text))
    assert text[start:end] == sentence


def test_sentence_that_never_ends_is_cut() -> None:
    text = "word " * 400 + "77 " + "word " * 400
    start, end = Sentences(text).place(*at("77", text))
    assert "77" in text[start:end]
    assert end - start <= 1000
