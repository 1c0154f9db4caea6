"""A draft whose changes cannot be read says so on its page, and is never published: whatever stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from projects.actions.changes import Change
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.save_draft import create_draft
from projects.actions.stored_change import stored_changes
from projects.models import Draft, Outcome
from tests.factories import SourceFactory
from tests.projects.actions.changing import report
from tests.projects.actions.recorded import AT

pytestmark = [pytest.mark.once, pytest.mark.django_db]
SOURCE, FIGURE = (change.as_json() for change in report())


def with_cell(name, cell):
    return {**FIGURE, "cells": {**FIGURE["cells"], name: cell}}


def change(action, table, row_id="projects-2024", cells=None, before=None):
    return Change(action, table, row_id, cells or {}, before or {}, "why").as_json()


UNREADABLE = {
    "no list": {"a": 1},
    "a text": "x",
    "a list of texts": ["x"],
    "a list of nothing": [None],
    "an empty change": [{}],
    "an unknown table": [{**SOURCE, "table": "nowhere"}],
    "an unknown action": [{**SOURCE, "action": "explode"}],
    "an unknown column": [{**SOURCE, "cells": {"colour": "red"}}],
    "cells as a list": [{**FIGURE, "cells": ["a"]}],
    "a number for a cell": [with_cell("value", 90)],
    "no text for a cell": [with_cell("value", None)],
    "no figure": [with_cell("value", "ninety")],
    "not a number": [with_cell("value", "NaN")],
    "no finite figure": [with_cell("value", "Infinity")],
    "too many digits": [with_cell("value", "9" * 400)],
    "no day": [with_cell("period_end", "2024-13-45")],
    "no truth": [with_cell("final", "maybe")],
    "an id that is no text": [{**change("edit", "sources", cells={"title": "x"}), "id": 5}],
    "an edited id": [change("edit", "sources", cells={"id": "other"})],
    "an edit that read no day": [change("edit", "sources", before={"published": "soon"})],
    "an edited figure": [change("edit", "targets", cells={"value": "1"})],
    "an annotated figure": [change("annotate", "targets", cells={"value": "1"})],
    "an annotation by somebody": [change("annotate", "targets", cells={"by": "x"})],
    "words around a source": [change("annotate", "sources", cells={"note": "x"})],
    "a mended report": [change("mend", "outcomes", cells={"value": "1"})],
    "an erased programme": [change("erase", "programmes")],
}
READABLE = {
    "an older version's": [{name: FIGURE[name] for name in ("action", "table", "cells", "before")}],
    "a newer version's": [{**FIGURE, "mood": "calm"}],
}


@pytest.fixture
def draft_of(target, by):
    def make(changes):
        draft = create_draft(kind="row", origin="desk", title="x", changes=[], by=by, at=AT, submit=True)
        Draft.objects.filter(pk=draft.pk).update(changes=changes)
        return draft

    return make


@pytest.mark.parametrize("stored", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_draft_is_shown_and_published_by_nobody(client, settings, draft_of, other, stored):
    settings.REVIEW = "two"
    draft = draft_of(stored)
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("desk-draft", args=[draft.pk])

    page = client.get(address)
    answer = client.post(address, {"do": "publish", "version": 1})

    assert page.status_code == 200
    assert "cannot read its changes" in page.content.decode()
    assert answer.status_code == 409
    assert client.post(address, {"do": "discard", "version": draft.version, "reason": "unreadable"}).status_code == 302
    assert client.get(address).status_code == 200
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("stored", READABLE.values(), ids=READABLE)
def test_draft_of_another_version_that_says_enough_is_published(settings, draft_of, other, stored):
    settings.REVIEW = "two"
    SourceFactory(id=FIGURE["cells"]["source"], published=date(2024, 7, 20))

    publish_draft(draft=draft_of(stored), version=1, by=other, at=AT)

    assert Outcome.objects.get().value == 90


def test_the_change_that_cannot_be_read_is_named():
    with pytest.raises(ValidationError, match=r"\(2, cells: value\)"):
        stored_changes([SOURCE, with_cell("value", "ninety")])
