"""What every gunicorn of the tracker does, whichever way it is started: it keeps secrets out of its logs."""

import os
from typing import Any

logger_class = "tracker.gunicorn_log.MaskedLogger"


def on_starting(_server: Any) -> None:
    """Wrong settings end the server before it starts a process, with one line."""
    from tracker.start import load_settings  # noqa: PLC0415  # gunicorn finds our modules only by now

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    load_settings()
