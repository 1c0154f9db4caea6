"""Changes as an Atom feed, of everything or of one thing, in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.reports.overviews.change_log import Change, RecordedChanges
from projects.reports.overviews.lasting_names import LastingNames, lasting_names
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname
from projects.templatetags.revisions import moves

from .feeds import Feed, host, other_pages, writable

STATUS, REVISION, PROMISE = "status", "revision", "promise"  # the kinds of entries


@dataclass(frozen=True, slots=True)
class FeedFrame:
    """What a feed is of: its title, the address of the page that shows the same, and that of each page of the feed.

    ``name`` names it for good: with the host it makes the feed's id. ``promises``: with what was promised first.
    """

    title: str
    page: str
    name: str
    address: Callable[[int], str]
    promises: bool = True

    @property
    def subtitle(self) -> str:
        if self.promises:
            return _("What was promised or revised, and changed verdicts, the last recorded first; each with its day.")
        return _("Changed verdicts and revised promises, the last recorded first; each with the day of its sources.")


def change_feed(recorded: RecordedChanges, frame: FeedFrame, lang: str) -> Feed:
    """One entry for each change. Its id is the same in every language and in every feed. At most two queries."""
    feed = Feed(
        title=writable(f"{_('Promise tracker')}: {frame.title}"),
        link=frame.page,
        description=None,
        subtitle=frame.subtitle,
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=frame.address(recorded.page),
        feed_guid=f"tag:{host()},2024:{frame.name}",
        paged=other_pages(recorded.page, recorded.pages, frame.address),
    )
    names = lasting_names({link for change in recorded.changes for link in _links(change)})
    for change in recorded.changes:
        _add(feed, change, names, lang)
    return feed


def _links(change: Change) -> tuple[str, str]:
    return (change.status.first_id, change.target.pk) if change.status else (change.target.pk, change.target.pk)


def _add(feed: Feed, change: Change, names: LastingNames, lang: str) -> None:
    what = title_of(change.target, lang).text
    kind, known_as, on = _identity(change, names)
    feed.add_item(
        title=writable(f"{change_headline(change, lang)} · {what}"),
        link=public_url("target", change.target.id),
        description=escape(writable(" · ".join([wording.day(change.on, lang), *change_details(change, lang)]))),
        unique_id=f"tag:{host()},2024:{kind}/{known_as}/{on.isoformat()}",
        updateddate=change.recorded_at,
        categories=[kind],
    )


def _identity(change: Change, names: LastingNames) -> tuple[str, str, date]:
    """The kind of an entry, and by which id and day it is known for good."""
    if change.status:
        return STATUS, names.id_of(change.status.first_id), change.on
    kind = PROMISE if change.before is None else REVISION
    return kind, names.id_of(change.target.pk), names.day_of(change.target)


def change_headline(change: Change, lang: str) -> str:
    """What a change is, in a word: the verdict that it became, or what happened to the promise."""
    if change.status:
        return wording.status(change.status.to_status, lang)
    if change.before is None:
        return _("promised")
    return _("withdrawn") if change.target.withdrawn else _("revised")


def change_details(change: Change, lang: str) -> list[str]:
    """What was before, the programme, and why, as phrases."""
    programme = localname(change.target.indicator.programme)
    if change.status:
        before = _("before: %(before)s") % {"before": wording.status(change.status.from_status, lang)}
        return [before, programme, *(wording.reason(code, lang) for code in change.status.reasons)]
    if change.before is None:
        return [programme]
    day = wording.short_day(change.before.announced, lang)
    if not change.target.withdrawn:
        return [*moves(change.before, change.target), _("last announced on %(day)s") % {"day": day}, programme]
    earlier = title_of(change.before, lang).text
    return [_("before (%(day)s): %(earlier)s") % {"day": day, "earlier": earlier}, programme]
