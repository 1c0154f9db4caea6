"""How a program of the tracker begins: its settings load and its servers answer, or one line says why not."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tracker.masking import mask

# Commands that read no row, or say by themselves what is the matter. Every other one needs the database.
WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages", "makemigrations"),
    *("filter_breached_passwords", "restore", "shell", "spectacular", "version"),
}
WITHOUT_TABLES = {"backup", "dbshell", "drill", "migrate", "prepare", "showmigrations", "sqlmigrate"}


def load_settings(code: int = 1) -> None:
    """Loads the settings. Ends the process with ``code`` and one line on stderr where they are wrong."""
    try:
        _loaded = settings.INSTALLED_APPS
    except ImproperlyConfigured as reason:
        _end(reason, code)


def require_servers() -> None:
    """Ends the process with one line where a server does not answer or the database lacks tables: web, workers, beat.

    It is asked at the start alone. Who runs already goes on without Redis or PostgreSQL and waits until they are back.
    """
    from tracker import servers  # noqa: PLC0415  # its drivers are loaded where they are needed

    try:
        servers.require_database(settings.DATABASES["default"], migrated=True)
        servers.require_redis(settings.CELERY_BROKER_URL, settings.CACHES["default"])
    except servers.Unready as reason:
        _end(reason, 1)


def require_database_for(arguments: Sequence[str]) -> None:
    """The same for a management command, of which few need Redis: ``arguments`` as in sys.argv."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in WITHOUT_DATABASE or command.startswith("-") or {"-h", "--help"} & set(arguments):
        return
    from tracker import servers  # noqa: PLC0415  # as above

    try:
        servers.require_database(settings.DATABASES["default"], migrated=command not in WITHOUT_TABLES)
    except servers.Unready as reason:
        _end(reason, 1)


def _end(reason: Exception, code: int) -> NoReturn:
    print(f"The tracker does not start: {mask(str(reason))}", file=sys.stderr)
    sys.exit(code)
