"""Tokens with which a person's own programs act for them: made, shown once, revoked."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts.models import ProgramToken, User
from accounts.models.program_token import MAX_DAYS, MAX_NAME
from projects.models.audit import record_audit

MAX_TOKENS = 20


def make_token(
    *, person: User, name: str, days: int, by: User, at: datetime, may_publish: bool = False
) -> tuple[ProgramToken, str]:
    """A token for a person's programs, valid for so many days, and its text, which is not stored.

    Raises ValidationError for a name that is empty, too long or taken by another of their tokens, for days outside
    1 to MAX_DAYS, and for more than MAX_TOKENS; for ``may_publish`` see ``let_publish``. Their tokens that have run out
    are deleted.
    """
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise ValidationError(_("Give it a name of at most %d characters: what the program is.") % MAX_NAME)
    if not 1 <= days <= MAX_DAYS:
        raise ValidationError(_("A token is good for 1 to %d days.") % MAX_DAYS)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # two requests at once must not both count one too few
        AuthToken.objects.filter(user=person, expiry__lt=at).delete()
        tokens = ProgramToken.objects.filter(token__user=person)
        if tokens.filter(name=name).exists():
            raise ValidationError(_("You have a token “%s” already: end it first, or choose another name.") % name)
        if tokens.count() >= MAX_TOKENS:
            raise ValidationError(_("You have %d tokens, which is as many as one can; end one first.") % MAX_TOKENS)
        made, text = AuthToken.objects.create(person, expiry=timedelta(days=days))
        AuthToken.objects.filter(pk=made.pk).update(created=at, expiry=at + timedelta(days=days))
        token = ProgramToken.objects.create(token=made, name=name)
        record_audit("make_token", person, by=by, at=at, details={"token": str(token), "days": days})
        if may_publish:
            let_publish(token=token, may_publish=True, by=by, at=at)
    return token, text


def let_publish(*, token: ProgramToken, may_publish: bool, by: User, at: datetime) -> None:
    """Says whether what a token sends is published without a second person.

    Raises ValidationError where its owner gives it that right, and for the token of somebody who may not publish.
    """
    owner = token.token.user
    if may_publish and owner.pk == by.pk:
        raise ValidationError(_("Nobody lets their own token publish; ask another admin."))
    if may_publish and not owner.has_perm("projects.publish_draft"):
        raise ValidationError(_("%s may not publish, and so their token may not either.") % owner)
    if token.may_publish == may_publish:
        return
    with transaction.atomic():
        token.may_publish = may_publish
        token.save(update_fields=["may_publish"])
        record_audit(
            "let_publish" if may_publish else "stop_publishing", owner, by=by, at=at, details={"token": str(token)}
        )


def revoke_tokens(*, person: User, by: User, at: datetime) -> int:
    """Revoke all tokens of a person. Returns their number."""
    with transaction.atomic():
        tokens = list(ProgramToken.objects.filter(token__user=person).select_related("token"))
        for token in tokens:
            revoke_token(token=token, by=by, at=at)
        AuthToken.objects.filter(user=person).delete()  # and those made before tokens had names
    return len(tokens)


def revoke_token(*, token: ProgramToken, by: User, at: datetime) -> None:
    """Revoke the token."""
    with transaction.atomic():
        record_audit("end_token", token.token.user, by=by, at=at, details={"token": str(token)})
        token.token.delete()
