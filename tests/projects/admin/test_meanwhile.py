"""If two editors change a row, the second sees the other's changes and chooses; typed text is kept."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.recording import recording
from projects.actions.reference_rows import edit_reference_row
from projects.models import AuditEntry, Outcome, Programme, Target
from tests.factories import OrganisationFactory, OutcomeFactory, ProgrammeFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def programme(client):
    client.force_login(UserFactory(editor=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return ProgrammeFactory(id="pool", name="Pool", sector="industry")


def opened(client, row):
    """The fields of the form as a browser sends them, with the hidden one for the state seen."""
    page = client.get(change(row))
    form = page.context["adminform"].form
    values = {name: form[name].value() or "" for name in form.fields}
    assert 'name="seen"' in page.content.decode()
    return {**values, "seen": form.seen}


def change(row):
    return reverse(f"admin:projects_{row._meta.model_name}_change", args=[row.pk])


def by_another(**columns):
    """Somebody else saves the programme."""
    row = Programme.objects.get(pk="pool")
    for name, value in columns.items():
        setattr(row, name, value)
    edit_reference_row(row=row, by=User.objects.get_or_create(email="aigerim@example.org")[0], at=AT)


def choices(response):
    """Column and choice → value of each radio button."""
    matches = re.findall(r'name="meanwhile-(\w+)" value="((?:mine|theirs):\w+)"', response.content.decode())
    return {(name, value.split(":")[0]): {f"meanwhile-{name}": value} for name, value in matches}


def test_nobody_else_no_question(client, programme):
    form = opened(client, programme)
    assert client.post(change(programme), {**form, "name": "The pool"}).status_code == 302
    assert Programme.objects.get().name == "The pool"


def test_both_values_are_shown_and_one_is_chosen(client, programme):
    form = {**opened(client, programme), "name": "Mine", "summary": "Typed for an hour."}
    by_another(name="Theirs")

    response = client.post(change(programme), form)

    assert response.status_code == 200
    page = response.content.decode()
    assert list(response.context["adminform"].form.errors) == ["name"]
    assert all(text in page for text in ("aigerim@example.org", "Theirs", "Mine", "Typed for an hour."))
    assert Programme.objects.get().name == "Theirs"

    chosen = choices(response)
    again = {**form, "seen": response.context["adminform"].form.seen}
    assert client.post(change(programme), {**again, **chosen["name", "theirs"]}).status_code == 302
    assert (Programme.objects.get().name, Programme.objects.get().summary) == ("Theirs", "Typed for an hour.")


def test_mine_may_be_written_over_theirs(client, programme):
    form = {**opened(client, programme), "name": "Mine"}
    by_another(name="Theirs")
    chosen = choices(client.post(change(programme), form))
    client.post(change(programme), {**form, **chosen["name", "mine"]})
    assert Programme.objects.get().name == "Mine"


def test_what_only_they_changed_is_not_silently_undone(client, programme):
    form = {**opened(client, programme), "name": "Mine"}
    body = OrganisationFactory(id="bank", name="The bank", name_ru="Банк")
    by_another(responsible=body, sector="finance")
    response = client.post(change(programme), form, headers={"accept-language": "ru"})
    assert sorted(response.context["adminform"].form.errors) == ["responsible", "sector"]
    assert "<q>Банк</q>" in response.content.decode()
    assert Programme.objects.get().name == "Pool"


def test_the_same_change_by_both_is_no_conflict(client, programme):
    form = {**opened(client, programme), "name": "The pool"}
    by_another(name="The pool")
    assert client.post(change(programme), form).status_code == 302


def test_a_choice_holds_for_what_it_was_made_against(client, programme):
    form = {**opened(client, programme), "name": "Mine"}
    by_another(name="Theirs")
    chosen = choices(client.post(change(programme), form))
    by_another(name="A third one")
    response = client.post(change(programme), {**form, **chosen["name", "mine"]})
    assert response.status_code == 200
    assert "A third one" in response.content.decode()
    assert Programme.objects.get().name == "A third one"


def test_what_came_back_of_the_hidden_field_may_be_anything(client, programme):
    for seen in ("", "nonsense", "[]", "{}", '{"name": 7}'):
        response = client.post(change(programme), {**opened(client, programme), "seen": seen, "name": f"N {seen}"})
        assert response.status_code in (200, 302), seen


def test_words_of_a_claim_are_guarded_too(client, programme):
    outcome = OutcomeFactory(note="Page 3.")
    form = {**opened(client, outcome), "note": "Mine."}
    Outcome.objects.filter(pk=outcome.pk).update(note="Theirs.")
    response = client.post(change(outcome), form)
    assert list(response.context["adminform"].form.errors) == ["note"]
    chosen = choices(response)
    client.post(change(outcome), {**form, **chosen["note", "mine"]})
    assert Outcome.objects.get().note == "Mine."
    assert AuditEntry.objects.get().details == {"note": ["Theirs.", "Mine."]}


def test_what_another_put_right_meanwhile_is_not_put_back(client, programme):
    TargetFactory(id="built", value=Decimal(15), deadline=date(2024, 12, 31))
    address = reverse("admin:projects_target_mend", args=["built"])
    page = client.get(address)
    assert 'name="seen"' in page.content.decode()
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    typed = {name: str(value) for name, value in values.items() if value not in (None, False)}
    typed |= {"seen": form.seen, "deadline": "2025-12-31", "reason": "2024 for 2025."}
    by = User.objects.get_or_create(email="aigerim@example.org")[0]
    fix_copying_error(target=Target.objects.get(), reason="15 for 150.", by=by, at=AT, value=Decimal(150))

    response = client.post(address, typed)

    assert sorted(response.context["errors"]) == ["note", "value"]
    assert Target.objects.get().value == 150
    chosen = choices(response)
    again = {**typed, "seen": response.context["adminform"].form.seen}
    response = client.post(address, {**again, **chosen["value", "theirs"], **chosen["note", "theirs"]})
    assert response.status_code == 302
    assert (Target.objects.get().value, Target.objects.get().deadline) == (150, date(2025, 12, 31))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_form_waits_for_whoever_is_at_the_record_before_it_holds_the_row(client, programme):
    form = {**opened(client, programme), "summary": "Mine."}

    def send():
        try:
            return client.post(change(programme), form)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with recording():
            answer = pool.submit(send)
            wait([answer], timeout=1)  # until it waits for the record, or would hold the row
            by_another(sector="finance")
        response = answer.result(timeout=30)
    assert list(response.context["adminform"].form.errors) == ["sector"]
    assert Programme.objects.get().sector == "finance"
