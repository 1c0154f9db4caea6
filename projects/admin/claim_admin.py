from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from projects import wording
from projects.actions.annotate_claim import annotate_claim
from projects.actions.record_claim import record_claim
from projects.admin.columns_in_words import plain_columns
from projects.admin.effects_panel import EffectsPanel
from projects.admin.erase_page import ErasePage
from projects.admin.record_admin import RecordForm
from projects.admin.rename_page import RenamePage
from projects.admin.review import edited_row, new_row
from projects.desk.access import moment
from projects.models.names import active_language
from projects.packages.one_row import cell_of
from projects.packages.tables import WORDS


class ClaimForm(RecordForm):
    """The form of a new claim, which may come without an id; of a recorded one only its words can come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "id" in self.fields:
            self.fields["id"].required = False


class ClaimAdmin(EffectsPanel, ErasePage, RenamePage):
    """Pages of append-only claims: figures are entered once, and read-only from then on (ADR 0002)."""

    form = ClaimForm

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        names = [field.name for field in self.model._meta.concrete_fields if field.name not in WORDS]
        return plain_columns(self.model, names)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a recorded claim flags and people stand in words."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [
            (title, {**options, "fields": plain_columns(self.model, options["fields"])}) for title, options in fieldsets
        ]

    def effects_at(self, object_id: str | None) -> str:
        """Of a recorded claim only its words can change, which move nothing."""
        return "" if object_id else super().effects_at(None)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if self.waits_for_review(request):
            entered = edited_row(obj) if change else new_row(obj)
            if entered is not None:
                self.enter(request, entered, form.confirmed)
        elif change:
            words = {name: cell_of(form.instance, name) for name in WORDS if name in form.fields}
            annotate_claim(claim=obj, by=request.user, at=moment(), confirmed=form.confirmed, **words)
        else:
            record_claim(obj, by=request.user, at=moment(), confirmed=form.confirmed)


def in_words(claim: Any, *, promised: bool) -> str:
    """The figure as announced, in the reader's language; ``claim`` comes with its indicator."""
    return wording.stated(
        basis=claim.basis,
        qualifier=claim.qualifier,
        value=claim.value,
        upper=claim.upper_value,
        unit=claim.indicator.unit,
        lang=active_language(),
        promised=promised,
        compared_with=None if promised else (claim.compared_with_start, claim.compared_with_end),
    )


FIGURE = _("figure")
