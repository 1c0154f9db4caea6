"""An invented article, and what is typed beside it."""

from __future__ import annotations

URL = "https://herald.example.org/2025/homes"
TEXT = """The Ministry of Homes said that 18,400 homes were built from January through April 2025.

In 2025, 52,000 homes are to be built. By 2034, 1.5 trillion tenge (about $2.9 billion) will be spent on homes.

The <b>minister</b> said that 18,400 homes were built from January through April 2025."""
SOURCE = {
    "source-url": URL,
    "source-title": "Homes",
    "source-publisher": "Steppe Herald",
    "source-published": "2025-05-19",
    "source-kind": "press",
    "source-language": "en",
}
