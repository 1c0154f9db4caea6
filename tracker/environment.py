"""Reads variables of the environment; ImproperlyConfigured names the variable, what it is and what to set it to."""

from __future__ import annotations

import os
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured


def take_files(variables: MutableMapping[str, str], names: Iterable[str]) -> None:
    """Gives each variable X of ``names`` the content of the file that X_FILE names, without the space around it.

    X_FILE is taken out of ``variables``: a process started by this one is given X alone. An empty X or X_FILE counts as
    not set. Raises ImproperlyConfigured.
    """
    for name in names:
        path = variables.pop(f"{name}_FILE", "")
        if not path:
            continue
        if variables.get(name):
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: leave one of the two empty.")
        variables[name] = _content(name, Path(path))


def _content(name: str, file: Path) -> str:
    try:
        value = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise ImproperlyConfigured(
            f"{name}_FILE names {file}, which cannot be read ({reason}): write the value of {name} into it, "
            "readable by the tracker's user."
        ) from None
    if not value:
        raise ImproperlyConfigured(f"{name}_FILE names {file}, which is empty: write the value of {name} into it.")
    if not value.isprintable():
        raise ImproperlyConfigured(
            f"{name}_FILE names {file}, which holds more than one line of text: write the value of {name} on one."
        )
    return value


def switch(name: str, default: str) -> bool:
    """An on/off variable: 1 or 0 and nothing else, so that DEBUG=false is never read as on."""
    value = os.environ.get(name) or default
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: set {name}=1 (on) or {name}=0 (off).")
    return value == "1"


def required(name: str, default: str, meaning: str) -> str:
    """The variable's value; without one, the default with DEBUG on and an instruction with DEBUG off."""
    value = os.environ.get(name, "")
    if not value and not switch("DEBUG", "0"):
        here = "" if os.environ.get("SITE_URL") else " On this machine alone: make run, or DEBUG=1."
        raise ImproperlyConfigured(f"{name} is not set and DEBUG is 0. Set {name} to {meaning}.{here}")
    return value or default


def whole_number(name: str, default: int, *, at_most: int) -> int:
    """A variable that is a whole number from 0 on."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value) <= at_most):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to a whole number from 0 to {at_most}, as in {default}."
        )
    return int(value)


def time_zone(name: str) -> str:
    """A variable that names a time zone of the IANA list; UTC where it is empty."""
    value = os.environ.get(name, "")
    if value and value not in available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a name of the IANA list, as in Europe/Berlin.")
    return value or "UTC"


def listed(value: str) -> list[str]:
    """The items of a list with commas."""
    return [item.strip() for item in value.split(",") if item.strip()]


def folders(name: str) -> list[Path]:
    """The folders of a list with commas; each must be there."""
    paths = [Path(item) for item in listed(os.environ.get(name, ""))]
    for path in paths:
        if not path.is_dir():
            raise ImproperlyConfigured(f"{name} names {path}, which is no folder: make it, or leave it out.")
    return paths


def texts(*names: str) -> dict[str, dict[str, str]]:
    """Texts in three languages: NAME is English, NAME_RU and NAME_KK the others, each the English one where empty.

    ``{"NAME": {"en": …, "ru": …, "kk": …}}``
    """
    by_name = {}
    for name in names:
        english = os.environ.get(name, "").strip()
        others = {lang: os.environ.get(f"{name}_{lang.upper()}", "").strip() for lang in ("ru", "kk")}
        by_name[name] = {"en": english, **{lang: text or english for lang, text in others.items()}}
    return by_name
