"""Whether a document is recorded already: found by its address, however that is spelt."""

from __future__ import annotations

from projects.models import Source
from projects.packages.doubt_rules import address_key, same_address


def source_at(url: str, *, but: str = "") -> Source | None:
    """The recorded source with that address, whatever the scheme, ``www.``, the last slash and the fragment.

    ``but``: the id of a source that does not count. One query; none without an address.
    """
    if not url:
        return None
    alike = Source.objects.exclude(pk=but).filter(url__in=_spellings(url)).order_by("id")
    return next((source for source in alike if same_address(url, source.url)), None)


def _spellings(url: str) -> list[str]:
    """The ways in which one address is written."""
    document, sign, route = address_key(url).partition("#")
    path, question, query = document.partition("?")
    return [
        f"{scheme}://{host}{path}{slash}{question}{query}{sign}{route}"
        for scheme in ("https", "http")
        for host in ("", "www.")
        for slash in ("", "/")
    ]
