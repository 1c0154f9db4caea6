"""A reader who was overtaken by a change of the record is answered anew, once; faults of ours stay faults."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from projects.http.freshness import reads_the_record
from projects.http.read_again import ReadAgainMiddleware
from projects.models import Source
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def change(_request=None) -> None:
    SourceFactory()


def overtaken(view, error, method="GET"):
    """What becomes of an error that a view raised, whatever it does when it is called again."""
    request = RequestFactory().generic(method, "/targets/main/")
    reads_the_record(request)
    request.resolver_match = ResolverMatch(view, (), {})
    change()
    return ReadAgainMiddleware(view).process_exception(request, error)


def test_what_was_overtaken_is_read_again():
    def view(request):
        return HttpResponse(f"{reads_the_record(request).number}, {Source.objects.count()}")

    before = reads_the_record(RequestFactory().get("/")).number
    assert overtaken(view, KeyError("main")).content.decode() == f"{before + 1}, 1"


def test_a_page_that_is_rendered_after_its_view_comes_rendered():
    def view(request):
        return SimpleTemplateResponse(engines["django"].from_string("read again"))

    assert overtaken(view, KeyError("main")).content == b"read again"


def test_what_is_gone_by_then_is_a_404():
    def view(request):
        raise Http404

    with pytest.raises(Http404):
        overtaken(view, KeyError("main"))


def test_what_fails_again_is_left_to_whoever_answers_the_first_failure():
    def view(request):
        raise KeyError("main")

    assert overtaken(view, KeyError("main")) is None


def test_a_page_that_asks_for_the_password_first_does_so_just_after_a_change(client, django_user_model):
    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    change()
    answer = client.get("/accounts/2fa/totp/activate/")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/reauthenticate/")


@pytest.mark.parametrize("error", [Http404(), PermissionError("x")], ids=["meant", "failed"])
def test_what_fails_while_the_record_stands_still_is_not_tried_again(error):
    request = RequestFactory().get("/targets/main/")
    reads_the_record(request)
    request.resolver_match = ResolverMatch(change, (), {})
    assert ReadAgainMiddleware(change).process_exception(request, error) is None
    assert not Source.objects.exists()


@pytest.mark.parametrize(("error", "method"), [(Http404(), "GET"), (KeyError("x"), "POST")])
def test_answers_and_writers_are_left_alone(error, method):
    assert overtaken(change, error, method) is None
    assert Source.objects.count() == 1


@pytest.mark.parametrize(("minutes", "calls"), [(0, 1), (2, 0)], ids=["just now", "long ago"])
def test_page_of_one_person_is_read_again_where_the_record_was_changed_in_the_last_minute(minutes, calls):
    pages = []

    def view(request):
        pages.append(request.path)

    request = RequestFactory().get("/following/")
    request.resolver_match = ResolverMatch(view, (), {})
    change()
    changed = reads_the_record(RequestFactory().get("/")).changed_at
    with time_machine.travel(changed + timedelta(minutes=minutes), tick=False):
        ReadAgainMiddleware(change).process_exception(request, KeyError("main"))
    assert len(pages) == calls
