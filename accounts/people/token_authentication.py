"""Programs act for the person whose token they send (``Authorization: Token …``)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed

from accounts.models import ProgramToken, User
from accounts.models.program_token import MAX_DAYS

A_DAY = timedelta(days=1)
UNNAMED = "token"  # a token made before tokens had names


class TokenAuthentication(KnoxAuthentication):
    """Knox's header, safe for any bytes in it. ``request.auth`` is the ProgramToken; its last day of use is stored.

    Knox would read all tokens of the person with each request, and delete those that have run out. Their person sees
    that on their page; making a new one deletes them.
    """

    def authenticate_credentials(self, token: bytes) -> tuple[User, ProgramToken]:
        """Raises AuthenticationFailed, which says whether a token that somebody has is over."""
        is_possible = token.isalnum()  # bytes: ASCII letters and digits, of which every token is made
        digest = hash_token(token.decode()) if is_possible else ""
        stored = AuthToken.objects.select_related("user").filter(digest=digest).first()
        if stored is None:
            raise AuthenticationFailed(_("There is no such token, or it was ended: make one at /accounts/tokens/."))
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        if now >= min(stored.expiry or now + A_DAY, stored.created + MAX_DAYS * A_DAY):
            raise AuthenticationFailed(_("This token has expired: make a new one at /accounts/tokens/."))
        person = stored.user
        if not person.is_active:
            raise AuthenticationFailed(_("The account of this token is closed."))
        today = timezone.localdate()
        program, _made = ProgramToken.objects.get_or_create(token=stored, defaults={"name": UNNAMED})
        program.token = stored
        if program.last_used_on != today:
            program.last_used_on = today
            program.save(update_fields=["last_used_on"])
        return person, program


class TokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]  # the library has no types here
    """Its description in the OpenAPI document."""

    target_class = "accounts.people.token_authentication.TokenAuthentication"
    name = "token"
    priority = 1
