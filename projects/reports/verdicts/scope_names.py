"""What a scope of promises is called: the body, person, place, sector and programme that it names."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from projects import wording
from projects.models.names import active_language
from projects.reports.named import NAME_COLUMNS, Named

from .chain_records import Scope
from .track_records import MODELS, SUBJECTS


def scope_names(scope: Scope) -> list[tuple[str, Named]]:
    """What a scope names, each with its kind. A query for each; the ids are known to exist."""
    named = []
    for kind in SUBJECTS:
        id = getattr(scope, kind)
        if id is None:
            continue
        if kind == "sector":
            named.append((kind, Named(id, *(wording.sector(id, lang) for lang in wording.LANGUAGES))))
        else:
            named.append((kind, Named(*MODELS[kind]._default_manager.values_list(*NAME_COLUMNS).get(pk=id))))
    return named


def subject_of(names: Sequence[tuple[str, Named]]) -> str:
    """The names in the reader's language, "" for a scope that names nothing."""
    return ", ".join(wording.isolated(named.in_language(active_language())) for _kind, named in names)


def heading_of(names: Sequence[tuple[str, Named]]) -> str:
    """``Track record: Ministry of Industry``, in the reader's language."""
    subject = subject_of(names)
    return f"{_('Track record')}: {subject}" if subject else _("Track record")
