"""A small record with every case that the API has to tell apart, and a reader who asks on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest
import time_machine
from django.db import transaction
from django.test import Client
from knox.models import AuthToken

from projects.actions.refresh import refresh_assessments
from projects.api.index import document
from projects.comparison.publishers import publisher_key
from projects.models import (
    Indicator,
    Office,
    Organisation,
    Outcome,
    Person,
    Programme,
    Project,
    ProjectEvent,
    Publisher,
    Source,
    Target,
    Territory,
)
from projects.models.system_user import system_user
from tests.factories import UserFactory

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
RECORDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    status: int
    type: str
    body: Any
    headers: Any


class Reader:
    """Asks the API without a session."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, path: str, **query: Any) -> Answer:
        return self.ask("get", path, query)

    def ask(self, method: str, path: str, query: Any = None, **extra: Any) -> Answer:
        response = getattr(self.client, method)(f"/api/v1/{path}", query or {}, **extra)
        body = orjson.loads(response.content) if response.content else None
        return Answer(response.status_code, response.headers.get("Content-Type", ""), body, response.headers)

    def ids(self, path: str, **query: Any) -> list[str]:
        answer = self.get(path, **query)
        assert answer.status == 200, answer.body
        return [row["id"] for row in answer.body["results"]]


@pytest.fixture
def reader() -> Iterator[Reader]:
    with time_machine.travel(NOW, tick=False):
        yield Reader()


@pytest.fixture
def record_writer(reader: Reader) -> Callable[[Any], Callable[..., Answer]]:
    """A person → a function that sends a row under their token."""

    def of(person: Any) -> Callable[..., Answer]:
        headers = {"Authorization": f"Token {AuthToken.objects.create(person)[1]}"}

        def write(path: str, body: Any, **more: Any) -> Answer:
            extra = {"content_type": "application/json", **more, "headers": {**headers, **more.get("headers", {})}}
            answer = reader.ask("post", f"{path}/", body, **extra)
            documented = document()["paths"][f"/api/v1/{path}/"]["post"]["responses"]
            assert str(answer.status) in documented or answer.status == 500, answer
            return answer

        return write

    return of


@pytest.fixture
def editor(db: None) -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def write(editor: Any, record_writer: Callable[[Any], Callable[..., Answer]]) -> Callable[..., Answer]:
    """Sends a row to a collection under an editor's token."""
    return record_writer(editor)


@pytest.fixture
def record(db: None) -> None:
    """Bodies, places, sources, two programmes with their targets and reports; verdicts as of TODAY."""
    make_record()


@pytest.fixture(scope="module")
def shared_record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same record, made once for a module all of whose tests ask for it: to make it takes as long as to ask it.

    What a test changes is undone after it, as ever.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        make_record()
        yield
        transaction.set_rollback(True)


def make_record() -> None:
    things()
    targets()
    outcomes()
    refresh_assessments(as_of=TODAY, at=NOW)


def things() -> None:
    Organisation.objects.bulk_create(
        [
            Organisation(id="old-ministry", name="Old ministry", name_ru="Старое министерство", kind="ministry"),
            Organisation(
                id="new-ministry",
                name="New ministry",
                kind="ministry",
                succeeds_id="old-ministry",
                succeeded_on=date(2023, 9, 2),
            ),
            Organisation(id="astana-akimat", name="Akimat of Astana", kind="akimat", parent_id="new-ministry"),
        ]
    )
    Territory.objects.bulk_create(
        [
            Territory(id="kz", name="Kazakhstan", name_kk="Қазақстан"),
            Territory(id="kz-71", name="Astana", parent_id="kz"),
            Territory(id="kz-79", name="Shymkent", parent_id="kz"),
        ]
    )
    Publisher.objects.bulk_create(
        [
            Publisher(id="newspaper", name="Newspaper", key="newspaper"),
            Publisher(id="government-press", name="Government press", key="government press", same_as_id="newspaper"),
        ]
    )
    Person.objects.create(id="minister", name="Minister", name_ru="Министр")
    Office.objects.create(
        id="minister-now",
        person_id="minister",
        organisation_id="new-ministry",
        title="Minister",
        since=date(2023, 9, 2),
    )
    Source.objects.bulk_create(
        [
            source("announcement", date(2024, 1, 10), kind="government"),
            source("revision", date(2024, 6, 1), kind="government"),
            source("statistics", date(2025, 2, 1), precision="month", public_on=date(2025, 2, 28)),
            source("newspaper", date(2025, 3, 5), kind="press", publisher="Newspaper"),
        ]
    )
    Programme.objects.bulk_create(
        [
            Programme(id="pool", name="Pool", responsible_id="old-ministry", territory_id="kz", sector="industry"),
            Programme(
                id="housing",
                name="Housing",
                name_ru="Жильё",
                responsible_id="new-ministry",
                territory_id="kz-71",
                sector="housing",
            ),
        ]
    )
    Indicator.objects.bulk_create(
        [
            indicator("pool-count", "pool", unit="projects", name_ru="Запущенные проекты"),
            indicator("pool-money", "pool", unit="KZT"),
            indicator("flats", "housing", unit="dwellings"),
            indicator("plan", "housing", accumulation="milestone", territory_id="kz-79"),
        ]
    )
    Project.objects.bulk_create(
        [
            Project(
                id="plant",
                programme_id="pool",
                name="Plant",
                territory_id="kz-79",
                capacity=Decimal("46000.50"),
                capacity_unit="vehicles",
            ),
            Project(id="idea", programme_id="pool", name="Idea", territory_id="kz"),
        ]
    )
    ProjectEvent.objects.bulk_create(
        [
            event("plant-announced", "announced", date(2024, 1, 10), "announcement"),
            event("plant-commissioned", "commissioned", date(2025, 3, 1), "newspaper"),
        ]
    )


