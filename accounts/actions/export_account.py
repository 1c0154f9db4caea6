"""Everything the tracker holds about a person, as JSON that is written row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from accounts.models import BrowserSession, User
from accounts.people.session_marks import read

from .personal_data import HOLDINGS, LAYOUT, SECRETS_OF_ACCOUNT, addresses_of, held_by_address

ROWS_AT_ONCE = 500


def export_account(person: User, *, at: datetime) -> Iterator[str]:
    """The pieces of one JSON object: ``made_at``, ``account``, ``sessions`` and the rows of each table by its name.

    Passwords, keys and secrets are left out. Takes as much memory for a million rows as for one.
    """
    account = {
        column.name: getattr(person, column.attname)
        for column in person._meta.concrete_fields
        if column.name not in SECRETS_OF_ACCOUNT
    }
    yield f'{{"made_at": {_json(at)},\n"account": {_json(account)}'
    sessions = BrowserSession.objects.filter(user=person).order_by("expire_date")
    yield f',\n"sessions": {_json([asdict(read(row.get_decoded())) for row in sessions])}'
    for holding in HOLDINGS:
        yield from _section(holding.name, holding.rows(person), holding.without)
    for name, rows in held_by_address(addresses_of(person)).items():
        yield from _section(f"{name} of my address", rows, LAYOUT)
    yield "\n}\n"


def _section(name: str, rows: QuerySet[Any], without: Iterable[str] = ()) -> Iterator[str]:
    hidden = set(without)
    columns = [column.attname for column in rows.model._meta.concrete_fields if column.name not in hidden]
    yield f",\n{_json(name)}: ["
    between = "\n"
    for row in rows.order_by("pk").values(*columns).iterator(ROWS_AT_ONCE):
        yield f"{between}  {_json(row)}"
        between = ",\n"
    yield "]"


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
