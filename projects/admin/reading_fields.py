"""Boxes for figures and dates on the pages of the desk, and the address that says what is understood of their text."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from projects.desk.day_field import PRECISIONS, DayFormField, DayInput
from projects.desk.echo import Entry, rendered
from projects.desk.figure_field import FigureFormField, FigureInput
from projects.desk.reading_form import unit_of
from projects.models import Indicator
from projects.models.fields import PUBLIC_ID, FigureField
from projects.reading.limits import MAX_TEXT

SHOWN_WITH_A_FIGURE = ("basis", "currency", "capacity_unit")


class ReadingFieldsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Gives every figure and every date of a table a box that reads what is typed; no box is one for numbers."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, FigureField):
            kwargs |= {"form_class": FigureFormField, "widget": FigureInput(self._where())}
        elif isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
            kwargs |= {"form_class": DayFormField, "widget": DayInput(self._where())}
            if any(field.name == f"{db_field.name}_precision" for field in self.opts.concrete_fields):
                kwargs["precisions"] = PRECISIONS
        elif isinstance(db_field, models.IntegerField):
            kwargs["widget"] = AdminTextInputWidget({"inputmode": "numeric"})  # a mouse wheel changes a number box
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, FigureFormField):
            offers = db_field.name == "value" and any(other.name == "rounded_to" for other in self.opts.concrete_fields)
            field.widget.offers_rounding = offers
        return field

    def _where(self) -> dict[str, str]:
        return {"data-understood": reverse(f"{self.admin_site.name}:{self._name()}")}

    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_understood"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.understood_view)
        return [path("understood/", view, name=self._name()), *super().get_urls()]

    def understood_view(self, request: HttpRequest) -> HttpResponse:
        """What a box shows under the text ``text`` of the column ``field``; one query at most."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        name = request.GET.get("field", "")
        try:
            field = self.formfield_for_dbfield(self.opts.get_field(name), request)
        except FieldDoesNotExist:
            raise Http404 from None
        if not isinstance(field, (FigureFormField, DayFormField)):
            raise Http404
        widget: Any = field.widget
        widget.unit = unit_of(name, _values(request))
        entry = Entry(request.GET.get("text", "")[: MAX_TEXT + 1])
        return HttpResponse(rendered(widget.echo(entry), name))


def _values(request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {name: request.GET.get(name, "")[:MAX_TEXT] for name in SHOWN_WITH_A_FIGURE}
    indicator = request.GET.get("indicator", "")
    if re.fullmatch(PUBLIC_ID, indicator):
        values["indicator"] = Indicator.objects.filter(pk=indicator).only("unit").first()
    return values
