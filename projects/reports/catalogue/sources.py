"""The list of sources, and the page of one: its claims and which of them are contested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from projects.models import Assessment, Outcome, ProjectEvent, Source, Target
from projects.models.id_list import FewOf
from projects.models.record_version import Version
from projects.reports.hierarchies import with_parts
from projects.reports.paging import clamp_page, page_slices
from projects.reports.search import containing
from projects.reports.search.sources_of_places import cited_on
from projects.reports.targets.promise_titles import TITLED
from projects.reports.verdicts import verdict_lookup
from projects.reports.verdicts.stored_on_day import stored_kind

PAGE_SIZE = 50
SEARCHED = ("id", "title", "title_ru", "title_kk", "title_en", "publisher", "note", "note_ru", "note_kk")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source and how many claims cite it."""

    source: Source
    promises: int
    reports: int
    stages: int


@dataclass(frozen=True, slots=True)
class SourceList:
    """A page of the sources, newest first; ``kinds`` with how many of each the other filters leave."""

    lines: tuple[SourceLine, ...]
    count: int
    page: int
    pages: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A report; ``corrected_by`` replace it, and other sources disagree with it on the targets in ``disputed_in``."""

    outcome: Outcome
    corrected_by: tuple[Outcome, ...]
    disputed_in: tuple[str, ...]

    @property
    def is_our_slip(self) -> bool:
        """Whether the source never said so: we had copied it wrongly."""
        return any(later.our_slip for later in self.corrected_by)


@dataclass(frozen=True, slots=True)
class SourcePromise:
    """A target that the source announced. ``replaced_by`` revises it."""

    target: Target
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source and a page of its claims: promises, then reports, then stages; each with how many there are in all.

    ``public`` is false where the day asked about is before its publication (R1); ``contested`` counts the reports
    of all pages that were corrected or are disputed.
    """

    source: Source
    public: bool
    targets: tuple[SourcePromise, ...]
    outcomes: tuple[SourceReport, ...]
    events: tuple[ProjectEvent, ...]
    promises: int
    reports: int
    stages: int
    contested: int
    page: int
    pages: int


