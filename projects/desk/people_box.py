"""The box that says who the speaker is: somebody of the record, chosen, or whoever bears just that name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from projects.models import Person
from projects.packages.doubt_rules import text_key
from projects.reports.named import sorted_by_name

BY_NAME, NOBODY = "", "-"  # whoever bears the name of the speaker; nobody, whatever the name


def people_of_record(lang: str) -> dict[str, Person]:
    """Everybody by id, in the order of the names that are shown. One query."""
    return {person.pk: person for person in sorted_by_name(Person.objects.order_by(), lang)}


def people_offered(people: Iterable[Person]) -> list[tuple[str, str]]:
    """The choices of the box."""
    return [
        (BY_NAME, _("whoever bears the name of the speaker, if somebody of the record does")),
        (NOBODY, _("nobody of the record")),
        *((person.pk, str(person)) for person in people),
    ]


def who_spoke(chosen: str, speaker: str, people: Mapping[str, Person]) -> Person | None:
    """The person that was chosen; else the only one with just the speaker's name, in whichever language."""
    if chosen != BY_NAME:
        return people.get(chosen)
    name = text_key(speaker)
    bearers = [
        person
        for person in people.values()
        if name and name in {text_key(person.name), text_key(person.name_ru), text_key(person.name_kk)}
    ]
    return bearers[0] if len(bearers) == 1 else None
