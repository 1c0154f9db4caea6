"""The page of one target: the promise, the verdict, every figure reported, and how the promise moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from projects import wording
from projects.comparison.statuses import MET, OPEN, PAST_DEADLINE, UNDER_WAY
from projects.comparison.trajectory import Trajectory
from projects.models import Indicator, StatusChange, Target, Territory
from projects.reports.corrected_rows import corrections_of
from projects.reports.paging import clamp_page, page_slices

from .chain_links import ChainLink, chain_links
from .comparables import years_of_indicator
from .consistency import Finding, findings_among, reports_on
from .disputes import DisputedFigure, disputed_figures
from .explanation import WordedExplanation, worded
from .judged_target import judge_target
from .other_terms import OtherTerms, other_terms
from .promise_titles import TITLED
from .reported_figures import Figure, reported_figures
from .target_entry import TargetEntry
from .target_list import find_targets
from .target_query import TargetQuery

FIGURES_ON_A_PAGE = 6
MOST_COMPONENTS = MOST_STEPS = 5  # other parts of its bundle; steps explained, past and ahead
MOST_LINKS, LINKS_OF_MORE = 10, 5  # announcements shown: all of so many; of a longer chain the latest
MOST_DISPUTES, MOST_DISPUTED = 2, 4
SAID_BY_STATUS = {"unreported": "no_final_report", "no_data": "no_report"}


@dataclass(frozen=True, slots=True)
class TargetDetail:
    """All that the page of a target shows. ``entry`` is the link asked for, with its chain's verdict.

    ``history`` are the steps of the verdict up to the day, ``after`` is the first one later, to step on to. Of the
    figures, ``evidence`` and then ``others``, one ``page`` is shown; ``together`` counts the other ``components``,
    ``corrections`` the mistakes on the indicator that were put right.
    """

    entry: TargetEntry
    as_of: date
    links: tuple[ChainLink, ...]
    evidence: tuple[Figure, ...]
    others: tuple[Figure, ...]
    history: tuple[StatusChange, ...]
    after: StatusChange | None
    components: tuple[TargetEntry, ...]
    together: int
    interims: tuple[Target, ...]
    indicator: Indicator
    explanation: WordedExplanation
    trajectory: Trajectory | None
    findings: tuple[Finding, ...]
    years: tuple[str, ...]
    other_terms: OtherTerms
    corrections: int
    asked_page: int

    @property
    def territory(self) -> Territory:
        return self.indicator.territory or self.indicator.programme.territory

    @property
    def verdict(self) -> Mapping[str, Any]:
        return self.entry.assessment

    @property
    def current(self) -> ChainLink:
        """The link that stands on the day."""
        return next(link for link in self.links if link.target.id == self.verdict["target"])

    @property
    def own(self) -> Target:
        """The announcement that the page was asked for."""
        return next(link.target for link in self.links if link.target.id == self.entry.id)

    @property
    def claimed(self) -> tuple[Target, ...]:
        """The announcements of which those responsible say something that cannot be entered."""
        return self._with("claimed")

    @property
    def not_entered(self) -> tuple[Target, ...]:
        """The announcements on which something is known that is not entered yet."""
        return self._with("not_entered")

    def _with(self, text: str) -> tuple[Target, ...]:
        return tuple(link.target for link in self.links if wording.reading(link.target, text, "").text)

    @property
    def before(self) -> StatusChange | None:
        """The last change of the verdict before the day, which the page links to."""
        return next((change for change in reversed(self.history) if change.on < self.as_of), None)

    @property
    def disputes(self) -> tuple[tuple[DisputedFigure, ...], ...]:
        """The figures of the first disagreements between sources, the one that counts first (R9)."""
        outcomes = {figure.outcome.id: figure.outcome for figure in (*self.evidence, *self.others)}
        chosen = frozenset(figure.outcome.id for figure in self.evidence)
        groups = ([outcomes[id] for id in group if id in outcomes] for group in self.verdict["conflicts"])
        return tuple(disputed_figures(group, chosen)[:MOST_DISPUTED] for group in islice(groups, MOST_DISPUTES))

    @property
    def page(self) -> int:
        return self._placed()[0]

    @property
    def pages(self) -> int:
        return self._placed()[1]

    @property
    def shown_evidence(self) -> tuple[Figure, ...]:
        return self.evidence[self._dealt()[0]]

    @property
    def shown_others(self) -> tuple[Figure, ...]:
        return self.others[self._dealt()[1]]

    def _placed(self) -> tuple[int, int]:
        return clamp_page(len(self.evidence) + len(self.others), self.asked_page, FIGURES_ON_A_PAGE)

    def _dealt(self) -> list[slice]:
        return page_slices((len(self.evidence), len(self.others)), self.page, FIGURES_ON_A_PAGE)

    @property
    def shown_explanation(self) -> WordedExplanation:
        """The explanation, with the steps about the reports of this page only."""
        shown = {figure.outcome.id for figure in (*self.shown_evidence, *self.shown_others)}
        elsewhere = {figure.outcome.id for figure in (*self.evidence, *self.others)} - shown
        return self.explanation.without_reports(elsewhere).shortened(MOST_STEPS)

    @property
    def shown_history(self) -> tuple[StatusChange, ...]:
        return self.history[-MOST_STEPS:]

    @property
    def shown_links(self) -> tuple[ChainLink, ...]:
        """All announcements, or the latest of many."""
        return self.links if len(self.links) <= MOST_LINKS else self.links[-LINKS_OF_MORE:]

    @property
    def publishers(self) -> int:
        """How many publishers the verdict rests on."""
        return len({figure.outcome.source.publisher_key for figure in self.evidence})

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons of the verdict that the meaning of its status does not say already."""
        said_already = SAID_BY_STATUS.get(self.verdict["status"], "")
        return tuple(code for code in self.verdict["reasons"] if code != said_already)

    @property
    def in_order(self) -> tuple[str, ...]:
        """What a reader need not look at: codes of what was looked into and shows nothing."""
        measurable = not self.verdict["measurability"]["missing"]
        agree = bool(self.evidence or self.others) and not self.findings
        facts = (("unmoved", len(self.links) == 1), ("measurable", measurable), ("figures_agree", agree))
        return tuple(code for code, holds in facts if holds)

    @property
    def nothing_counts(self) -> bool:
        """Whether no report counts for a promise that stands."""
        return not self.evidence and not self.current.target.withdrawn

    @property
    def silent_days(self) -> int | None:
        """Days since anything was last published on what the target measures; None if nothing was published."""
        published = [figure.outcome.source.public_on for figure in (*self.evidence, *self.others)]
        return (self.as_of - max(published)).days if published else None

    @property
    def stale(self) -> bool:
        """Whether nothing new was published lately though the target is still open."""
        return bool(self.verdict["stale"]) and self.verdict["status"] in OPEN

    @property
    def days_left(self) -> int | None:
        deadline = self.current.target.deadline
        return None if deadline is None else (deadline - self.as_of).days

    @property
    def still_needed(self) -> bool:
        """Whether to show what is needed each day: a part is missing and days are left."""
        required, shortfall = self.verdict["required_per_day"], self.verdict["shortfall"]
        return required is not None and shortfall is not None and self.days_left is not None and self.days_left > 0

    @property
    def projected(self) -> bool:
        """Whether to show the projection: the deadline is ahead and the target is not met."""
        return self.verdict["projection"] is not None and self.verdict["status"] in UNDER_WAY

    @property
    def owed_until(self) -> str | None:
        """The projected day on which an overdue target is met, if it lies ahead."""
        day = self.verdict["projected_completion"]
        return day if self.verdict["status"] in PAST_DEADLINE and day and day > self.as_of.isoformat() else None

    @property
    def first_differs(self) -> bool:
        """Whether the verdict against the first announcement differs."""
        first = self.verdict["first"]
        return bool(first) and len(self.links) > 1 and first["status"] != self.verdict["status"]

    @property
    def first_deadline(self) -> date | None:
        """The deadline that was named first, where it is another one today."""
        first = self.links[0].target.deadline
        return None if first == self.current.target.deadline else first

    @property
    def done_on(self) -> date | None:
        """The day on which a milestone was done, as reported; None while it is not, and for figures."""
        covered = self.verdict["covered_until"]
        is_done = self.current.target.basis == "done" and self.verdict["status"] in MET and covered
        return date.fromisoformat(covered) if is_done else None


