"""The front page of the admin says whether the parts of the tracker are well, and who may see the ledger."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context
from django.utils import timezone

from tracker import heartbeats
from tracker.templatetags.wellbeing import wellbeing

pytestmark = pytest.mark.django_db


def shown(*, superuser: bool = False) -> dict:
    return wellbeing(Context({"user": SimpleNamespace(is_superuser=superuser)}))


def test_part_that_is_silent_is_named() -> None:
    heartbeats.leave("worker", at=timezone.now())  # noqa: TID251  # the tag reads the clock too
    unwell = {str(name): state.detail for name, state in shown()["unwell"]}
    assert any("no heartbeat yet" in detail for detail in unwell.values())
    assert len(unwell) < len(shown()["parts"])


def test_nothing_is_named_when_all_is_well() -> None:
    for part in heartbeats.SILENT_AFTER:
        heartbeats.leave(part, at=timezone.now())  # noqa: TID251  # the tag reads the clock too
    assert shown()["unwell"] == []


@pytest.mark.parametrize("superuser", [True, False])
def test_ledger_is_linked_for_admins_alone(superuser: bool) -> None:
    assert shown(superuser=superuser)["may_see_outbox"] is superuser