def targets() -> None:
    window = {"window_start": date(2024, 1, 1), "deadline": date(2024, 12, 31)}
    bundle = {**window, "bundle": "pool-2024", "timing": "within_period"}
    rows = [
        target("pool-2024-count", "pool-count", value=Decimal(180), speaker="Serik Zhumangarin", **bundle),
        target(
            "pool-2024-money", "pool-money", value=Decimal("1500000000000"), rounded_to=Decimal(100000000000), **bundle
        ),
        target(
            "pool-2024-money-2",
            "pool-money",
            value=Decimal("1300000000000.5"),
            announced=date(2024, 6, 1),
            source_id="revision",
            revises_id="pool-2024-money",
            spoken_by_id="minister",
            **bundle,
        ),
        target(
            "flats-2027",
            "flats",
            value=Decimal(1000),
            window_start=date(2024, 1, 1),
            deadline=date(2027, 12, 31),
            note="Для очередников Шымкента",
            baseline_value=Decimal(0),
            baseline_end=date(2023, 12, 31),
        ),
        target("plan-done", "plan", basis="done", qualifier="", deadline=date(2024, 6, 30)),
        target("pool-later", "pool-count", value=Decimal(10), deadline_text="soon", announced=date(2027, 1, 1)),
    ]
    Target.objects.bulk_create(rows)


def outcomes() -> None:
    Outcome.objects.bulk_create(
        [
            outcome(
                "count-2024", "pool-count", Decimal(170), date(2024, 1, 1), date(2024, 12, 31), spoken_by_id="minister"
            ),
            outcome("flats-2024", "flats", Decimal(200), date(2024, 1, 1), date(2024, 12, 31), final=False),
            outcome(
                "flats-astana", "flats", Decimal(0), None, date(2025, 2, 1), source_id="newspaper", territory_id="kz-79"
            ),
        ]
    )


def source(
    id: str, published: date, *, kind: str = "official_statistics", precision: str = "day", **more: Any
) -> Source:
    publisher = more.pop("publisher", "Government")
    return Source(
        id=id,
        title=id.title(),
        publisher=publisher,
        publisher_key=publisher_key(publisher),
        published=published,
        published_precision=precision,
        public_on=more.pop("public_on", published),
        kind=kind,
        **more,
    )


def indicator(id: str, programme: str, *, accumulation: str = "sum", **more: Any) -> Indicator:
    return Indicator(
        id=id, programme_id=programme, name=id.title(), accumulation=accumulation, direction="increase", **more
    )


def target(id: str, measured: str, **more: Any) -> Target:
    columns = {
        "basis": "absolute",
        "qualifier": "at_least",
        "timing": "by_deadline",
        "announced": date(2024, 1, 10),
        "source_id": "announcement",
        "recorded_at": RECORDED,
        "recorded_by": system_user(),
    }
    return Target(id=id, indicator_id=measured, **{**columns, **more})


def outcome(id: str, measured: str, value: Decimal, start: date | None, end: date, **more: Any) -> Outcome:
    columns = {
        "basis": "absolute",
        "qualifier": "exactly",
        "final": True,
        "source_id": "statistics",
        "recorded_at": RECORDED,
        "recorded_by": system_user(),
    }
    return Outcome(id=id, indicator_id=measured, value=value, period_start=start, period_end=end, **{**columns, **more})


def event(id: str, stage: str, on: date, cited: str) -> ProjectEvent:
    return ProjectEvent(
        id=id,
        project_id="plant",
        stage=stage,
        date=on,
        source_id=cited,
        recorded_at=RECORDED,
        recorded_by=system_user(),
    )
