"""What bodies make of their promises, for the first page: each number leads to the promises that it counts (R15)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from projects import wording
from projects.comparison.track_record import JUDGED, WAYS
from projects.models.names import active_language
from projects.reports.overviews.bodies import MostMoved
from projects.reports.verdicts.track_records import SubjectRecord

from .page_addresses import page_url
from .verdicts import marked

register = template.Library()


def _linked(context: Context, subject: SubjectRecord, words: str, **counted: Any) -> SafeString:
    """Words as a link to the promises of a body that are counted so."""
    address = page_url(context, "targets", responsible=subject.named.id, **counted)
    return format_html('<a href="{}">{}</a>', address, words)


@register.simple_tag(takes_context=True)
def decided_of(context: Context, subject: SubjectRecord) -> SafeString:
    """How a body's decided promises ended, and the share of those kept in time where five are decided."""
    lang = active_language()
    endings = format_html_join(
        " · ",
        "{}",
        (
            (_linked(context, subject, _marked(ending.name, len(ending.targets), lang), ended=ending.name),)
            for ending in subject.record.endings
            if ending.name in JUDGED and ending.targets
        ),
    )
    share = subject.record.kept_share
    if share is None:
        return endings
    return format_html("{} · {}", endings, wording.share_kept(share.share, share.low, share.high, lang))


def _marked(status: str, count: int, lang: str) -> SafeString:
    return format_html("<b>{}</b> {}", wording.number(count, lang), marked(status, lang))


@register.simple_tag(takes_context=True)
def moved_of(context: Context, subject: SubjectRecord) -> SafeString:
    """How many of a body's promises were moved."""
    moved, record = len(subject.record.movement.targets), subject.record
    return _linked(context, subject, wording.moved_of(moved, record.promises, active_language()), moved=WAYS)


@register.simple_tag(takes_context=True)
def silent_of(context: Context, subject: SubjectRecord) -> SafeString:
    """On how many of a body's promises no report has come since their deadline."""
    silent, record = len(subject.record.silence.silent), subject.record
    return _linked(context, subject, wording.silent_of(silent, record.due, active_language()), silent="true")


@register.simple_tag
def moved_how(moved: MostMoved) -> str:
    """How often a promise was moved, and from which day to which."""
    return wording.moved_how(moved.times, moved.first, moved.last, active_language())
