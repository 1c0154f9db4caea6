"""Start-up checks: what would go wrong later, said at the start, each with a number and a way out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.files)
def data_folder_is_writable(**_: Any) -> list[CheckMessage]:
    """tracker.E001: everything the embedded tracker keeps lies below one folder."""
    folder = Path(settings.DATA_DIR)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(nearest, os.W_OK):
        return []
    return [
        Error(
            f"The data folder {folder} cannot be written.",
            hint=f"Give this user the right to write {nearest}, or set TRACKER_DATA to another folder.",
            id="tracker.E001",
        )
    ]


@register(Tags.caches)
def cache_is_shared(**_: Any) -> list[CheckMessage]:
    """tracker.E002: heartbeats and rate limits must be seen by every process."""
    backend = settings.CACHES["default"]["BACKEND"]
    if settings.DEBUG or not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        Error(
            "The cache is not shared between processes: /readyz would see no worker and rate limits would not hold.",
            hint="Set CACHE_URL to redis://host:6379/1, or file:///folder on a single machine.",
            id="tracker.E002",
        )
    ]


@register(Tags.database, deploy=True)
def database_is_a_server(**_: Any) -> list[CheckMessage]:
    """tracker.W003: several web processes and workers want more than one writer."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []
    return [
        Warning(
            "The database is SQLite: fine on one machine, one writer at a time.",
            hint="For several workers set DATABASE_URL=postgres://user:password@host:5432/tracker.",
            id="tracker.W003",
        )
    ]


@register(Tags.security, deploy=True)
def broker_is_a_server(**_: Any) -> list[CheckMessage]:
    """tracker.W004: the filesystem broker is for one machine."""
    if settings.CELERY_BROKER_URL != "filesystem://":
        return []
    return [
        Warning(
            "The broker is a folder: workers on other machines do not see it.",
            hint="Set CELERY_BROKER_URL=redis://host:6379/0.",
            id="tracker.W004",
        )
    ]


@register(Tags.security, deploy=True)
def key_of_the_second_reader_is_not_sent_in_clear(**_: Any) -> list[CheckMessage]:
    """tracker.W005: a key over http is for an endpoint on this machine or beside it."""
    parts = urlsplit(settings.READER_URL)
    if not settings.READER_KEY or parts.scheme != "http" or parts.hostname in {"localhost", "127.0.0.1", "::1"}:
        return []
    return [
        Warning(
            "READER_URL begins with http://: READER_KEY and the articles go through the network in clear.",
            hint="Give the second reader an https:// address, unless nobody else is in that network.",
            id="tracker.W005",
        )
    ]
