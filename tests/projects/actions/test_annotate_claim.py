"""Who said a recorded claim is named later: audited, asked about, and no figure moves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from projects.actions.annotate_claim import annotate_claim
from projects.actions.apply_changes import apply_changes
from projects.actions.changes import Change
from projects.actions.confirming import of_one_row
from projects.actions.reference_rows import delete_reference_row
from projects.actions.rename_row import rename_row
from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.models import AuditEntry, Outcome, Person, Target
from tests.factories import OfficeFactory, OutcomeFactory, PersonFactory
from tests.projects.actions.recorded import AT, assert_audited, problems

pytestmark = pytest.mark.django_db
TOKEN = "no_office_then:spoken_by:{person}:{day}"  # of a doubt


def test_person_is_named_audited_and_taken_away_again(target, by):
    person = OfficeFactory(person__id="minister").person

    annotate_claim(claim=target, by=by, at=AT, confirmed=(), spoken_by="minister", speaker="the minister")
    stored = Target.objects.get()
    assert (stored.spoken_by, stored.speaker) == (person, "the minister")
    assert assert_audited("annotate_claim", target, by).details == {
        "spoken_by": ["", "minister"],
        "speaker": ["", "the minister"],
    }

    annotate_claim(claim=target, by=by, at=AT, confirmed=(), spoken_by="")
    assert Target.objects.get().spoken_by is None
    assert AuditEntry.objects.latest("pk").details == {"spoken_by": ["minister", ""]}


def test_what_cannot_be_entered_is_noted_of_a_target_alone_and_audited(target, by):
    annotate_claim(claim=target, claimed="All is done.", claimed_kk="Бәрі бітті.", not_entered="A page.", by=by, at=AT)
    annotate_claim(claim=target, not_entered="", by=by, at=AT)

    stored = Target.objects.get()
    assert (stored.claimed, stored.claimed_kk, stored.not_entered) == ("All is done.", "Бәрі бітті.", "")
    assert list(
        AuditEntry.objects.filter(action="annotate_claim").order_by("pk").values_list("details", flat=True)
    ) == [
        {"claimed": ["", "All is done."], "claimed_kk": ["", "Бәрі бітті."], "not_entered": ["", "A page."]},
        {"not_entered": ["A page.", ""]},
    ]
    with pytest.raises(ValidationError) as raised:
        annotate_claim(claim=OutcomeFactory(), claimed="All is done.", by=by, at=AT)
    assert set(problems(raised)) == {"claimed"}


def test_nobody_is_refused_and_a_former_id_leads_to_today(target, by):
    with pytest.raises(ValidationError) as raised:
        annotate_claim(claim=target, by=by, at=AT, spoken_by="nobody")
    assert problems(raised) == {"spoken_by": ["There is no person “nobody” in the record."]}

    rename_row(row=OfficeFactory(person__id="old").person, new_id="new", by=by, at=AT)
    annotate_claim(claim=target, by=by, at=AT, spoken_by="old")
    assert Target.objects.get().spoken_by_id == "new"


def test_who_held_no_office_then_is_asked_about_once(target, by):
    PersonFactory(id="minister")
    with pytest.raises(UnconfirmedDoubtsError) as raised:
        annotate_claim(claim=target, by=by, at=AT, confirmed=(), spoken_by="minister")
    [doubt] = raised.value.doubts
    assert (doubt.code, doubt.column) == ("no_office_then", "spoken_by")
    assert Target.objects.get().spoken_by is None

    annotate_claim(claim=target, by=by, at=AT, confirmed={doubt.token}, spoken_by="minister")
    annotate_claim(claim=target, by=by, at=AT, confirmed=(), note="Another word is not asked about.")
    assert Target.objects.get().spoken_by_id == "minister"


@pytest.mark.parametrize(
    ("since", "until", "asked_about"),
    [
        (None, None, False),
        (date(2024, 2, 5), date(2024, 2, 5), False),
        (date(2024, 2, 6), None, True),
        (None, date(2024, 2, 4), True),
    ],
)
def test_offices_are_held_from_the_first_to_the_last_day(target, by, since, until, asked_about):
    office = OfficeFactory(since=since, until=until)
    confirmed = set() if not asked_about else {TOKEN.format(person=office.person_id, day=target.announced)}
    if asked_about:
        with pytest.raises(UnconfirmedDoubtsError):
            annotate_claim(claim=target, by=by, at=AT, confirmed=(), spoken_by=office.person_id)
    annotate_claim(claim=target, by=by, at=AT, confirmed=confirmed, spoken_by=office.person_id)


def test_report_of_a_month_may_have_been_made_on_any_day_of_it(by):
    office = OfficeFactory(since=date(2024, 7, 31))
    outcome = OutcomeFactory(source__published_precision="month", source__published=date(2024, 7, 1))
    annotate_claim(claim=outcome, by=by, at=AT, confirmed=(), spoken_by=office.person_id)
    assert Outcome.objects.get().spoken_by_id == office.person_id


def test_a_draft_names_a_person_that_it_adds(target, by):
    PersonFactory(id="minister")  # the id is taken, so the new person gets a number
    changes = [
        Change("add", "people", cells={"id": "minister", "name": "Another"}, makes_id=True),
        Change("annotate", "targets", target.pk, {"spoken_by": "minister"}, {"spoken_by": ""}),
    ]
    token = TOKEN.format(person="minister-2", day=target.announced)
    apply_changes(changes, by=by, at=AT, confirmed=of_one_row(changes[1], [token]), through="desk")
    assert Target.objects.get().spoken_by.name == "Another"


def test_person_who_said_something_stays(target, by):
    person = OfficeFactory().person
    annotate_claim(claim=target, by=by, at=AT, spoken_by=person.pk)
    with pytest.raises(ValidationError, match=r"Target\.spoken_by"):
        delete_reference_row(row=person, by=by, at=AT)
    assert Person.objects.get() == person
