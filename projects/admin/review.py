"""Saving in the admin where a second person reads it first: the save becomes a draft, and its editor lands there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.changes import Change, ChangesRefusedError
from projects.actions.confirming import of_one_row
from projects.actions.drafts.enter_changes import enter_changes
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.drafts.save_draft import save_draft
from projects.actions.preview_changes import preview_changes
from projects.actions.record_row import cell_value, named_rows
from projects.actions.row_doubts import UnconfirmedDoubtsError
from projects.actions.stored_change import stored_changes
from projects.desk.review.change_words import title_of
from projects.desk.saved_forms import mark_saved
from projects.models import Draft
from projects.packages.one_row import TABLE_OF, cells_of
from projects.packages.tables import BY_NAME, WORDS

VERSION = "draft_version"  # name of the hidden field with the version of the draft that is being edited
PLACE = "change"  # parameter: which change of the draft, from 0


class ReviewedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Puts what is saved before a second person, and opens a change of a draft again with ``?draft=&change=``."""

    def waits_for_review(self, request: HttpRequest) -> bool:
        """Whether a save becomes a draft: a second person is to read it, or it is a draft already."""
        return self.draft_of(request) is not None or not may_publish_at_once(request.user)

    def draft_of(self, request: HttpRequest) -> Draft | None:
        """The open draft whose change the address names. One query, and none without ``?draft=``."""
        sent = request.GET.get("draft", "")
        if not sent:
            return None
        if not hasattr(request, "draft"):
            rows = Draft.objects.open().filter(kind=Draft.Kind.ROW)
            is_number = sent.isascii() and sent.isdecimal() and len(sent) < 19
            draft = rows.filter(pk=sent).first() if is_number else None
            is_here = draft is not None and self._is_of_this_row(request, draft)
            request.draft = draft if is_here else None  # type: ignore[attr-defined]  # ours
        if request.draft is None:  # type: ignore[attr-defined]  # ours
            raise PermissionDenied(_("This draft is closed, or is no draft of a row of this table."))
        return request.draft  # type: ignore[attr-defined,no-any-return]  # ours

    def drafted_change(self, request: HttpRequest) -> Change | None:
        """The change of a draft that the address names."""
        draft = self.draft_of(request)
        return None if draft is None else Change.from_json(draft.changes[_place(request)])

    def _is_of_this_row(self, request: HttpRequest, draft: Draft) -> bool:
        try:
            changes = stored_changes(draft.changes)
        except ValidationError as error:
            raise PermissionDenied(" ".join(error.messages)) from None
        change = changes[_place(request)] if _place(request) < len(changes) else None
        match = request.resolver_match
        row_id = unquote(match.kwargs.get("object_id", "")) if match is not None else ""
        return change is not None and BY_NAME[change.table].model is self.model and change.row_id == row_id

    def enter(self, request: HttpRequest, change: Change, confirmed: Collection[str]) -> None:
        """Makes or saves the draft; ``drafted`` answers with it. Raises ValidationError as the actions do.

        ``confirmed``: what the form of this one row confirmed.
        """
        at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
        draft = self.draft_of(request)
        how: dict[str, Any] = {"by": request.user, "at": at}
        try:
            if draft is None:
                how |= {"changes": [change], "title": title_of([change])}
                how["confirmed"] = of_one_row(change, confirmed)
                saved = enter_changes(kind=Draft.Kind.ROW, origin=Draft.Origin.ADMIN, **how).draft
            else:
                how |= _replaced(draft, _place(request), change, confirmed)
                _refuse_change(how, _place(request))
                saved = save_draft(draft=draft, version=_whole(request.POST.get(VERSION, "")), submit=True, **how)
        except ChangesRefusedError as error:
            raise refusal_of(error) from None
        request.drafted = saved  # type: ignore[attr-defined]  # ours

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return drafted(request) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return drafted(request) or super().response_change(request, obj)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """What became a draft is no change of the record yet."""
        return None if _draft_made(request) else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if _draft_made(request) else super().log_change(request, obj, message)

    # --- A draft that is opened again ------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of a draft of a new row: what it holds."""
        change = self.drafted_change(request)
        initial = {
            name: value
            for name, value in super().get_changeform_initial_data(request).items()
            if name not in {"draft", PLACE}
        }
        return initial if change is None else initial | _values(change)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row as recorded; where its draft is opened, with the columns of that, so that the form shows them."""
        row = super().get_object(request, object_id, from_field)
        change = self.drafted_change(request)
        if row is not None and change is not None and request.method == "GET":
            row.seen_cells = cells_of(row)
            for name, value in _values(change).items():
                setattr(row, name, value)
        return row


def _place(request: HttpRequest) -> int:
    return _whole(request.GET.get(PLACE, ""))


def _whole(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


def _replaced(draft: Draft, place: int, change: Change, confirmed: Collection[str]) -> dict[str, Any]:
    """A draft's content with one of its changes as it is now. What was confirmed of the others stays so."""
    changes = stored_changes(draft.changes)
    makes_id = changes[place].makes_id and change.cells.get("id") == changes[place].cells.get("id")
    changes[place] = replace(change, makes_id=makes_id)
    tokens = of_one_row(changes[place], confirmed)
    if len(changes) == 1:
        return {"changes": changes, "title": title_of(changes), "confirmed": tokens}
    return {"changes": changes, "title": draft.title, "confirmed": {*draft.confirmed, *tokens}}


