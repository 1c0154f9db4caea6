"""Feeds and calendars of one thing: a programme, a body, a person, a place, a promise; and of a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.http.freshness import reads_the_record
from projects.http.pages import (
    LANG,
    activate_language,
    clean_query,
    public_page,
    render_bad_parameters,
    render_missing,
)
from projects.http.public_urls import public_url
from projects.models import Organisation, Person, Programme, Target, Territory
from projects.publishing.calendars import calendar_file
from projects.publishing.change_feed import FeedFrame, change_feed
from projects.publishing.feeds import page_number, writable
from projects.reports.overviews.change_log import recorded_changes
from projects.reports.overviews.change_scope import (
    ChangeScope,
    chains_of_person,
    chains_with,
    changes_of_chains,
    changes_of_search,
    changes_of_thing,
)
from projects.reports.overviews.deadlines import deadlines, deadlines_of_chains
from projects.reports.overviews.lasting_names import first_given_ids
from projects.reports.parameters import AS_OF, PAGING, BadParametersError, Problem
from projects.reports.targets.promise_titles import TITLED, title_of
from projects.reports.targets.target_query import NARROWING, PARAMETERS, TargetQuery
from projects.templatetags.names import localname

from .feeds import atom_file
from .filters import query_in_words

PAGE = PAGING[0]
FILTERS = tuple(parameter for parameter in PARAMETERS if parameter.name in NARROWING)
# What the list of targets takes and no subscription does.
OF_THE_LIST = ("ordering", "page_size", "known_at", "recorded_after")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things with feeds: its rows, what is said of an unknown id, and the filter of the list that it is.

    Without a filter it is a kind whose chains are looked up: a person, or a promise.
    """

    model: type[Model]
    missing: str | Promise
    filter: str = ""


