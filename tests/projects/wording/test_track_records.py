"""R15: shares in whole percent, which never seem to be none or all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects import wording


@pytest.mark.parametrize(
    ("number", "whole", "shown"),
    [(199, 200, "99.5%"), (399, 400, "99.8%"), (2499, 2500, "99.9%"), (1, 400, "0.2%"), (0, 5, "0%"), (5, 5, "100%")],
)
def test_share_is_none_or_all_only_where_it_is(number: int, whole: int, shown: str) -> None:
    assert wording.whole_percent(Decimal(number) / whole, "en") == shown


def test_share_of_most_keeps_whole_percent() -> None:
    assert wording.whole_percent(Decimal(13) / 31, "en") == "42%"
    assert wording.share(Decimal("0.9975"), Decimal("0.986"), Decimal("0.9996"), "en") == "99.8% (98–100%)"
