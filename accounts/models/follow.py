from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Organisation, Programme, Target, Territory

# The kinds of things that can be followed, the nearest to a promise first. The first four are rows of the record.
KINDS = ("target", "programme", "organisation", "territory", "sector", "search")
ROWS = KINDS[:4]
MAX_SEARCH = 2000
MAX_NAME = 200


def of_kind(kind: str) -> Q:
    """Follows of one kind: its column is filled and no other."""
    condition = Q()
    for column in KINDS:
        if column in ROWS:
            condition &= Q(**{f"{column}__isnull": column != kind})
        else:
            condition &= ~Q(**{column: ""}) if column == kind else Q(**{column: ""})
    return condition


def _exactly_one() -> Q:
    either = of_kind(KINDS[0])
    for kind in KINDS[1:]:
        either |= of_kind(kind)
    return either


def _followed_once(kind: str, message: Any) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["user", kind],
        condition=None if kind in ROWS else ~Q(**{kind: ""}),
        name=f"follow_{kind}_once",
        violation_error_message=message,
    )


class Follow(models.Model):
    """A person follows exactly one thing: a row of the record, a sector, or a search saved under a name.

    A target is stored as the first link of its chain of revisions, so that the follow survives revisions. A search is
    stored as its canonical query string (``accounts.follows.searches``), so that the same search is followed once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    target = models.ForeignKey(
        Target, models.CASCADE, null=True, blank=True, related_name="+", help_text=_("First link of the chain.")
    )
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, blank=True, related_name="+")
    sector = models.CharField(_("sector"), max_length=500, blank=True, default="")
    search = models.CharField(_("saved search"), max_length=MAX_SEARCH, blank=True, default="")
    name = models.CharField(_("name of the search"), max_length=MAX_NAME, blank=True, default="")
    created_at = models.DateTimeField(_("since"))
    instant_since = models.DateTimeField(
        _("told at once since"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Of a target; empty: by digest only."),
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(),
                name="follow_exactly_one_thing",
                violation_error_message=_(
                    "One follows a target, a programme, an organisation, a territory, a sector or a saved search: "
                    "exactly one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(search="", name="") | (~Q(search="") & ~Q(name="")),
                name="follow_search_has_a_name",
                violation_error_message=_("A saved search has a name, and nothing else has one."),
            ),
            models.CheckConstraint(
                condition=Q(instant_since__isnull=True) | Q(target__isnull=False),
                name="follow_instant_of_a_target",
                violation_error_message=_("One is told at once of targets only."),
            ),
            _followed_once("target", _("This target is already followed.")),
            _followed_once("programme", _("This programme is already followed.")),
            _followed_once("organisation", _("This organisation is already followed.")),
            _followed_once("territory", _("This territory is already followed.")),
            _followed_once("sector", _("This sector is already followed.")),
            _followed_once("search", _("This search is already followed.")),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.kind} {self.thing_id}"

    @property
    def kind(self) -> str:
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id" if kind in ROWS else kind))

    @property
    def thing_id(self) -> str:
        kind = self.kind
        return str(getattr(self, f"{kind}_id" if kind in ROWS else kind))
