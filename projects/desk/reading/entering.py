"""What becomes of the accepted figures of an article: published, or put before a second person. All or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.changes import Applied, ChangesRefusedError
from projects.actions.drafts.enter_changes import Entered, enter_changes
from projects.actions.drafts.publish_draft import publish_draft
from projects.actions.drafts.publishing_right import may_publish_at_once
from projects.actions.drafts.save_draft import create_draft, save_draft
from projects.actions.recording import lock_record
from projects.desk.review.draft_page import EVIDENCE
from projects.desk.shown_changes import token_of
from projects.models import Article, Draft, Source
from projects.models.fields import LONG_TEXT

from .enter_form import EnterForm
from .entered import FIGURES
from .outlook import Outlook
from .page import ArticlePage
from .plan import plan

PUBLISH, REVIEW = "publish", "review"


def enter_figures(
    page: ArticlePage,
    form: EnterForm,
    outlook: Outlook,
    act: str,
    *,
    boxes: Mapping[str, Any],
    by: AbstractBaseUser,
    at: datetime,
) -> Entered:
    """``act``: publish, or review. ``outlook`` is what was shown, of the same article.

    Raises ChangesRefusedError, ValidationError and PermissionDenied, and then nothing is kept.
    """
    publishes = act == PUBLISH and may_publish_at_once(by)
    with transaction.atomic():
        if publishes:
            lock_record()  # before the article and the draft, as whoever publishes one does
        article = Article.objects.select_for_update(of=("self",)).get(pk=page.article.pk)
        if token_of(_planned_now(page, article, form)) != outlook.token:
            raise ValidationError(_("Somebody decided on a figure meanwhile: look at it as it is now."))
        entered = _enter(page, outlook, publishes, _content(page, form, outlook, boxes, by, at))
        _note_where(article, page, outlook, entered)
    return entered


def _planned_now(page: ArticlePage, article: Article, form: EnterForm) -> list[Any]:
    """The changes of the article as it is stored by now."""
    now = page.of(article)
    return [step.change for step in plan(now.to_enter, form)] if now.to_enter else []


def _content(
    page: ArticlePage, form: EnterForm, outlook: Outlook, boxes: Mapping[str, Any], by: AbstractBaseUser, at: datetime
) -> dict[str, Any]:
    """What a draft of it holds."""
    cards = [step.card for step in outlook.planned if step.card is not None]
    evidence = {
        str(index): list(step.card.sentence) for index, step in enumerate(outlook.planned) if step.card is not None
    }
    entry = {**boxes, FIGURES: [card.key for card in cards], EVIDENCE: evidence}
    title = page.article.title or page.article.publisher or (cards[0].row_words if cards else "")
    return {
        "title": (title or _("Article"))[:LONG_TEXT],
        "changes": outlook.changes,
        "confirmed": form.confirmed,
        "entry": entry,
        "by": by,
        "at": at,
    }


def _enter(page: ArticlePage, outlook: Outlook, publishes: bool, content: dict[str, Any]) -> Entered:
    article, draft = page.article, page.draft
    kind: dict[str, Any] = {"kind": Draft.Kind.ARTICLE, "origin": Draft.Origin.ARTICLE}
    kind["origin_name"] = str(article.pk)
    if draft is None and publishes:
        return enter_changes(**kind, **content)
    if outlook.open_doubts:
        raise ChangesRefusedError([], outlook.open_doubts)
    if draft is None:
        return Entered(None, create_draft(submit=True, article=article, **kind, **content))
    saved = save_draft(draft=draft, version=draft.version, submit=not publishes, **content)
    if not publishes:
        return Entered(None, saved)
    by, at = content["by"], content["at"]
    return Entered(publish_draft(draft=saved, version=saved.version, by=by, at=at), None)


def _note_where(article: Article, page: ArticlePage, outlook: Outlook, entered: Entered) -> None:
    """Keeps with each figure where it went, and with the article its source."""
    places = {step.card.key: index for index, step in enumerate(outlook.planned) if step.card is not None}
    for key, index in places.items():
        decision = page.decisions[key]
        if entered.applied is not None:
            entered_decision = replace(decision, row=entered.applied.rows[index][1])
        else:
            entered_decision = replace(decision, draft=entered.draft.pk if entered.draft is not None else None)
        article.decisions[key] = entered_decision.as_json()
    if page.draft is not None:  # what was taken out of the draft is not in it any more
        for key, decision in page.decisions.items():
            if decision.draft == page.draft.pk and key not in places:
                article.decisions[key] = replace(decision, draft=None).as_json()
    if entered.applied is not None:
        article.source = article.source or Source.objects.filter(pk=_source(outlook, entered.applied)).first()
    is_done = not page.left and not outlook.left_for_later
    article.state = Article.State.DONE if is_done else Article.State.READING
    article.save(update_fields=["decisions", "source", "state"])


def _source(outlook: Outlook, applied: Applied) -> str:
    """The source that the figures cite, by the id that it got."""
    first = outlook.planned[0]
    if first.card is None:
        return applied.rows[0][1]
    return first.change.cells["source"]
