"""Boxes for the texts of a form in other languages, shown folded away (``desk/translations.html``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from projects.models.columns import COLUMNS
from projects.packages.columns import TRANSLATIONS


def translations_of(names: Iterable[str]) -> tuple[str, ...]:
    """The columns of these texts in other languages: ``note`` → ``note_ru``, ``note_kk``."""
    return tuple(f"{name}_{code}" for name in names for code, _language in TRANSLATIONS)


class TranslationBoxes(forms.BaseForm):
    """Adds a box like its own for each text of ``translated`` in each other language."""

    translated: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in self.translated:
            for column in translations_of([name]):
                box = forms.Textarea({"rows": "2"}) if _is_long(fields[name]) else forms.TextInput()
                label: Any = COLUMNS[column]  # lazy text, for which the stubs have a name of their own
                fields[column] = forms.CharField(
                    label=label, required=False, max_length=fields[name].max_length, widget=box
                )

    @property
    def translations(self) -> list[forms.BoundField]:
        return [self[name] for name in translations_of(self.translated)]

    @property
    def has_translations(self) -> bool:
        """Whether one was filled in or is refused."""
        return any(str(box.value() or "").strip() or (self.is_bound and box.errors) for box in self.translations)


def _is_long(field: forms.CharField) -> bool:
    return isinstance(field.widget, forms.Textarea)
