"""Drafts change no byte of any public address: pages, API, files, feeds, pictures, previews of mails.

Half of the addresses have their turn on one day; WALK=all asks all.
"""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings

from projects.actions.changes import Change
from projects.actions.drafts.save_draft import create_draft
from projects.models import Draft, Outcome, RecordVersion
from projects.packages.one_row import cells_of
from projects.packages.tables import TABLES
from projects.reports.version_cache import version_cache
from tests.factories import UserFactory
from tests.sample import AGAIN, is_chosen
from tests.scale.addresses import every_address
from tests.scale.record import NOW, Growing

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]
SHARE = 1 / 2  # of the addresses, on one day
OF_EDITORS = ("/desk/", "/metrics", "/readyz")  # these may say how many wait
OF_ONE_REQUEST = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce-[\w+/=]+|nonce="[\w+/=]+"')


def everything(readers):
    """Reader and address → status, tag and bytes of the answer, made anew."""
    version_cache.clear()
    cache.clear()
    answers = {}
    for name, (client, person) in readers.items():
        if name == "stranger":
            client.cookies.clear()  # whoever has asked for a passkey's question has a session
        for address in every_address(person):
            if not address.path.startswith(OF_EDITORS) and is_chosen(address.path, SHARE):
                answer = client.get(address.path)
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                body = OF_ONE_REQUEST.sub(b"", body)
                answers[name, address.path] = answer.status_code, answer.headers.get("ETag"), body
    return answers


def drafts_of_everything(by):
    """One of every kind, origin and state, which together change every row of the record."""
    changes = [
        Change("erase", "outcomes", pk, reason="A draft.") for pk in Outcome.objects.values_list("pk", flat=True)
    ]
    for table in TABLES:
        for row in table.model._default_manager.all():
            cells = {name: cell for name, cell in cells_of(row).items() if cell}
            changes.append(Change("add", table.name, cells={**cells, "id": f"drafted-{row.pk}"}))
            if "name" in cells:
                changes.append(Change("edit", table.name, str(row.pk), {"name": "DRAFTED"}, {"name": cells["name"]}))
            if "value" in cells:
                changes.append(Change("mend", table.name, str(row.pk), {"value": "424242"}, reason="A draft."))
    for kind in Draft.Kind.values:
        for origin in Draft.Origin.values:
            for submit in (False, True):
                how = {"kind": kind, "origin": origin, "title": "DRAFTED", "by": by, "at": NOW}
                create_draft(**how, changes=changes, entry={"text": "DRAFTED"}, submit=submit)


def test_drafts_change_no_byte_of_any_public_address():
    with override_settings(METRICS_TOKEN="a-token"), time_machine.travel(NOW, tick=False):
        growing = Growing()
        growing.grow(3)
        Draft.objects.all().delete()
        watcher = Client()
        watcher.force_login(growing.person)
        readers = {"stranger": (Client(), growing.person.pk), "watcher": (watcher, growing.person.pk)}
        before, version = everything(readers), RecordVersion.objects.current()
        drafts_of_everything(UserFactory(editor=True))
        after = everything(readers)
    assert len(before) > 70
    assert [address for address, answer in after.items() if before[address] != answer] == [], AGAIN
    assert RecordVersion.objects.current() == version
    assert not any(b"DRAFTED" in body or b"424242" in body for _status, _tag, body in after.values())
