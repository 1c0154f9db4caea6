"""allauth's forms for passkeys: whatever is sent to them in place of a passkey is refused with one line."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

# What reading JSON and CBOR of another shape raises, in allauth and fido2.
UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, AssertionError, OverflowError)
MAX_NAME = 100


class AddPasskeyForm(allauth_forms.AddWebAuthnForm):
    """A passkey that alone lets its owner in is the default: it asks for their finger, face or PIN."""

    name = forms.CharField(label=_("Name"), required=False, max_length=MAX_NAME)
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without the password"),
        required=False,
        initial=True,
        help_text=_(
            "The device then asks for your finger, face or PIN. Switch this off for a security key that has none."
        ),
    )

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _CredentialMixin(forms.Form):
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form that this is mixed into has it
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class LoginPasskeyForm(_CredentialMixin, allauth_forms.LoginWebAuthnForm):
    pass


class AuthenticatePasskeyForm(_CredentialMixin, allauth_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(_CredentialMixin, allauth_forms.ReauthenticateWebAuthnForm):
    pass
