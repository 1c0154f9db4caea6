"""R12: a bundle keeps a verdict for each component; roll-ups count statuses and average nothing."""

from projects.comparison.rollup import counts
from projects.comparison.statuses import STATUSES
from tests.projects.comparison.claims import report, target, verdict


def test_r12_counts_per_status() -> None:
    lines = counts(["missed", "achieved", "missed", "overdue"])
    assert {status: n for status, n in lines.items() if n} == {"achieved": 1, "missed": 2, "overdue": 1}


def test_r12_counts_of_nothing() -> None:
    assert sum(counts([]).values()) == 0


def test_r12_counts_hide_no_status() -> None:
    lines = counts(STATUSES)
    assert {status: lines[status] for status in STATUSES} == dict.fromkeys(STATUSES, 1)


def test_r12_counts_are_whole_numbers() -> None:
    assert all(type(n) is int for n in counts(["achieved", "missed"]).values())


def test_r12_components_are_judged_apart() -> None:
    """180 projects met, 17,800 jobs missed: two verdicts, and the missed one is counted."""
    projects = verdict(target(value=180), [report(185, "01-01", "04-10")], "06-30")
    jobs = verdict(target(value=17800), [report(15200, "01-01", "04-10")], "06-30")
    assert projects is not None
    assert jobs is not None
    lines = counts([projects.status, jobs.status])
    assert (lines["achieved"], lines["missed"]) == (1, 1)