def target_detail(target_id: str, as_of: date, page: int = 1) -> TargetDetail | None:
    """The page of any link; None where it was not announced by then. A constant number of queries."""
    judged = judge_target(target_id, as_of)
    if judged is None:
        return None
    entry, explanation = judged.entry, worded(judged.explanation())
    links = chain_links(entry)
    reports = list(reports_on(entry.indicator.id, as_of))
    first_id = links[0].target.id
    evidence, others = reported_figures(reports, entry, explanation)
    components, together = _components(entry, as_of)
    changes = list(StatusChange.objects.filter(first=first_id).order_by("on"))
    return TargetDetail(
        entry=entry,
        as_of=as_of,
        links=links,
        evidence=evidence,
        others=others,
        history=tuple(change for change in changes if change.on <= as_of),
        after=next((change for change in changes if change.on > as_of), None),
        components=components,
        together=together,
        interims=tuple(
            Target.objects.filter(interim_for__in=[link.target.id for link in links], announced__lte=as_of)
            .select_related("source", *TITLED)
            .order_by("deadline", "id")[:MOST_STEPS]
        ),
        indicator=next(link.target.indicator for link in links if link.target.id == entry.id),
        explanation=explanation.public_only(),
        trajectory=judged.trajectory(),
        findings=findings_among(reports, entry, as_of),
        years=years_of_indicator(entry.assessment["target"], entry.indicator.id, as_of),
        other_terms=other_terms(entry, links[0].target.announced, as_of),
        corrections=corrections_of(entry.indicator.id, as_of),
        asked_page=page,
    )


def current_link(target_id: str, as_of: date) -> str | None:
    """The link that stood on a day in the chain of any link; None before the first announcement. Two queries."""
    first = Target.objects.first_links_of([target_id]).values_list("id", flat=True)
    links = Target.objects.links_of(list(first)).current_on(as_of)
    return links.order_by("-announced").values_list("id", flat=True).first()


def _components(entry: TargetEntry, as_of: date) -> tuple[tuple[TargetEntry, ...], int]:
    """The other parts of the promise it was announced in (R12), the first of them, and how many there are."""
    if not entry.bundle:
        return (), 0
    query = TargetQuery(
        bundle=entry.bundle,
        programme=entry.programme.id,
        without=entry.assessment["target"],
        page_size=MOST_COMPONENTS,
    )
    others = find_targets(query, as_of)
    return others.entries, others.count
