"""Pages for our own slips: what was entered by mistake, what was copied wrongly, whose a correction is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.refresh import refresh_assessments
from projects.models import AuditEntry, Correction, Outcome, Source, Target
from tests.factories import IndicatorFactory, OutcomeFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def log_in(client, time_machine):
    time_machine.move_to(AT, tick=False)

    def as_person(**role):
        person = UserFactory(**role)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return person

    return as_person


def erase(model, pk):
    return reverse(f"admin:projects_{model._meta.model_name}_erase", args=[pk])


def test_page_shows_what_follows_and_takes_the_row_out_for_a_reason(client, log_in):
    log_in(admin=True)
    OutcomeFactory(id="slip", indicator=TargetFactory(id="pool").indicator, value=Decimal(900))
    refresh_assessments(as_of=AT.date(), at=AT)
    change = client.get(reverse("admin:projects_outcome_change", args=["slip"])).content.decode()
    assert f'href="{erase(Outcome, "slip")}"' in change

    page = client.get(erase(Outcome, "slip")).content.decode()
    assert "Achieved" in page
    assert "No data" in page
    assert client.post(erase(Outcome, "slip"), {"reason": ""}).status_code == 200
    assert Outcome.objects.exists()
    assert client.post(erase(Outcome, "slip"), {"reason": "A slip."}).status_code == 302
    assert not Outcome.objects.exists()
    assert AuditEntry.objects.get().details["reason"] == "A slip."


def test_what_was_put_right_meanwhile_is_not_taken_out_unread(client, log_in):
    admin = log_in(admin=True)
    target = TargetFactory(id="pool", value=Decimal(15))
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(erase(Target, "pool")).content.decode())
    fix_copying_error(target=target, reason="15 for 150.", by=admin, at=AT, value=Decimal(150))
    refused = client.post(erase(Target, "pool"), {"reason": "Nobody said 15.", "seen": seen})
    assert refused.status_code == 409
    assert "look at it as it is now" in refused.content.decode()
    assert Target.objects.get().value == Decimal(150)
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(erase(Target, "pool")).content.decode())
    assert client.post(erase(Target, "pool"), {"reason": "Another plan.", "seen": seen}).status_code == 302
    assert not Target.objects.exists()


def test_editors_take_out_what_they_recorded_themselves(client, log_in):
    editor = log_in(editor=True)
    for row, own in ((OutcomeFactory(), False), (SourceFactory(), True)):
        if own:
            AuditEntry.objects.create(
                action="record", object_type=row._meta.model_name, object_id=row.pk, done_at=AT, done_by=editor
            )
        address = erase(type(row), row.pk)
        change = client.get(reverse(f"admin:projects_{row._meta.model_name}_change", args=[row.pk])).content.decode()
        assert (address in change) is own
        assert client.get(address).status_code == (200 if own else 403)
        assert client.post(address, {"reason": "A slip."}).status_code == (302 if own else 403)
    assert Source.objects.count() == 1  # that of the figure


def test_editors_of_words_are_not_those_who_recorded(client, log_in):
    editor, row = log_in(editor=True), OutcomeFactory()
    AuditEntry.objects.create(
        action="annotate_claim", object_type="outcome", object_id=row.pk, done_at=AT, done_by=editor
    )
    assert client.get(erase(Outcome, row.pk)).status_code == 403


def test_what_builds_on_the_row_is_named_and_there_is_no_button(client, log_in):
    log_in(admin=True)
    wrong = OutcomeFactory(id="wrong")
    OutcomeFactory(id="right", indicator=wrong.indicator, corrects=wrong)
    response = client.get(erase(Outcome, "wrong"))
    assert response.status_code == 409
    assert "“right” (corrects)" in response.content.decode()
    assert "Take it out" not in response.content.decode()
    assert client.post(erase(Outcome, "wrong"), {"reason": "A slip."}).status_code == 409
    assert client.get(erase(Outcome, "nothing")).status_code == 404


def test_noticed_by_and_what_readers_may_not_see_stand_at_their_fields(client, log_in):
    log_in(admin=True)
    OutcomeFactory(id="slip")
    refused = client.post(erase(Outcome, "slip"), {"reason": "A slip.", "noticed_by": "aigul@example.org"})
    assert "noticed_by" in refused.context["form"].errors
    assert 'value="aigul@example.org"' in refused.content.decode()
    assert client.post(erase(Outcome, "slip"), {"reason": "A slip.", "noticed_by": "a reader"}).status_code == 302
    assert Correction.objects.get().noticed_by == "a reader"


def test_report_is_moved_after_the_page_has_shown_what_follows(client, log_in):
    log_in(admin=True)
    here, there = TargetFactory(id="here"), TargetFactory(id="there")
    OutcomeFactory(id="figure", indicator=here.indicator, value=Decimal(900))
    same = OutcomeFactory(indicator=there.indicator, source=Outcome.objects.get().source, value=Decimal(900))
    refresh_assessments(as_of=AT.date(), at=AT)
    address = reverse("admin:projects_outcome_move", args=["figure"])
    change = client.get(reverse("admin:projects_outcome_change", args=["figure"])).content.decode()
    assert f'href="{address}"' in change
    assert "Show what follows" in client.get(address).content.decode()

    typed = {"indicator": there.indicator_id, "reason": "Another row of the table.", "noticed_by": "the ministry"}
    shown = client.post(address, {**typed, "show": "1"}).content.decode()
    assert "here</a>" in shown
    assert "Another row of the table." in shown
    assert Outcome.objects.filter(indicator=here.indicator).exists()
    question = client.post(address, {**typed, "move": "1"}).content.decode()
    [token] = re.findall(r'name="as_printed" value="([^"]+)"', question)
    moved = client.post(address, {**typed, "move": "1", "as_printed": token})
    [row] = Outcome.objects.exclude(pk=same.pk)
    assert moved.url == reverse("admin:projects_outcome_change", args=[row.pk])
    assert row.indicator == there.indicator
    assert Correction.objects.get().noticed_by == "the ministry"


def test_move_keeps_what_was_typed_and_names_what_is_wrong(client, log_in):
    log_in(admin=True)
    outcome = OutcomeFactory(id="figure")
    address = reverse("admin:projects_outcome_move", args=["figure"])
    typed = {"indicator": outcome.indicator_id, "reason": "Another row.", "move": "1"}
    refused = client.post(address, typed)
    assert "indicator" in refused.context["form"].errors
    assert 'value="Another row."' in refused.content.decode()
    unknown = client.post(address, {**typed, "indicator": "none\0"})
    assert (unknown.status_code, "indicator" in unknown.context["form"].errors) == (200, True)
    other = IndicatorFactory()
    OutcomeFactory(indicator=outcome.indicator, corrects=outcome)
    assert client.post(address, {**typed, "indicator": other.pk}).status_code == 409
    assert client.get(reverse("admin:projects_outcome_move", args=["none"])).status_code == 404


def test_editors_move_what_they_recorded_themselves(client, log_in):
    editor, row = log_in(editor=True), OutcomeFactory()
    address = reverse("admin:projects_outcome_move", args=[row.pk])
    assert client.get(address).status_code == 403
    AuditEntry.objects.create(action="record", object_type="outcome", object_id=row.pk, done_at=AT, done_by=editor)
    assert client.get(address).status_code == 200


def test_what_was_copied_wrongly_is_put_right_on_a_page_of_its_own(client, log_in):
    log_in(editor=True)
    target = TargetFactory(id="pool", value=Decimal(15))
    address = reverse("admin:projects_target_mend", args=["pool"])
    assert f'href="{address}"' in client.get(reverse("admin:projects_target_change", args=["pool"])).content.decode()

    form = client.get(address).context["adminform"].form
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: str(value) for name, value in typed.items() if value not in (None, "", False)}
    assert "indicator" not in typed
    typed |= {"value": "150.5"}
    assert "reason" in client.post(address, typed).context["adminform"].form.errors
    answer = client.post(address, {**typed, "reason": "15 for 150.5."}).content.decode()
    assert 'name="as_printed" value="fraction:value:150.5:projects"' in answer
    assert 'value="150.5"' in answer
    assert Target.objects.get().value == Decimal(15)
    late = client.post(address, {**typed, "value": "150", "deadline": "2023-12-31", "reason": "A slip."})
    assert late.context["errors"]
    response = client.post(address, {**typed, "value": "150", "reason": "15 for 150."})
    assert response.status_code == 302
    assert (Target.objects.get().value, Target.objects.get().source) == (Decimal(150), target.source)
    assert "Our slip, corrected on 2024-08-01" in Target.objects.get().note


@pytest.mark.parametrize(
    ("same_source", "words", "expected"),
    [(True, "", True), (False, "", False), (True, "false", False), (False, "true", True)],
)
def test_form_of_a_correction_asks_whose_it_is(client, log_in, same_source, words, expected):
    log_in(editor=True)
    wrong = OutcomeFactory(id="wrong")
    source = wrong.source if same_source else SourceFactory(published=date(2024, 7, 20))
    typed = {"indicator": wrong.indicator_id, "value": "91", "qualifier": "exactly", "basis": "absolute"}
    typed |= {"period_start": "2024-01-01", "period_end": "2024-06-30", "final": "on", "source": source.pk}
    response = client.post(
        reverse("admin:projects_outcome_add"), {**typed, "corrects": "wrong", "our_slip": words, "note": "n"}
    )
    assert response.status_code == 302, response.context["errors"]
    assert Outcome.objects.get(corrects=wrong).our_slip is expected
