"""Time zones to choose from: those of the record's countries first, then by part of the world, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import gettext_lazy as _

from projects.reports.named import Named
from projects.wording import place_in_order

MOST = 6  # countries that have a group of their own
# Other names of the same zones (US/…, Etc/…) are left out.
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
Choice = tuple[str, str]
Choices = list[tuple[str, list[Choice]]]


def zone_choices(at: datetime, lang: str, chosen: str, home: Iterable[Named] = ()) -> Choices:
    """Groups of (name, label); a label has the offset from UTC at ``at``. ``chosen`` is always among them.

    ``home`` are countries by ISO 3166 code, whose zones come first.
    A zone with several names (Kolkata, Calcutta) is there once: under ``chosen`` if that is one of them.
    """
    groups: Choices = []
    listed: set[str] = set()
    for country in list(home)[:MOST]:
        zones = sorted({_canonical(name) for name in _zones_of(country.id)} - listed)
        listed.update(zones)
        if zones:
            groups.append((country.in_language(lang), _labelled(zones, at, lang, chosen)))
    names = sorted({_canonical(name) for name in available_timezones()} - listed)
    for part, heading in PARTS.items():
        labelled = _labelled([name for name in names if name.startswith(f"{part}/")], at, lang, chosen)
        groups.append((str(heading), sorted(labelled, key=lambda choice: place_in_order(choice[1], lang))))
    there = any(chosen == name for _heading, labelled in groups for name, _words in labelled)
    other = ["UTC"] if there else ["UTC", chosen]
    groups.append((str(_("Other")), [(name, _label(name, at, lang)) for name in dict.fromkeys(other)]))
    return groups


def _zones_of(country: str) -> list[str]:
    """The zones of a country, by the Unicode Consortium's list."""
    here = available_timezones()
    return [name for name, code in get_global("zone_territories").items() if code == country.upper() and name in here]


def _labelled(names: Iterable[str], at: datetime, lang: str, chosen: str) -> list[Choice]:
    """Names and labels, each label once; ``chosen`` goes before other names with the same label."""
    name_of: dict[str, str] = {}
    for name in names:
        shown = chosen if _canonical(chosen) == _canonical(name) else name
        label = _label(shown, at, lang)
        if shown == chosen or label not in name_of:
            name_of[label] = shown
    return [(name, label) for label, name in name_of.items()]


def _canonical(name: str) -> str:
    """The present name of a zone whose name has changed, by the Unicode Consortium's list."""
    canonical: str = get_global("zone_aliases").get(name, name)
    return canonical


def _label(name: str, at: datetime, lang: str) -> str:
    offset = at.astimezone(ZoneInfo(name)).strftime("%z")
    hours, minutes = int(offset[1:3]), int(offset[3:5])
    ahead = f"{'−' if offset[0] == '-' else '+'}{hours}{f':{minutes:02}' if minutes else ''}"
    return f"{city(name, lang)} (UTC{'' if offset == '+0000' else ahead})"


@lru_cache(maxsize=4096)
def city(name: str, lang: str) -> str:
    """The city of a zone in a language: ``Алматы`` for ``Asia/Almaty``."""
    if "/" not in name:
        return name
    return str(get_timezone_location(name, locale=lang, return_city=True))