def _refuse_change(how: dict[str, Any], place: int) -> None:
    """Raises ChangesRefusedError where that change is wrong or doubtful; the others are edited on their own forms."""
    preview = preview_changes(how["changes"], by=how["by"], at=how["at"], confirmed=how["confirmed"])
    problems = [problem for problem in preview.problems if problem.index == place]
    doubts = [doubt for doubt in preview.doubts if doubt.index == place]
    if problems or doubts:
        raise ChangesRefusedError(problems, doubts)


def drafted(request: HttpRequest) -> HttpResponse | None:
    """The way to the draft that the save became; None where it became none."""
    draft = _draft_made(request)
    if draft is None:
        return None
    messages.success(request, _("Sent to review: another editor publishes it."))
    return mark_saved(request, HttpResponseRedirect(reverse("desk-draft", args=[draft.pk])))


def new_row(row: models.Model) -> Change:
    """The change that adds an unsaved row."""
    return Change("add", TABLE_OF[type(row)].name, cells={name: cell for name, cell in cells_of(row).items() if cell})


def edited_row(row: models.Model, columns: Collection[str] = (), **more: str) -> Change | None:
    """The change that makes a recorded row like this one: of a claim its words; None where nothing differs.

    ``columns``: only those. ``more``: of a copying error, why, and who noticed it.
    """
    table = TABLE_OF[type(row)]
    stored = cells_of(type(row)._default_manager.get(pk=row.pk))
    cells = {name: cell for name, cell in cells_of(row).items() if cell != stored[name]}
    if table.is_claim and not more:
        columns = WORDS
    cells = {name: cell for name, cell in cells.items() if not columns or name in columns}
    if not cells:
        return None
    action = "mend" if more else "annotate" if table.is_claim else "edit"
    return Change(action, table.name, str(row.pk), cells, {name: stored[name] for name in cells}, **more)  # type: ignore[arg-type]  # reason and noticed_by


def _draft_made(request: HttpRequest) -> Draft | None:
    return getattr(request, "drafted", None)


def _values(change: Change) -> dict[str, Any]:
    """Column → value: of a new row all columns, else those that the change holds; a reference as the row it names."""
    table = BY_NAME[change.table]
    cells = {**dict.fromkeys(table.by_name, ""), **change.cells}
    named, _unknown = named_rows(table, cells)
    names = cells if change.action == "add" else change.cells
    return {name: named.get(name) or cell_value(table.by_name[name], cells[name]) for name in names}


def refusal_of(error: ChangesRefusedError) -> ValidationError:
    """As the actions raise it: problems by column; doubts, where there are no problems."""
    if not error.problems:
        return UnconfirmedDoubtsError([doubt.doubt for doubt in error.doubts])
    by_column: dict[str, list[str]] = {}
    for problem in error.problems:
        by_column.setdefault(problem.column or NON_FIELD_ERRORS, []).append(problem.text)
    return ValidationError(by_column)
