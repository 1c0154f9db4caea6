"""What is said around a picture of a target: the promise, the verdict, and where both come from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from projects import charts, wording
from projects.charts.poster import Words
from projects.reports.targets.card import Card
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname
from projects.templatetags.verdicts import has_ceiling


def target_words(shown: Card, lang: str, unit: str = "") -> Words:
    """The promise, the verdict and where both come from, in the language that is spoken."""
    entry, current, verdict = shown.entry, shown.current, shown.verdict
    status = str(verdict["status"])
    title, indicator = title_of(current, lang)
    return Words(
        brand=_("Promise tracker"),
        kicker=f"{localname(entry.programme)} · {localname(entry.responsible)}",
        title=title,
        promise=indicator,
        footer=_footer(shown, lang),
        status=status,
        status_word=wording.status(status, lang),
        detail=_due(shown, lang),
        unit=unit,
        figures=tuple(_told(shown, lang)),
    )


def _due(shown: Card, lang: str) -> str:
    overdue, deadline = shown.verdict["days_overdue"], shown.current.deadline
    if overdue:
        return wording.overdue_by(overdue, lang, str(shown.verdict["status"]))
    days = (deadline - date.fromisoformat(shown.verdict["as_of"])).days if deadline else -1
    return wording.due_in(days, lang) if days >= 0 else ""


def _told(shown: Card, lang: str) -> Iterable[str]:
    """What was reported, how far along that is, and what is missing; or what the verdict means."""
    verdict, current = shown.verdict, shown.current
    if current.basis == "done" or verdict["actual"] is None:
        yield wording.verdict_meaning(verdict, lang, is_ceiling=has_ceiling(current))
        return
    basis = "absolute" if verdict["resolved_value"] is not None else current.basis
    actual = wording.measured(verdict["actual"], verdict.get("actual_qualifier"), basis, current.unit, lang)
    until = verdict["covered_until"]
    after = f" {_up_to(date.fromisoformat(until), lang)}" if until else ""
    yield f"{_('Reported')}: {actual}{after}"
    if bullet_words := charts.bullet_alt(verdict, current.value, lang):
        yield bullet_words


def _up_to(on: date, lang: str) -> str:
    return _("up to %(day)s") % {"day": wording.kazakh_case(wording.short_day(on, lang), "dative", lang)}


def _footer(shown: Card, lang: str) -> str:
    as_of = wording.day(date.fromisoformat(shown.verdict["as_of"]), lang)
    day = wording.kazakh_case(as_of, "attributive", lang)
    publishers = [shown.report.source.publisher] if shown.report else []
    if not shown.is_own_report:
        publishers.append(shown.entry.source.publisher)
    parts = [_("As of %(day)s") % {"day": day}, *publishers, urlsplit(settings.SITE_URL).netloc]
    return " · ".join(part for part in parts if part)
