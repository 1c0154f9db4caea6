"""Programs act for the person whose token they send (``Authorization: Token …``)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import ProgramToken, User
from accounts.models.program_token import MAX_DAYS

UNNAMED = "token"  # a token made before tokens had names


class TokenAuthentication(KnoxAuthentication):
    """Knox's, safe for any bytes in the header. ``request.auth`` is the ProgramToken; its last day of use is stored."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ProgramToken]:
        """Raises AuthenticationFailed."""
        if not token.isalnum():  # bytes: ASCII letters and digits, of which every token is made
            raise AuthenticationFailed(_("Invalid token."))
        person, stored = super().authenticate_credentials(token)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        if now >= stored.created + timedelta(days=MAX_DAYS):
            raise AuthenticationFailed(_("Invalid token."))
        today = timezone.localdate()
        program, _made = ProgramToken.objects.get_or_create(token=stored, defaults={"name": UNNAMED})
        program.token = stored
        if program.last_used_on != today:
            program.last_used_on = today
            program.save(update_fields=["last_used_on"])
        return person, program

    def _cleanup_token(self, auth_token: AuthToken) -> bool:
        """Whether the token has run out. Its person sees that on their page; making a new one deletes it.

        Knox would read all tokens of the person here, with each request, and delete those that have run out.
        """
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()  # noqa: TID251  # as above


class TokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]  # the library has no types here
    """Its description in the OpenAPI document."""

    target_class = "accounts.people.token_authentication.TokenAuthentication"
    name = "token"
    priority = 1
