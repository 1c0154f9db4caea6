"""The assessment object of the contract, made of a verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.comparison.figures import Assessment, Compound
from projects.judging.assessment_json import as_contract


@pytest.mark.parametrize(
    ("growth", "compound", "reason"),
    [
        (None, None, None),
        (Compound(Decimal("0.95"), "significant"), {"ratio": "0.95", "category": "significant"}, None),
        (Compound(None, None, "no_baseline"), None, "no_baseline"),
        (Compound(None, "met", "no_required_change"), {"ratio": None, "category": "met"}, "no_required_change"),
    ],
)
def test_compound_growth_is_null_without_a_category_and_its_reason_stands_beside_it(growth, compound, reason):
    document = as_contract(Assessment("pool", date(2024, 12, 31), "behind", compound=growth))
    assert (document["compound"], document["compound_reason"]) == (compound, reason)
