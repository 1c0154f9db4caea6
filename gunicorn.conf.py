"""What every gunicorn of the tracker does, however it is started: it keeps secrets out of its logs, and counts."""

import gc
import os
from typing import Any

logger_class = "tracker.gunicorn_log.MaskedLogger"
# New objects, less those that are gone, between two searches for what only holds itself. One list of the API makes more
# than Python's 700.
BETWEEN_SEARCHES = 50_000


def on_starting(_server: Any) -> None:
    """Wrong settings, or servers that do not answer, end the server before it starts a process, with one line."""
    from tracker import request_counts  # noqa: F401, PLC0415  # makes the memory that the web processes share
    from tracker.start import load_settings, require_servers  # noqa: PLC0415  # gunicorn finds our modules only by now

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    load_settings()
    require_servers()


def pre_fork(server: Any, worker: Any) -> None:
    """Each web process gets a slot to count in."""
    from tracker import request_counts  # noqa: PLC0415  # as above

    worker.counts_in = request_counts.free_slot({living.counts_in for living in server.WORKERS.values()})


def post_fork(_server: Any, worker: Any) -> None:
    """In the new process."""
    from tracker import request_counts  # noqa: PLC0415  # as above

    request_counts.take(worker.counts_in)


def post_worker_init(_worker: Any) -> None:
    """The application is loaded, and stays: Python no longer looks through it for what could be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN_SEARCHES, *gc.get_threshold()[1:])
