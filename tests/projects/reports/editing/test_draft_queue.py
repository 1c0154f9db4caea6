"""What waits for whom."""

from __future__ import annotations

import pytest

from projects.actions.drafts.review_draft import assign_draft, return_draft
from projects.actions.drafts.save_draft import create_draft
from projects.reports.editing.draft_queue import waiting_count
from tests.factories import UserFactory
from tests.projects.actions.recorded import AT

pytestmark = pytest.mark.django_db


def test_what_waits_for_somebody():
    author, reviewer, third = (UserFactory(editor=True) for _ in range(3))
    draft = create_draft(kind="row", origin="desk", title="A row", changes=[], by=author, at=AT, submit=True)
    create_draft(kind="row", origin="desk", title="Not yet", changes=[], by=author, at=AT)
    counts = [waiting_count(person.pk) for person in (author, reviewer, third)]
    assert counts == [0, 1, 1]
    assign_draft(draft=draft, to=third, by=author, at=AT)
    assert [waiting_count(person.pk) for person in (author, reviewer, third)] == [0, 0, 1]
    return_draft(draft=draft, note="Look again.", by=third, at=AT)
    assert [waiting_count(person.pk) for person in (author, reviewer, third)] == [1, 0, 0]
