"""The page of an announcement: looked at first, then published or sent to review; nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Draft, Indicator, Organisation, Programme, Target, Territory
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    ProgrammeFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.projects.desk.announcement.typing import JOBS, MONEY, PAGE, SCHOOLS, SENTENCE, form, page_for

pytestmark = [pytest.mark.once, pytest.mark.django_db]
READ = f"{PAGE}read/"
ALL = form(SCHOOLS, MONEY, JOBS, sentence=SENTENCE)


@pytest.fixture(autouse=True)
def country():
    return TerritoryFactory()


def seen(response):
    match = re.search(r'name="seen" value="([0-9a-f]+)"', response.content.decode())
    return match[1] if match else ""


@pytest.fixture
def look(client, editor):
    return lambda fields, where=PAGE: client.post(where, {**fields, "action": "look"})


@pytest.fixture
def enter(client, look):
    """Looks, and confirms what was shown."""

    def post(fields, where=PAGE, **more):
        token = seen(look({**fields, **more}, where))
        return client.post(where, {**fields, **more, "action": "enter", "seen": token})

    return post


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAGE, READ, f"{PAGE}?draft=1"])
def test_stranger_is_asked_to_log_in_and_a_watcher_refused(client, address):
    assert client.post(address).status_code == 302
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address).status_code == 403
    assert client.get(PAGE).status_code == 403


def test_page_is_kept_by_no_cache(client, editor):
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


# --- The example -------------------------------------------------------------------------------------------------


def test_example_is_shown_before_it_is_recorded(look):
    response = look(ALL)
    text = text_of(response)
    assert "12 schools · 2027 (before: 12 schools · 2026)" in text
    assert "40 billion tenge · 2027 (before: 40 billion tenge · 2026) Its time is that of the line above." in text
    assert "Only what is reported for its time (2027) counts" in text
    assert text.count("new: Too early to tell") == 3
    assert "yes, one promise (proposed)" in text
    assert seen(response)
    assert not Target.objects.exists()
    assert not Organisation.objects.exists()


def test_example_is_recorded_whole(enter):
    response = enter(ALL)
    assert response.status_code == 302
    programme = Programme.objects.get()
    assert response["Location"].endswith(f"/programmes/{programme.pk}/")
    assert (programme.name, programme.sector, programme.responsible.kind) == ("New schools", "education", "ministry")
    assert Indicator.objects.count() == 3
    assert Target.objects.count() == 6
    schools = Target.objects.get(revises__isnull=False, indicator__unit="schools")
    assert (schools.value, schools.window_start, schools.deadline) == (12, date(2027, 1, 1), date(2027, 12, 31))
    assert (schools.revises.deadline, schools.timing) == (date(2026, 12, 31), "within_period")
    assert schools.note == f"“{SENTENCE}”"
    money = Target.objects.get(revises__isnull=False, indicator__unit="KZT")
    assert (money.value, money.revises.value) == (Decimal(40_000_000_000), Decimal(40_000_000_000))
    assert set(Target.objects.values_list("bundle", flat=True)) == {"new-schools-2027"}
    assert set(Target.objects.values_list("announced", flat=True)) == {date(2026, 11, 2)}


# --- Seen first --------------------------------------------------------------------------------------------------


def test_nothing_is_published_unseen(client, editor):
    response = client.post(PAGE, {**ALL, "action": "enter"})
    assert response.status_code == 200
    assert "Look at what it will do, and confirm it." in text_of(response)
    assert not Target.objects.exists()


def test_what_changed_since_it_was_shown_is_shown_again(client, look):
    token = seen(look(ALL))
    fields = {**ALL, "lines-0-how_many": "13"}
    assert client.post(PAGE, {**fields, "action": "enter", "seen": token}).status_code == 200
    assert not Target.objects.exists()


def test_answer_to_htmx_has_the_outlook_and_each_line(client, editor):
    response = client.post(READ, ALL)
    text = response.content.decode()
    assert text.lstrip().startswith('<section id="outlook"')
    assert text.count('hx-swap-oob="true"') == 5
    assert seen(response)
    assert not Target.objects.exists()


def test_what_is_missing_is_named(client, editor):
    response = client.post(READ, form(SCHOOLS, body="", programme=""))
    assert 'href="#id_programme"' in response.content.decode()
    assert not seen(response)


# --- Doubts and problems -----------------------------------------------------------------------------------------


def test_doubt_is_asked_at_its_line_and_confirmed_as_printed(client, enter):
    fields = form({**SCHOOLS, "was_by": "2025"})
    response = enter(fields)
    assert response.status_code == 200
    assert not Target.objects.exists()
    line = re.search(r'id="lines-0-reading".*?class="comes-to"', response.content.decode(), re.DOTALL)
    token = re.search(r'name="as_printed" value="([^"]+)"', line[0])[1]
    assert "Was: by when" in line[0]
    assert enter(fields, as_printed=token).status_code == 302
    assert Target.objects.count() == 2


def test_line_that_is_added_later_is_asked_about_though_another_was_ticked_in_the_same_words(enter):
    wordless = {"unit": "schools", "by": "in 2027"}
    schools, homes = {"what": "Schools built", **wordless}, {"what": "Schools renewed", **wordless}
    first = enter(form(schools))
    (token,) = set(re.findall(r'name="as_printed" value="(\w+:no_figure:value)"', first.content.decode()))
    both = form(schools, homes)
    assert enter(both, as_printed=token).status_code == 200
    assert not Target.objects.exists()
    page = enter(both, as_printed=token).content.decode()
    assert page.count(f'value="{token}" checked') == 1
    (other,) = set(re.findall(r'name="as_printed" value="(\w+:no_figure:value)">', page))
    assert enter(both, as_printed=[token, other]).status_code == 302
    assert Target.objects.count() == 2


def test_figure_that_was_not_ticked_is_asked_about(look):
    response = look(form({**MONEY, "how_many-understood": ""}))
    assert "tick it if it is right" in text_of(response)
    assert not seen(response)


def test_reading_of_two_is_chosen(look):
    response = look(form({**SCHOOLS, "by": "до 2027 года", "was_by": ""}))
    assert "This can be read in two ways" in text_of(response)
    chosen = look(form({**SCHOOLS, "by": "до 2027 года", "was_by": "", "by-understood": "/2026-12-31"}))
    assert "12 schools · 31 December 2026" in text_of(chosen)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (form(), "Write at least one line"),
        (form({}), "Write at least one line"),
        (form({**SCHOOLS, "what": ""}), "This field is required."),
        (form({**SCHOOLS, "by": "soon"}), "This is not a date."),
        (form({**SCHOOLS, "how_many": "many"}), "There are no digits in this."),
        (form(SCHOOLS, **{"body_kind": ""}), "is new: say what kind of body it is."),
        (form(SCHOOLS, **{"source-published": "2026"}), "The source names no day"),
        (form(SCHOOLS, **{"source-title": ""}), "This field is required."),
        (
            form({**SCHOOLS, "how_many": "40 billion tenge", "how_many-understood": MONEY["how_many-understood"]}),
            "unit",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_recorded(enter, fields, says):
    response = enter(fields)
    assert response.status_code == 200
    assert says in text_of(response)
    assert not Target.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"lines-TOTAL_FORMS": "1000000"},
        {"lines-TOTAL_FORMS": "x"},
        {"lines-TOTAL_FORMS": ""},
        {"lines-0-what": "\x00", "body": "\x00", "programme": "\x00", "place": "\x00", "source-recorded": "\x00"},
        {"lines-0-what": "x" * 20_000, "sentence": "y" * 20_000, "lines-0-unit": "z" * 500},
        {"lines-0-accumulation": "many", "lines-0-timing": "never", "lines-0-basis": "x", "bundle": "perhaps"},
        {"lines-0-qualifier": "between"},
        {"version": "x", "seen": "x", "action": "remove-x"},
        {"action": "remove-99"},
        {"lines-0-\x00": "\x00", "\x00": "x"},
        {"body": "<script>alert(1)</script>", "lines-0-what": "<b>x</b>"},
    ],
)
def test_broken_form_is_answered(client, editor, broken):
    for address, action in ((PAGE, "look"), (PAGE, "enter"), (PAGE, "draft"), (READ, "")):
        response = client.post(address, {**form(SCHOOLS), "action": action, **broken})
        assert response.status_code in (200, 302)
        assert b"<script>alert" not in response.content
        assert b"<b>x</b>" not in response.content
    assert not Target.objects.exists()


# --- The record beside it ------------------------------------------------------------------------------------------


@pytest.fixture
def programme():
    body = OrganisationFactory(name="Ministry of Schools")
    return ProgrammeFactory(id="schools", name="Schools", responsible=body)


@pytest.fixture
def indicator(programme):
    return IndicatorFactory(id="schools-built", programme=programme, name="Schools built", unit="schools")


def test_indicator_that_means_the_same_is_added_to(enter, indicator):
    fields = form({**SCHOOLS, "was_by": ""}, body="", programme="schools")
    assert enter(fields).status_code == 302
    assert Target.objects.get().indicator == indicator
    assert Indicator.objects.count() == 1


def test_it_is_offered_and_may_be_declined(look, enter, indicator):
    fields = form({**SCHOOLS, "was_by": ""}, body="", programme="Schools")
    assert "add to “Schools built” (proposed)" in text_of(look(fields))
    assert enter({**fields, "lines-0-indicator": "new"}).status_code == 302
    assert Indicator.objects.count() == 2


def test_recorded_target_is_revised(enter, indicator):
    target = TargetFactory(
        id="schools-2026",
        indicator=indicator,
        value=12,
        window_start=date(2026, 1, 1),
        deadline=date(2026, 12, 31),
        announced=date(2026, 1, 10),
        timing="within_period",
    )
    assert enter(form(SCHOOLS, programme="schools", body="")).status_code == 302
    revision = Target.objects.get(revises=target)
    assert (revision.value, revision.deadline) == (12, date(2027, 12, 31))
    assert Target.objects.count() == 2


def test_programme_of_another_body_is_not_taken(look, programme):
    response = look(form(SCHOOLS, programme="Schools"))
    assert "Ministry of Schools answers for this programme" in text_of(response)


def test_name_that_several_have_is_asked_about(look, enter, programme):
    OrganisationFactory(id="regional", name="Regional Ministry of Schools")
    fields = form(SCHOOLS, body="Ministry of School")
    response = look(fields)
    assert "Choose which is meant." in text_of(response)
    assert "none of these: a new one" in text_of(response)
    assert enter({**fields, "body_is": "regional"}).status_code == 302
    assert Programme.objects.get(name="New schools").responsible_id == "regional"


@pytest.mark.parametrize("name", ["ministry of schools", "  Ministry  of Schools "])
def test_case_and_spaces_of_a_name_make_no_difference(enter, programme, name):
    enter(form(SCHOOLS, body=name, body_kind=""))
    assert Programme.objects.get(name="New schools").responsible == programme.responsible


def test_place_is_that_of_what_the_body_promised(enter, programme):
    elsewhere = TerritoryFactory(id="kz-71", name="Astana")
    Programme.objects.update(territory=elsewhere)
    enter(form(SCHOOLS, body="Ministry of Schools"))
    assert Programme.objects.get(name="New schools").territory == elsewhere


def test_place_is_the_country_of_all_that_the_body_promised(enter, look, programme, country):
    TerritoryFactory(id="de", name="Germany")
    for region in ("kz-71", "kz-75"):
        ProgrammeFactory(responsible=programme.responsible, territory=TerritoryFactory(id=region, parent=country))
    enter(form(SCHOOLS, body="Ministry of Schools"))
    assert Programme.objects.get(name="New schools").territory == country
    ProgrammeFactory(responsible=programme.responsible, territory_id="de")
    assert "Write the place." in text_of(look(form(SCHOOLS, body="Ministry of Schools", programme="More schools")))


def test_new_place_is_no_country_where_its_own_is_not_certain(look, enter):
    TerritoryFactory(id="de", name="Germany")
    response = look(form(SCHOOLS, place="Saran"))
    assert "“Saran” is new, and it is not certain in which country it lies" in text_of(response)
    assert not seen(response)
    Territory.objects.filter(pk="de").delete()
    enter(form(SCHOOLS, place="Saran"))
    assert Programme.objects.get().territory.parent_id == "kz"


def test_queries_do_not_grow_with_the_record(look, indicator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert seen(look(form(SCHOOLS, programme="schools", body="")))
        return len(captured)

    queries()
    before = queries()
    for _number in range(5):
        TargetFactory(indicator=IndicatorFactory(programme=indicator.programme))
        ProgrammeFactory()
        OrganisationFactory()
    queries()  # what the frame of a page shows of the record is read once a version
    assert queries() == before


def test_link_fills_programme_address_and_words(client, editor, programme):
    response = client.get(page_for(programme="schools", url="https://example.org/a", text="They will build"))
    text = response.content.decode()
    assert 'value="Schools"' in text
    assert 'value="https://example.org/a"' in text
    assert "They will build" in text


# --- Lines ---------------------------------------------------------------------------------------------------------


def test_line_is_added_and_removed_without_a_script(client, editor):
    added = client.post(PAGE, {**form(SCHOOLS, JOBS), "action": "add"}).content.decode()
    assert 'name="lines-2-what"' in added
    assert "This field is required" not in added
    removed = client.post(PAGE, {**form(SCHOOLS, JOBS), "action": "remove-1"}).content.decode()
    assert 'name="lines-0-what" value="Jobs created"' in removed
    assert 'name="lines-1-what"' not in removed


# --- Drafts and review ---------------------------------------------------------------------------------------------


def test_unfinished_page_is_saved_and_comes_back(client, editor):
    fields = form({**SCHOOLS, "by": "soon"}, programme="")
    response = client.post(PAGE, {**fields, "action": "draft"})
    draft = Draft.objects.get()
    assert (draft.kind, draft.state, draft.changes) == ("announcement", "draft", [])
    page = client.get(response["Location"])
    assert 'value="Schools built"' in page.content.decode()
    assert 'value="soon"' in page.content.decode()
    assert "csrfmiddlewaretoken" not in draft.entry["form"]


def test_draft_is_finished_and_published(client, enter):
    client.post(PAGE, {**form(SCHOOLS, programme=""), "action": "draft"})
    draft = Draft.objects.get()
    response = enter(form(SCHOOLS), where=f"{PAGE}?draft={draft.pk}", version="1")
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, Target.objects.count()) == ("published", 2)
    assert client.get(f"{PAGE}?draft={draft.pk}").status_code == 404


def test_second_person_publishes_where_two_are_asked_for(client, enter, settings):
    settings.REVIEW = "two"
    response = enter(ALL)
    draft = Draft.objects.get()
    assert (draft.state, len(draft.changes)) == ("in_review", 12)
    assert response["Location"].endswith(f"/desk/drafts/{draft.pk}/")
    assert not Target.objects.exists()
    assert not Organisation.objects.exists()
    assert "Send to review" in text_of(client.get(f"{PAGE}?draft={draft.pk}"))
    assert f"/desk/announcement/?draft={draft.pk}" in client.get(response["Location"], follow=True).content.decode()


def test_draft_that_was_saved_meanwhile_is_not_overwritten(client, enter):
    client.post(PAGE, {**form(SCHOOLS), "action": "draft"})
    draft = Draft.objects.get()
    client.post(f"{PAGE}?draft={draft.pk}", {**form(JOBS), "action": "draft", "version": "1"})
    for fields in ({"action": "draft"}, {"action": "enter"}):
        token = seen(client.post(f"{PAGE}?draft={draft.pk}", {**form(SCHOOLS), "version": "1"}))
        response = client.post(f"{PAGE}?draft={draft.pk}", {**form(SCHOOLS), "version": "1", "seen": token, **fields})
        assert "It was changed meanwhile" in text_of(response)
        assert 'value="Schools built"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.version == 2
    assert not Target.objects.exists()


def test_draft_in_review_stays_whole(client, enter, settings):
    settings.REVIEW = "two"
    enter(ALL)
    draft = Draft.objects.get()
    response = client.post(
        f"{PAGE}?draft={draft.pk}", {**form(SCHOOLS, programme=""), "action": "draft", "version": "1"}
    )
    assert "It waits for review: mend what is missing" in text_of(response)
    draft.refresh_from_db()
    assert len(draft.changes) == 12


def test_saved_form_is_kept_in_the_browser_no_more(client, enter):
    response = enter(ALL, **{"kept-as": "0" * 32})
    assert client.cookies["desk-saved"].value == "0" * 32
    assert response.status_code == 302


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "\x00", "²"])
def test_draft_that_is_none_is_not_there(client, editor, number):
    assert client.get(PAGE, {"draft": number}).status_code == 404


# --- The way there ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["programme", "organisation"])
def test_public_page_leads_editors_there_and_nobody_else(client, programme, kind):
    row = programme if kind == "programme" else programme.responsible
    address = f"/en/{kind}s/{row.pk}/"
    link = f"/desk/announcement/?{kind}={row.pk}"
    assert link not in client.get(address).content.decode()
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert link not in client.get(address).content.decode()
    client.force_login(UserFactory(editor=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address)
    assert link in page.content.decode()
    assert "private" in page["Cache-Control"]


def test_desk_and_admin_lead_there(client, editor, programme):
    assert PAGE.removeprefix("/en") in client.get("/en/desk/drafts/").content.decode()
    page = client.get(f"/admin/projects/programme/{programme.pk}/change/").content.decode()
    assert f"/desk/announcement/?programme={programme.pk}" in page
