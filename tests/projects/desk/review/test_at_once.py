"""Two editors publish the same draft at the same moment, or one publishes while its author saves it anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.save_draft import save_draft
from projects.models import Draft, Outcome
from tests.factories import UserFactory
from tests.projects.actions.changing import report
from tests.projects.actions.recorded import AT
from tests.projects.desk.review.conftest import logged_in

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*deeds):
    """What each deed gives or raises, all begun at the same moment, each with its own connection."""
    start = Barrier(len(deeds))

    def do(deed):
        start.wait(timeout=60)
        try:
            return deed()
        except (ValidationError, PermissionDenied) as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds, timeout=60))


def test_of_four_publishers_one_publishes_and_three_are_told(draft):
    browsers = [logged_in(UserFactory(editor=True)) for _ in range(4)]
    address = reverse("desk-draft", args=[draft.pk])

    def publish(browser):
        response = browser.post(address, {"do": "publish", "version": 1})
        return response.status_code, "It is published already." in response.content.decode()

    answers = at_once(*[lambda browser=browser: publish(browser) for browser in browsers])
    assert sorted(answers) == [(302, False), (409, True), (409, True), (409, True)]
    assert Outcome.objects.count() == 1
    assert draft.events.filter(action="published").count() == 1


@pytest.mark.parametrize("_turn", range(5))
def test_what_is_published_is_a_version_that_somebody_else_has_read(draft, author, reviewer, _turn):
    new = {"draft": draft, "version": 1, "title": "Better", "changes": report(value="91"), "by": author, "at": AT}
    published, saved = at_once(
        lambda: publish_draft(draft=draft, version=1, by=reviewer, at=AT),
        lambda: save_draft(**new),
    )
    refusals = [answer for answer in (published, saved) if isinstance(answer, str)]
    assert len(refusals) == 1
    stored = Draft.objects.get()
    assert (stored.state, stored.version, Outcome.objects.filter(value=90).count()) in {
        ("published", 1, 1),
        ("in_review", 2, 0),
    }
    assert not Outcome.objects.filter(value=91).exists()
