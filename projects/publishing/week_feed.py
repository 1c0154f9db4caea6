"""The weeks that have ended as an Atom feed, in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.models import Territory
from projects.reports.overviews.week import PastWeek
from projects.reports.overviews.week_entries import WeekEntry
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname

from .feeds import Feed, host, other_pages, writable
from .week_lines import moved_lines, standing_line


def week_feed(
    weeks: Sequence[PastWeek],
    page: int,
    pages: int,
    address: Callable[[int], str],
    lang: str,
    place: Territory | None = None,
) -> Feed:
    """One entry for each week; its id is the same in every language, and that of a country's week is its own.

    ``address`` is that of each page of the feed.
    """
    where = {"territory": place.pk} if place is not None else {}
    guid = f"tag:{host()},2024:weeks{f'/{place.pk}' if place is not None else ''}"
    title = f"{_('Promise tracker')}: {_('Week by week')}"
    feed = Feed(
        title=writable(f"{title} · {localname(place)}" if place is not None else title),
        link=public_url("weeks", **where),
        description=None,
        subtitle=_("What became new of promises in each week that has ended."),
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=address(page),
        feed_guid=guid,
        paged=other_pages(page, pages, address),
    )
    for past in weeks:
        days = wording.week_days(past.week.monday, past.week.sunday, lang)
        feed.add_item(
            title=f"{days}: {wording.week_counts(past.numbers.together, lang)}",
            link=public_url("week", past.week.name, **where),
            description=_description(past, lang),
            unique_id=f"{guid}/{past.week.name}",
            updateddate=past.week.end,
            categories=[past.week.name],
        )
    return feed


def _description(past: PastWeek, lang: str) -> str:
    """The sentences of the week and its entries, as HTML."""
    late = wording.late_sentence(past.numbers.late, lang)
    timely = wording.week_sentence(past.numbers.timely, lang) if past.numbers.timely or not late else ""
    lines = format_html_join(
        "", "<li>{}: {}</li>", ((title_of(entry.target, lang).text, _detail(entry, lang)) for entry in past.entries)
    )
    more = past.numbers.count - len(past.entries)
    rest = format_html("<p>{}</p>", _("And %(number)s more.") % {"number": wording.number(more, lang)}) if more else ""
    return writable(f"<p>{escape(' '.join(filter(None, (timely, late))))}</p><ul>{lines}</ul>{rest}")


def _detail(entry: WeekEntry, lang: str) -> str:
    """What became of it, with the day."""
    return "; ".join([standing_line(entry, lang), *moved_lines(entry, lang), wording.day(entry.on, lang)])
