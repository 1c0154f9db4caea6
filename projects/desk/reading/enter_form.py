"""What is said once of all accepted figures: their source, the day of the announcement, doubts that are confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions.known_sources import source_at
from projects.desk.day_field import DayFormField
from projects.desk.doubt_questions import CONFIRMED
from projects.desk.reading_form import ReadingForm
from projects.desk.source_box import SourceForm
from projects.desk.source_lookup import source_of_the_site
from projects.desk.stored_boxes import as_if_sent, stored_boxes
from projects.models import Article, Draft
from projects.models.columns import COLUMNS

SOURCE = "source"
BOXES = "boxes"  # of what a draft keeps
PRINTED = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
KEPT = ("announced", f"{SOURCE}-")  # what the names of kept boxes begin with
NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own


class AnnouncedForm(ReadingForm, forms.Form):
    announced = DayFormField(
        label=NAMES["announced"],
        required=False,
        help_text=gettext_lazy("Of promises: the day on which they were announced. Empty: the day of the source."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["announced"].widget.attrs["data-understood"] = f"{reverse('desk-understood')}?reads=day"


@dataclass(slots=True)
class EnterForm:
    """The two forms; ``confirmed`` are tokens of doubts."""

    source: SourceForm
    announced: AnnouncedForm
    confirmed: list[str]

    def is_valid(self, *, promises: bool) -> bool:
        """Whether the boxes can be understood. ``promises``: a day of announcement is needed."""
        valid = [self.source.is_valid(), self.announced.is_valid()]
        if all(valid) and promises and self.day() is None:
            self.announced.add_error("announced", _("The source names no day: write the day of the announcement."))
        return all(valid) and not self.announced.errors

    def day(self) -> date | None:
        """The day of the announcement: as written, else that of the source where it has one."""
        written: date | None = self.announced.cleaned_data.get("announced")
        row = self.source.row
        if written is not None:
            return written
        if row is not None:
            return row.published if row.published_precision == "day" else None
        published: date = self.source.cleaned_data["published"]
        return published if self.source.precision() == "day" else None

    def lacking(self) -> list[str]:
        """Boxes that are empty or not understood, by their labels."""
        forms_: tuple[Any, ...] = (self.source, self.announced)
        return [str(form[name].label) for form in forms_ for name in form.errors if name in form.fields]


def form_for(article: Article, draft: Draft | None) -> EnterForm:
    """What the form starts with: as a draft keeps it, else what is known of the article. Two queries at most."""
    if draft is not None and (boxes := stored_boxes(draft.entry, BOXES)):
        data = as_if_sent(boxes)
        source, announced = SourceForm(prefix=SOURCE), AnnouncedForm()
        source.initial, announced.initial = _typed(source, data), _typed(announced, data)
        return EnterForm(source, announced, list(draft.confirmed))
    return EnterForm(SourceForm(initial=_initial(article), prefix=SOURCE), AnnouncedForm(), [])


def form_from(data: QueryDict) -> EnterForm:
    """What was sent."""
    return EnterForm(SourceForm(data, prefix=SOURCE), AnnouncedForm(data), data.getlist(CONFIRMED))


def kept_of(data: QueryDict) -> dict[str, Any]:
    """What a draft keeps of what was sent."""
    return {BOXES: {name: values for name, values in data.lists() if name.startswith(KEPT)}}


def _initial(article: Article) -> Mapping[str, Any]:
    """The source that is recorded already; else what the page says of itself, the publisher as the record spells it."""
    recorded = source_at(article.url) if not article.source_id else None
    if source_id := article.source_id or (recorded and recorded.pk):
        return {"url": article.url, "recorded": source_id}
    neighbour = source_of_the_site(article.url) if article.url else None
    printed = PRINTED[article.published_precision]
    return {
        "url": article.url,
        "title": article.title,
        "publisher": neighbour.publisher if neighbour is not None else article.publisher,
        "published": article.published.strftime(printed) if article.published is not None else "",
        "kind": neighbour.kind if neighbour is not None else "",
        "language": article.language,
    }


def _typed(form: Any, data: QueryDict) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name)) for name, field in form.fields.items()
    }
