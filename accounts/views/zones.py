"""Time zones to choose from: the country's own first, then by part of the world, each city in the reader's words."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django.utils.translation import gettext_lazy as _

HOME = ("Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau", "Asia/Oral", "Asia/Qostanay", "Asia/Qyzylorda")
# The rest of the list are old names of the same zones.
PARTS = {
    "Asia": _("Asia"),
    "Europe": _("Europe"),
    "Africa": _("Africa"),
    "America": _("America"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
    "Antarctica": _("Antarctica"),
}
Choices = list[tuple[str, list[tuple[str, str]]]]


def zone_choices(at: datetime, lang: str, chosen: str) -> Choices:
    """Groups of name and label, with how far each is from UTC at ``at``; ``chosen`` is among them in any case."""
    groups: Choices = [(str(_("Kazakhstan")), [(name, _label(name, at, lang)) for name in HOME])]
    for part, heading in PARTS.items():
        names = sorted(name for name in _names() if name.startswith(f"{part}/") and name not in HOME)
        groups.append(
            (str(heading), sorted(((name, _label(name, at, lang)) for name in names), key=lambda pair: pair[1]))
        )
    other = ["UTC"] if any(chosen == name for _heading, names in groups for name, _words in names) else ["UTC", chosen]
    groups.append((str(_("Other")), [(name, _label(name, at, lang)) for name in dict.fromkeys(other)]))
    return groups


def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _label(name: str, at: datetime, lang: str) -> str:
    offset = at.astimezone(ZoneInfo(name)).strftime("%z")
    hours, minutes = int(offset[1:3]), int(offset[3:5])
    ahead = f"{'−' if offset[0] == '-' else '+'}{hours}{f':{minutes:02}' if minutes else ''}"
    return f"{_city(name, lang)} (UTC{'' if offset == '+0000' else ahead})"


@lru_cache(maxsize=4096)
def _city(name: str, lang: str) -> str:
    if "/" not in name:
        return name
    return str(get_timezone_location(name, locale=lang, return_city=True))
