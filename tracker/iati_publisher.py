"""The publisher of IATI files, from the environment."""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

# What the standard allows no identifier to hold, and spaces.
_IDENTIFIER = re.compile(r"[^/&|?\s]+")
# The codelist OrganisationType.
TYPES = ("10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90")


def organisation(given: str) -> str:
    """IATI_ORGANISATION: the identifier of the publisher; "" where there is none."""
    if not given or (_IDENTIFIER.fullmatch(given) and given.isprintable()):
        return given
    raise ImproperlyConfigured(
        f"IATI_ORGANISATION is {given!r}: give the identifier as IATI's register has it, as in KZ-BIN-123456789012, "
        "without spaces and / & | ?, or leave it empty."
    )


def organisation_type(given: str) -> str:
    """IATI_ORGANISATION_TYPE: what kind of organisation the publisher is."""
    if given in TYPES:
        return given
    raise ImproperlyConfigured(
        f"IATI_ORGANISATION_TYPE is {given!r}: give a code of IATI's list OrganisationType, one of {', '.join(TYPES)}."
    )
