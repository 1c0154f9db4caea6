"""Track records as a table for spreadsheets: a row for the scope as a whole, for each year, and for each subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.comparison.proportions import Share
from projects.comparison.quantities import plain
from projects.comparison.track_record import ENDINGS, WAYS, TrackRecord
from projects.models.record_version import Version
from projects.reports.verdicts.track_records import SUBJECTS, Question, record_of, records_by, records_by_year

DIGITS = Decimal("0.000001")
COLUMNS = (
    "kind",
    "id",
    "name",
    "as_of",
    "against",
    "promises",
    "due",
    "undated",
    *ENDINGS,
    "decided",
    "kept",
    "share",
    "share_low",
    "share_high",
    "moved",
    "moved_after_the_fact",
    *(f"{way}_promises" for way in WAYS),
    "median_raised",
    "median_lowered",
    "median_days_postponed",
    "median_days_advanced",
    "first_reported_after_deadline",
    "median_days_to_report",
    "silent",
)


def track_table(question: Question, version: Version | None = None) -> Iterator[Sequence[str]]:
    """The rows of ``COLUMNS``. Shares and medians of values are ratios (1 = all) with six decimals."""
    yield _row("all", "", "", record_of(question, version), question)
    for year, record in records_by_year(question, version):
        yield _row("year", str(year), "", record, question)
    for kind in SUBJECTS:
        for subject in records_by(kind, question, version):
            yield _row(kind, subject.named.id, subject.named.name, subject.record, question)


def _row(kind: str, id: str, name: str, record: TrackRecord, question: Question) -> list[str]:
    movement, ways = record.movement, {way.name: way for way in record.movement.ways}
    return [
        kind,
        id,
        name,
        question.as_of.isoformat(),
        "first" if question.against_first else "current",
        str(record.promises),
        str(record.due),
        str(len(record.undated)),
        *(str(len(ending.targets)) for ending in record.endings),
        str(record.decided),
        str(next(len(ending.targets) for ending in record.endings if ending.name == "achieved")),
        *_ends(record.kept_share),
        str(len(movement.targets)),
        str(len(movement.after_the_fact)),
        *(str(len(ways[way].targets)) for way in WAYS),
        *(_figure(ways[way].median) for way in ("raised", "lowered", "postponed", "advanced")),
        str(len(record.silence.answered)),
        _figure(record.silence.median_days),
        str(len(record.silence.silent)),
    ]


def _ends(share: Share | None) -> list[str]:
    return ["", "", ""] if share is None else [_figure(share.share), _figure(share.low), _figure(share.high)]


def _figure(figure: Decimal | None) -> str:
    return "" if figure is None else plain(figure.quantize(DIGITS).normalize())
