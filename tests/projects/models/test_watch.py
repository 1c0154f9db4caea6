"""What a watched source and its addresses can be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from projects.actions.reference_rows import delete_reference_row
from projects.actions.rename_row import rename_row
from projects.models import Watch, WatchedAddress
from projects.models.watch import SILENT_AFTER, LookAnswer
from tests.factories import RECORDED_AT, OrganisationFactory, ProgrammeFactory, UserFactory


def watched(**columns) -> Watch:
    moments = {"added_at": RECORDED_AT, "added_by": UserFactory(editor=True), "next_fetch_at": RECORDED_AT}
    return Watch(**{"url": "https://example.kz/feed", **moments, **columns})


@pytest.mark.once
@pytest.mark.parametrize(
    ("answer", "is_failure"),
    [
        *((LookAnswer(status), False) for status in (200, 304)),
        *((LookAnswer(status), True) for status in (401, 403, 404, 410, 429, 500)),
        (LookAnswer(200, "no_listing"), True),
        (LookAnswer(None, "unreachable"), True),
    ],
)
def test_whatever_brings_no_list_is_a_failure(answer, is_failure) -> None:
    assert answer.is_failure == is_failure


@pytest.mark.django_db
@pytest.mark.parametrize("owners", [(), ("organisation", "programme")])
def test_watch_is_of_a_body_or_of_a_programme(owners) -> None:
    made = {"organisation": OrganisationFactory, "programme": ProgrammeFactory}
    watch = watched(**{name: made[name]() for name in owners})
    with pytest.raises(ValidationError, match="choose one of them"):
        watch.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        watch.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"status": 404, "error": "unreachable"},
        {"failures": 1},
        {"first_failed_at": RECORDED_AT},
        {"failures": 2, "first_failed_at": RECORDED_AT, "is_dead": True},
    ],
)
def test_watch_that_contradicts_itself_is_refused(columns) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        watched(organisation=OrganisationFactory(), **columns).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [{"state": "waiting"}, {"state": "queued", "next_fetch_at": RECORDED_AT}, {"state": "unread", "url_sha256": "a"}],
)
def test_address_that_contradicts_itself_or_is_there_twice_is_refused(columns) -> None:
    watch = watched(organisation=OrganisationFactory())
    watch.save()
    row = {"watch": watch, "url": "https://example.kz/a", "named_at": RECORDED_AT}
    WatchedAddress.objects.create(**row, url_sha256="a", state="unmatched")
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedAddress.objects.create(**{**row, "url_sha256": "b", **columns})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "is_silent"),
    [
        ({}, True),
        ({"last_item_at": RECORDED_AT + timedelta(days=2)}, False),
        ({"is_on": False}, False),
        ({"failures": 1, "first_failed_at": RECORDED_AT}, False),
    ],
)
def test_watch_is_silent_that_answers_and_names_nothing_new(columns, is_silent) -> None:
    watched(organisation=OrganisationFactory(), **columns).save()
    assert Watch.objects.silent(RECORDED_AT + SILENT_AFTER + timedelta(days=1)).exists() == is_silent


@pytest.mark.django_db
def test_watch_keeps_its_body_and_follows_its_new_id() -> None:
    by, body = UserFactory(editor=True), OrganisationFactory(id="before")
    watched(organisation=body).save()
    with pytest.raises(ValidationError, match="protected"):
        delete_reference_row(row=body, by=by, at=RECORDED_AT)
    rename_row(row=body, new_id="after", by=by, at=RECORDED_AT)
    assert Watch.objects.get().organisation_id == "after"
