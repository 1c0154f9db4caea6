from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .fields import LONG_TEXT, PublicIdField
from .names import local_name


class Organisation(models.Model):
    """A body that promises, answers for or reports: a ministry, an akimat, a bank, a company."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("ministry")
        AGENCY = "agency", _("agency")
        AKIMAT = "akimat", _("akimat")
        GOVERNMENT = "government", _("government")
        PRESIDENT = "president", _("president")
        BANK = "bank", _("bank")
        FUND = "fund", _("fund")
        COMPANY = "company", _("company")
        MEDIA = "media", _("media")
        OTHER = "other", _("other")

    id = PublicIdField(primary_key=True)
    name = models.CharField(max_length=LONG_TEXT)
    name_ru = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    name_kk = models.CharField(max_length=LONG_TEXT, blank=True, default="")
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    succeeds = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text=_("The organisation it took over from."),
    )
    succeeded_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=1000, blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "ministry",
                        "agency",
                        "akimat",
                        "government",
                        "president",
                        "bank",
                        "fund",
                        "company",
                        "media",
                        "other",
                    ]
                ),
                name="organisation_kind_known",
                violation_error_message=_("The kind of an organisation is one of the listed ones."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(succeeds__isnull=True) | ~Q(succeeds=F("id")),
                name="organisation_not_its_own_successor",
                violation_error_message=_("An organisation cannot succeed itself."),
            ),
            models.CheckConstraint(
                condition=Q(succeeded_on__isnull=True) | Q(succeeds__isnull=False),
                name="organisation_succession_has_both",
                violation_error_message=_("A date of succession needs the organisation it took over from."),
            ),
        ]

    def __str__(self) -> str:
        return local_name(self)
