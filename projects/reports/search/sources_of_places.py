"""Which sources are cited on a place: an index of words does not know it, the claims do."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from projects.models import Outcome, ProjectEvent, Source, Target
from projects.reports.hierarchies import for_places


def cited_there(sources: Collection[str], places: Collection[str]) -> frozenset[str]:
    """Those of some sources that a claim about one of the places cites. One query."""
    of_source = {"source": OuterRef("pk")}
    there = for_places(places, "indicator__")
    cited = (
        Exists(Target.objects.filter(there, **of_source))
        | Exists(Outcome.objects.filter(there, **of_source))
        | Exists(ProjectEvent.objects.filter(project__territory__in=places, **of_source))
    )
    return frozenset(Source.objects.filter(cited, pk__in=sources).order_by().values_list("pk", flat=True))
