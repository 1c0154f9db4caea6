"""The boxes in which a text comes to the reading desk, and those that say what it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.desk.day_field import PRECISIONS, DayFormField
from projects.desk.reading_form import ReadingForm
from projects.http.web_address import tidy_address
from projects.models import Article
from projects.models.article import MAX_ADDRESS
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT

NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
MOST_PASTED = 400_000  # characters that a browser takes; what is more than an article is cut, and the page says so


class AboutForm(ReadingForm, forms.Form):
    """What an article is: title, publisher, day and language. Times such as “this year” count from its day."""

    title = forms.CharField(label=NAMES["title"], required=False, max_length=LONG_TEXT)
    publisher = forms.CharField(label=NAMES["publisher"], required=False, max_length=LONG_TEXT)
    published = DayFormField(label=NAMES["published"], required=False, precisions=PRECISIONS)
    language = forms.ChoiceField(
        label=NAMES["language"],
        required=False,
        choices=[("", gettext_lazy("as its letters say")), *Article.Language.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["published"].widget.attrs["data-understood"] = f"{reverse('desk-understood')}?reads=date"

    def precision(self) -> str:
        """How exact the printed date is: as it was written."""
        field = self.fields["published"]
        assert isinstance(field, DayFormField)
        reading = field.reading(self._entry("published", field))
        return reading.precision if reading is not None else "day"


class StartForm(AboutForm):
    """A text: fetched from its address, or pasted; a pasted one may name its address."""

    url = forms.URLField(
        label=gettext_lazy("Address of the page"),
        required=False,
        assume_scheme="https",
        max_length=MAX_ADDRESS,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=gettext_lazy("or its text, pasted"),
        required=False,
        widget=forms.Textarea({"rows": "8", "maxlength": str(MOST_PASTED)}),
    )
    field_order = ("url", "text", "title", "publisher", "published", "language")

    def clean_url(self) -> str:
        return tidy_address(self.cleaned_data["url"])

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.errors and not self.cleaned_data.get("url") and not self.cleaned_data.get("text", "").strip():
            self.add_error("url", _("Write the address of a page, or paste a text."))
        return cleaned
