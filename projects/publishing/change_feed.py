"""The changes as an Atom feed, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.html import escape
from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.reports.overviews.change_log import Change, RecordedChanges
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.names import localname
from projects.templatetags.revisions import moves

from .feeds import Feed, host, other_pages, writable


def change_feed(recorded: RecordedChanges, parameters: Mapping[str, str], lang: str, of: Iterable[str] = ()) -> Feed:
    """One entry for each change; ids are the same in every language.

    ``parameters`` are those of the address that the feed's other pages keep, ``of`` names what it is limited to.
    """
    place = {name: id for name, id in parameters.items() if name == "territory"}
    feed = Feed(
        title=writable(", ".join((f"{_('Promise tracker')}: {_('Changes, day by day')}", *of))),
        link=public_url("changes", **place),
        description=None,
        subtitle=_("Changed verdicts and revised promises, the last recorded first; each with the day of its sources."),
        language=lang,
        author_name=_("Promise tracker"),
        feed_url=public_url("changes-feed", lang=lang, **place),
        feed_guid="/".join((f"tag:{host()},2024:changes", *place.values())),
        paged=other_pages(
            recorded.page, recorded.pages, lambda number: public_url("changes-feed", **parameters, page=str(number))
        ),
    )
    for change in recorded.changes:
        _add(feed, change, lang)
    return feed


def _add(feed: Feed, change: Change, lang: str) -> None:
    what = title_of(change.target, lang).text
    kind, known_as = ("status", change.status.first_id) if change.status else ("revision", change.target.id)
    feed.add_item(
        title=writable(f"{_headline(change, lang)} · {what}"),
        link=public_url("target", change.target.id),
        description=escape(writable(" · ".join([wording.day(change.on, lang), *_details(change, lang)]))),
        unique_id=f"tag:{host()},2024:{kind}/{known_as}/{change.on.isoformat()}",
        updateddate=change.recorded_at,
        categories=[kind],
    )


def _headline(change: Change, lang: str) -> str:
    if change.status:
        return wording.status(change.status.to_status, lang)
    return _("withdrawn") if change.target.withdrawn else _("revised")


def _details(change: Change, lang: str) -> list[str]:
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
