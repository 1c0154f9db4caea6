"""The names of countries."""

from __future__ import annotations

from projects.wording import LANGUAGES, countries


def test_every_country_has_a_name_in_every_language() -> None:
    names = countries()
    assert names["de"] == {"en": "Germany", "ru": "Германия", "kk": "Германия"}
    assert sum(set(own) == set(LANGUAGES) for own in names.values()) > 200
    assert all(code == code.lower() and len(code) == 2 for code in names)
