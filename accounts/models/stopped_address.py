from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoppedAddressQuerySet(models.QuerySet["StoppedAddress"]):
    def active(self) -> StoppedAddressQuerySet:
        """Addresses to which nothing is sent now."""
        return self.filter(lifted_at__isnull=True)

    def among(self, addresses: Iterable[str]) -> set[str]:
        """The stopped ones among these addresses, in lower case."""
        lowered = {address.lower() for address in addresses}
        return set(self.active().filter(address__in=lowered).values_list("address", flat=True))


class StoppedAddress(models.Model):
    """A mail address that nothing is sent to, since when and why, until somebody allows it again. Never deleted.

    ``signal`` identifies the mail service's report that stopped it, so that the same report counts once.
    """

    class Reason(models.TextChoices):
        REFUSED = "refused", _("refused by its mail server")
        BOUNCED = "bounced", _("came back")
        COMPLAINED = "complained", _("reported as unwanted")

    address = models.CharField(_("address"), max_length=254, help_text=_("In small letters."))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    detail = models.TextField(_("what the mail server said"), blank=True, default="")
    signal = models.CharField(max_length=200, null=True, blank=True, unique=True, editable=False)  # NULL: none
    stopped_at = models.DateTimeField(_("stopped"))
    lifted_at = models.DateTimeField(_("allowed again"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = StoppedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-stopped_at", "-id"]
        verbose_name = _("stopped address")
        verbose_name_plural = _("stopped addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(lifted_at__isnull=True),
                name="stopped_address_once",
                violation_error_message=_("This address is stopped already."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="stopped_address_lifted_by_somebody",
                violation_error_message=_("An address is allowed again by somebody at some moment."),
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["refused", "bounced", "complained"]) & ~Q(address=""),
                name="stopped_address_has_a_reason",
                violation_error_message=_("An address is stopped for a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"
