"""The names of tables and columns in the admin and the desk: one name for one meaning, in every language.

They are set on the models and fields when the tracker starts. As ``verbose_name`` in the models some would stand there
a dozen times, and each change would need a migration that changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str

# Model → its name in the singular and in the plural.
TABLES: dict[str, tuple[Words, Words]] = {
    "assessment": (_("assessment"), _("assessments")),
    "indicator": (_("indicator"), _("indicators")),
    "office": (_("office"), _("offices")),
    "organisation": (_("organisation"), _("organisations")),
    "outcome": (_("outcome"), _("outcomes")),
    "person": (_("person"), _("people")),
    "programme": (_("programme"), _("programmes")),
    "project": (_("project"), _("projects")),
    "projectevent": (_("project event"), _("project events")),
    "publisher": (_("publisher"), _("publishers")),
    "source": (_("source"), _("sources")),
    "statuschange": (_("status change"), _("status changes")),
    "target": (_("target"), _("targets")),
    "territory": (_("territory"), _("territories")),
    "watch": (_("watched source"), _("watched sources")),
    "watchedaddress": (_("watched address"), _("watched addresses")),
}
COLUMNS: dict[str, Words] = {
    "first": _("first announcement"),
    "target": _("target"),
    "as_of": _("as of"),
    "next_change_on": _("next change on"),
    "status": _("verdict"),
    "percent_achieved": _("share achieved"),
    "decided_on": _("decided on"),
    "times_revised": _("times revised"),
    "stale": _("stale"),
    "disputed": _("disputed"),
    "payload": _("verdict in full"),
    "method_version": _("version of the method"),
    "action": _("action"),
    "object_type": _("kind of thing"),
    "object_id": _("id of the thing"),
    "details": _("details"),
    "done_at": _("done at"),
    "done_by": _("done by"),
    "kind": _("kind"),
    "old_id": _("former id"),
    "new_id": _("id of today"),
    "renamed_at": _("renamed at"),
    "renamed_by": _("renamed by"),
    "id": _("id"),
    "programme": _("programme"),
    "name": _("name (English)"),
    "name_ru": _("name (Russian)"),
    "name_kk": _("name (Kazakh)"),
    "unit": _("unit"),
    "accumulation": _("accumulation"),
    "direction": _("good direction"),
    "territory": _("territory"),
    "path": _("path"),
    "reporting_interval_days": _("days between reports"),
    "definition": _("definition (English)"),
    "definition_ru": _("definition (Russian)"),
    "definition_kk": _("definition (Kazakh)"),
    "parent": _("part of"),
    "succeeds": _("took over from"),
    "succeeded_on": _("took over on"),
    "url": _("address"),
    "recorded_at": _("recorded at"),
    "recorded_by": _("recorded by"),
    "indicator": _("indicator"),
    "basis": _("basis"),
    "qualifier": _("qualifier"),
    "value": _("value"),
    "upper_value": _("upper value"),
    "rounded_to": _("rounded to"),
    "compared_with_start": _("compared with: start"),
    "compared_with_end": _("compared with: end"),
    "period_start": _("period: start"),
    "period_end": _("period: end"),
    "final": _("final"),
    "corrects": _("corrects"),
    "our_slip": _("whose correction"),
    "source": _("source"),
    "locator": _("place in the source"),
    "locator_ru": _("place in the source (Russian)"),
    "locator_kk": _("place in the source (Kazakh)"),
    "note": _("note"),
    "note_ru": _("note (Russian)"),
    "note_kk": _("note (Kazakh)"),
    "speaker": _("speaker"),
    "speaker_ru": _("speaker (Russian)"),
    "speaker_kk": _("speaker (Kazakh)"),
    "spoken_by": _("said by"),
    "person": _("person"),
    "since": _("first day"),
    "until": _("last day"),
    "responsible": _("responsible body"),
    "sector": _("sector"),
    "summary": _("summary (English)"),
    "summary_ru": _("summary (Russian)"),
    "summary_kk": _("summary (Kazakh)"),
    "company": _("company"),
    "capacity": _("capacity"),
    "capacity_unit": _("unit of the capacity"),
    "investment": _("investment"),
    "currency": _("currency"),
    "jobs": _("jobs"),
    "project": _("project"),
    "stage": _("stage"),
    "date": _("date"),
    "title": _("title"),
    "title_ru": _("title (Russian)"),
    "title_kk": _("title (Kazakh)"),
    "title_en": _("title (English)"),
    "title_language": _("language of the title"),
    "publisher": _("publisher"),
    "publisher_key": _("stands for"),
    "same_as": _("another spelling of"),
    "key": _("letters that count"),
    "published": _("published"),
    "published_precision": _("precision of the date"),
    "public_on": _("counts from"),
    "language": _("language"),
    "archived_url": _("archived copy"),
    "on": _("on"),
    "from_status": _("verdict before"),
    "to_status": _("verdict after"),
    "reasons": _("reasons"),
    "baseline_value": _("baseline"),
    "baseline_start": _("baseline: start"),
    "baseline_end": _("baseline: end"),
    "window_start": _("window opens"),
    "deadline": _("deadline"),
    "deadline_text": _("deadline as announced"),
    "deadline_text_ru": _("deadline as announced (Russian)"),
    "deadline_text_kk": _("deadline as announced (Kazakh)"),
    "timing": _("what counts"),
    "bundle": _("bundle"),
    "interim_for": _("interim for"),
    "revises": _("revises"),
    "withdrawn": _("withdrawn"),
    "announced": _("announced"),
    "organisation": _("organisation"),
    "other_sites": _("other sites too"),
    "is_on": _("switched on"),
    "added_at": _("added at"),
    "added_by": _("added by"),
    "next_fetch_at": _("asked next at"),
    "fetched_at": _("asked at"),
    "last_item_at": _("last new address"),
    "watch": _("watched source"),
    "named_at": _("named at"),
    "state": _("state"),
    "error": _("error"),
    "failures": _("failures"),
    "article": _("article"),
}


def name_tables(
    models: Iterable[type[Model]],
    tables: Mapping[str, tuple[Words, Words]] = TABLES,
    columns: Mapping[str, Words] = COLUMNS,
) -> None:
    """Sets the names of models and fields that have none of their own."""
    for model in models:
        options: Any = model._meta
        names = tables.get(options.model_name)
        if names is not None:
            for name, words in zip(("verbose_name", "verbose_name_plural"), names, strict=True):
                if name not in options.original_attrs:
                    setattr(options, name, words)
        for field in options.concrete_fields:
            if field.name in columns and field._verbose_name is None:
                field.verbose_name = columns[field.name]
