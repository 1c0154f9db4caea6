"""Parts that several answers have: things by name, sources, verdicts, promises in a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.comparison.quantities import plain
from projects.comparison.statuses import DECIDED, STATUSES
from projects.http.public_urls import public_url
from projects.models.names import active_language
from projects.models.recorded import QUALIFIERS
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_entry import TargetEntry
from projects.templatetags.claims import figure, promise
from projects.templatetags.days import printed_day
from projects.templatetags.names import localname, plaintext
from projects.templatetags.verdicts import has_ceiling

from . import shapes
from .answers import Asking

NAMED = shapes.members(id=shapes.text(), name=shapes.text(), url=shapes.address())
SOURCE = shapes.members(
    "A source. Name its publisher with every figure that it stands behind.",
    id=shapes.text(),
    title=shapes.text(),
    publisher=shapes.text(),
    published=shapes.day("The first day that its printed date can mean."),
    published_as_printed=shapes.text("The date as precisely as it was printed."),
    original=shapes.maybe(shapes.address("The document itself.")),
    url=shapes.address("Its page in the tracker, with all that it says."),
)
VERDICT = shapes.members(
    "The tracker's verdict on the whole chain of revisions, by its method, as of the day. Not a source's words.",
    status=shapes.one_of(STATUSES),
    label=shapes.text("The status in words. Use these words."),
    meaning=shapes.text("What the status means, a sentence."),
    decided=shapes.flag("false: nothing is decided yet. Say neither that it was kept nor that it was missed."),
    actual=shapes.maybe(shapes.figure("What the reports that count come to.")),
    actual_in_words=shapes.text("The same with its qualifier and unit; empty where nothing counts."),
    percent_achieved=shapes.maybe(shapes.figure("A ratio: 1 = all. Never clipped.")),
    days_overdue=shapes.maybe(shapes.count("Days past the deadline, while the promise is not known to be met.")),
)
PROMISE = shapes.members(
    "A promise: the announcement that stands on the day, with the verdict on its chain.",
    id=shapes.text("For get_promise."),
    title=shapes.text("What it is called."),
    indicator=shapes.text("What is counted."),
    url=shapes.address("Its permanent page. Cite it."),
    promised=shapes.text("What was promised, in words."),
    value=shapes.maybe(shapes.figure("In base units.")),
    upper_value=shapes.maybe(shapes.figure("The upper end where a range was promised.")),
    qualifier=shapes.maybe(shapes.one_of(QUALIFIERS)),
    unit=shapes.maybe(shapes.text()),
    announced=shapes.day("When this wording was announced."),
    announced_by=shapes.text("Who said it, as printed; empty where nobody is named."),
    deadline=shapes.maybe(shapes.day()),
    deadline_as_announced=shapes.text("The words of the announcement, where it has some."),
    times_moved=shapes.count("How often the promise was announced anew."),
    programme=NAMED,
    responsible=NAMED,
    territory=shapes.text("The id of the place."),
    source=SOURCE,
    verdict=VERDICT,
)


def named(kind: str, thing: Any) -> dict[str, str]:
    """A thing that has a page of its own; ``kind`` is the name of the page's address."""
    return {"id": thing.id, "name": localname(thing), "url": public_url(kind, thing.id)}


def source_object(source: Any) -> dict[str, Any]:
    """A source, be it a row or what an announcement cites."""
    return {
        "id": source.id,
        "title": plaintext(source, "title"),
        "publisher": source.publisher,
        "published": source.published,
        "published_as_printed": printed_day(source),
        "original": source.url or None,
        "url": public_url("source", source.id),
    }


def source_in_words(source: Any) -> str:
    """``Kazinform, 15 November 2024, https://…``: the document, else its page here."""
    return f"{source.publisher}, {printed_day(source)}, {source.url or public_url('source', source.id)}"


def as_of_day(as_of: date, asking: Asking) -> str:
    """The day for the address of a page; "" for today, which needs none."""
    return "" if as_of == asking.today else as_of.isoformat()


def speaker_of(claim: Any) -> str:
    """Who said a claim, as it was printed; "" where nobody is named."""
    return plaintext(claim, "speaker")


def verdict_object(verdict: Mapping[str, Any], link: Any, unit: str) -> dict[str, Any]:
    """A verdict; ``link`` is the announcement that stands, an entry or a row."""
    status, lang = verdict["status"], active_language()
    has_figure = verdict["actual"] is not None and link.basis != "done"
    return {
        "status": status,
        "label": wording.status(status, lang),
        "meaning": wording.verdict_meaning(verdict, lang, is_ceiling=has_ceiling(link)),
        "decided": status in DECIDED,
        "actual": verdict["actual"],
        "actual_in_words": figure(verdict, "actual", link, unit) if has_figure else "",
        "percent_achieved": verdict["percent_achieved"],
        "days_overdue": verdict["days_overdue"],
    }


def promise_object(entry: TargetEntry, day: str = "") -> dict[str, Any]:
    """A promise in a line of a list. ``day`` is that of ``as_of_day``. No query."""
    return {
        "id": entry.id,
        "title": title_of(entry, active_language()).text,
        "indicator": localname(entry.indicator),
        "url": public_url("target", entry.id, as_of=day),
        "promised": promise(entry),
        "value": None if entry.value is None else plain(entry.value),
        "upper_value": None if entry.upper_value is None else plain(entry.upper_value),
        "qualifier": entry.qualifier or None,
        "unit": entry.unit or None,
        "announced": entry.announced,
        "announced_by": speaker_of(entry),
        "deadline": entry.deadline,
        "deadline_as_announced": plaintext(entry, "deadline_text"),
        "times_moved": entry.times_moved,
        "programme": named("programme", entry.programme),
        "responsible": named("organisation", entry.responsible),
        "territory": entry.territory,
        "source": source_object(entry.source),
        "verdict": verdict_object(entry.assessment, entry, entry.unit),
    }


def promise_in_words(entry: TargetEntry, day: str = "") -> str:
    """A promise as two lines of text: what became of it, and who promised it where."""
    verdict = verdict_object(entry.assessment, entry, entry.unit)
    words = [wording.status(verdict["status"], active_language()), verdict["actual_in_words"] and reported(verdict)]
    lines = (
        f"- {title_of(entry, active_language()).text} [{entry.id}] – {'; '.join(filter(None, words))}",
        "  " + _("Promised in: %(source)s") % {"source": source_in_words(entry.source)},
        f"  {public_url('target', entry.id, as_of=day)}",
    )
    return "\n".join(lines)


def reported(verdict: Mapping[str, Any]) -> str:
    """``reported: about 17,800 jobs (92%)``."""
    share = verdict["percent_achieved"]
    percent = f" ({wording.percent(share, active_language())})" if share is not None else ""
    return _("reported: %(figure)s") % {"figure": f"{verdict['actual_in_words']}{percent}"}
