"""What a list of bodies says of each, in three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.wording import share_kept

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "42% kept in time (19% to 69%)"),
        ("ru", "в срок – 42 % (19 % … 69 %)"),
        ("kk", "мерзімінде – 42 % (19 % … 69 %)"),
    ],
)
def test_share_kept_is_in_whole_percent_and_its_interval_is_rounded_outwards(lang: str, expected: str) -> None:
    words = share_kept(Decimal("0.4167"), Decimal("0.1933"), Decimal("0.6805"), lang)
    assert words.replace(NBSP, " ") == expected
