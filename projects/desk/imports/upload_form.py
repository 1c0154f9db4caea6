from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models.text import stored_text

from .import_page import table_choices

# A form with a file is at most 20 MB (projects.http.body_limit, nginx); the rest of the form takes some of it.
MAX_UPLOAD_BYTES = 19_000_000
LONGEST_NAME = 200


class UploadForm(forms.Form):
    """A table and the file that holds its rows."""

    table = forms.ChoiceField(label=gettext_lazy("Table"), choices=table_choices)
    file = forms.FileField(label=gettext_lazy("File, XLSX or CSV"), allow_empty_file=True, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser says it before the file is sent.
        self.fields["file"].widget.attrs |= {
            "accept": ".xlsx,.csv,.txt",
            "data-most": MAX_UPLOAD_BYTES,
            "data-too-large": too_large(),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise ValidationError(too_large())
        if not file.size:
            raise ValidationError(_("The file is empty."))
        return file

    def file_name(self) -> str:
        """As messages call the file: without control characters, its end kept."""
        name = stored_text(self.cleaned_data["file"].name)
        return "".join(character for character in name if character.isprintable())[-LONGEST_NAME:] or "file"


def too_large() -> str:
    return _("The file has more than %d MB: split it, or give it to whoever runs this tracker for import_table.") % (
        MAX_UPLOAD_BYTES // 1_000_000
    )
