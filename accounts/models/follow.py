from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Organisation, Programme, Target


class Follow(models.Model):
    """Somebody follows exactly one thing: a target, a programme or an organisation.

    A target is followed by the first link of its chain of revisions, so that following survives them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    target = models.ForeignKey(
        Target, models.CASCADE, null=True, blank=True, related_name="+", help_text=_("First link of the chain.")
    )
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("since"))

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False, programme__isnull=True, organisation__isnull=True)
                | Q(target__isnull=True, programme__isnull=False, organisation__isnull=True)
                | Q(target__isnull=True, programme__isnull=True, organisation__isnull=False),
                name="follow_exactly_one_thing",
                violation_error_message=_("One follows a target, a programme or an organisation: exactly one of them."),
            ),
            models.UniqueConstraint(
                fields=["user", "target"],
                name="follow_target_once",
                violation_error_message=_("This target is already followed."),
            ),
            models.UniqueConstraint(
                fields=["user", "programme"],
                name="follow_programme_once",
                violation_error_message=_("This programme is already followed."),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="follow_organisation_once",
                violation_error_message=_("This organisation is already followed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.kind} {self.thing_id}"

    @property
    def kind(self) -> str:
        return "target" if self.target_id else "programme" if self.programme_id else "organisation"

    @property
    def thing_id(self) -> str:
        return self.target_id or self.programme_id or self.organisation_id or ""
