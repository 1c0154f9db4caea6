"""Sessions in the database, asked only for keys that can exist."""

from __future__ import annotations

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A forged cookie may hold any character; PostgreSQL refuses some (NUL) with an error on every page."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key) and key is not None and len(key) >= 8 and key.isascii() and key.isalnum()
