"""The first page of the shipped records answers at once: how many, what became of them, who moves, what is new."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from accounts.models import Follow
from projects.actions.refresh import refresh_assessments
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import TargetQuery
from tests.factories import TargetFactory, UserFactory
from tests.foreign import foreign

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DATA = Path(settings.BASE_DIR) / "projects" / "data"
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
COUNTED = re.compile(r'<a href="(/[a-z]*/?targets/\?[^"]*)">(?:<b>)?([\d,]+)')
MOST_BYTES = 60_000


@pytest.fixture
def both_countries():
    for country in ("kazakhstan", "germany"):
        call_command("import_package", str(DATA / country), verbosity=0)
    refresh_assessments(as_of=TODAY, at=NOW)
    with time_machine.travel(NOW, tick=False):
        yield


def page(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return unescape(" ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split()))


@pytest.mark.usefixtures("both_countries")
def test_every_number_leads_to_as_many_targets_and_every_question_has_its_answer() -> None:
    shown = page("/en/")
    counted = COUNTED.findall(shown)
    assert len(counted) > 15
    for address, number in counted:
        query = TargetQuery.read(QueryDict(address.partition("?")[2]))
        assert find_targets(query, TODAY).count == int(number.replace(",", "")), address
    lead = re.sub(r"<[^>]+>", "", shown.partition('<p class="lead">')[2].partition("</p>")[0])
    assert re.match(r"\d+ promises of 2 countries: \d+ are decided – \d+ kept in time, ", lead)
    moves = re.sub(r"<[^>]+>", "", shown.partition("Who moves:")[2].partition("</p>")[0])
    assert "Ministry of Industry and Construction – moved 16 of 85 promises" in moves
    assert "Airport by 31 October 2020, 7 times: 30 Oct 2011 → 31 Oct 2020" in " ".join(moves.split())
    for heading in (
        "What changed lately",
        "Who keeps",
        "Who moves",
        "Who falls silent",
        "What falls due next",
        "By region",
    ):
        assert f">{heading}</h" in shown, heading
    assert shown.count('<svg class="drawn standing') + shown.count('<svg class="drawn stacked') == 2
    assert shown.count('<svg class="drawn regions') == 3, "squares for wide and narrow screens, and one set of shapes"


@pytest.mark.usefixtures("both_countries")
def test_page_is_small_in_every_language_and_of_one_country_where_one_is_chosen() -> None:
    for language in ("en", "ru", "kk"):
        whole = page(f"/{language}/")
        assert len(whole.encode()) < MOST_BYTES, language
        assert not foreign(page(f"/{language}/?territory=kz"), language), language
    german = page("/en/?territory=de")
    main = german.partition("<main")[2].partition("</main>")[0]
    assert "18 promises:" in re.sub(r"<[^>]+>", "", main)
    assert "Kazakhstan" not in re.sub(r"<[^>]+>", "", main)
    assert all("territory=de" in address for address, _number in COUNTED.findall(main))
    assert '<input type="hidden" name="territory" value="de">' in main
    assert "regions-de-wide" in main
    assert "regions-kz" not in main
    assert "regions-" not in page("/en/?territory=de-bb")


def test_who_follows_already_is_not_asked_to() -> None:
    target = TargetFactory(id="one")
    refresh_assessments(as_of=TODAY, at=NOW)
    reader = Client()
    assert "Sign up to follow" in page("/en/", reader)
    user = UserFactory()
    reader.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "choose “Follow”" in page("/en/", reader)
    Follow.objects.create(user=user, target=target, created_at=NOW)
    assert "Why follow" not in page("/en/", reader)
