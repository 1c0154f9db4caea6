"""What the boxes of the desk's pages understand of a text, while it is typed."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.desk.access import desk_page
from projects.desk.day_field import PRECISIONS, DayInput
from projects.desk.echo import Entry, rendered
from projects.desk.figure_field import FigureInput
from projects.desk.period_field import PeriodEndInput, PeriodStartInput
from projects.desk.reading_form import unit_of
from projects.desk.window_field import WindowInput
from projects.models import Indicator
from projects.models.fields import PUBLIC_ID
from projects.reading.limits import MAX_TEXT

BOX = re.compile(r"[\w-]{1,100}", re.ASCII)


@desk_page
@require_safe
def show_understood(request: HttpRequest) -> HttpResponse:
    """What stands under the box ``field`` with the ``text``; one query at most.

    ``reads``: figure; day; date, where a month or a year alone will do; start or end of a period; window, the time of
    a promise. Of a figure ``unit``, or ``indicator`` and ``basis``, say its unit; ``rounding`` that its rounding can be
    written down.
    """
    given = request.GET
    name, entry = given.get("field", ""), Entry(given.get("text", "")[: MAX_TEXT + 1])
    widget = _widget(given)
    if widget is None or not BOX.fullmatch(name):
        raise Http404
    return HttpResponse(rendered(widget.echo(entry), name))


def _widget(given: Any) -> FigureInput | DayInput | WindowInput | None:
    match given.get("reads"):
        case "figure":
            figures = FigureInput()
            figures.offers_rounding = bool(given.get("rounding"))
            figures.unit = _unit(given)
            return figures
        case "day" | "date" as precision:
            days = DayInput()
            days.precisions = PRECISIONS if precision == "date" else ("day",)
            return days
        case "start":
            return PeriodStartInput()
        case "end":
            return PeriodEndInput()
        case "window":
            return WindowInput()
    return None


def _unit(given: Any) -> str:
    if unit := given.get("unit", "").strip():
        return str(unit)[:MAX_TEXT]
    values = {"basis": given.get("basis", "")}
    indicator = given.get("indicator", "")
    if re.fullmatch(PUBLIC_ID, indicator):
        values["indicator"] = Indicator.objects.filter(pk=indicator).only("unit").first()
    return unit_of("value", values)
