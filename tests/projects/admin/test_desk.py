"""Every page of the desk: who may see it, how many queries it takes, what it refuses to change."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.actions.refresh import refresh_assessments
from projects.models import (
    Assessment,
    AuditEntry,
    Office,
    Outcome,
    Project,
    ProjectEvent,
    RenamedId,
    Source,
    StatusChange,
    Target,
    Watch,
    WatchedAddress,
)
from projects.packages.tables import WORDS
from tests.factories import (
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProjectEventFactory,
    TargetFactory,
    UserFactory,
)
from tests.projects.admin.desk_pages import AT, name_of, page

pytestmark = pytest.mark.django_db


MODELS = [model for model in admin.site._registry if model._meta.app_label == "projects"]
CLAIMS = [Target, Outcome, ProjectEvent]
READ_ONLY = [Assessment, AuditEntry, RenamedId, StatusChange, WatchedAddress]
MOST_QUERIES = 20


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_no_page_takes_over_twenty_queries(client, editor, record, model):
    row = model.objects.order_by("pk").first()
    addresses = {
        "list": page(model, "changelist"),
        "search": page(model, "changelist") + "?q=pool",
        "add": page(model, "add"),
        "change": page(model, "change", row.pk),
        "history": page(model, "history", row.pk),
    }
    for kind, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)

        assert response.status_code == (403 if kind == "add" and model in READ_ONLY else 200), address
        assert len(queries) <= MOST_QUERIES, "\n".join([address, *(query["sql"] for query in queries)])


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_lists_take_as_many_queries_however_long(client, editor, record, model):
    with CaptureQueriesContext(connection) as few:
        client.get(page(model, "changelist"))
    for _ in range(6):
        ProjectEventFactory()
        target = TargetFactory()
        OutcomeFactory(indicator=target.indicator)
        AuditEntry.objects.create(action="record", done_at=AT, done_by=target.recorded_by)
    refresh_assessments(as_of=AT.date(), at=AT)

    with CaptureQueriesContext(connection) as many:
        client.get(page(model, "changelist"))

    assert len(many) == len(few)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_watchers_have_no_desk(client, record, model):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    row = model.objects.order_by("pk").first()
    for address in (page(model, "changelist"), page(model, "add"), page(model, "change", row.pk)):
        assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_nobody_deletes_claims_and_only_admins_delete_entries(client, record, model):
    for role in ("editor", "admin"):
        client.force_login(UserFactory(**{role: True}), backend="allauth.account.auth_backends.AuthenticationBackend")
        row = model.objects.order_by("pk").first()
        count = model.objects.count()

        allowed = role == "admin" and model not in [*CLAIMS, *READ_ONLY, Source]
        response = client.post(page(model, "delete", row.pk), {"post": "yes"})

        goes = allowed and model in (Office, Watch)  # nothing refers to an office; addresses go with their watch
        # 200: the page that says what refers to it
        assert response.status_code == (302 if goes else 200 if allowed else 403), role
        assert model.objects.count() == count - goes, role


def test_an_admin_deletes_an_entry_that_nothing_refers_to(client):
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    body = OrganisationFactory()
    client.post(page(type(body), "delete", body.pk), {"post": "yes"})
    assert not type(body).objects.exists()
    assert AuditEntry.objects.get().action == "delete_organisation"


@pytest.mark.parametrize("model", CLAIMS, ids=name_of)
def test_no_page_and_no_action_changes_a_figure(client, record, model):
    client.force_login(UserFactory(admin=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    figures = [field.attname for field in model._meta.concrete_fields if field.name not in WORDS]
    before = list(model.objects.order_by("pk").values_list(*figures))
    row = model.objects.order_by("pk").first()
    everything = dict.fromkeys((field.name for field in model._meta.concrete_fields), "7") | {"note": "New."}
    everything["spoken_by"] = OfficeFactory(since=None).person_id
    everything |= {"revised_by-TOTAL_FORMS": "0", "revised_by-INITIAL_FORMS": "0"}  # the chain on a target's page

    response = client.post(page(model, "change", row.pk), everything)
    assert response.status_code == 302, response.context["errors"]
    assert model.objects.get(pk=row.pk).note == "New."
    for action in admin.site._registry[model].get_actions(_request_of(client)):
        client.post(page(model, "changelist"), {"action": action, "_selected_action": [row.pk], "post": "yes"})

    assert list(model.objects.order_by("pk").values_list(*figures)) == before
    assert not admin.site._registry[model].list_editable


def _request_of(client):
    return client.get(page(Target, "changelist")).wsgi_request


def test_words_of_a_claim_are_put_right_and_audited(client, editor):
    outcome = OutcomeFactory()
    client.post(page(Outcome, "change", outcome.pk), {"note": "Page 4.", "locator": "", "speaker": ""})
    assert Outcome.objects.get().note == "Page 4."
    assert AuditEntry.objects.get().details == {"note": ["", "Page 4."]}


def test_pages_with_inlines_are_saved_as_a_browser_sends_them(client, editor, record):
    for model, pk, columns in (
        (Target, "pool-0-2", {"note": "Page 4."}),
        (Project, Project.objects.first().pk, {"note": "Page 4."}),
    ):
        context = client.get(page(model, "change", pk)).context
        [inline] = context["inline_admin_formsets"]
        sent = {name: field.value() or "" for name, field in _fields(context["adminform"].form)}
        sent |= {field.html_name: field.value() for field in inline.formset.management_form}
        assert sent[f"{inline.formset.prefix}-INITIAL_FORMS"] > 1
        for number, row in enumerate(inline.formset.queryset):
            sent[f"{inline.formset.prefix}-{number}-{row._meta.pk.name}"] = row.pk

        response = client.post(page(model, "change", pk), sent | columns)

        assert response.status_code == 302, response.context["errors"]
        assert model.objects.get(pk=pk).note == "Page 4."
    assert Target.objects.count() == 6


def _fields(form):
    return [(name, form[name]) for name in form.fields]
