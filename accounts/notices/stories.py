"""What there is to tell of a chain: its news since a moment, in its most important section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from projects.comparison.statuses import DECIDED, PAST_DEADLINE
from projects.reports.overviews.news import ChainNews, DisputeNews, ReportNews, RevisionNews, StatusNews, was_told
from projects.reports.overviews.other_terms_news import OtherTermsNews

# The most important first: a chain is told in the first section that it has something for.
SECTIONS = (
    "overdue",
    "fell_due",
    "decided",
    "revised",
    "disputed",
    "reported",
    "in_other_terms",
    "announced",
    "due_soon",
)
# Sections by the kind of news that a person chooses. Two of them say that a deadline has passed.
KIND_OF = {**{name: name for name in SECTIONS}, "fell_due": "overdue"}
DUE_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell of one chain since a moment.

    ``due_in``: days to the deadline if it is within DUE_SOON_DAYS; 0 is today. ``keys`` name the news that it tells,
    so that the next digest does not tell it again; ``hidden`` are the keys of reports that it leaves out because
    later ones replace them.
    """

    section: str
    chain: ChainNews
    status: StatusNews | None
    due_in: int | None
    keys: tuple[str, ...]
    hidden: tuple[str, ...] = ()

    @property
    def fell_due(self) -> bool:
        """Whether it is news that the deadline has passed, whatever was reported since (R11.7)."""
        return self.status is not None and self.status.status in PAST_DEADLINE

    @property
    def turned_out_owed(self) -> bool:
        """Whether the first final report after the deadline shows that the target is still owed."""
        if self.status is None or self.status.status != "overdue":
            return False
        earlier = [change for change in self.chain.changes if change.on < self.status.on]
        return bool(earlier) and earlier[-1].status == "unreported"

    @property
    def is_revised(self) -> bool:
        """Whether it tells a revision that changed the promise. Making or withdrawing it is none."""
        return any(_kind(news) == "revised" for news in self.chain.revisions)


class Stories:
    """The stories of chains, each worked out once for all people who last heard at the same moment.

    ``news`` has the chains by first link; they end at ``until``, and ``as_of`` is the day of that moment. ``fetched``:
    they are for a feed, of which nobody knows who has read what.
    """

    def __init__(self, news: Mapping[str, ChainNews], until: datetime, as_of: date, *, fetched: bool = False) -> None:
        self.news, self.until, self.as_of, self.fetched = news, until, as_of, fetched
        self._stories: dict[tuple[str, datetime, frozenset[str]], Story | None] = {}

    def since(self, first: str, start: datetime, wanted: frozenset[str], already: frozenset[str]) -> Story | None:
        """The story of a chain: its ``wanted`` kinds of news after ``start``, without news ``already`` told, by key."""
        key = (first, start, wanted)
        if key not in self._stories:
            self._stories[key] = self._story(first, start, wanted, frozenset())
        story = self._stories[key]
        if story is None or not any(was_told(news_key, already) for news_key in (*story.keys, *story.hidden)):
            return story
        return self._story(first, start, wanted, already)

    def _story(self, first: str, start: datetime, wanted: frozenset[str], already: frozenset[str]) -> Story | None:
        chain = _untold(self.news[first], start, already, wanted, fetched=self.fetched)
        verdict = chain.verdict_since(start, self.until)
        status = verdict if verdict is not None and not was_told(verdict.key, already) else None
        due_in = _due_in(chain, self.as_of)
        section = _section(chain, status, due_in, wanted)
        if section is None:
            return None
        status = status if section in ("overdue", "fell_due", "decided") else None
        keys = [status.key] if status else []
        keys += [news.key for news in chain.revisions] + [news.key for news in chain.reports]
        keys += [news.key for news in chain.disputes] + [news.key for news in chain.in_other_terms]
        reports = self.news[first].reports
        replaced = {report.replaces for report in reports}
        hidden = tuple(report.key for report in reports if report.outcome in replaced)
        return Story(section, chain, status, due_in, tuple(keys), hidden)


def _untold(
    chain: ChainNews, since: datetime, already: frozenset[str], wanted: frozenset[str], *, fetched: bool
) -> ChainNews:
    """The chain with only the news after ``since`` of the wanted kinds that was not ``already`` told."""

    def is_new(news: RevisionNews | ReportNews | DisputeNews | OtherTermsNews) -> bool:
        return news.known_at > since and not was_told(news.key, already)

    reports = _standing(chain.reports, is_new, fetched=fetched) if "reported" in wanted else []
    return ChainNews(
        chain.first_id,
        chain.entry,
        chain.changes,
        [news for news in chain.revisions if is_new(news) and _kind(news) in wanted],
        reports,
        [news for news in chain.disputes if is_new(news)] if "disputed" in wanted else [],
        chain.owed_according_to,
        [news for news in chain.in_other_terms if is_new(news)] if "in_other_terms" in wanted else [],
    )


def _standing(
    reports: Sequence[ReportNews], is_new: Callable[[ReportNews], bool], *, fetched: bool
) -> list[ReportNews]:
    """The new reports that stand: what a later one replaces is told to nobody.

    Our slip is a slip only for those who heard of the wrong figure. To others what stands now is told as if it had
    been recorded so at once.
    """
    by_outcome = {report.outcome: report for report in reports}
    replaced = {report.replaces for report in reports}
    standing = [report for report in reports if is_new(report) and report.outcome not in replaced]
    return standing if fetched else [_without_unheard_slips(report, by_outcome, is_new) for report in standing]


def _without_unheard_slips(
    report: ReportNews, by_outcome: Mapping[str, ReportNews], is_new: Callable[[ReportNews], bool]
) -> ReportNews:
    while report.slip_mended_on is not None:
        wrong = by_outcome.get(report.replaces)
        if wrong is None or not is_new(wrong):
            break
        of_the_first = {"slip_mended_on": wrong.slip_mended_on, "corrects": wrong.corrects, "replaces": wrong.replaces}
        report = replace(report, **of_the_first)  # type: ignore[arg-type]  # columns of the same class
    return report


def _kind(revision: RevisionNews) -> str:
    """The kind of news: a first announcement is a new promise, a withdrawal decides one."""
    if revision.before is None:
        return "announced"
    return "decided" if "withdrawn" in revision.link.change else "revised"


def _section(chain: ChainNews, status: StatusNews | None, due_in: int | None, wanted: frozenset[str]) -> str | None:
    applies = {
        "overdue": chain.status in PAST_DEADLINE,
        # A ceiling whose deadline passed without a final report cannot be judged: nobody knows that it held (R11.3).
        "fell_due": status is not None and "no_final_report" in chain.entry.assessment["reasons"],
        "decided": status is not None and status.status in DECIDED,
        "revised": any(news.before is not None for news in chain.revisions),
        "disputed": bool(chain.disputes),
        "reported": bool(chain.reports),
        "in_other_terms": bool(chain.in_other_terms),
        "announced": bool(chain.revisions),
        "due_soon": due_in is not None,
    }
    return next((name for name in SECTIONS if applies[name] and KIND_OF[name] in wanted), None)


def _due_in(chain: ChainNews, as_of: date) -> int | None:
    """Days to the deadline of a target that is not decided, if it is within DUE_SOON_DAYS."""
    deadline = chain.entry.deadline
    if deadline is None or chain.status in DECIDED or not as_of <= deadline <= as_of + timedelta(days=DUE_SOON_DAYS):
        return None
    return (deadline - as_of).days