KINDS = {
    "programme": Kind(Programme, gettext_lazy("There is no programme “%s”."), "programme"),
    "organisation": Kind(Organisation, gettext_lazy("There is no body “%s”."), "responsible"),
    "territory": Kind(Territory, gettext_lazy("There is no place “%s”."), "territory"),
    "person": Kind(Person, gettext_lazy("There is no person “%s” here.")),
    "target": Kind(Target, gettext_lazy("There is no target “%s”.")),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing: its kind and id. ``first_ids`` begin the chains of a person or a promise."""

    kind: str
    id: str
    row: Any
    first_ids: tuple[str, ...]

    @property
    def query(self) -> TargetQuery:
        return TargetQuery(**{KINDS[self.kind].filter: self.id})  # type: ignore[arg-type]  # the names of its own fields

    @property
    def name(self) -> str:
        """By what its feed is known for good. A query for a promise."""
        if self.kind != "target":
            return f"{self.kind}/{self.id}"
        first = self.first_ids[0]
        return f"{self.kind}/{first_given_ids([first]).get(first, first)}"

    def title(self, as_of: date, lang: str) -> str:
        if self.kind != "target":
            return localname(self.row)
        links = Target.objects.links_of(self.first_ids).current_on(as_of)
        standing = links.select_related(*TITLED).order_by("-announced").first()
        return title_of(standing or self.row, lang).text

    def changes(self) -> ChangeScope:
        return changes_of_thing(self.query) if KINDS[self.kind].filter else changes_of_chains(self.first_ids)


def _of_things(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls a view with the subject that the address names; answers 404 for one that is not in the record."""

    @wraps(view)
    def answered(request: HttpRequest, as_of: date, lang: str | None = None, page: int = 1, **ids: str) -> HttpResponse:
        ((argument, thing_id),) = ids.items()
        name = argument.removesuffix("_id")
        kind = KINDS[name]
        rows = kind.model._default_manager.filter(pk=thing_id)
        row = (rows.select_related(*TITLED) if kind.model is Target else rows).first()
        if row is None:
            return render_missing(request, kind.model, thing_id, str(kind.missing) % thing_id)
        first_ids: Iterable[str] = ()
        if not kind.filter:
            first_ids = chains_with([thing_id]) if name == "target" else chains_of_person(thing_id, as_of)
        subject = Subject(name, thing_id, row, tuple(first_ids))
        return view(request, subject, as_of, activate_language(request, lang), page)

    return answered


@public_page(LANG, PAGE)
@_of_things
def feed_of_thing(request: HttpRequest, subject: Subject, as_of: date, lang: str, page: int) -> HttpResponse:
    """A page of the changes of one thing in the order of recording."""
    day_and_language = _day_and_language(request, lang)
    frame = FeedFrame(
        title=subject.title(as_of, lang),
        page=public_url(subject.kind, subject.id),
        name=subject.name,
        address=lambda number: public_url(
            f"{subject.kind}-feed", subject.id, **day_and_language, page=page_number(number)
        ),
    )
    return atom_file(change_feed(recorded_changes(as_of, page, subject.changes()), frame, lang))


@public_page(LANG)
@_of_things
def calendar_of_thing(request: HttpRequest, subject: Subject, as_of: date, lang: str, page: int) -> HttpResponse:
    """The deadlines of one thing."""
    if KINDS[subject.kind].filter:
        chosen = deadlines(as_of, subject.query, version=reads_the_record(request))
    else:
        chosen = deadlines_of_chains(as_of, subject.first_ids)
    title = f"{_('Promise tracker')}: {subject.title(as_of, lang)}"
    return calendar_file(chosen, writable(title), lang, public_url(subject.kind, subject.id))


def _refuses(*names: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Refuses what a page of the list takes and a subscription does not, with 400 and the way out."""

    def refusing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest) -> HttpResponseBase:
            detail = _(
                "A feed or a calendar takes filters, a day and a language. It has an order of its own and shows all "
                "that is recorded, so leave this out."
            )
            given = clean_query(request)
            problems = [Problem(name, detail) for name in names if any(given.getlist(name))]
            return render_bad_parameters(request, BadParametersError(problems)) if problems else view(request)

        return answered

    return refusing


@_refuses(*OF_THE_LIST)
@public_page(LANG, PAGE, *FILTERS)
def feed_of_search(
    request: HttpRequest, as_of: date, lang: str | None = None, page: int = 1, **filters: Any
) -> HttpResponse:
    """A page of the changes of what a list of targets shows, in the order of recording."""
    lang, query = activate_language(request, lang), TargetQuery(**filters)
    day_and_language = urlencode(_day_and_language(request, lang))
    words = query.canonical()

    def address(number: int) -> str:
        page = urlencode({PAGE.name: number}) if number > 1 else ""
        return f"{public_url('targets-feed')}?{'&'.join(filter(None, (words, day_and_language, page)))}"

    frame = FeedFrame(
        title=_title(query), page=_list_address(words), name=f"targets?{words}" if words else "targets", address=address
    )
    try:
        version = reads_the_record(request)
        scope = changes_of_search(query, as_of, version)
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    return atom_file(change_feed(recorded_changes(as_of, page, scope, version), frame, lang))


@_refuses(*OF_THE_LIST, PAGE.name)
@public_page(LANG, *FILTERS)
def calendar_of_search(request: HttpRequest, as_of: date, lang: str | None = None, **filters: Any) -> HttpResponse:
    """The deadlines of what a list of targets shows."""
    lang, query = activate_language(request, lang), TargetQuery(**filters)
    try:
        chosen = deadlines(as_of, query, version=reads_the_record(request))
    except BadParametersError as error:
        return render_bad_parameters(request, error)
    title = f"{_('Promise tracker')}: {_title(query)}"
    return calendar_file(chosen, writable(title), lang, _list_address(query.canonical()))


def _title(query: TargetQuery) -> str:
    return "; ".join((_("Targets"), *query_in_words(query)))


def _list_address(words: str) -> str:
    return f"{public_url('targets')}?{words}" if words else public_url("targets")


def _day_and_language(request: HttpRequest, lang: str) -> dict[str, str]:
    """What the addresses of a feed keep beside its filters: the day, if one was asked for, and the language."""
    day = request.GET.get(AS_OF.name, "")
    return {**({AS_OF.name: day} if day else {}), LANG.name: lang}
