"""How long a request waits for the database: a stuck lock becomes a page that says so, not a thread that hangs."""

from __future__ import annotations

from django.conf import settings
from django.db import connections

from tracker.addresses import PATIENCE
from tracker.postgresql.connection import BoundedConnection

COMPUTES = 5  # so many times as long as for a statement, a thread may ask nothing in a transaction


def bound_waiting() -> None:
    """Bounds every wait of this process; called by the web's entry points before anything was asked.

    Commands and workers wait as long as their work needs. A transaction in which a thread asks nothing any more ends
    too, later, for it may compute. A server that stands still ends nothing: then we do, a little after it should have.
    """
    bounds = {
        "lock_timeout": settings.WEB_LOCK_SECONDS,
        "statement_timeout": settings.WEB_STATEMENT_SECONDS,
        "idle_in_transaction_session_timeout": COMPUTES * settings.WEB_STATEMENT_SECONDS,
    }
    words = [f"-c {name}={seconds}s" for name, seconds in bounds.items() if seconds]
    BoundedConnection.at_most = settings.WEB_STATEMENT_SECONDS + PATIENCE if settings.WEB_STATEMENT_SECONDS else None
    for server in connections.settings.values():
        if server["ENGINE"] == "tracker.postgresql" and words:
            given = server["OPTIONS"].get("options")
            server["OPTIONS"]["options"] = " ".join([*([given] if given else []), *words])
            server["OPTIONS"]["pool"]["connection_class"] = BoundedConnection
