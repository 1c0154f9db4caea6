"""Rows of the record → entries of the index: each thing with the words by which it is looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from projects import wording
from projects.wording import LANGUAGES

from .entries import (
    ALWAYS,
    BODY,
    INDICATOR,
    NEVER,
    PERSON,
    PLACE,
    PROGRAMME,
    PROJECT,
    SECTOR,
    SOURCE,
    TARGET,
    WORD,
    Document,
    Entry,
    Text,
)
from .figures import figure_keys
from .glossary import glossary
from .letters import folded_words
from .tables import IndicatorRow, ProgrammeRow, Tables, TargetRow

MOST_DAYS = 10_000


def entries_of(tables: Tables) -> Iterator[Entry]:
    """Everything that a search can find, in any order."""
    record = _Record(tables)
    indicators = record.indicators()
    yield from indicators.values()
    yield from record.targets(indicators)
    yield from record.programmes()
    yield from record.bodies()
    yield from record.people()
    yield from record.places()
    yield from record.sectors()
    yield from record.projects()
    for source in tables.sources:
        about = _unsaid(*source.texts, source.id)
        since = _since(source.public_on)
        yield Entry(Document(SOURCE, source.id, source.names, since), _unsaid(*source.names), about)
    yield from _glossary_entries()


def _glossary_entries() -> Iterator[Entry]:
    for word in glossary():
        document = Document(WORD, str(word.number), word.names, ALWAYS, about=word.meanings)
        yield Entry(document, _named(word.names), _named(word.meanings))


class _Record:
    """The rows joined: what belongs to what, where it is for, and since when it is public."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.indicator = {row.id: row for row in tables.indicators}
        self.programme = {row.id: row for row in tables.programmes}
        self.body = {row.id: row for row in tables.bodies}
        self.person = {row.id: row for row in tables.people}
        self.place = {row.id: row for row in tables.places}
        self.announced = _earliest((row.indicator, row.announced) for row in tables.targets)
        per_programme = ((row.programme, self.announced.get(row.id)) for row in tables.indicators)
        self.programme_since = _earliest((id, day) for id, day in per_programme if day)
        self.programmes_of: dict[str, list[ProgrammeRow]] = defaultdict(list)
        for row in tables.programmes:
            self.programmes_of[row.responsible].append(row)
        self.places_of: dict[str, set[str]] = defaultdict(set)
        for programme in tables.programmes:
            self.places_of[programme.id].add(programme.territory)
        for indicator in tables.indicators:
            if indicator.territory:
                self.places_of[indicator.programme].add(indicator.territory)

    def indicators(self) -> dict[str, Entry]:
        """By id: the targets are found by their words too."""
        entries = {}
        for row in self.tables.indicators:
            programme = self.programme[row.programme]
            where = self._where(row)
            since = _since(self.announced.get(row.id) or self.programme_since.get(row.programme))
            document = Document(INDICATOR, row.id, row.names, since, places=(where,), about=(row.programme,))
            around = (programme, self.body[programme.responsible], self.place[where])
            texts = (*(text for thing in around for text in _named(thing.names)), Text("", row.id))
            entries[row.id] = Entry(document, _named(row.names), texts, _unit_words(row.unit))
        return entries

    def targets(self, indicators: dict[str, Entry]) -> Iterator[Entry]:
        chains = _chains(self.tables.targets)
        for row in self.tables.targets:
            indicator = indicators[row.indicator]
            document = Document(
                TARGET,
                row.id,
                indicator.document.names,
                _since(row.announced),
                _until(row),
                indicator.document.places,
                chains[row.id],
                (indicator.document.id, row.revises or ""),
            )
            speaker = _named(self.person[row.spoken_by].names) if row.spoken_by else ()
            texts = (*speaker, *_unsaid(*row.texts, row.id))
            yield Entry(document, (), texts, tuple(_promised(row)), indicator)

    def programmes(self) -> Iterator[Entry]:
        for row in self.tables.programmes:
            since, places = _since(self.programme_since.get(row.id)), self.places_of[row.id]
            document = Document(PROGRAMME, row.id, row.names, since, places=tuple(sorted(places)))
            body, place = _named(self.body[row.responsible].names), _named(self.place[row.territory].names)
            sector = _named(_sector_names(row.sector)) if row.sector else ()
            texts = (*_named(row.summaries), *body, *place, *sector, Text("", row.id))
            yield Entry(document, _named(row.names), texts)

    def bodies(self) -> Iterator[Entry]:
        for row in self.tables.bodies:
            own = self.programmes_of[row.id]
            days = [self.programme_since[programme.id] for programme in own if programme.id in self.programme_since]
            since = max(_since(min(days, default=None)), _since(row.succeeded_on))
            places = {place for programme in own for place in self.places_of[programme.id]}
            before = _named(self.body[row.succeeds].names) if row.succeeds in self.body else ()
            document = Document(BODY, row.id, row.names, since, places=tuple(sorted(places)))
            yield Entry(document, _named(row.names), (*before, Text("", row.id)))

    def people(self) -> Iterator[Entry]:
        """People are known from their first promise, report or office; they are for the places of all of these."""
        days = _earliest(
            [
                *((row.spoken_by, row.announced) for row in self.tables.targets if row.spoken_by),
                *self.tables.reports.items(),
                *((row.person, row.since or date.min) for row in self.tables.offices),
            ]
        )
        places: dict[str, set[str]] = defaultdict(set)
        for target in self.tables.targets:
            if target.spoken_by:
                places[target.spoken_by].add(self._where(self.indicator[target.indicator]))
        offices: dict[str, list[Text]] = defaultdict(list)
        for office in self.tables.offices:
            offices[office.person] += (*_named(office.titles), *_named(self.body[office.organisation].names))
            places[office.person].update(
                place for programme in self.programmes_of[office.organisation] for place in self.places_of[programme.id]
            )
        for row in self.tables.people:
            where = tuple(sorted(places[row.id]))
            document = Document(PERSON, row.id, row.names, _since(days.get(row.id)), places=where)
            yield Entry(document, _named(row.names), (*offices[row.id], Text("", row.id)))

    def _where(self, indicator: IndicatorRow) -> str:
        return indicator.territory or self.programme[indicator.programme].territory

    def places(self) -> Iterator[Entry]:
        for row in self.tables.places:
            document = Document(PLACE, row.id, row.names, ALWAYS, places=(row.id,))
            yield Entry(document, _named(row.names), (Text("", row.id),))

    def sectors(self) -> Iterator[Entry]:
        by_sector: dict[str, list[ProgrammeRow]] = defaultdict(list)
        for row in self.tables.programmes:
            by_sector[row.sector].append(row)
        for sector, programmes in by_sector.items():
            since = min(_since(self.programme_since.get(programme.id)) for programme in programmes)
            places = {place for programme in programmes for place in self.places_of[programme.id]}
            if sector:
                names = _sector_names(sector)
                yield Entry(Document(SECTOR, sector, names, since, places=tuple(sorted(places))), _named(names))

    def projects(self) -> Iterator[Entry]:
        for row in self.tables.projects:
            since = _since(self.tables.stages.get(row.id))
            document = Document(PROJECT, row.id, row.names, since, places=(row.territory,), about=(row.programme,))
            around = (*_named(self.programme[row.programme].names), *_named(self.place[row.territory].names))
            yield Entry(document, _named(row.names), (*around, *_unsaid(row.company, row.id)))


