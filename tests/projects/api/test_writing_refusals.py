"""Refused rows: the answer says what is wrong, at which member, and what to do."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from projects.models import AuditEntry, Outcome, Source, Target
from tests.factories import UserFactory

from .rows import GOOD, good
from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("shared_record", "db")


def message_at(answer, member):
    return next(error["detail"] for error in answer.body["errors"] if error["parameter"] == member)


# --- Who ---------------------------------------------------------------------------------------------------------


def test_who_says_not_who_they_are_is_asked_to(reader):
    for path, row in GOOD.items():
        answer = reader.ask("post", f"{path}/", row, content_type="application/json")
        assert_problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Token"


def test_watchers_do_not_write(record_writer):
    write = record_writer(UserFactory())
    for path, row in GOOD.items():
        answer = write(path, row)
        assert_problem(answer, 403)
        assert "editors" in answer.body["detail"]


@pytest.mark.parametrize("token", [b"forged", b"\xff\xfe", "ключ".encode(), b"a\x00b", b"", b"a b", b"a" * 10_000])
def test_whatever_is_no_token_is_refused(reader, token):
    header = (b"Token " + token).decode("latin-1")
    answer = reader.ask("post", "sources/", GOOD["sources"], content_type="application/json", HTTP_AUTHORIZATION=header)
    assert_problem(answer, 401)


def test_token_of_a_closed_account_or_of_one_who_is_no_editor_any_more_writes_nothing(write, editor):
    people = get_user_model().objects.filter(pk=editor.pk)
    people.update(role="watcher", is_staff=False)
    assert_problem(write("sources", GOOD["sources"]), 403)
    people.update(role="editor", is_staff=True, is_active=False)
    assert_problem(write("sources", GOOD["sources"]), 401)


def test_session_writes_with_its_csrf_token_only(reader, editor):
    reader.client = Client(enforce_csrf_checks=True)
    reader.client.force_login(editor, backend="allauth.account.auth_backends.AuthenticationBackend")

    def post(**headers):
        return reader.ask("post", "sources/", GOOD["sources"], content_type="application/json", headers=headers)

    assert_problem(post(), 403)
    reader.client.get("/following/preferences/")  # a form, which brings the token
    key = reader.client.cookies["csrftoken"].value
    assert_problem(post(**{"X-CSRFToken": "x" * 32}), 403)
    assert post(**{"X-CSRFToken": key}).status == 201
    assert AuditEntry.objects.get(action="entered_through").details == {"through": "API, session"}


def test_answer_to_a_writer_is_nobody_elses(write):
    answer = write("sources", GOOD["sources"])
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("allowance", "status"), [({"writing": 1}, 429), ({"api": 1}, 429), ({}, 200)])
def test_there_is_an_end_to_what_is_sent_in_a_minute(write, settings, allowance, status):
    settings.ALLOWANCES = {**settings.ALLOWANCES, **allowance}
    assert write("sources", GOOD["sources"]).status == 201
    answer = write("sources", GOOD["sources"])
    assert answer.status == status
    assert ("Retry-After" in answer.headers) == (status == 429)


# --- The body as a whole ------------------------------------------------------------------------------------------

MANY = json.dumps({f"member-{number}": 1 for number in range(1000)})


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "title"),
        (b"{", 400, "JSON"),
        (b"NaN", 400, "JSON"),
        (b'{"id": Infinity}', 400, "JSON"),
        (b'{"id": "\xff"}', 400, "UTF-8"),
        ('{"id": "a"}'.encode("utf-16"), 400, "UTF-8"),
        (b'{"id": "one", "id": "two"}', 400, "id stands twice"),
        (b"[" * 100_000, 400, "nested"),
        (b'{"a":' * 100_000, 400, "nested"),
        (b"[]", 400, "body"),
        (b"null", 400, "body"),
        (b'"text"', 400, "body"),
        (b"1e999999", 400, "body"),
        (b"9" * 5_000, 400, "body"),
        (MANY.encode(), 400, "member-0"),
        (b" " * 1_000_001, 413, "1000000"),
    ],
    ids=str,
)
def test_body_that_is_no_row_is_refused(write, body, status, words):
    answer = write("sources", body)
    assert_problem(answer, status)
    assert words in answer.body["detail"]
    assert len(answer.body.get("errors", [])) <= 40


def test_body_in_chunks_is_asked_for_its_length(write):
    assert_problem(write("sources", b"", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked"), 411)


@pytest.mark.parametrize("media_type", ["text/csv", "application/x-www-form-urlencoded", "application/xml", "nonsense"])
def test_other_media_types_are_refused(write, media_type):
    assert_problem(write("sources", "id=1", content_type=media_type), 415)


def test_query_string_is_not_ignored(write):
    answer = write("sources", GOOD["sources"], QUERY_STRING="as_of=2026-01-01&id=x")
    assert assert_problem(answer, 400) == ["as_of", "id"]


# --- Members -----------------------------------------------------------------------------------------------------

OUTCOMES = [
    ({"colour": "red"}, ["colour"], "no such member"),
    ({"recorded_by": 1, "recorded_at": "2020-01-01"}, ["recorded_by", "recorded_at"], "no such member"),
    ({"public_on": "2020-01-01"}, ["public_on"], "no such member"),
    ({"indicator_id": "pool-count"}, ["indicator_id"], "no such member"),
    ({"__class__": 1, "pk": "x"}, ["__class__", "pk"], "no such member"),
    ({"indicator": ...}, ["indicator"], "not be empty"),
    ({"indicator": None, "basis": None, "period_end": "", "final": None, "source": " "},
     ["indicator", "basis", "period_end", "final", "source"], "not be empty"),
    ({"indicator": "none"}, ["indicator"], "“none”"),
    ({"indicator": "none", "source": "none", "territory": "Ключ", "corrects": "x"},
     ["indicator", "corrects", "territory", "source"], "“none”"),
    ({"indicator": "x" * 100_000}, ["indicator"], "no indicator"),
    ({"indicator": "pool\0count"}, ["indicator"], "NUL"),
    ({"indicator": ["pool-count"]}, ["indicator"], "list"),
    ({"indicator": {"id": "pool-count"}}, ["indicator"], "object"),
    ({"value": 88.5}, ["value"], "as text"),
    ({"value": 1e15}, ["value"], "as text"),
    ({"value": "1e5"}, ["value"], "no exponent"),
    ({"value": "1e999999"}, ["value"], "no exponent"),
    ({"value": "1 000"}, ["value"], "no grouping"),
    ({"value": "1,5"}, ["value"], "looks like 1.5."),
    ({"value": "1,5 трлн"}, ["value"], "looks like 1500000000000."),
    ({"value": "150%"}, ["value"], "looks like 150 with unit percent."),
    ({"value": "1,000"}, ["value"], "looks like 1000 or 1."),
    ({"value": "140000-150000"}, ["value"], "value 140000 and upper_value 150000 with qualifier between."),
    ({"period_end": "31.12.2024"}, ["period_end"], "looks like 2024-12-31."),
    ({"period_end": "05/06/2024"}, ["period_end"], "looks like 2024-06-05 or 2024-05-06."),
    ({"value": "Infinity"}, ["value"], "decimal"),
    ({"value": "NaN"}, ["value"], "decimal"),
    ({"value": "٣"}, ["value"], "decimal"),
    ({"value": "9" * 400}, ["value"], "too many digits"),
    ({"value": int("9" * 400)}, ["value"], "too many digits"),
    ({"value": "0." + "1" * 31}, ["value"], "too many digits"),
    ({"value": True}, ["value"], "yes-or-no"),
    ({"value": {}}, ["value"], "object"),
    ({"basis": "guess"}, ["basis"], "absolute"),
    ({"basis": "done", "value": "1"}, ["basis"], "milestone"),
    ({"qualifier": None}, ["qualifier"], "exactly"),
    ({"qualifier": "between"}, ["upper_value"], "both ends"),
    ({"qualifier": "between", "upper_value": "1"}, ["upper_value"], "below"),
    ({"upper_value": "100"}, ["upper_value"], "between"),
    ({"rounded_to": "-1"}, ["rounded_to"], "above zero"),
    ({"period_end": "2026-02-30"}, ["period_end"], "calendar"),
    ({"period_end": "30.06.2026"}, ["period_end"], "2024-12-31"),
    ({"period_end": "2026-06-30T00:00:00Z"}, ["period_end"], "2024-12-31"),
    ({"period_end": "0000-01-01"}, ["period_end"], "calendar"),
    ({"period_end": "10000-01-01"}, ["period_end"], "2024-12-31"),
    ({"period_end": 20260630}, ["period_end"], "as text"),
    ({"period_start": "2027-01-01"}, ["period_end"], "Precedes"),
    ({"final": "true"}, ["final"], "quotation marks"),
    ({"final": 1}, ["final"], "quotation marks"),
    ({"note": "\ud800"}, ["note"], "half of a character"),
    ({"note": "a\0b"}, ["note"], "NUL"),
    ({"note": 1}, ["note"], "as text"),
    ({"locator": "x" * 10_001}, ["locator"], "10000"),
    ({"id": "Not an id"}, ["id"], "lower-case"),
    ({"id": "x" * 201}, ["id"], "200"),
    ({"id": "../admin"}, ["id"], "lower-case"),
    ({"corrects": "flats-2024", "note": "x"}, ["corrects"], "R9"),
    ({"value": 0.5, "colour": 1, "final": "no"}, ["colour", "value", "final"], "no such member"),
    ({"final": "no", "source": "none", "upper_value": "1"}, ["final", "upper_value", "source"], "quotation marks"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "named", "words"), OUTCOMES, ids=str)
def test_outcome_that_breaks_a_rule_is_refused_member_by_member(write, change, named, words):
    before = Outcome.objects.count(), AuditEntry.objects.count()
    answer = write("outcomes", json.dumps(good("outcomes", **change)))

    assert assert_problem(answer, 400) == named
    assert words in message_at(answer, named[0])
    assert (Outcome.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize(
    ("path", "change", "named"),
    [
        ("targets", {"deadline": "2025-12-31"}, ["deadline"]),
        ("targets", {"withdrawn": True}, ["revises"]),
        ("targets", {"revises": "pool-2024-count", "announced": "2023-01-01"}, ["announced"]),
        ("targets", {"revises": "pool-2026-count"}, ["revises"]),
        ("targets", {"basis": "done"}, ["basis"]),
        ("targets", {"superseded_by": "x", "assessment": {}}, ["superseded_by", "assessment"]),
        ("sources", {"url": "javascript:alert(1)"}, ["url"]),
        ("sources", {"kind": "rumour"}, ["kind"]),
        ("sources", {"published": "soon"}, ["published"]),
        ("sources", {"title": " \n"}, ["title"]),
        ("projects", {"currency": "tenge"}, ["currency"]),
        ("projects", {"currency": None}, ["currency"]),
        ("project-events", {"project": "none", "source": "none"}, ["project", "source"]),
        ("indicators", {"reporting_interval_days": "90"}, ["reporting_interval_days"]),
        ("indicators", {"reporting_interval_days": 0}, ["reporting_interval_days"]),
        ("indicators", {"reporting_interval_days": "9" * 5000}, ["reporting_interval_days"]),
        ("indicators", {"accumulation": "milestone"}, ["unit"]),
        ("organisations", {"succeeded_on": "2026-01-01"}, ["succeeds"]),
        ("territories", {"parent": "kz-35"}, ["parent"]),
    ],
)
def test_row_that_breaks_a_rule_is_refused_member_by_member(write, path, change, named):
    before = Source.objects.count(), Target.objects.count(), AuditEntry.objects.count()
    assert assert_problem(write(path, good(path, **change)), 400) == named
    assert (Source.objects.count(), Target.objects.count(), AuditEntry.objects.count()) == before