def source_list(
    as_of: date,
    *,
    kind: str | None = None,
    search: str | None = None,
    territory: str | None = None,
    page: int = 1,
) -> SourceList:
    """The sources that were public by the day; of those cited on a place and its parts only. Six queries."""
    public = Source.objects.published_by(as_of)
    if territory is not None:
        public = public.filter(cited_on(with_parts(territory)))
    if search is not None:
        public = public.filter(containing(search, SEARCHED))
    kinds = tuple(public.order_by().values_list("kind").annotate(number=Count("id")).order_by("-number", "kind"))
    if kind is not None:
        public = public.filter(kind=kind)
    count = sum(number for value, number in kinds if kind in (None, value))
    page, pages = clamp_page(count, page, PAGE_SIZE)
    rows = list(public.order_by("-public_on", "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    cited = _cited([row.id for row in rows])
    lines = tuple(SourceLine(row, *(counts.get(row.id, 0) for counts in cited)) for row in rows)
    return SourceList(lines, count, page, pages, kinds)


def _cited(ids: list[str]) -> tuple[Mapping[str, int], ...]:
    """How many promises, reports and stages cite each of the sources."""
    return tuple(
        dict(model._default_manager.filter(source__in=ids).order_by().values_list("source").annotate(Count("id")))
        for model in (Target, Outcome, ProjectEvent)
    )


def source_page(source_id: str, as_of: date, page: int = 1, version: Version | None = None) -> SourcePage | None:
    """One source with what it claimed; None for an unknown id. A constant number of queries."""
    source = Source.objects.filter(id=source_id).first()
    if source is None:
        return None
    targets = source.targets.announced_by(as_of).select_related(*TITLED, "revised_by")
    outcomes = source.outcomes.published_by(as_of)
    events = source.project_events.filter(date__lte=as_of, source__public_on__lte=as_of).select_related("project")
    counts = targets.count(), outcomes.count(), events.count()
    page, pages = clamp_page(sum(counts), page, PAGE_SIZE)
    promised, claimed, staged = page_slices(counts, page, PAGE_SIZE)
    disputed = _disputed(source, as_of, version)
    return SourcePage(
        source=source,
        public=source.public_on <= as_of,
        targets=tuple(
            SourcePromise(row, _replaced(row, as_of)) for row in targets.order_by("deadline", "id")[promised]
        ),
        outcomes=_claimed(_rows(outcomes, claimed), disputed, as_of),
        events=tuple(events.order_by("date", "id")[staged]),
        promises=counts[0],
        reports=counts[1],
        stages=counts[2],
        contested=len(disputed.keys() | _corrected(source, as_of)),
        page=page,
        pages=pages,
    )


def _replaced(target: Target, as_of: date) -> str | None:
    later = getattr(target, "revised_by", None)
    return later.id if later is not None and later.announced <= as_of else None


def _rows(outcomes: QuerySet[Outcome], claimed: slice) -> list[Outcome]:
    """The reports of a page. What they are about is read for them alone."""
    order = ("indicator_id", "period_end", "id")
    rows = Outcome.objects.filter(pk__in=FewOf(outcomes.order_by(*order).values("pk")[claimed]))
    return list(rows.select_related("indicator__programme", "territory").order_by(*order))


def _claimed(rows: list[Outcome], disputed: Mapping[str, list[str]], as_of: date) -> tuple[SourceReport, ...]:
    ids = [row.id for row in rows]
    corrections: dict[str, list[Outcome]] = {}
    later_figures = Outcome.objects.published_by(as_of).filter(corrects__in=ids)
    for later in later_figures.select_related("source", "indicator", "corrects__source"):
        if later.counts_as_correction:
            corrections.setdefault(str(later.corrects_id), []).append(later)
    return tuple(SourceReport(row, tuple(corrections.get(row.id, ())), tuple(disputed.get(row.id, ()))) for row in rows)


def _corrected(source: Source, as_of: date) -> set[str]:
    """The reports of the source that a later one corrects, our own slips aside. One query."""
    of_source = source.outcomes.published_by(as_of).order_by()
    later = (
        Outcome.objects.published_by(as_of)
        .filter(corrects__in=FewOf(of_source.values("id")), our_slip=False)
        .order_by()
    )
    corrections = later.select_related("source", "corrects__source")
    return {str(figure.corrects_id) for figure in corrections if figure.counts_as_correction}


def _disputed(source: Source, as_of: date, version: Version | None) -> dict[str, list[str]]:
    """By report of the source, the targets on which another source disagrees with it."""
    of_source = source.outcomes.published_by(as_of).order_by()
    conflicts = _conflicts(FewOf(of_source.values("indicator_id").distinct()), as_of, version)
    among = {id for _target, groups in conflicts for group in groups for id in group}
    own = set(of_source.filter(id__in=among).values_list("id", flat=True)) if among else set()
    targets: dict[str, list[str]] = {}
    for target, groups in conflicts:
        for report in {id for group in groups for id in group} & own:
            targets.setdefault(report, []).append(target)
    return targets


def _conflicts(indicators: FewOf, as_of: date, version: Version | None) -> list[tuple[str, list[list[str]]]]:
    """The targets on which sources disagree on the day, each with the disagreeing reports."""
    if stored_kind(as_of, version) == "verdicts":
        rows = Assessment.objects.filter(target__indicator__in=indicators, disputed=True).order_by("target_id")
        return list(rows.values_list("target_id", "payload__conflicts"))
    first_ids = list(Target.objects.first_links().filter(indicator__in=indicators).values_list("id", flat=True))
    verdicts = verdict_lookup.judge_chains(as_of, first_ids)
    judged = ((verdict.target, (verdict.payload or {})["conflicts"]) for verdict in verdicts)
    return [(target, conflicts) for target, conflicts in judged if conflicts]
