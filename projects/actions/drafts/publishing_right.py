"""Who may publish what. REVIEW=two asks for a second pair of eyes, REVIEW=one for none (ADR 25)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from projects.models import Draft
from projects.models.system_user import SYSTEM_EMAIL

RIGHT = "projects.publish_draft"


def may_publish_at_once(user: Any, *, token_may_publish: bool = False) -> bool:
    """Whether what somebody enters is published without a second person.

    ``token_may_publish``: it comes by a token that another person gave the right to.
    """
    return bool(user.has_perm(RIGHT)) and (settings.REVIEW == "one" or token_may_publish)


def refusal_to_publish(draft: Draft, user: Any) -> str:
    """Why somebody may not publish a draft, in a sentence; empty where they may."""
    if not user.has_perm(RIGHT):
        return _("You may not publish: an editor with that right does.")
    if draft.saved_by.get_username() == SYSTEM_EMAIL:
        return _("Nobody of the desk has taken this over yet: open it, hold it against its source, and save it.")
    if draft.state != Draft.State.IN_REVIEW and draft.saved_by_id != user.pk:
        return _("Nobody has submitted it yet: whoever saved it last says when it is ready.")
    if settings.REVIEW == "two" and draft.saved_by_id == user.pk:
        return _("You saved this version last, so another editor publishes it.")
    return ""
