"""Marks of direction in a text of the record reach no further than the text."""

from __future__ import annotations

import pytest

from projects.wording import isolated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Astana", "Astana"),
        ("العربية", "العربية"),
        ("a\u202eb", "\u2068a\u202eb\u2069"),
        ("a\u2067b", "\u2068a\u2067b\u2069\u2069"),
        ("a\u2069b", "\u2068ab\u2069"),
        ("\u2066a\u2069\u2069b", "\u2068\u2066a\u2069b\u2069"),
    ],
)
def test_text_is_closed_where_it_could_reach_further(text: str, shown: str) -> None:
    assert isolated(text) == shown
