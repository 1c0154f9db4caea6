"""allauth's forms for passwords, with the tracker's own fields."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.end_access import end_access


class SignupForm(allauth_forms.SignupForm):
    """An address that has an account takes as long as another: the time must not tell."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class EndTokensMixin(forms.Form):
    """Asks whether all that acts for the person, or tells what they follow, ends with the old password."""

    user: Any
    end_tokens = forms.BooleanField(
        label=_("End my tokens for programs, the addresses of my feed and calendar, my web hooks and my chat too"),
        required=False,
        initial=True,
        help_text=_(
            "Leave this on if somebody else may know the old password. The page of your feed and calendar has new "
            "addresses then; there you can switch web hooks on again too."
        ),
    )

    def save(self) -> None:
        super().save()  # type: ignore[misc]  # allauth's form that this is mixed into has it
        if self.cleaned_data["end_tokens"]:
            end_access(person=self.user, at=timezone.now())  # noqa: TID251  # an edge: this is the clock


class ChangePasswordForm(EndTokensMixin, allauth_forms.ChangePasswordForm):
    field_order = ("oldpassword", "password1", "password2", "end_tokens")

    def clean_oldpassword(self) -> str:
        """Wrong passwords count as at the log-in."""
        adapter = get_adapter()
        password: str = self.cleaned_data["oldpassword"]
        if not adapter.reauthenticate(self.user, password):
            raise adapter.validation_error("enter_current_password")
        return password


class SetPasswordForm(EndTokensMixin, allauth_forms.SetPasswordForm):
    field_order = ("password1", "password2", "end_tokens")


class ResetPasswordKeyForm(EndTokensMixin, allauth_forms.ResetPasswordKeyForm):
    field_order = ("password1", "password2", "end_tokens")
