"""The browser forgets what was typed once it is saved, and not before."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.desk.saved_forms import COOKIE, MOST
from projects.models import Outcome
from tests.projects.desk.boxes import add

pytestmark = pytest.mark.django_db
NAME = "0123456789abcdef" * 2


def test_saved_form_is_named_to_the_browser(client, editor, columns) -> None:
    assert COOKIE not in add(client, Outcome, {**columns, "value": "nonsense", "kept-as": NAME}).cookies
    assert add(client, Outcome, {**columns, "value": "5", "kept-as": NAME}).cookies[COOKIE].value == NAME


def test_saved_form_is_named_where_another_is_added(client, editor, columns) -> None:
    typed = {**columns, "value": "5", "kept-as": NAME, "_addanother": "1"}
    assert add(client, Outcome, typed).cookies[COOKIE].value == NAME


@pytest.mark.parametrize("name", ["", "x", NAME + "0", "<script>", "a;b"])
def test_other_names_are_ignored(client, editor, columns, name) -> None:
    assert COOKIE not in add(client, Outcome, {**columns, "value": "5", "kept-as": name}).cookies


def test_names_of_a_few_forms_are_kept(client, editor, columns) -> None:
    client.cookies[COOKIE] = ".".join(f"{number:032x}" for number in range(20))
    names = add(client, Outcome, {**columns, "value": "5", "kept-as": NAME}).cookies[COOKIE].value.split(".")
    assert (len(names), names[-1]) == (MOST, NAME)


def test_form_carries_the_person_and_whether_it_came_back(client, editor, columns) -> None:
    page = client.get(reverse("admin:projects_outcome_add")).content.decode()
    assert f'data-keeps="{editor.pk}"' in page
    assert "data-returned" not in page
    assert "data-returned" in add(client, Outcome, {**columns, "value": ""}).content.decode()
