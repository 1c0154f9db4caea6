"""Names of browsers and systems from the User-Agent header, for people to recognise their own."""

from __future__ import annotations

# Each says more than those after it: Edge says that it is Chrome, and Chrome that it is Safari.
BROWSERS = {
    "YaBrowser/": "Yandex Browser",
    "SamsungBrowser/": "Samsung Internet",
    "Edg": "Edge",
    "OPR/": "Opera",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Firefox/": "Firefox",
    "HeadlessChrome/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
    "curl/": "curl",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_name(header: str) -> str:
    """``Firefox, Linux``; a part that is not known is left out, so it may be empty."""
    names = (next((name for mark, name in table.items() if mark in header), "") for table in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, names))
