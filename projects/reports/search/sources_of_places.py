"""Which sources are cited on a place: an index of words does not know it, the claims do."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from projects.models import Outcome, ProjectEvent, Source, Target
from projects.reports.hierarchies import for_places


def cited_on(places: Collection[str]) -> Q:
    """Whether a claim about one of these places cites the source."""
    of_source = {"source": OuterRef("pk")}
    there = for_places(places, "indicator__")
    return (
        Q(Exists(Target.objects.filter(there, **of_source)))
        | Q(Exists(Outcome.objects.filter(there, **of_source)))
        | Q(Exists(ProjectEvent.objects.filter(project__territory__in=places, **of_source)))
    )


def cited_there(sources: Collection[str], places: Collection[str]) -> frozenset[str]:
    """Those of some sources that a claim about one of the places cites. One query."""
    cited = Source.objects.filter(cited_on(places), pk__in=sources)
    return frozenset(cited.order_by().values_list("pk", flat=True))
