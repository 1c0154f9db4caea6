"""A recorded document is found by its address; another page of the same site is another document."""

from __future__ import annotations

import pytest

from projects.actions.known_sources import source_at
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_fragment_that_is_a_path_names_another_document() -> None:
    home = SourceFactory(url="https://gov.example/")
    report = SourceFactory(url="https://gov.example/#/reports/1")
    assert source_at("http://www.gov.example#top") == home
    assert source_at("https://www.gov.example/#/reports/1") == report
    assert source_at("https://gov.example/#/reports/2") is None
