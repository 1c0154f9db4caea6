"""The licence is said once, and everything that is published says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from projects.packages.schema import descriptor
from projects.publishing.licence import CODE, DATA, LINK, attribution, terms

pytestmark = pytest.mark.once
ROOT = Path(settings.BASE_DIR)


def test_licence_of_the_data_is_that_of_the_package_and_of_the_repository() -> None:
    assert (DATA.name, DATA.title, DATA.url) == tuple(
        descriptor()["licenses"][0][name] for name in ("name", "title", "path")
    )
    text = (ROOT / "LICENSE-DATA").read_text()
    assert DATA.url in text
    assert f"SPDX-License-Identifier: {DATA.name}" in text
    assert LINK == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_licence_of_the_code_is_that_of_the_repository() -> None:
    words = (ROOT / "LICENSE").read_text().splitlines()[0]
    assert words == CODE.title
    readme = (ROOT / "README.md").read_text()
    assert f"[{CODE.title}](LICENSE)" in readme
    assert f"[{DATA.short}](LICENSE-DATA)" in readme


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Promise tracker, https://t.example/targets/, 28 November 2026, CC BY 4.0"),
        ("ru", "Трекер обещаний, https://t.example/targets/, 28 ноября 2026 г., CC BY 4.0"),
        ("kk", "Уәделер трекері, https://t.example/targets/, 2026 ж. 28 қараша, CC BY 4.0"),
    ],
)
def test_attribution_names_tracker_address_day_and_licence(lang: str, words: str) -> None:
    assert attribution(date(2026, 11, 28), lang, "https://t.example/targets/") == words
    assert settings.SITE_URL in attribution(date(2026, 11, 28), lang)
    assert terms(lang)
