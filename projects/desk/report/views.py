"""The page of a report (``/desk/report/``), and what it would do, while it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from projects.actions.changes import Applied, ChangesRefusedError
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.preview_changes import preview_changes
from projects.desk.access import desk_page, moment, render_desk
from projects.desk.doubt_questions import question_of
from projects.desk.draft_conflicts import Difference, differences, settled
from projects.desk.effects import effects_of
from projects.desk.report.choices import Choices, choices_for
from projects.desk.report.chooser import choose_target
from projects.desk.report.entry import (
    BOXES,
    ReportEntry,
    entry_as_typed,
    entry_from,
    entry_of_draft,
    kept_of,
    new_entry,
    proposed_in,
)
from projects.desk.report.saving import PUBLISH, REVIEW, SAVE, save_report
from projects.desk.saved_forms import mark_saved
from projects.desk.stored_boxes import stored_boxes
from projects.http.pages import found_or_404, over_limit_response, today
from projects.http.rate_limits import PreviewAllowance
from projects.models import Draft, DraftEvent, RenamedId, Target
from projects.reading.mentions import figures_mentioned
from projects.reports.targets.promise_titles import TITLED
from projects.reports.targets.target_detail import target_detail

MOST_SELECTED = 2000  # characters of a text that was selected on the page of the source
LATEST = 5  # reports shown beside the form
KINDS = (Draft.Kind.REPORT, Draft.Kind.PROPOSAL)  # drafts that become a report here


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit_report(request: HttpRequest) -> HttpResponse:
    """A new report on ``target``, or the one of ``draft``. ``url`` and ``selection`` come from the bookmarklet."""
    draft = _draft(request.GET.get("draft", ""))
    target_id = request.GET.get("target", "") or (_target_of(draft) if draft is not None else "")
    if not target_id:
        return choose_target(request)
    choices = choices_for(_target(target_id))
    if request.method == "POST":
        return _send(request, draft, choices)
    if draft is not None and "boxes" in draft.entry:
        return _page(request, draft, entry_of_draft(draft.entry, choices))
    url = draft.entry.get("url", "") if draft is not None else request.GET.get("url", "")[:2000]
    return _page(request, draft, new_entry(choices, url))


@desk_page
@require_POST
def show_effects(request: HttpRequest) -> HttpResponse:
    """What the report would do as it stands, or what is still lacking. Asked while one types."""
    if refusal := over_limit_response(request, PreviewAllowance):
        return refusal
    entry = entry_from(request.POST, choices_for(_target(request.GET.get("target", ""))))
    if not entry.is_valid():
        return render_desk(request, "desk/what_it_does.html", lacking=list(dict.fromkeys(entry.lacking())))
    at = moment()
    preview = preview_changes(entry.changes(), by=request.user, at=at, confirmed=entry.confirmed)  # type: ignore[arg-type]  # an editor
    at_boxes = request.POST.getlist("asked")
    return render_desk(
        request,
        "desk/what_it_does.html",
        effects=effects_of(preview, at),
        problems=[problem.text for problem in preview.problems],
        doubts=[question_of(item) for item in preview.doubts if item.token not in at_boxes],
        confirmed=entry.confirmed,
        repeated=preview.repeated,
    )


# --- What was sent -------------------------------------------------------------------------------------------------


def _send(request: HttpRequest, draft: Draft | None, choices: Choices) -> HttpResponse:
    """Does what was asked for; what is refused comes back as it was typed."""
    data: QueryDict = request.POST
    if draft is not None:
        stored = stored_boxes(draft.entry, BOXES)
        data, unsettled = settled(data, stored)
        entry = entry_from(data, choices)
        conflicts = list(differences(kept_of(data, "")[BOXES], stored, entry.labels()))
        if data.get("version") != str(draft.version) and conflicts:
            return _page(request, draft, entry_as_typed(data, choices), status=409, conflicts=conflicts)
        if left := [row for row in conflicts if row.name in unsettled]:
            return _page(request, draft, entry_as_typed(data, choices), status=409, conflicts=left)
    else:
        entry = entry_from(data, choices)
    act = data.get("act", "")
    if act not in (SAVE, REVIEW, PUBLISH) or (act != SAVE and not entry.is_valid()):
        return _page(request, draft, entry, status=200)
    return _act(request, draft, entry, act, data)


def _act(request: HttpRequest, draft: Draft | None, entry: ReportEntry, act: str, data: QueryDict) -> HttpResponse:
    target = entry.choices.target
    try:
        entered = save_report(
            entry,
            act,
            draft=draft,
            boxes={**proposed_in(draft), **kept_of(data, target.pk)},
            by=request.user,  # type: ignore[arg-type]  # an editor
            at=moment(),
        )
    except ChangesRefusedError as error:
        entry.put_problems(error)
        asked_doubts = [item.token for item in error.doubts]
        return _page(request, draft, entry, at_boxes=asked_doubts)
    except ValidationError as error:
        return _page(request, _draft(str(draft.pk)) if draft else None, entry, status=409, refusals=error.messages)
    except PermissionDenied as error:
        return _page(request, draft, entry, status=403, refusals=[str(error)])
    if entered.draft is None:
        messages.success(request, _published(entered.applied))
        return mark_saved(request, HttpResponseRedirect(f"{reverse('target', args=[target.pk])}#evidence"))
    is_waiting = entered.draft.state == Draft.State.IN_REVIEW
    messages.success(
        request, _("Sent to review: another editor publishes it.") if is_waiting else _("Saved as a draft.")
    )
    return mark_saved(request, HttpResponseRedirect(f"{reverse('desk-report')}?draft={entered.draft.pk}"))


def _published(applied: Applied | None) -> str:
    figures = sum(1 for table, _id in applied.new if table == "outcomes") if applied is not None else 0
    if not figures:
        return _("It was in the record already, just as it stands here.")
    return ngettext("Published: one figure.", "Published: %(number)d figures.", figures) % {"number": figures}


# --- The page ------------------------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    draft: Draft | None,
    entry: ReportEntry,
    status: int = 200,
    conflicts: list[Difference] | None = None,
    refusals: list[str] | None = None,
    at_boxes: list[str] | None = None,
) -> HttpResponse:
    target = entry.choices.target
    selection = _selection(request, draft)
    detail = target_detail(target.pk, today())
    is_sent = request.method == "POST"
    return render_desk(
        request,
        "desk/report/page.html",
        status=status,
        draft=draft,
        target=target,
        entry=entry,
        detail=detail,
        latest=_latest(detail),
        is_sent=is_sent,
        conflicts=conflicts or [],
        refusals=refusals or [],
        at_boxes=at_boxes or [],
        selection=selection,
        mentioned=figures_mentioned(selection),
        may_publish=may_publish_at_once(request.user),
        returned=_returned(draft),
    )


def _selection(request: HttpRequest, draft: Draft | None) -> str:
    """What was selected on the page of the source, or what a reader wrote who proposed it."""
    proposed = proposed_in(draft)
    text = "\n".join(filter(None, (proposed.get("figure"), proposed.get("note")))) or request.GET.get("selection", "")
    return text[:MOST_SELECTED].strip()


def _latest(detail: Any) -> list[Any]:
    """The reports with the latest periods, whether the verdict rests on them or not."""
    figures = (*detail.evidence, *detail.others) if detail is not None else ()
    return sorted(figures, key=lambda figure: figure.outcome.period_end, reverse=True)[:LATEST]


def _returned(draft: Draft | None) -> DraftEvent | None:
    """Why it came back, if it did."""
    if draft is None or draft.state != Draft.State.RETURNED:
        return None
    events = draft.events.filter(action=DraftEvent.Action.RETURNED).select_related("done_by")
    return events.order_by("-done_at", "-id").first()


def _draft(number: str) -> Draft | None:
    if not number:
        return None
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    drafts = Draft.objects.select_related("saved_by").filter(kind__in=KINDS)
    draft = drafts.filter(pk=number).first() if is_number else None
    return found_or_404(draft, _("There is no such draft."))


def _target_of(draft: Draft) -> str:
    """The target that a draft is about; "" where its entry names none."""
    target_id = draft.entry.get("target") if isinstance(draft.entry, dict) else None
    return target_id if isinstance(target_id, str) else ""


def _target(target_id: str) -> Target:
    """The target with that id, today or formerly."""
    rows = Target.objects.select_related(*TITLED)
    target = rows.filter(pk=target_id).first() if "\x00" not in target_id else None
    if target is None and (today_s := RenamedId.objects.current("target", [target_id])):
        target = rows.filter(pk=today_s[target_id]).first()
    return found_or_404(target, _("There is no target “%s”.") % target_id)
