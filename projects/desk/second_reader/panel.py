"""What the panel of the second reader shows: texts of the article, our readings and words of ours, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from projects import wording
from projects.http.second_reader import SecondReading
from projects.models import Article
from projects.reading.articles import ArticleFigure
from projects.reading.second_reader import Disagreement, SecondFigure, compare_readings
from projects.reports.editing.readings import read_figures

from .opinion import Opinion, published_on

MOST_SHOWN = 100  # disagreements; the rest are counted
AROUND = 50  # characters of the article before and behind a figure
KINDS: Mapping[str, object] = {
    "target": gettext_lazy("promise"),
    "outcome": gettext_lazy("report"),
    "other": gettext_lazy("neither promise nor report"),
}
DIFFERENCES: Mapping[str, object] = {
    "value": gettext_lazy("another value"),
    "kind": gettext_lazy("another kind"),
    "period": gettext_lazy("another time"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A disagreement; ``before``, ``text`` and ``after`` are the article's, ``first`` and ``second`` what each read.

    ``query``, where only the second reader has it: what the article's page needs so that an editor says what it is.
    """

    before: str
    text: str
    after: str
    first: str
    second: str
    differences: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Panel:
    """``line`` is one sentence: what came of it, or why nothing did. ``notes`` say what was thrown away or left."""

    article: Article
    opinion: Opinion
    line: str
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def may_ask_again(self) -> bool:
        reading = self.opinion.reading
        return self.opinion.state in ("none", "limited", "unsent") or bool(reading is not None and reading.failure)


def panel_of(article: Article, opinion: Opinion, lang: str) -> Panel:
    """The panel for an opinion; our own reading is made for the comparison."""
    reading = opinion.reading
    if reading is None:
        return Panel(article, opinion, _waiting(opinion))
    if opinion.state == "failed":
        return Panel(article, opinion, failure_sentence(reading), _notes(article, reading))
    first = read_figures(article.text, published_on(article), article.language, article.publisher)
    disagreements, agreed = compare_readings(first, reading.figures, reading.read_until)
    rows = tuple(_row(article.text, disagreement, lang) for disagreement in disagreements[:MOST_SHOWN])
    notes = _notes(article, reading)
    if len(disagreements) > MOST_SHOWN:
        left = len(disagreements) - MOST_SHOWN
        notes = (*notes, ngettext("One more is not shown.", "%(number)d more are not shown.", left) % {"number": left})
    return Panel(article, opinion, _result(len(disagreements), agreed), notes, rows)


def failure_sentence(reading: SecondReading) -> str:
    """Why there is no answer, in one plain line."""
    sentences = {
        "unreachable": _("The second reader gave no answer: nobody answers at its address."),
        "too_slow": _("The second reader gave no answer in time."),
        "too_long": _("The second reader answered with more than is read."),
        "broken": _("The second reader gave no answer: the connection broke off."),
        "unreadable": _("The second reader answered with something that holds no figures."),
        "status": _("The second reader refused: it answered with the status %d.") % reading.status,
    }
    return sentences[reading.failure or "unreadable"]


def _waiting(opinion: Opinion) -> str:
    sentences = {
        "none": _("The second reader has not been asked."),
        "asked": _("The second reader is reading."),
        "busy": _("The second reader is busy with other articles; it is asked as soon as it has room."),
        "unsent": _("The second reader cannot be asked now: no worker can be reached."),
        "limited": _("The second reader was asked about many articles; wait %d minutes.") % (opinion.seconds // 60 + 1),
    }
    return sentences[opinion.state]


def _result(number: int, agreed: int) -> str:
    alike = ngettext("Both read one figure alike.", "Both read %(number)d figures alike.", agreed) % {"number": agreed}
    if not number:
        return f"{alike} {_('They disagree on nothing.')}" if agreed else _("The second reader disagrees on nothing.")
    apart = ngettext("They disagree on one figure.", "They disagree on %(number)d figures.", number)
    apart %= {"number": number}
    return f"{alike} {apart}" if agreed else apart


def _notes(article: Article, reading: SecondReading) -> tuple[str, ...]:
    notes: list[str] = []
    if 0 < reading.read_until < len(article.text):
        percent = 100 * reading.read_until // len(article.text)
        notes.append(_("It has read the first %d %% of the article; the rest is not compared.") % percent)
        if reading.failure:
            notes.append(failure_sentence(reading))
    if number := sum((reading.discarded or {}).values()):
        thrown_away = ngettext(
            "One of its figures was thrown away: it does not stand in the text as it says, or reads as another value.",
            "%(number)d of its figures were thrown away: they do not stand in the text as it says, or read as other "
            "values.",
            number,
        )
        notes.append(thrown_away % {"number": number})
    return tuple(notes)


def _row(text: str, disagreement: Disagreement, lang: str) -> Row:
    figure = disagreement.first or disagreement.second
    assert figure is not None
    start, end = figure.start, figure.end
    return Row(
        _before(text, start),
        text[start:end],
        _after(text, end),
        _read_as(disagreement.first, lang),
        _read_as(disagreement.second, lang),
        tuple(str(DIFFERENCES[name]) for name in disagreement.differences),
        "" if disagreement.first is not None else f"?{urlencode({'passage': text[start:end], 'near': start})}#mended",
    )


def _read_as(figure: ArticleFigure | SecondFigure | None, lang: str) -> str:
    """Kind, value and time of a figure, in words."""
    if figure is None:
        return _("not seen")
    kind = str(KINDS[figure.kind]) if figure.kind else ""
    value = _value(figure.value, figure.upper_value, lang)
    return " · ".join(part for part in (kind, value, _time(figure.period_start, figure.period_end, lang)) if part)


def _value(value: Decimal, upper: Decimal | None, lang: str) -> str:
    low = wording.number(value, lang)
    return low if upper is None else f"{low}–{wording.number(upper, lang)}"


def _time(start: date | None, end: date | None, lang: str) -> str:
    return str(wording.period(start, end, lang))


def _before(text: str, start: int) -> str:
    line = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    return f"…{line}" if start > len(line) and text[start - len(line) - 1] != "\n" else line


def _after(text: str, end: int) -> str:
    line = text[end : end + AROUND].partition("\n")[0]
    last = end + len(line)
    return f"{line}…" if last < len(text) and text[last] != "\n" else line
