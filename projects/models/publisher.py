from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from projects.comparison.publishers import publisher_key

from .fields import PublicIdField

LONGEST_NAME = 300  # characters: the key is indexed, and an index of PostgreSQL holds 2,700 bytes
BATCH = 500  # keys or names in a question


class PublisherQuerySet(models.QuerySet["Publisher"]):
    def by_key(self, keys: Iterable[str]) -> dict[str, str]:
        """Key of a spelling → key of the publisher it stands for, of those of ``keys`` that have a row."""
        rows: dict[str, str] = {}
        for batch in batches(keys):
            of_batch = self.filter(key__in=batch).order_by()
            rows.update(of_batch.values_list("key", Coalesce("same_as__key", "key")))
        return rows


class Publisher(models.Model):
    """A spelling of a publisher's name. One with ``same_as`` is another spelling of that publisher (R9).

    A publisher needs a row only where editors have joined two spellings: any other stands for itself.
    """

    id = PublicIdField(primary_key=True)
    name = models.CharField(
        max_length=LONGEST_NAME, help_text=_("As sources print it, in whatever language; capitals do not matter.")
    )
    key = models.TextField(editable=False)
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spellings",
        help_text=_("The publisher of which this is another spelling."),
    )

    objects = PublisherQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["key"])

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="publisher_spelling_has_one_row",
                violation_error_message=_("This spelling has a row already."),
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="publisher_has_a_key",
                violation_error_message=_("A publisher has a name, by which figures are told apart (rule R9)."),
            ),
            models.CheckConstraint(
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("id")),
                name="publisher_not_its_own_spelling",
                violation_error_message=_("A publisher is no other spelling of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The different ones of the texts, as many at a time as a question may hold."""
    wanted = sorted(set(texts))
    for start in range(0, len(wanted), BATCH):
        yield wanted[start : start + BATCH]


def standing_for(names: Iterable[str]) -> dict[str, str]:
    """Name of a publisher as printed → key of whom it stands for (R9). One query for each 500 names."""
    own = {name: publisher_key(name) for name in names}
    joined = Publisher.objects.by_key(set(own.values()))
    return {name: joined.get(key, key) for name, key in own.items()}
