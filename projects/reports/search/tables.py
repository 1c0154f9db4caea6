"""The rows of the record in which a search looks: one query for each table, without the reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Min
from django.db.models.functions import Greatest

from projects.models import (
    Indicator,
    Office,
    Organisation,
    Outcome,
    Person,
    Programme,
    Project,
    ProjectEvent,
    Source,
    Target,
    Territory,
)
from projects.reports.named import NAME_COLUMNS

NAMES = NAME_COLUMNS[1:]
CHUNK_ROWS = 2_000


class TargetRow(NamedTuple):
    id: str
    indicator: str
    value: Decimal | None
    upper_value: Decimal | None
    window_start: date | None
    deadline: date | None
    announced: date
    revises: str | None
    withdrawn: bool
    spoken_by: str | None
    texts: tuple[str, ...]


class IndicatorRow(NamedTuple):
    id: str
    programme: str
    territory: str | None
    unit: str
    names: tuple[str, ...]


class ProgrammeRow(NamedTuple):
    id: str
    responsible: str
    territory: str
    sector: str
    names: tuple[str, ...]
    summaries: tuple[str, ...]


class BodyRow(NamedTuple):
    id: str
    succeeds: str | None
    succeeded_on: date | None
    names: tuple[str, ...]


class PersonRow(NamedTuple):
    id: str
    names: tuple[str, ...]


class OfficeRow(NamedTuple):
    person: str
    organisation: str
    since: date | None
    titles: tuple[str, ...]


class PlaceRow(NamedTuple):
    id: str
    parent: str | None
    names: tuple[str, ...]


class ProjectRow(NamedTuple):
    id: str
    programme: str
    territory: str
    company: str
    names: tuple[str, ...]


class SourceRow(NamedTuple):
    id: str
    public_on: date
    names: tuple[str, ...]
    texts: tuple[str, ...]


class Tables(NamedTuple):
    """All of them. ``stages`` has the day on which the first stage of a project was known, for those that have any;
    ``reports`` that on which the first report of a person was.
    """

    targets: Sequence[TargetRow]
    indicators: Sequence[IndicatorRow]
    programmes: Sequence[ProgrammeRow]
    bodies: Sequence[BodyRow]
    people: Sequence[PersonRow]
    offices: Sequence[OfficeRow]
    reports: dict[str, date]
    places: Sequence[PlaceRow]
    projects: Sequence[ProjectRow]
    stages: dict[str, date]
    sources: Sequence[SourceRow]


def read_tables() -> Tables:
    """The rows as they are now, by id. Eleven queries."""
    figures = ("value", "upper_value", "window_start", "deadline", "announced", "revises_id", "withdrawn")
    texts = ("bundle", *_in_all("speaker"), *_in_all("note"), *_in_all("claimed"), *_in_all("not_entered"))
    targets = _rows(Target, "id", "indicator_id", *figures, "spoken_by_id", *texts).iterator(chunk_size=CHUNK_ROWS)
    indicators = _rows(Indicator, "id", "programme_id", "territory_id", "unit", *NAMES)
    programmes = _rows(Programme, "id", "responsible_id", "territory_id", "sector", *NAMES, *_in_all("summary"))
    bodies = _rows(Organisation, "id", "succeeds_id", "succeeded_on", *NAMES)
    people = _rows(Person, "id", *NAMES)
    offices = _rows(Office, "person_id", "organisation_id", "since", *_in_all("title"))
    places = _rows(Territory, "id", "parent_id", *NAMES)
    projects = _rows(Project, "id", "programme_id", "territory_id", "company", *NAMES)
    titles = ("title_en", "title_ru", "title_kk", "title")
    sources = _rows(Source, "id", "public_on", *titles, "publisher", *_in_all("note"))
    return Tables(
        targets=list(_targets(targets)),
        indicators=[IndicatorRow._make((*row[:4], row[4:])) for row in indicators],
        programmes=[ProgrammeRow._make((*row[:4], row[4:7], row[7:])) for row in programmes],
        bodies=[BodyRow._make((*row[:3], row[3:])) for row in bodies],
        people=[PersonRow(row[0], row[1:]) for row in people],
        offices=[OfficeRow._make((*row[:3], row[3:])) for row in offices],
        reports=_first_reports(),
        places=[PlaceRow._make((*row[:2], row[2:])) for row in places],
        projects=[ProjectRow._make((*row[:4], row[4:])) for row in projects],
        stages=_first_stages(),
        sources=[_source(*row) for row in sources],
    )


def _targets(rows: Iterable[tuple[Any, ...]]) -> Iterator[TargetRow]:
    """Days and texts that many targets have are in memory once."""
    shared: dict[Any, Any] = {}
    for id, indicator, value, upper_value, *others in rows:
        cells = [shared.setdefault(other, other) for other in (*others[:6], tuple(others[6:]))]
        yield TargetRow(id, indicator, value, upper_value, *cells)


def _source(id: str, public_on: date, en: str, ru: str, kk: str, title: str, *texts: str) -> SourceRow:
    """The title of a source in each language, and as it was printed where that is another."""
    return SourceRow(id, public_on, (en or title, ru, kk, title if en else ""), texts)


def _in_all(column: str) -> tuple[str, str, str]:
    return column, f"{column}_ru", f"{column}_kk"


def _rows(model: Any, *columns: str) -> Any:
    return model._default_manager.order_by("id").values_list(*columns)


def _first_stages() -> dict[str, date]:
    stages = ProjectEvent.objects.order_by().values_list("project_id")
    return dict(stages.annotate(day=Min(Greatest("date", "source__public_on"))))


def _first_reports() -> dict[str, date]:
    reports = Outcome.objects.filter(spoken_by__isnull=False).order_by().values_list("spoken_by_id")
    return dict(reports.annotate(day=Min("source__public_on")))
