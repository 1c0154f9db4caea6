"""The sentences of a track record (R15), with a link around every number; ``track_records`` gives them to templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from projects import wording
from projects.comparison.track_record import ENDINGS, JUDGED, WAYS, TrackRecord
from projects.reports.verdicts.chain_records import Scope
from projects.reports.verdicts.track_records import Question

from .page_addresses import counted_list


class ListAddresses:
    """The addresses of the lists of targets that the numbers of one record count."""

    def __init__(self, context: Context | dict[str, Any], question: Question) -> None:
        self._context = context
        self._scope = scope_filters(question.scope)
        self._against = {"against": "first"} if question.against_first else {}

    def of(self, **conditions: Any) -> str:
        against = self._against if conditions else {}
        return counted_list(self._context, **self._scope, **conditions, **against)


def scope_filters(scope: Scope) -> dict[str, str | None]:
    """A scope as filters of the list of targets."""
    filters = asdict(scope)
    return {"responsible": filters.pop("organisation"), **filters}


def sentences(record: TrackRecord, lists: ListAddresses, lang: str) -> dict[str, SafeString]:
    """The sentences of a record by their names in ``RecordView``."""
    movement, silence = record.movement, record.silence
    promises = _linked(wording.promises_in(record.promises, "moved", lang), lists.of())
    days = wording.days(silence.median_days, lang) if silence.median_days is not None else ""

    def sentence(code: str, *gaps: str) -> SafeString:
        return format_html(wording.track_sentence(code, lang), *gaps)

    def counted(code: str, targets: Sequence[str], *gaps: str, **conditions: Any) -> SafeString:
        if not targets:
            return SafeString("")
        return sentence(code, _linked(wording.promises_in(len(targets), code, lang), lists.of(**conditions)), *gaps)

    moved = _linked(wording.number(len(movement.targets), lang), lists.of(moved=WAYS))
    return {
        "lead": _lead(record, lists, lang),
        "others": _others(record, lists, lang),
        "kept_share": _kept(record, lang),
        "undated": counted("undated", record.undated, undated="true"),
        "moved": sentence("moved", moved, promises) if movement.targets else _plain("none_moved", lang),
        "after_the_fact": counted("after_the_fact", movement.after_the_fact, after_the_fact="true"),
        "answered": counted("answered", silence.answered, days, answered="true"),
        "silent": counted("silent", silence.silent, silent="true"),
    }


def _lead(record: TrackRecord, lists: ListAddresses, lang: str) -> SafeString:
    if not record.due:
        promises = _linked(wording.promises_in(record.promises, "none_due", lang), lists.of())
        return format_html(wording.track_sentence("none_due", lang), promises)
    due = _linked(wording.promises_in(record.due, "due", lang), lists.of(fell_due="true"))
    if not record.decided:
        return format_html(wording.track_sentence("due_undecided", lang), due)
    decided = _linked(wording.number(record.decided, lang), lists.of(ended=JUDGED))
    return format_html(wording.track_sentence("due", lang), due, decided, _parts(record, JUDGED, lists, lang))


def _others(record: TrackRecord, lists: ListAddresses, lang: str) -> SafeString:
    left = record.due - record.decided
    if not left:
        return SafeString("")
    codes = [code for code in ENDINGS if code not in JUDGED]
    number = _linked(wording.number(left, lang), lists.of(ended=codes))
    return format_html(wording.track_sentence("others", lang), number, _parts(record, codes, lists, lang))


def _parts(record: TrackRecord, codes: Iterable[str], lists: ListAddresses, lang: str) -> SafeString:
    """``13 kept in time, 2 kept late, 16 missed``, each a link."""
    counts = {ending.name: len(ending.targets) for ending in record.endings}
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((lists.of(ended=code), wording.ending_counted(code, counts[code], lang)) for code in codes if counts[code]),
    )


def _kept(record: TrackRecord, lang: str) -> SafeString:
    if record.kept_share is None:
        return _plain("few", lang) if record.decided else SafeString("")
    share = record.kept_share
    ends = wording.ends_of_share(share.low, share.high, lang)
    return format_html(wording.track_sentence("kept", lang), wording.whole_percent(share.share, lang), *ends)


def _plain(code: str, lang: str) -> SafeString:
    """A sentence without gaps."""
    return format_html("{}", wording.track_sentence(code, lang))


def _linked(words: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words)
