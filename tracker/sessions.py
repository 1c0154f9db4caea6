"""Sessions in the database, asked only for keys that can exist, each with the person whom it lets in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts.models import BrowserSession


class SessionStore(db.SessionStore):
    """A forged cookie may hold any character; PostgreSQL refuses some (NUL) with an error on every page."""

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        row: BrowserSession = super().create_model_instance(data)  # type: ignore[assignment]  # of get_model_class
        person = str(data.get(SESSION_KEY, ""))
        row.user_id = int(person) if person.isdecimal() else None
        return row

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key) and key is not None and len(key) >= 8 and key.isascii() and key.isalnum()
