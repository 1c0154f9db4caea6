"""Signals of allauth about changes to an account. Each change is audited."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from accounts.actions.accounts import end_sessions
from accounts.models import User
from accounts.people import second_factor, session_marks
from projects.models.audit import record_audit

ENTRIES = {
    account.password_changed: "change_password",
    account.password_set: "change_password",
    account.password_reset: "reset_password",
    account.email_added: "add_address",
    account.email_removed: "remove_address",
    account.email_changed: "change_address",
    mfa.authenticator_added: "add_second_factor",
    mfa.authenticator_removed: "remove_second_factor",
    mfa.authenticator_reset: "renew_recovery_codes",
}


def connect() -> None:
    """Connects the receivers; once, however often it is called."""
    for signal in ENTRIES:
        signal.connect(on_change, dispatch_uid="accounts.views.allauth_events.on_change")
    user_logged_in.connect(on_log_in, dispatch_uid="accounts.views.allauth_events.on_log_in")
    mfa.authenticator_removed.connect(on_factor_removed, dispatch_uid="accounts.views.allauth_events.on_factor_removed")
    mfa.authenticator_added.connect(on_factor_added, dispatch_uid="accounts.views.allauth_events.on_factor_added")
    account.email_added.connect(on_address_added, dispatch_uid="accounts.views.allauth_events.on_address_added")


def on_log_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """Marks when and where the session begins, and whether it is the person's first: Django notes that afterwards."""
    request.is_first_log_in = user.last_login is None  # type: ignore[attr-defined]  # ours
    session_marks.begin(request, timezone.now())  # noqa: TID251  # an edge: the clock


def on_change(sender: Any, signal: Any, user: User, authenticator: Authenticator | None = None, **_: Any) -> None:
    """Writes an audit entry by the owner of the account: nobody else can make these changes."""
    details = {} if authenticator is None else {"types": [str(authenticator.type)]}
    record_audit(ENTRIES[signal], user, by=user, at=timezone.now(), details=details)  # noqa: TID251  # an edge: the clock


def on_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Ends all other sessions, which have not shown the factor. This one has: by the code that switched it on."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    end_sessions(user)
    update_session_auth_hash(request, user)
    record_authentication(request, user, method="mfa", id=authenticator.pk, type=str(authenticator.type))


def on_factor_removed(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """With the last factor all other sessions end, and this one has shown none any more."""
    if second_factor.is_shown(request, user) and not second_factor.has_factor(user):
        end_sessions(user)
        second_factor.forget_shown(request, user)


def on_address_added(sender: Any, request: HttpRequest, user: User, email_address: Any, **_: Any) -> None:
    """Tells the earlier address of the new one, with which its owner could log in too."""
    get_adapter().send_notification_mail("account/email/email_added", user, {"added_email": email_address.email})
