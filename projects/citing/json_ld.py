"""Linked data inside a page (JSON-LD, with the words of schema.org), written so that no text can end its element."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.http.public_urls import public_url
from projects.publishing.licence import SITE_NAME
from projects.reports.named import Named

CONTEXT = "https://schema.org"
Node = dict[str, Any]
# What ends the element or a line of a script; and half a pair of surrogates, which UTF-8 cannot write.
_ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def json_ld(nodes: Sequence[Node]) -> SafeString:
    """The element with these nodes: data, which a browser does not run and the content policy does not forbid."""
    document = {"@context": CONTEXT, "@graph": list(nodes)}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    escaped = _ESCAPED.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(escaped))


def present(**members: Any) -> Node:
    """A node without the members that are absent; ``type_`` and ``id_`` are written ``@type`` and ``@id``."""
    names: Mapping[str, str] = {"type_": "@type", "id_": "@id"}
    return {names.get(name, name): value for name, value in members.items() if value not in (None, "", [], {})}


def tracker(lang: str) -> Node:
    """Who made the verdicts and the record."""
    return present(
        type_="Organization",
        id_=f"{settings.SITE_URL}/#tracker",
        name=SITE_NAME.text(lang),
        url=f"{settings.SITE_URL}/",
    )


def body(named: Named, lang: str) -> Node:
    """A body of the record."""
    address = public_url("organisation", named.id)
    return present(type_="Organization", id_=address, name=named.in_language(lang), url=address)
