"""Only what a publisher corrected is shown as its correction; ours is our slip, in every language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.notices import chain_wording
from projects.actions.correct_outcome import correct_outcome
from projects.actions.refresh import refresh_assessments
from projects.reports.overviews.news import news_of
from projects.reports.targets.explanation import explanation_of
from tests.factories import OutcomeFactory, SourceFactory, TargetFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)
SLIP = {
    "en": "our slip, corrected on 1 Aug 2024",
    "ru": "наша ошибка, исправлена",
    "kk": "біздің қате, түзетілген күні",
}


@pytest.fixture
def corrected():
    """A function that corrects a figure of a promise, from its own source or another."""

    def correct(*, ours):
        wrong = OutcomeFactory(id="wrong", indicator=TargetFactory(id="pool").indicator)
        refresh_assessments(as_of=date(2024, 7, 31), at=AT)
        source = wrong.source if ours else SourceFactory(id="newer", published=date(2024, 7, 20))
        how = {"by": UserFactory(editor=True), "at": AT, "id": "right"}
        correct_outcome(outcome=wrong, value=Decimal(91), source=source, **how)
        return wrong

    return correct


@pytest.mark.parametrize("lang", SLIP)
def test_pages_call_it_our_slip(client, corrected, time_machine, lang):
    time_machine.move_to(AT, tick=False)
    wrong = corrected(ours=True)
    for address in (f"/{lang}/sources/{wrong.source_id}/", f"/{lang}/targets/pool/"):
        assert SLIP[lang] in client.get(address).content.decode(), address
    assert "were corrected" not in client.get(f"/en/sources/{wrong.source_id}/").content.decode()
    assert "was corrected" not in client.get(f"/en/sources/{wrong.source_id}/").content.decode()


def test_pages_call_the_publishers_a_correction(client, corrected, time_machine):
    time_machine.move_to(AT, tick=False)
    wrong = corrected(ours=False)
    page = client.get(f"/en/sources/{wrong.source_id}/").content.decode()
    assert "One of its reports was corrected" in page
    assert "our slip" not in page + client.get("/en/targets/pool/").content.decode()


@pytest.mark.parametrize(("ours", "struck"), [(True, True), (False, False)])
def test_only_what_a_source_never_said_is_struck_through_at_its_name(client, corrected, time_machine, ours, struck):
    time_machine.move_to(AT, tick=False)
    wrong = corrected(ours=ours)
    for address in (f"/en/sources/{wrong.source_id}/", "/en/targets/pool/"):
        page = client.get(address).content.decode()
        assert ("<del>90\xa0projects</del>" in page) is struck, address


@pytest.mark.parametrize(
    ("ours", "code", "words"), [(True, "our_slip", "Our slip, "), (False, "corrected", "Corrected ")]
)
def test_explanations_and_mails_tell_the_two_apart(corrected, ours, code, words):
    corrected(ours=ours)
    explanation = explanation_of("pool", AT.date())
    assert explanation.report_codes() == {"wrong": code, "right": "adds_up"}
    news = news_of(["pool"], datetime(2024, 7, 31, tzinfo=UTC), datetime(2024, 8, 2, tzinfo=UTC))
    [report] = [report for report in news["pool"].reports if report.outcome == "right"]
    assert chain_wording.report_text(report, "en").startswith(words)
