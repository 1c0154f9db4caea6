"""How a program of the tracker begins: with settings that load, or with one line that says why not."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def load_settings(code: int = 1) -> None:
    """Loads the settings. Ends the process with ``code`` and one line on stderr where they are wrong."""
    try:
        _loaded = settings.INSTALLED_APPS
    except ImproperlyConfigured as reason:
        print(f"The tracker does not start: {reason}", file=sys.stderr)
        sys.exit(code)
