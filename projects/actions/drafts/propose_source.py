from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.drafts.save_draft import create_draft
from projects.models import Draft, Proposal, Target
from projects.models.system_user import system_user
from projects.models.text import stored_text

MOST_OPEN = 1000  # more than a desk can read; beyond that somebody floods it
MOST_ANSWERS = 3  # that one mail address waits for: anybody can have named the address of a stranger


def propose_source(
    *, target: Target | None, url: str, figure: str, note: str, email: str, language: str, at: datetime
) -> Proposal:
    """Puts a source that a reader found before the editors, as a draft without changes.

    Raises ValidationError where more wait than anybody can read, and where too many answers go to one address.
    """
    with transaction.atomic():
        if email and Proposal.objects.filter(email__iexact=email).count() >= MOST_ANSWERS:
            raise ValidationError(
                {
                    "email": _(
                        "%(count)d sources wait with this address already: leave it empty, or send this once we have "
                        "answered."
                    )
                    % {"count": MOST_ANSWERS}
                }
            )
        if Proposal.objects.open().count() >= MOST_OPEN:
            raise ValidationError(_("More proposals wait than we can read. Please try again in a week."))
        texts = {"url": url, "figure": stored_text(figure), "note": stored_text(note)}
        draft = create_draft(
            kind=Draft.Kind.PROPOSAL,
            origin=Draft.Origin.READER,
            title=texts["figure"] or url,
            changes=[],
            entry={**texts, "target": target.pk if target is not None else ""},
            by=system_user(),
            at=at,
            submit=True,
        )
        return Proposal.objects.create(draft=draft, target=target, email=email, language=language, **texts)
