"""A record that has some of everything and grows: everything there are several of gets more, under the same few things.

``grow(3)`` then ``grow(30)`` make what three and then thirty of everything make. All targets belong to one programme,
one body and one place; the target ``main`` has most of the reports, revisions, disputes and companions in its bundle.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from accounts.actions.follows import follow
from accounts.models import DigestPreferences, Follow, PrivateAddress, Snooze, WebHook
from projects.actions.changes import Change
from projects.actions.refresh import refresh_assessments
from projects.models import Correction, Draft, Outcome, Target
from projects.models.fields import validate_public_id
from tests.factories import (
    RECORDED_AT,
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PersonFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    ProjectFactory,
    PublisherFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)
START = date(2024, 1, 1)
DRAFT = 1_000_000  # the number of a draft
SECRET = "a-secret-address-of-one-person-0123456789ab"
# As long as the longest of the shipped record; every letter of two of them takes two bytes.
NAMES = {
    "name": "Processing enterprises launched under the support map, {}",
    "name_ru": "Введённые предприятия по карте поддержки промышленности, {}",
    "name_kk": "Қолдау картасы бойынша іске қосылған өңдеу кәсіпорындары, {}",
}
NOTE = "Сказано на заседании правительства; число повторено в отчёте министерства за тот же период."


def named(number: int) -> dict[str, str]:
    return {field: name.format(number) for field, name in NAMES.items()}


class Growing:
    """The record and one person who follows a part of it."""

    def __init__(self) -> None:
        self.size = 0
        self.editor = UserFactory(editor=True)
        self.person = UserFactory(email="watcher@example.org")
        DigestPreferences.objects.get_or_create_for(self.person, at=RECORDED_AT)
        PrivateAddress.objects.create(user=self.person, secret=SECRET, created_at=RECORDED_AT)
        self.kz = TerritoryFactory(**named(0))
        self.before = OrganisationFactory(id="before", **named(0))
        self.body = OrganisationFactory(id="body", succeeds=self.before, succeeded_on=date(2023, 9, 1), **named(0))
        self.programme = ProgrammeFactory(
            id="main", responsible=self.body, territory=self.kz, sector="industry", **named(0)
        )
        self.indicator = IndicatorFactory(id="main", programme=self.programme, reporting_interval_days=30, **named(0))
        self.publisher = PublisherFactory(id="publisher")
        self.minister = PersonFactory(id="minister", **named(0))
        post = {"organisation": self.body, "since": date(2024, 1, 1)}
        OfficeFactory(id="minister", person=self.minister, until=date(2024, 6, 30), **post)
        self.source = SourceFactory(id="source", note=NOTE)
        self.rival = SourceFactory(id="rival", publisher="A newspaper", kind="press", published=date(2024, 12, 30))
        self.plant = ProjectFactory(id="plant", programme=self.programme, territory=self.kz, note=NOTE, **named(0))
        self.link = self._target("main", self.indicator, bundle="together")
        self._draft(pk=DRAFT, title=NOTE)
        refresh_assessments(as_of=TODAY, at=NOW)

    def grow(self, size: int) -> None:
        """Until there are that many of everything."""
        for number in range(self.size, size):
            self._add(number)
        self.size = size
        refresh_assessments(as_of=TODAY, at=NOW)
        for number, first in enumerate(Target.objects.first_links().order_by("id").values_list("id", flat=True)):
            self._watch(number, first)

    def _add(self, number: int) -> None:
        """One more of everything."""
        day = START + timedelta(days=number)
        long_ago = date(2023, 1, 1) - timedelta(days=2 * number)
        held = {"organisation": self.body, "since": long_ago - timedelta(days=1), "until": long_ago}
        OfficeFactory(person=PersonFactory(id=f"person-{number}", **named(number)), **held)
        OfficeFactory(person=self.minister, organisation=self.before, title=f"Post {number}", since=None)
        place = TerritoryFactory(id=f"kz-{number}", parent=self.kz, **named(number))
        OrganisationFactory(id=f"heir-{number}", succeeds=self.body, succeeded_on=date(2024, 1, 1), **named(number))
        ProgrammeFactory(id=f"programme-{number}", responsible=self.body, territory=place, sector=f"sector {number}")
        PublisherFactory(id=f"spelling-{number}", same_as=self.publisher)
        source = SourceFactory(id=f"source-{number}", publisher=f"Publisher {number}", published=date(2024, 12, 31))
        indicator = IndicatorFactory(id=f"indicator-{number}", programme=self.programme, **named(number))
        self._target(f"alone-{number}", indicator, deadline=day + timedelta(days=400))
        self._target(f"together-{number}", indicator, bundle="together")
        pool = {"bundle": f"pool-{number}", "deadline": date(2024, 12, 31) - timedelta(days=number % 200)}
        self._target(f"count-{number}", self.indicator, **pool)
        self._target(f"overdue-{number}", indicator, deadline=day, timing="by_deadline", window_start=None)
        self.link = self._target(
            f"main-{number}", self.indicator, revises=self.link, value=Decimal(200 + number % 7), bundle="together",
            announced=date(2024, 2, 6) + timedelta(days=number), note=NOTE,
        )  # fmt: skip
        self._report(f"day-{number}", self.indicator, self.source, period_start=day, period_end=day)
        self._report(f"other-{number}", self.indicator, self.rival, period_start=day, period_end=day, value=Decimal(7))
        self._report(f"some-{number}", indicator, source, period_end=date(2024, 6, 30))
        report = self._report(f"said-{number}", indicator, self.source, period_end=date(2024, 9, 30))
        self._report(f"fixed-{number}", indicator, self.source, period_end=date(2024, 9, 30), corrects=report)
        project = ProjectFactory(id=f"project-{number}", programme=self.programme, territory=place, **named(number))
        columns = {"source": self.source, "recorded_by": self.editor}
        ProjectEventFactory(project=project, stage="commissioned", date=day, **columns)
        ProjectEventFactory(id=f"plant-{number}", project=self.plant, stage="started", date=day, **columns)
        self._mistake(number, indicator)
        self._draft(title=f"{number}", origin_name=f"token {number}")
        WebHook.objects.create(user=self.person, url=f"https://example.org/{number}", created_at=RECORDED_AT)

    def _draft(self, **more: object) -> Draft:
        """Of the person who watches: the editor may publish it."""
        moments = dict.fromkeys(("created_at", "saved_at", "submitted_at"), RECORDED_AT)
        people = dict.fromkeys(("created_by", "saved_by", "submitted_by"), self.person)
        change = Change("edit", "indicators", "main", {"direction": "decrease"}, {"direction": "increase"})
        given = {"kind": "row", "origin": "admin", "state": "in_review", "changes": [change.as_json()]}
        return Draft.objects.create(**{**given, **moments, **people, **more})

    def _target(self, id: str, indicator: object, **more: object) -> Target:
        validate_public_id(id)
        given = {"source": self.source, "recorded_by": self.editor, "locator": NOTE, "speaker": "A minister"}
        given["spoken_by"] = self.minister
        return TargetFactory(id=id, indicator=indicator, **{**given, **more})

    def _report(self, id: str, indicator: object, source: object, **more: object) -> Outcome:
        given = {"source": source, "recorded_by": self.editor, "note": NOTE, "value": Decimal(3)}
        given["spoken_by"] = self.minister
        return OutcomeFactory(id=id, indicator=indicator, **{**given, **more})

    def _mistake(self, number: int, indicator: object) -> None:
        """A figure of the main indicator that belonged to another."""
        Correction.objects.create(
            action="moved",
            table="outcome",
            row_id=f"gone-{number}",
            programme=self.programme,
            indicator=self.indicator,
            moved_to=indicator,
            cites=self.rival.publisher,
            cells={"basis": "absolute", "qualifier": "exactly", "value": "900", "period_end": "2024-06-30"},
            reason=NOTE,
            noticed_by="a reader",
            entered_at=RECORDED_AT,
            corrected_at=RECORDED_AT + timedelta(days=number),
        )

    def _watch(self, number: int, first: str) -> None:
        """Follow it; every third is snoozed."""
        if Follow.objects.filter(user=self.person, target=first).exists():
            return
        follow(by=self.person, kind="target", thing_id=first, at=RECORDED_AT)
        if number % 3 == 0:
            ends = NOW + timedelta(days=number + 1)
            Snooze.objects.create(user=self.person, target_id=first, quiet_since=RECORDED_AT, ends_at=ends)
