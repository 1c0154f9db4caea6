"""Track records (R15) for templates: every number with the address of the list of the targets that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects import charts, wording
from projects.charts import endings as bars
from projects.comparison.proportions import Share
from projects.comparison.track_record import WAYS, TrackRecord
from projects.models.names import active_language
from projects.reports.verdicts.track_records import Question, SubjectRecord

from .names import localname
from .page_addresses import page_url
from .track_sentences import ListAddresses, sentences

register = template.Library()

PAGES = ("organisation", "person", "territory", "programme")  # subjects that have a page, by its name


class Line(NamedTuple):
    """One ending, or one way to move: its label, its number with the address of the list, its share or median."""

    label: SafeString
    meaning: str
    number: int
    url: str
    words: str
    moves: int = 0


@dataclass(frozen=True, slots=True)
class RecordView:
    """A track record as a page shows it. Sentences have their links in them; "" where there is nothing to say."""

    lead: SafeString
    others: SafeString
    kept_share: SafeString
    undated: SafeString
    moved: SafeString
    after_the_fact: SafeString
    answered: SafeString
    silent: SafeString
    endings: tuple[Line, ...]
    ways: tuple[Line, ...]
    wide: SafeString
    narrow: SafeString


class Row(NamedTuple):
    """A row of a table of track records: a subject or a year. Each cell is a number and the address of its list."""

    name: str
    url: str
    bar: SafeString
    due: tuple[int, str]
    promises: tuple[int, str]
    in_time: tuple[int, str]
    late: tuple[int, str]
    missed: tuple[int, str]
    unreported: tuple[int, str]
    moved: tuple[int, str]
    share: str


@register.simple_tag(takes_context=True)
def track_view(context: Context, record: TrackRecord, question: Question) -> RecordView:
    """A track record in sentences, lines and a bar."""
    lang, lists = active_language(), ListAddresses(context, question)
    counts = [(ending.name, len(ending.targets)) for ending in record.endings if ending.targets]

    def list_of(code: str) -> str:
        return lists.of(ended=code)

    def drawn(size: bars.EndingsSize) -> SafeString:
        if not counts:
            return SafeString("")
        return charts.in_page(bars.endings(counts, lang, size, list_of), f"endings-{size.name}", size.name)

    return RecordView(
        **sentences(record, lists, lang),
        endings=tuple(
            Line(
                ending_label(ending.name),
                wording.ending_meaning(ending.name, lang),
                len(ending.targets),
                lists.of(ended=ending.name),
                share_words(ending.share),
            )
            for ending in record.endings
            if ending.targets
        ),
        ways=tuple(
            Line(
                format_html("{}", wording.way_moved(way.name, lang)),
                "",
                len(way.targets),
                lists.of(moved=way.name),
                wording.median_move(way.name, way.median, lang),
                way.moves,
            )
            for way in record.movement.ways
            if way.targets
        ),
        wide=drawn(bars.WIDE),
        narrow=drawn(bars.NARROW),
    )


@register.simple_tag(takes_context=True)
def subject_rows(context: Context, records: Sequence[SubjectRecord], question: Question) -> list[Row]:
    """The rows of a table of bodies, places, sectors or programmes."""
    rows = []
    for subject in records:
        scope = replace(question.scope, **{subject.kind: subject.named.id})
        url = (
            page_url(context, subject.kind, subject.named.id)
            if subject.kind in PAGES
            else page_url(context, "track-record", **asdict(scope), against=against_of(question))
        )
        rows.append(_row(context, localname(subject.named), url, subject.record, replace(question, scope=scope), {}))
    return rows


@register.simple_tag(takes_context=True)
def year_rows(context: Context, years: Sequence[tuple[int, TrackRecord]], question: Question) -> list[Row]:
    """The rows of a table of the years of announcement."""
    lists = ListAddresses(context, question)
    return [
        _row(context, str(year), lists.of(announced_in=year), record, question, {"announced_in": year})
        for year, record in years
    ]


def _row(
    context: Context, name: str, url: str, record: TrackRecord, question: Question, conditions: dict[str, Any]
) -> Row:
    lists, counts = ListAddresses(context, question), {ending.name: len(ending.targets) for ending in record.endings}

    def cell(count: int, **others: Any) -> tuple[int, str]:
        return count, lists.of(**conditions, **others) if count else ""

    return Row(
        name,
        url,
        bars.endings_row(tuple((code, count) for code, count in counts.items() if count), active_language()),
        due=cell(record.due, fell_due="true"),
        promises=cell(record.promises),
        in_time=cell(counts["achieved"], ended="achieved"),
        late=cell(counts["achieved_late"], ended="achieved_late"),
        missed=cell(counts["missed"], ended="missed"),
        unreported=cell(counts["unreported"], ended="unreported"),
        moved=cell(len(record.movement.targets), moved=WAYS),
        share=share_words(record.kept_share),
    )


@register.filter
def share_words(share: Share | None) -> str:
    """A share with its interval; "" where it is not given."""
    return "" if share is None else wording.share(share.share, share.low, share.high, active_language())


@register.filter
def ending_label(code: str) -> SafeString:
    """What became of a promise, told by word, shape and colour."""
    words = wording.ending(code, active_language())
    return format_html('<span class="status status-{}">{}<span>{}</span></span>', code, charts.mark(code), words)


def against_of(question: Question) -> str | None:
    return "first" if question.against_first else None


@register.simple_tag(takes_context=True)
def track_url(context: Context, question: Question, name: str = "track-record", **query: Any) -> str:
    """The address of the page, or of the file, of the same track record; ``query`` adds parameters or changes them."""
    parameters = {**asdict(question.scope), "against": against_of(question), **query}
    return page_url(context, name, **parameters)
