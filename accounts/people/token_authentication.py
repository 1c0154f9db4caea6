"""Who a program acts for: the person whose token it sends (``Authorization: Token …``)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import ProgramToken, User
from accounts.models.program_token import MAX_DAYS

UNNAMED = "token"  # one that was made before tokens had names


class TokenAuthentication(KnoxAuthentication):
    """Knox's, whatever bytes the header holds; ``request.auth`` is the ProgramToken, and its last day is kept."""

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


class TokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]  # the library has no types here
    """How the OpenAPI document tells of it."""

    target_class = "accounts.people.token_authentication.TokenAuthentication"
    name = "token"
    priority = 1
