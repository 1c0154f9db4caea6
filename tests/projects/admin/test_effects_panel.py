"""Before a row is saved: what it will do to verdicts, on its page of the admin; nothing is kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.actions.refresh import refresh_assessments
from projects.desk.access import moment
from projects.http.pages import today
from projects.models import AuditEntry, Indicator, Outcome, Target
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    """90 of 180 projects, as the verdict of today says it."""
    target = TargetFactory(id="pool", source=SourceFactory(id="plan"))
    OutcomeFactory(indicator=target.indicator, source=SourceFactory(id="report", published="2024-07-10"))
    refresh_assessments(as_of=today(), at=moment())
    return target


def form_of(client, row) -> dict[str, str]:
    page = client.get(reverse(f"admin:projects_{row._meta.model_name}_change", args=[row.pk]))
    assert 'data-effects="' in page.content.decode()
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def look(client, row, **changed: str):
    address = reverse(f"admin:projects_{row._meta.model_name}_effects", args=[row.pk])
    return client.post(address, {**form_of(client, row), **changed})


def words(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_turning_the_good_direction_turns_verdicts(client, editor, target) -> None:
    before = AuditEntry.objects.count()
    html = words(look(client, target.indicator, direction="decrease"))
    assert 'class="moves"' in html
    assert "pool" in html
    assert Indicator.objects.get().direction == "increase"
    assert AuditEntry.objects.count() == before


def test_other_publication_date_of_a_source_moves_what_rests_on_it(client, editor, target) -> None:
    html = words(look(client, Outcome.objects.get().source, published="10.07.2030"))
    assert 'class="moves"' in html


def test_edit_without_consequences_says_so(client, editor, target) -> None:
    html = words(look(client, target.indicator, name="Another name"))
    assert 'class="moves"' not in html


@pytest.mark.parametrize(("changed", "start"), [({"name": ""}, "Shown once"), ({"reporting_interval_days": "0"}, "")])
def test_wrong_form_says_what_is_lacking(client, editor, target, changed, start) -> None:
    html = words(look(client, target.indicator, **changed))
    assert start in html
    assert 'class="moves"' not in html


def test_new_figure_is_tried_out_on_its_form(client, editor, target) -> None:
    assert 'data-effects="' in client.get(reverse("admin:projects_outcome_add")).content.decode()
    figure = {
        "indicator": target.indicator_id,
        "basis": "absolute",
        "qualifier": "exactly",
        "value": "10",
        "period_start": "2024-07-01",
        "period_end": "2024-07-05",
        "final": "on",
        "source": "report",
    }
    html = words(client.post(reverse("admin:projects_outcome_effects_add"), figure))
    assert 'class="moves"' in html
    assert Outcome.objects.count() == 1


def more_targets(indicator, numbers: range) -> None:
    for number in numbers:
        TargetFactory(id=f"more-{number}", indicator=indicator, value=200 + number)
        OutcomeFactory(indicator=indicator)
    OutcomeFactory.create_batch(len(numbers))
    refresh_assessments(as_of=today(), at=moment())


def test_number_of_queries_is_constant(client, editor, target) -> None:
    more_targets(target.indicator, range(2))
    with CaptureQueriesContext(connection) as few:
        look(client, target.indicator, direction="decrease")
    more_targets(target.indicator, range(2, 10))
    with CaptureQueriesContext(connection) as many:
        look(client, target.indicator, direction="decrease")
    assert len(many) <= len(few)


def test_looking_is_for_editors_by_post_and_limited(client, target, settings) -> None:
    address = reverse("admin:projects_indicator_effects", args=[target.indicator_id])
    assert client.post(address).status_code == 302
    client.force_login(UserFactory(editor=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 405
    assert client.post(reverse("admin:projects_indicator_effects", args=["none"])).status_code == 404
    settings.ALLOWANCES = {**settings.ALLOWANCES, "previews": 0}
    assert client.post(address).status_code == 429


class TestOfASlip:
    """The page that puts right what was copied wrongly says what that will do."""

    @pytest.fixture
    def look(self, client, editor, target):
        page = client.get(reverse("admin:projects_target_mend", args=["pool"]))
        address = reverse("admin:projects_target_mend_effects", args=["pool"])
        assert f'data-effects="{address}"' in page.content.decode()
        form = page.context["adminform"].form
        sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        return lambda **changed: client.post(address, {**sent, **changed})

    def test_it_shows_the_verdict_that_follows(self, look):
        before = AuditEntry.objects.count()
        html = words(look(value="80", reason="We read 180."))
        assert 'class="moves"' in html
        assert "pool" in html
        assert Target.objects.get().value == 180
        assert AuditEntry.objects.count() == before

    def test_it_says_what_is_lacking_or_the_same(self, look):
        assert "What was copied wrongly" in words(look(value="80"))
        assert "Nothing differs" in words(look(reason="We read 180."))

    def test_it_is_an_editors_and_posted(self, look, client):
        address = reverse("admin:projects_target_mend_effects", args=["pool"])
        assert client.get(address).status_code == 405
        client.force_login(UserFactory())
        assert client.post(address, {}).status_code in {302, 403}
