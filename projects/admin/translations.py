"""The boxes for the texts of a row in other languages, folded away below the text itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.packages.columns import TRANSLATIONS


def translations_of(*names: str, more: tuple[Any, ...] = ()) -> Any:
    """A folded fieldset: of each text a line with its translations, then the lines of ``more``."""
    lines = (tuple(f"{name}_{code}" for code, _language in TRANSLATIONS) for name in names)
    return _("In Russian and Kazakh"), {"classes": ("collapse",), "fields": (*lines, *more)}
