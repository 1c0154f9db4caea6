"""With REVIEW=two a save in the admin becomes a draft, which is opened again on the form it was made on."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from projects.actions.changes import Change
from projects.actions.confirming import of_one_row
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.save_draft import create_draft
from projects.actions.preview_changes import preview_changes
from projects.actions.stored_change import stored_changes
from projects.models import AuditEntry, Draft, Indicator, Organisation, Outcome, Source, Target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, UserFactory
from tests.html_forms import fields_of
from tests.projects.admin.desk_pages import AT, page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two(settings):
    settings.REVIEW = "two"
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def target():
    SourceFactory(id="report", published=date(2024, 7, 10))
    return TargetFactory(id="pool", indicator__id="count")


def report(**more):
    return {
        "indicator": "count",
        "basis": "absolute",
        "qualifier": "exactly",
        "value": "90",
        "period_start": "2024-01-01",
        "period_end": "2024-06-30",
        "final": "on",
        "source": "report",
        **more,
    }


def publish(**more):
    draft = Draft.objects.open().get()
    publish_draft(draft=draft, version=draft.version, by=UserFactory(editor=True), at=AT, **more)
    return draft


def test_a_new_row_waits_for_a_second_person(client, editor, target):
    response = client.post(page(Outcome, "add"), report(), follow=True)
    draft = Draft.objects.get()
    assert response.redirect_chain[-1][0].endswith(f"/desk/drafts/{draft.pk}/")
    assert "Sent to review" in response.content.decode()
    assert (draft.state, draft.origin, draft.saved_by) == ("in_review", "admin", editor)
    assert not Outcome.objects.exists()
    assert not AuditEntry.objects.exists()

    publish()
    outcome = Outcome.objects.get()
    assert (outcome.value, outcome.recorded_by) == (90, editor)


def test_what_breaks_a_rule_or_is_doubtful_stands_at_its_field(client, editor, target):
    row = report(value="9000")
    errors = client.post(page(Outcome, "add"), row).context["adminform"].form.errors
    assert "as_printed" in str(errors["value"])
    tokens = re.findall(r'name="as_printed" value="([^"]+)"', str(errors["value"]))
    wrong = client.post(page(Outcome, "add"), {**row, "as_printed": tokens, "qualifier": "between"})
    assert wrong.context["adminform"].form.errors
    assert not Draft.objects.exists()
    assert client.post(page(Outcome, "add"), {**row, "as_printed": tokens}).status_code == 302
    draft = Draft.objects.get()
    assert draft.confirmed == of_one_row(Change.from_json(draft.changes[0]), tokens)


def test_the_next_figure_of_a_report_keeps_its_source(client, editor, target):
    response = client.post(page(Outcome, "add"), report(_addanother="1"))
    assert response["Location"].startswith(page(Outcome, "add"))
    assert "source=report" in response["Location"]
    assert Draft.objects.count() == 1


def test_an_edit_waits_and_says_what_stood_there(client, editor, target):
    shown = fields_of(client.get(page(Indicator, "change", "count")))
    client.post(page(Indicator, "change", "count"), {**shown, "direction": "decrease"})
    assert Indicator.objects.get().direction == "increase"
    [change] = Draft.objects.get().changes
    assert (change["cells"], change["before"]) == ({"direction": "decrease"}, {"direction": "increase"})
    publish()
    assert Indicator.objects.get().direction == "decrease"


def test_a_form_that_changes_nothing_makes_no_draft(client, editor, target):
    shown = fields_of(client.get(page(Indicator, "change", "count")))
    response = client.post(page(Indicator, "change", "count"), shown)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert not Draft.objects.exists()


def test_words_around_a_figure_wait(client, editor, target):
    address = page(Target, "change", "pool")
    response = client.post(address, {**fields_of(client.get(address)), "locator": "p. 3"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert Target.objects.get().locator == ""
    publish()
    assert Target.objects.get().locator == "p. 3"


def mending(client, address, **more):
    return {**fields_of(client.get(address)), "reason": "We read 180.", "value": "190", **more}


def test_a_slip_put_right_waits_and_is_edited_again(client, editor, target):
    address = page(Target, "mend", "pool")
    client.post(address, mending(client, address, noticed_by="a reader"))
    draft = Draft.objects.get()
    assert Target.objects.get().value == 180
    again = f"{address}?draft={draft.pk}"
    shown = fields_of(client.get(again))
    assert (shown["value"], shown["reason"], shown["noticed_by"]) == ("190", "We read 180.", "a reader")
    client.post(again, {**shown, "value": "195"})
    publish()
    assert Target.objects.get().value == 195


def test_a_draft_is_opened_again_on_its_form(client, editor, target):
    client.post(page(Outcome, "add"), report(final=""))
    draft = Draft.objects.get()
    shown = client.get(reverse("desk-draft", args=[draft.pk])).content.decode()
    address = f"{page(Outcome, 'add')}?draft={draft.pk}"
    assert address in shown
    fields = fields_of(client.get(address))
    assert (fields["value"], fields["source"], fields["period_end"]) == ("90", "report", "2024-06-30")
    assert "final" not in fields
    assert fields["draft_version"] == "1"

    client.post(address, {**fields, "value": "91"})
    draft.refresh_from_db()
    assert (draft.version, draft.state, draft.changes[0]["cells"]["value"]) == (2, "in_review", "91")
    stale = client.post(address, {**fields, "value": "92"})
    assert "changed meanwhile" in str(stale.context["adminform"].form.errors)
    assert fields_of(stale)["value"] == "92"
    assert Draft.objects.count() == 1


def test_a_draft_of_an_edit_is_opened_with_what_it_says(client, editor, target):
    shown = fields_of(client.get(page(Indicator, "change", "count")))
    client.post(page(Indicator, "change", "count"), {**shown, "direction": "decrease", "name": "Plants"})
    draft = Draft.objects.get()
    address = f"{page(Indicator, 'change', 'count')}?draft={draft.pk}"
    again = fields_of(client.get(address))
    assert (again["direction"], again["name"]) == ("decrease", "Plants")
    client.post(address, {**again, "name": "Works"})
    publish()
    assert (Indicator.objects.get().direction, Indicator.objects.get().name) == ("decrease", "Works")


class TestADraftOfSeveralRows:
    """Each of its changes is edited on its own form; the others stay as they are."""

    @pytest.fixture
    def draft(self, editor, target):
        IndicatorFactory(id="jobs", name="Jobs", programme=target.indicator.programme)
        changes = [
            Change("edit", "indicators", "count", {"direction": "decrease"}, {"direction": "increase"}),
            Change("edit", "indicators", "jobs", {"name": "Places of work"}, {"name": "Jobs"}),
        ]
        how = {"kind": "row", "origin": "desk", "title": "Two indicators", "changes": changes}
        return create_draft(**how, by=editor, at=AT, submit=True)

    def test_each_is_edited_by_itself(self, client, editor, draft):
        shown = client.get(reverse("desk-draft", args=[draft.pk])).content.decode()
        addresses = re.findall(r'href="([^"]+draft=\d+&amp;change=\d)"', shown)
        assert addresses == [f"{page(Indicator, 'change', name)}?draft={draft.pk}&amp;change={place}"
                             for place, name in enumerate(("count", "jobs"))]  # fmt: skip
        address = addresses[1].replace("&amp;", "&")
        fields = fields_of(client.get(address))
        assert fields["name"] == "Places of work"
        assert client.post(address, {**fields, "name": "Posts"}).status_code == 302
        publish()
        rows = {row.pk: (row.name, row.direction) for row in Indicator.objects.all()}
        assert rows["jobs"][0] == "Posts"
        assert rows["count"][1] == "decrease"
        assert Draft.objects.get().title == "Two indicators"

    def test_what_is_wrong_with_another_does_not_keep_one_from_being_mended(self, client, editor, draft):
        draft.changes[0]["id"] = "gone"
        draft.save()
        assert preview_changes(stored_changes(draft.changes), by=editor, at=AT).problems
        address = f"{page(Indicator, 'change', 'jobs')}?draft={draft.pk}&change=1"
        assert client.post(address, {**fields_of(client.get(address)), "name": "Posts"}).status_code == 302
        draft.refresh_from_db()
        assert [change["cells"] for change in draft.changes] == [{"direction": "decrease"}, {"name": "Posts"}]

    @pytest.mark.parametrize(("row", "place"), [("count", 1), ("jobs", 0), ("jobs", 2), ("jobs", "9" * 30)])
    def test_an_address_that_names_another_row_is_refused(self, client, editor, draft, row, place):
        assert client.get(f"{page(Indicator, 'change', row)}?draft={draft.pk}&change={place}").status_code == 403

    def test_a_row_that_names_another_of_the_draft_has_no_form(self, client, editor, target):
        source = {"id": "new", "title": "New", "publisher": "P", "published": "2024-07-10", "kind": "press"}
        cells = {name: cell for name, cell in report(source="new", final="true").items() if cell}
        changes = [Change("add", "sources", cells=source), Change("add", "outcomes", cells=cells)]
        how = {"kind": "row", "origin": "api", "title": "Two", "changes": changes, "by": editor, "at": AT}
        draft = create_draft(**how, submit=True)
        shown = client.get(reverse("desk-draft", args=[draft.pk])).content.decode()
        assert f"{page(Source, 'add')}?draft={draft.pk}&amp;change=0" in shown
        assert "change=1" not in shown


@pytest.mark.parametrize("number", ["999", "x", "9" * 30])
def test_an_address_that_names_no_draft_is_refused(client, editor, target, number):
    assert client.get(f"{page(Outcome, 'add')}?draft={number}").status_code == 403


def test_a_draft_of_another_table_or_a_closed_one_is_refused(client, editor, target):
    client.post(page(Outcome, "add"), report())
    draft = Draft.objects.get()
    assert client.get(f"{page(Organisation, 'add')}?draft={draft.pk}").status_code == 403
    publish()
    assert client.get(f"{page(Outcome, 'add')}?draft={draft.pk}").status_code == 403
    assert client.post(f"{page(Outcome, 'add')}?draft={draft.pk}", report()).status_code == 403


def test_a_report_that_is_moved_is_taken_out_at_once_and_waits_for_the_other(client, editor, target):
    outcome = OutcomeFactory(id="half", indicator=target.indicator, recorded_by=editor)
    AuditEntry.objects.create(
        action="record_outcome", object_type="outcome", object_id="half", done_at=AT, done_by=editor
    )
    IndicatorFactory(id="other")
    sent = {"indicator": "other", "reason": "The other one.", "noticed_by": "", "move": "1"}
    response = client.post(page(Outcome, "move", outcome.pk), sent, follow=True)
    assert "once another editor has read it" in response.content.decode()
    assert not Outcome.objects.exists()
    publish()
    assert Outcome.objects.get().indicator_id == "other"


def test_an_older_version_written_again_waits(client, editor, target):
    body = Organisation.objects.get()
    shown = fields_of(client.get(page(Organisation, "change", body.pk)))
    client.post(page(Organisation, "change", body.pk), {**shown, "name": "Another"})
    publish()
    version = body.history.latest().pk
    address = reverse("admin:projects_organisation_simple_history", args=[body.pk, version])
    client.post(address, {**fields_of(client.get(address)), "name": "A third"})
    assert Organisation.objects.get().name == "Another"
    assert Draft.objects.open().count() == 1


def test_with_one_pair_of_eyes_nothing_waits(settings, client, editor, target):
    settings.REVIEW = "one"
    assert client.post(page(Outcome, "add"), report()).status_code == 302
    assert Outcome.objects.exists()
    assert not Draft.objects.exists()


def test_who_may_not_publish_makes_drafts_whatever_the_installation_says(settings, client, editor, target):
    settings.REVIEW = "one"
    editor.may_publish = False
    editor.save()
    client.post(page(Outcome, "add"), report())
    assert Draft.objects.exists()
    assert not Outcome.objects.exists()
