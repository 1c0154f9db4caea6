"""The same request under the same key is done once, also by programs that heard no answer or ended in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from projects.actions import idempotency
from projects.actions.idempotency import KeyBusyError, KeyLostError, begin_request, finish_request
from projects.api import idempotent, writing
from projects.models import AuditEntry, IdempotencyKey, Outcome
from projects.tasks import forget_idempotency_keys
from tests.factories import UserFactory

from .conftest import NOW
from .rows import good
from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("record")

KEY = {"headers": {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}}
ROW = good("outcomes", id=...)


def counts():
    return Outcome.objects.count(), AuditEntry.objects.count()


def test_same_request_again_gets_the_first_answer(write):
    first = write("outcomes", ROW, **KEY)
    before = counts()
    again = write("outcomes", dict(reversed(ROW.items())), **KEY)

    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Cache-Control"] == "private, no-store"
    assert counts() == before


@pytest.mark.parametrize(
    ("path", "changes"), [("outcomes", {"value": "88.6"}), ("outcomes", {"value": 88}), ("sources", None)]
)
def test_key_of_another_request_is_refused(write, path, changes):
    write("outcomes", {**ROW, "value": "88"}, **KEY)
    before = counts()
    answer = write(path, good("sources") if changes is None else {**ROW, **changes}, **KEY)
    assert assert_problem(answer, 422) == ["Idempotency-Key"]
    assert counts() == before


def test_a_key_is_one_accounts(write, record_writer):
    assert write("outcomes", ROW, **KEY).status == 201
    other = record_writer(UserFactory(editor=True))
    assert other("outcomes", {**ROW, "value": "89"}, **KEY).headers.get("Idempotent-Replayed") is None


def test_request_that_has_not_ended_is_waited_for(write, editor, reader):
    write("outcomes", ROW, **KEY)
    IdempotencyKey.objects.update(finished_at=None, status=None)
    answer = write("outcomes", ROW, **KEY)
    assert assert_problem(answer, 409) == ["Idempotency-Key"]
    assert int(answer.headers["Retry-After"]) > 0


def test_refused_request_may_be_mended_under_its_key(write):
    assert_problem(write("outcomes", {**ROW, "indicator": "none"}, **KEY), 400)
    assert write("outcomes", ROW, **KEY).status == 201


def test_crash_before_the_end_records_nothing_and_frees_the_key(write, monkeypatch):
    before = counts()

    def crash(**_values):
        raise IntegrityError("the process ended")

    with monkeypatch.context() as patched:
        patched.setattr(idempotent, "finish_request", crash)
        assert_problem(write("outcomes", ROW, **KEY), 409)
    assert counts() == before, "the deed is undone with its answer"
    assert write("outcomes", ROW, **KEY).status == 201


def test_request_that_lost_its_key_to_a_later_attempt_records_nothing(write, monkeypatch):
    before = counts()
    record_row = writing.record_row

    def slowly(**values):
        IdempotencyKey.objects.update(started_at=NOW + timedelta(seconds=1))
        return record_row(**values)

    monkeypatch.setattr(writing, "record_row", slowly)
    assert_problem(write("outcomes", ROW, **KEY), 409)
    assert counts() == before


@pytest.mark.parametrize(
    "key", ["", '""', '"', '"a', 'a"b', "a b", "a,b", "ключ", "x" * 256, '"' + "x" * 256 + '"', '"a\\b"', "\\"]
)
def test_key_that_is_none_is_refused(write, key):
    answer = write("outcomes", ROW, HTTP_IDEMPOTENCY_KEY=key.encode().decode("latin-1"))
    assert assert_problem(answer, 400) == ["Idempotency-Key"]
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", ["x" * 255, '"a \\"b\\\\ c"', "urn:uuid:1", "a=b/c~d"])
def test_key_is_quoted_or_bare(write, key):
    assert [write("outcomes", ROW, headers={"Idempotency-Key": key}).status for _time in range(2)] == [201, 201]


@pytest.fixture
def owner(db):
    return UserFactory()


def begin(owner, *, minutes=0, fingerprint="a"):
    return begin_request(account=owner, key="key", fingerprint=fingerprint, at=NOW + timedelta(minutes=minutes))


def finish(row):
    finish_request(row=row, status=201, location="", answer="{}", at=row.started_at)


def test_lost_request_is_taken_over_after_its_lease_and_cannot_end_any_more(owner):
    lost = begin(owner)
    with pytest.raises(KeyBusyError):
        begin(owner, minutes=1)
    taken = begin(owner, minutes=2)
    assert (taken.pk, taken.finished_at) == (lost.pk, None)
    with pytest.raises(KeyLostError):
        finish(lost)
    idempotency.release_key(lost)
    finish(taken)
    assert begin(owner, minutes=3).status == 201


def test_key_is_free_again_after_a_day(owner):
    finish(begin(owner))
    fresh = begin(owner, minutes=24 * 60, fingerprint="b")
    assert (fresh.fingerprint, fresh.finished_at, fresh.answer) == ("b", None, "")


def test_of_two_that_take_over_one_has_the_key(owner, monkeypatch):
    begin(owner)
    late = IdempotencyKey.objects.get()
    begin(owner, minutes=5)
    monkeypatch.setattr(IdempotencyKey.objects, "get_or_create", lambda **_values: (late, False))
    with pytest.raises(KeyBusyError):
        begin(owner, minutes=5)


def test_sweep_deletes_what_is_free_again(owner, reader):
    finish(begin(owner, minutes=-24 * 60))
    finish(begin_request(account=owner, key="young", fingerprint="a", at=NOW))
    assert forget_idempotency_keys() == 1
    assert [row.key for row in IdempotencyKey.objects.all()] == ["young"]


def test_database_has_one_row_for_a_key(owner):
    begin(owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdempotencyKey.objects.create(account=owner, key="key", fingerprint="b", started_at=NOW)
