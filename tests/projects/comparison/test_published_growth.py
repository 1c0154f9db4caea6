"""Every published growth case is reproduced to 1e-9, or listed with the reason why our rule differs."""

import pytest

from tests.projects.comparison.claims import near
from tests.projects.comparison.published.cases import differing, load
from tests.projects.comparison.published.growth import (
    REASONS,
    Growth,
    difference,
    our_growth,
    our_ratio,
    our_verdict,
    read,
)

FILES = ("statistics_canada.json", "open_sdg.json", "eustat.json")
CASES = [(name, read(case)) for name in FILES for case in load(name)]
ALIKE = [case for _, case in CASES if difference(case) is None]
OTHER = [case for _, case in CASES if difference(case) is not None]


def named(case: Growth) -> str:
    """Return the id of a case."""
    return case.id


def test_growth_every_difference_is_listed_with_its_reason() -> None:
    for name in FILES:
        differences = {case.id: difference(case) for file, case in CASES if file == name and difference(case)}
        assert differences == differing(name)
    assert {difference(case) for case in OTHER} <= set(REASONS)


@pytest.mark.parametrize("case", ALIKE, ids=named)
def test_growth_reproduced_from_the_figures(case: Growth) -> None:
    compound = our_growth(case)
    assert near(compound.ratio, case.ratio) or not case.ratio_printed, (compound, case)
    assert compound.category == case.category, (compound, case)


@pytest.mark.parametrize("case", ALIKE, ids=named)
def test_growth_reproduced_by_the_verdict(case: Growth) -> None:
    assessment = our_verdict(case)
    ratio, category = (assessment.compound.ratio, assessment.compound.category) if assessment.compound else (None, None)
    assert near(ratio, case.ratio) or not case.ratio_printed, (assessment, case)
    assert category == case.category, (assessment, case)
    if case.category == "met":
        assert assessment.status == "achieved"


@pytest.mark.parametrize("case", [case for case in ALIKE if case.ratio is not None], ids=named)
def test_growth_reproduced_from_bare_years(case: Growth) -> None:
    assert near(our_ratio(case), case.ratio)


@pytest.mark.parametrize("case", OTHER, ids=named)
def test_growth_where_we_differ(case: Growth) -> None:
    compound = our_growth(case)
    assert compound.ratio is None
    assert compound.reason
    whole = our_verdict(case)
    assert whole.compound is None or whole.compound.ratio is None
    if difference(case) == "no_promise":
        assert (whole.status, whole.reasons) == ("not_assessable", ("no_value",))
    elif case.category == "met":
        assert whole.status == "achieved"
