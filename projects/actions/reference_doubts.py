"""Doubts about sources and indicators: recorded already, spelt almost like another, or turned into something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import models

from projects.actions.known_sources import source_at
from projects.models import Indicator, Outcome, Publisher, Source, Target
from projects.packages import doubt_rules as rules
from projects.packages.doubt_rules import Doubt

# The columns of a row whose change is worth asking about.
ASKED_OF: dict[type[models.Model], frozenset[str]] = {
    Source: frozenset({"title", "publisher", "published", "url"}),
    Indicator: frozenset({"unit"}),
}


def asks_again(model: type[models.Model], changed: Collection[str]) -> bool:
    """Whether a change to a row makes it worth asking anew."""
    return bool(ASKED_OF.get(model, frozenset()).intersection(changed))


def source_doubts(source: Source) -> Iterator[Doubt]:
    """The same source, and a publisher spelt almost like a known one. At most five queries."""
    others = Source.objects.exclude(pk=source.pk).order_by("id")
    same = source_at(source.url, but=source.pk)
    twin = same.pk if same is not None else None
    if twin is not None:
        yield Doubt("same_source", "url", {"id": twin})
    title = rules.text_key(source.title)
    of_the_day = others.filter(published=source.published, publisher_key=source.publisher_key)
    titles = of_the_day.values_list("pk", "title")
    named = next((pk for pk, text in titles if rules.text_key(text) == title and pk != twin), None)
    if named is not None:
        yield Doubt("same_source", "title", {"id": named})
    if not others.filter(publisher_key=source.publisher_key).exists():
        printed = others.order_by().values_list("publisher", flat=True)
        names = Publisher.objects.order_by().values_list("name", flat=True).union(printed)
        yield from rules.publisher_doubts(source.publisher, names)


def unit_doubts(indicator: Indicator) -> Iterator[Doubt]:
    """Another unit than its figures were recorded in, or one spelt almost like another. At most four queries."""
    before = Indicator.objects.filter(pk=indicator.pk).values_list("unit", flat=True).first()
    if before is not None and before != indicator.unit:
        models_of_figures = (Target, Outcome)
        if any(model._default_manager.filter(indicator=indicator.pk).exists() for model in models_of_figures):
            yield from rules.changed_unit_doubts(before, indicator.unit)
    units = Indicator.objects.exclude(pk=indicator.pk).order_by().values_list("unit", flat=True).distinct()
    yield from rules.unit_doubts(indicator.unit, units)
