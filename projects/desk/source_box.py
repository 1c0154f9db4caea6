"""The part of a form that names a source: one of the record, found by its address or chosen, or a new one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.core.validators import RegexValidator
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from projects import wording
from projects.actions.changes import Change
from projects.actions.known_sources import source_at
from projects.desk.cells import cells_of
from projects.desk.day_field import PRECISIONS, DayFormField
from projects.desk.made_ids import MadeIds, id_with_end
from projects.desk.reading_form import ReadingForm
from projects.desk.translation_boxes import TranslationBoxes, translations_of
from projects.http.web_address import tidy_address
from projects.models import AuditEntry, Outcome, Source, Target
from projects.models.columns import COLUMNS
from projects.models.fields import LONG_TEXT
from projects.models.names import active_language
from projects.models.text import stored_text
from projects.wording import LANGUAGES

NAMES: Any = COLUMNS  # lazy text, for which the stubs have a name of their own
RECENT = 12  # sources to choose from
LOOKED_AT = 60  # audit entries in which they are looked for
NEEDED = ("title", "publisher", "published", "kind")
TRANSLATED = ("title", "note")
NEW = (
    *(*NEEDED, "language", "archived_url", "note"),
    *("title_en", "title_language", *translations_of(TRANSLATED)),
)
LANGUAGE_CODE = RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("A language is a code: kk, ru, en."))


class SourceForm(TranslationBoxes, ReadingForm, forms.Form):
    """Boxes for a source; ``row`` is the recorded one, if it is one, after ``is_valid()``.

    A recorded source needs nothing but its address or its place in the list; a new one what ``NEEDED`` names. It stays
    as it is recorded: what was typed beside its address and differs is refused, until it is chosen in the list.
    """

    url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https", max_length=2000, widget=forms.TextInput
    )
    recorded = forms.CharField(label=_("or one of the record"), required=False, widget=forms.Select)
    title = forms.CharField(label=NAMES["title"], required=False, max_length=LONG_TEXT)
    publisher = forms.CharField(label=NAMES["publisher"], required=False, max_length=LONG_TEXT)
    published = DayFormField(label=NAMES["published"], required=False, precisions=PRECISIONS)
    kind = forms.ChoiceField(label=NAMES["kind"], required=False, choices=[("", "–"), *Source.Kind.choices])
    language = forms.CharField(label=NAMES["language"], required=False, max_length=35, validators=[LANGUAGE_CODE])
    archived_url = forms.URLField(
        label=NAMES["archived_url"],
        required=False,
        assume_scheme="https",
        max_length=2000,
        widget=forms.TextInput,
    )
    note = forms.CharField(label=NAMES["note"], required=False, max_length=LONG_TEXT, widget=forms.Textarea)
    title_language = forms.CharField(
        label=NAMES["title_language"],
        required=False,
        max_length=35,
        validators=[LANGUAGE_CODE],
        help_text=_("Where it is not that of the source: en for a title that you gave it."),
    )
    title_en = forms.CharField(label=NAMES["title_en"], required=False, max_length=LONG_TEXT)

    translated = TRANSLATED
    row: Source | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["url"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "data-source-address": ""}
        fields["recorded"].widget.choices = self._choices  # read when the box is shown
        fields["recorded"].widget.attrs["data-recorded"] = ""
        fields["published"].widget.attrs["data-understood"] = f"{reverse('desk-understood')}?reads=date"
        fields["publisher"].widget.attrs["list"] = self.add_prefix("publishers")
        fields["language"].widget.attrs |= {"list": self.add_prefix("languages"), "size": "6"}
        fields["title_language"].widget.attrs |= {"list": self.add_prefix("languages"), "size": "6"}
        fields["note"].widget.attrs |= {"rows": "2"}

    @property
    def translations(self) -> list[forms.BoundField]:
        """With the language of the title, and the title in English where it is in another."""
        return [self["title_language"], self["title_en"], *super().translations]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes to choose from; any other can be typed."""
        return tuple(LANGUAGES)

    @property
    def publishers(self) -> list[str]:
        """The publishers of the latest sources, to choose from instead of spelling them anew. One query."""
        latest = Source.objects.order_by("-published").values_list("publisher", flat=True)[:500]
        return sorted(dict.fromkeys(latest))

    def clean_url(self) -> str:
        return tidy_address(self.cleaned_data["url"])

    def clean(self) -> Any:
        cleaned = super().clean()
        self.row = self._recorded()
        if self.row is not None:
            other = [name for name in NEW if self._says_otherwise(name, self.row)]
            for name in NEW:
                self.errors.pop(name, None)  # they say nothing about a source that is recorded
            if other and not self.cleaned_data.get("recorded"):
                self.add_error("url", self._is_recorded(self.row, other))
            return cleaned
        for name in NEEDED:
            if not self.errors.get("recorded") and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, forms.Field.default_error_messages["required"])
        return cleaned

    def _recorded(self) -> Source | None:
        """The source that was chosen, or that has the address. At most two queries."""
        url, chosen = self.cleaned_data.get("url") or "", self.cleaned_data.get("recorded") or ""
        if not chosen:
            return source_at(url)
        row = Source.objects.filter(pk=chosen).first()
        if row is None:
            self.add_error("recorded", _("There is no such source in the record any more."))
        elif url and (at_address := source_at(url)) != row:
            self.add_error(
                "recorded", _("The address above is that of another document: empty it, or choose none here.")
            )
            return at_address and None
        return row

    def _says_otherwise(self, name: str, row: Source) -> bool:
        """Whether something else was typed than is recorded."""
        if name in self.errors:
            return True
        typed: Any = self.cleaned_data.get(name)
        recorded = getattr(row, name)
        if name == "published":
            return typed is not None and (typed, self.precision()) != (recorded, row.published_precision)
        return bool(typed) and bool(stored_text(typed) != recorded)

    def _is_recorded(self, row: Source, names: list[str]) -> SafeString:
        """What is recorded at the address, what would be lost, and the two ways out."""
        words = _(
            "The record has this source already: “{label}”. It would stay as it is, without what was typed here "
            "({boxes}). Choose it in the list below to cite it so, or change it <a href='{page}'>on its page</a>."
        )
        return format_html(
            str(words),
            label=source_label(row),
            boxes=", ".join(str(self.fields[name].label) for name in names),
            page=reverse("admin:projects_source_change", args=[quote(row.pk)]),
        )

    def source(self, ids: MadeIds) -> tuple[str, Change | None]:
        """The id of the source of a valid form, and the change that records it if it is a new one."""
        if self.row is not None:
            return self.row.pk, None
        cleaned = self.cleaned_data
        precision = self.precision()
        printed = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[precision]
        wish = id_with_end([cleaned["publisher"]], cleaned["published"].strftime(printed), otherwise="source")
        row_id = ids.take("sources", wish)
        values = {"id": row_id, "url": cleaned["url"], "published_precision": precision}
        values |= {name: cleaned[name] for name in NEW}
        return row_id, Change("add", "sources", row_id, cells_of(values), makes_id=True)

    def precision(self) -> str:
        """How exact the printed date is: as it was written."""
        field = self.fields["published"]
        assert isinstance(field, DayFormField)
        reading = field.reading(self._entry("published", field))
        return reading.precision if reading is not None else "day"

    def _choices(self) -> Iterator[tuple[str, Any]]:
        """None, the sources lately used, and the one that was chosen or has the address. Five queries at most."""
        yield "", _("none: a new source, or found by its address")
        chosen, recent = str(self["recorded"].value() or ""), recent_sources()
        wanted = chosen or (self.row.pk if self.row is not None else "")
        if wanted and wanted not in {source.pk for source in recent}:
            recent = [*Source.objects.filter(pk=wanted), *recent]
        yield from ((source.pk, source_label(source)) for source in recent)

    def put_problem(self, column: str, text: str) -> None:
        """A problem of the source's change at its box."""
        self.add_error(column if column in self.fields else ("url" if column == "id" else None), text)


def source_label(source: Source) -> str:
    title = wording.read_plainly(source, "title", active_language())
    return f"{source.publisher}: {title} ({source.published:%Y-%m-%d})"


def recent_sources() -> list[Source]:
    """The sources that were recorded or cited lately; where there are few, the latest published ones too."""
    rows = AuditEntry.objects.filter(object_type__in=["source", "outcome", "target"])
    entries = list(rows.order_by("-done_at", "-id").values_list("object_id", flat=True)[:LOOKED_AT])
    ids = {*entries}
    for model in (Outcome, Target):
        ids.update(model.objects.filter(pk__in=entries).values_list("source_id", flat=True))
    lately = list(Source.objects.filter(pk__in=ids).order_by("-published", "id")[:RECENT])
    if len(lately) < RECENT:
        ids = {source.pk for source in lately}
        lately += Source.objects.exclude(pk__in=ids).order_by("-published", "id")[: RECENT - len(lately)]
    return lately