def _earliest(pairs: Iterable[tuple[str, date]]) -> dict[str, date]:
    days: dict[str, date] = {}
    for id, day in pairs:
        if id not in days or day < days[id]:
            days[id] = day
    return days


@lru_cache(maxsize=MOST_DAYS)
def _since(day: date | None) -> int:
    """One number in memory for all documents of a day."""
    return day.toordinal() if day else ALWAYS


def _until(row: TargetRow) -> int:
    """The last day on which a promise is open: its deadline, or the day on which it was withdrawn."""
    if row.withdrawn:
        return _since(row.announced) - 1
    return _since(row.deadline) if row.deadline else NEVER


def _chains(targets: Sequence[TargetRow]) -> dict[str, str]:
    """The first id of the chain of each target; a circle ends where it began."""
    before = {row.id: row.revises for row in targets}
    firsts: dict[str, str] = {}
    for id in before:
        path = [id]
        while path[-1] not in firsts and (earlier := before.get(path[-1])) is not None and earlier not in path:
            path.append(earlier)
        firsts.update(dict.fromkeys(path, firsts.get(path[-1], path[-1])))
    return firsts


def _promised(row: TargetRow) -> Iterator[str]:
    """The figures and years of a promise."""
    for value in (row.value, row.upper_value):
        yield from figure_keys(value)
    for day in (row.window_start, row.deadline):
        if day:
            yield str(day.year)


def _named(names: Sequence[str]) -> tuple[Text, ...]:
    """Texts in the order of the languages."""
    return tuple(Text(language, text) for language, text in zip(LANGUAGES, names, strict=False) if text)


def _unsaid(*texts: str) -> tuple[Text, ...]:
    """Texts that do not say which language they are in."""
    return tuple(Text("", text) for text in texts if text)


@cache
def _unit_words(unit: str) -> tuple[str, ...]:
    if not unit:
        return ()
    texts = [unit, *(wording.unit_name(unit, language) for language in LANGUAGES)]
    return tuple(dict.fromkeys(word for text in texts for word in folded_words(text)))


@cache
def _sector_names(sector: str) -> tuple[str, ...]:
    return tuple(wording.sector(sector, language) for language in LANGUAGES)
