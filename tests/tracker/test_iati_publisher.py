"""The publisher of IATI files: an identifier that the standard allows, and a code of its list."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.projects.iati.standard import lists
from tracker.iati_publisher import TYPES, organisation, organisation_type

pytestmark = pytest.mark.once


@pytest.mark.parametrize("given", ["", "KZ-BIN-123456789012", "XI-IATI-1001"])
def test_identifier_is_taken_as_it_is(given: str) -> None:
    assert organisation(given) == given


@pytest.mark.parametrize("given", ["KZ/BIN", "a b", "x|y", "what?", "A&B", "KZ-\n1"])
def test_identifier_that_the_standard_forbids_is_refused_with_the_way_out(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"IATI_ORGANISATION is .*KZ-BIN-123456789012"):
        organisation(given)


def test_types_are_those_of_the_codelist() -> None:
    assert set(TYPES) == set(lists()["codes"]["OrganisationType"])
    assert organisation_type("22") == "22"
    with pytest.raises(ImproperlyConfigured, match="IATI_ORGANISATION_TYPE is '91'"):
        organisation_type("91")
