from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects import wording
from projects.management.second_reading import second_lines, second_reading
from projects.reading import read_day
from projects.reading.articles import LANGUAGES, MAX_ARTICLE, ArticleFigure, ArticleTooLongError, read_article
from projects.reports.editing.readings import MatchedIndicator, read_and_match, score_text

MAX_BYTES = 4 * MAX_ARTICLE  # a character of UTF-8 has at most four
_PAGE = ("<!doctype html", "<html", "<?xml")


class Command(BaseCommand):
    help = "Reads the figures of an article: what was promised and what was reported; writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the article as plain text in UTF-8")
        parser.add_argument(
            "--published",
            type=_published,
            metavar="DATE",
            help="as 2025-07-22 or 2025-07; relative times count from it",
        )
        parser.add_argument("--language", required=True, choices=LANGUAGES)
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")
        parser.add_argument(
            "--match", action="store_true", help="say which indicator each belongs to, and what the record holds for it"
        )
        parser.add_argument("--second", action="store_true", help="ask the second reader (READER_URL) too, and compare")
        parser.add_argument("--publisher", default="", help="with --match: whose earlier reports are its own")

    def handle(self, *, file: Path, published: date | None, language: str, **options: Any) -> None:
        text, rows = _text(file), None
        try:
            if options["match"]:
                rows = read_and_match(text, published, language, publisher=options["publisher"])
            figures = read_article(text, language, published) if rows is None else [row.figure for row in rows]
        except ArticleTooLongError as error:
            raise CommandError(f"{file}: {error}. Give the part that holds the figures.") from None
        answer: dict[str, Any] = {"figures": [members(figure) for figure in figures]}
        if rows is not None:
            concern = score_text(text, language)
            answer["score"], answer["indicators"] = concern.score, list(concern.indicators)
            for figure, row in zip(answer["figures"], rows, strict=True):
                figure["matches"] = [_match(match) for match in row.matches]
        if options["second"]:
            answer["second"] = second_reading(text, language, published, figures)
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for place, figure in enumerate(figures):
            self.stdout.write(_line(figure))
            for match in () if rows is None else rows[place].matches:
                self.stdout.write(_match_line(match, figure))
        for line in second_lines(text, answer["second"]) if options["second"] else ():
            self.stdout.write(line)


def members(figure: ArticleFigure) -> dict[str, Any]:
    """A figure as the members of its JSON object: figures are texts in plain notation, dates ISO."""
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "upper_value": None if figure.upper_value is None else f"{figure.upper_value:f}",
        "kind": figure.kind,
        "period_start": figure.period_start and figure.period_start.isoformat(),
        "period_end": figure.period_end and figure.period_end.isoformat(),
        "basis": figure.basis,
        "converted_from": figure.converted_from,
        "other_value": None if figure.other_value is None else f"{figure.other_value:f}",
    }


def _match(match: MatchedIndicator) -> dict[str, Any]:
    return {
        "indicator": match.indicator.id,
        "score": match.score,
        "likely": match.is_likely,
        "reasons": [{"code": reason.code, "words": list(reason.words)} for reason in match.reasons],
        "relation": match.holding.relation,
        "claim": match.holding.claim_id,
        "changes": list(match.holding.changes),
    }


def _match_line(match: MatchedIndicator, figure: ArticleFigure) -> str:
    why = "; ".join(wording.match_reason(reason.code, reason.words, "en") for reason in match.reasons)
    sentence = wording.held(match.holding, figure, match.measured.unit, "en")
    return f"    {match.score} {match.indicator.id} ({why}). {sentence}"


def _line(figure: ArticleFigure) -> str:
    value = f"{figure.value:f}" + (f"–{figure.upper_value:f}" if figure.upper_value is not None else "")
    period = f"{figure.period_start or ''}..{figure.period_end or ''}".strip(".")
    words = (figure.kind, figure.qualifier.replace("exactly", ""), value, figure.unit, period)
    return f"{figure.start}–{figure.end} “{figure.text}”: {' '.join(word for word in words if word)}"


def _published(text: str) -> date | None:
    if not text:
        return None
    reading = read_day(text, ("day", "month")).reading
    if reading is None:
        raise ArgumentTypeError(f"“{text}” is no day, as 2025-07-22, and no month, as 2025-07")
    return reading.last


def _text(file: Path) -> str:
    """The text of a file, unchanged, so that places are those of its characters."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None
    if content.startswith(b"%PDF"):
        raise CommandError(f"{file} is a PDF, which is not read: copy its text into a file.")
    if len(content) > MAX_BYTES:
        raise CommandError(f"{file} has more than {MAX_BYTES} bytes: an article has at most {MAX_ARTICLE} characters.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8 (byte {error.start}): save it as UTF-8.") from None
    if "\0" in text:
        raise CommandError(f"{file} is no text: it has the character NUL at {text.index(chr(0))}.")
    if text.lstrip("\ufeff \r\n\t").lower().startswith(_PAGE):
        raise CommandError(f"{file} is a web page: give its text without the tags.")
    return text
