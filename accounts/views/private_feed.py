"""A person's own feed and calendar, at secret addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.follows.chains import followed_chains
from accounts.follows.private_addresses import Addressed, addressed, query_of
from accounts.models import DigestPreferences, Follow, Snooze, User
from accounts.models.news_kinds import KINDS
from accounts.notices.chain_wording import decided_text, dispute_text, other_terms_text, report_text, revision_text
from accounts.notices.renamed_keys import ids_as_recorded, with_other_ids
from accounts.notices.stories import Stories, Story
from projects import wording
from projects.http.pages import over_limit_response
from projects.http.public_urls import public_url
from projects.http.rate_limits import WrongTokenAllowance
from projects.publishing.calendars import calendar_file
from projects.publishing.change_feed import FeedFrame, change_feed
from projects.publishing.feeds import Feed, host, other_pages, page_number, writable
from projects.reports.overviews.change_log import recorded_changes
from projects.reports.overviews.change_scope import changes_of_search
from projects.reports.overviews.deadlines import deadlines
from projects.reports.overviews.news import news_of
from projects.reports.paging import clamp_page
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_query import TargetQuery

Entry = tuple[datetime, str, str, str, str]  # known at, key, title, sentence, target
REACHES_BACK = timedelta(days=60)
ENTRIES = 500  # on a page of the feed


def guesses_are_counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Limits how often a client may try addresses that do not exist. An address that exists always works."""

    @wraps(view)
    def answered(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            return view(request, secret)
        except Http404:
            refusal = over_limit_response(request, WrongTokenAllowance)
            if refusal is None:
                raise
            return refusal

    return answered


def _kept_private(answer: HttpResponse) -> HttpResponse:
    """What only who knows the address may see: no search engine finds it, and links do not tell where they stood."""
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_safe
@guesses_are_counted
def private_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The news of what a person follows, or the changes of one saved search (Atom)."""
    owner = _owner(secret)
    lang = DigestPreferences.objects.for_user(owner.person).language
    with translation.override(lang):
        if owner.search is None:
            feed = _feed_of_news(owner.person, secret, _page(request), lang)
        else:
            feed = _feed_of_search(owner.search, secret, _page(request), lang)
        return _kept_private(
            HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
        )


@never_cache
@require_safe
@guesses_are_counted
def private_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of what the person follows, or of one saved search (iCalendar)."""
    owner = _owner(secret)
    person, lang = owner.person, DigestPreferences.objects.for_user(owner.person).language
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    with translation.override(lang):
        if owner.search is None:
            followed = followed_chains([person.pk], now).get(person.pk, {})
            chosen, title = deadlines(timezone.localdate(now), among=followed), _("What I follow")
            page = public_url("following")
        else:
            query = query_of(owner.search)
            chosen, title = deadlines(timezone.localdate(now), query), _title(owner.search, lang)
            page = _list_of(query)
        return _kept_private(calendar_file(chosen, writable(f"{_('Promise tracker')}: {title}"), lang, page))


def _owner(secret: str) -> Addressed:
    """Whose the address is. Raises Http404 for one that nobody has."""
    owner = addressed(secret)
    if owner is None:
        raise Http404(_("This address leads nowhere, or nowhere any more: its owner has drawn a new one."))
    return owner


def _feed_of_news(person: User, secret: str, page: int, lang: str) -> Feed:
    """All news of the last two months of what the person follows, the newest first.

    If there is more than a page, each page links to the others (RFC 5005).
    """
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    news = sorted(_with_ids(_stories(person, now), lang), reverse=True)
    page, pages = clamp_page(len(news), page, ENTRIES)
    feed = Feed(
        title=f"{_('Promise tracker')}: {_('What I follow')}",
        link=public_url("following"),
        description=None,
        language=lang,
        author_name=_("Promise tracker"),
        feed_guid=f"tag:{host()},2024:follower/{person.pk}",
        paged=other_pages(page, pages, lambda number: public_url("private-feed", secret, page=str(number))),
    )
    for known_at, key, title, sentence, target in news[(page - 1) * ENTRIES : page * ENTRIES]:
        feed.add_item(
            title=writable(title),
            link=public_url("target", target),
            description=escape(writable(sentence)),
            unique_id=f"tag:{host()},2024:news/{key}",
            updateddate=known_at,
        )
    return feed


def _feed_of_search(search: Follow, secret: str, page: int, lang: str) -> Feed:
    """The changes of what a saved search finds. The entries are those of the public feeds, with their ids."""
    query, today = query_of(search), timezone.localdate()
    frame = FeedFrame(
        title=_title(search, lang),
        page=_list_of(query),
        name=f"follower/{search.user_id}/search/{search.pk}",
        address=lambda number: public_url("private-feed", secret, page=page_number(number)),
    )
    return change_feed(recorded_changes(today, page, changes_of_search(query, today)), frame, lang)


def _title(search: Follow, lang: str) -> str:
    return search.name or wording.sector(search.sector, lang)


def _list_of(query: TargetQuery) -> str:
    return f"{public_url('targets')}?{query.canonical()}"


def _stories(person: User, now: datetime) -> Iterator[Story]:
    """The stories of the chains that are followed and not snoozed. A constant number of queries."""
    followed = followed_chains([person.pk], now).get(person.pk, {})
    snoozed = set(Snooze.objects.for_users([person.pk]).active(now).values_list("target_id", flat=True))
    since = now - REACHES_BACK
    chains = followed.keys() - snoozed
    stories = Stories(news_of(chains, since, now) if chains else {}, now, timezone.localdate(now), fetched=True)
    for first in stories.news:
        story = stories.since(first, since, frozenset(KINDS), frozenset())
        if story is not None:
            yield story


def _page(request: HttpRequest) -> int:
    """The page that the request asks for; 1 if it names none or nonsense."""
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def _with_ids(stories: Iterable[Story], lang: str) -> Iterator[Entry]:
    """The entries with unique ids.

    A report on several targets is an entry of each. The first keeps the id that names the report alone, by which feed
    readers know it. What was given another id is known by the one under which it was recorded (ADR 50).
    """
    used: set[str] = set()
    names = ids_as_recorded()
    for story in sorted(stories, key=lambda story: names.get(story.chain.first_id, story.chain.first_id)):
        for known_at, told_key, *words in _entries(story, lang):
            key = with_other_ids(told_key, names)
            short = key.partition("@")[0]
            own = key if short in used else short
            used.add(own)
            yield (known_at, own, *words)  # type: ignore[misc]  # the rest of the entry


def _entries(story: Story, lang: str) -> Iterator[Entry]:
    """Each piece of news of one chain."""
    entry = story.chain.entry
    name = title_of(entry, lang).text
    if story.status is not None:
        status = wording.status(story.status.status, lang)
        sentence = decided_text(story.status, entry, lang)
        yield story.status.known_at, f"{story.status.key}/{story.status.on}", f"{status}: {name}", sentence, entry.id
    for revision in story.chain.revisions:
        yield revision.known_at, revision.key, name, revision_text(revision, entry, lang), entry.id
    for dispute in story.chain.disputes:
        yield dispute.known_at, dispute.key, name, dispute_text(dispute, entry, lang), entry.id
    for report in story.chain.reports:
        yield report.known_at, report.key, name, report_text(report, lang), entry.id
    for other in story.chain.in_other_terms:
        yield other.known_at, other.key, name, other_terms_text(other, entry, lang), entry.id
