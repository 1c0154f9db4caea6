"""One editor enters a draft of an announcement while others publish it: one of them does, nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.actions.drafts.save_draft import submit_draft
from projects.models import Draft, Target
from tests.factories import TerritoryFactory, UserFactory
from tests.projects.actions.recorded import AT
from tests.projects.desk.announcement.test_views import seen
from tests.projects.desk.announcement.typing import SCHOOLS, form, page_for
from tests.projects.desk.review.conftest import logged_in

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def draft_of_schools(author):
    """The address of a draft of hers, and what she sends to enter it."""
    TerritoryFactory()
    page, fields = page_for(), form(SCHOOLS)
    token = seen(author.post(page, {**fields, "action": "look"}))
    author.post(page, {**fields, "action": "draft", "seen": token})
    own = page_for(draft=str(Draft.objects.get().pk))
    return own, {**fields, "action": "enter", "seen": token, "version": "1"}


def test_the_record_is_locked_before_the_draft(settings):
    """As by whoever publishes it on its page: in the other order two of them wait for each other."""
    settings.REVIEW = "one"
    author = logged_in(UserFactory(editor=True))
    address, entered = draft_of_schools(author)

    with CaptureQueriesContext(connection) as queries:
        assert author.post(address, entered).status_code == 302

    statements = [query["sql"] for query in queries]
    locked = next(place for place, sql in enumerate(statements) if "projects_draft" in sql and "FOR UPDATE" in sql)
    begun = max(place for place, sql in enumerate(statements[:locked]) if sql == "BEGIN")
    assert "pg_advisory_xact_lock" in statements[begun + 1]


@pytest.mark.parametrize("_turn", range(3))
def test_entering_a_draft_and_publishing_it_at_once_ends_with_one_publication(settings, _turn):
    settings.REVIEW = "one"
    author, *others = (logged_in(UserFactory(editor=True)) for _ in range(4))
    own, entered = draft_of_schools(author)
    draft = Draft.objects.get()
    submit_draft(draft=draft, version=1, by=draft.saved_by, at=AT)  # before that, nobody else may publish it
    start = Barrier(4)

    def post(browser, address, data):
        start.wait(timeout=60)
        try:
            return browser.post(address, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        deeds = [pool.submit(post, author, own, entered)]
        publish = {"do": "publish", "version": 1}
        deeds += [pool.submit(post, browser, reverse("desk-draft", args=[draft.pk]), publish) for browser in others]
        codes = [deed.result(timeout=60) for deed in deeds]

    assert set(codes) <= {200, 302, 404, 409}
    assert codes.count(302) == 1
    assert Target.objects.count() == 2  # what was promised before, and its revision
    assert draft.events.filter(action="published").count() == 1
