"""What the addresses of one person share: who asks, how often they may write, and that no cache keeps an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from accounts.models import User
from accounts.people.token_authentication import TokenAuthentication
from projects.api.views import ReadingView
from projects.http.json_body import MAX_REPORTED, JSONBodyParser, printable
from projects.http.problems import BadBodyError
from projects.http.rate_limits import WritingAllowance
from projects.reports.parameters import Problem

READS = (400, 401, 403, 406, 429)
WRITES = (400, 401, 403, 404, 406, 411, 413, 415, 429)


class OwnView(ReadingView):
    """Needs a token or a session: unlike the record, this is private."""

    authentication_classes = (TokenAuthentication, SessionAuthentication)
    permission_classes = (IsAuthenticated,)
    parser_classes = (JSONBodyParser,)

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Cache-Control": "private, no-store"}

    def get_throttles(self) -> list[Any]:
        return [WritingAllowance()] if self._is_writing else []

    def throttled(self, request: Any, wait: float) -> NoReturn:
        raise Throttled(wait, _("More was sent under your name in this minute than we allow."))

    @property
    def _is_writing(self) -> bool:
        return self.request is not None and self.request.method not in SAFE_METHODS  # none while the schema is made


def person(request: Request) -> User:
    assert isinstance(request.user, User)  # others have no permission
    return request.user


def members_of(request: Request, names: Sequence[str]) -> Mapping[str, Any]:
    """The body, an object with some of these members. Raises BadBodyError naming any other."""
    body = request.data
    listed = ", ".join(names)
    if not isinstance(body, dict) or not body:
        raise nothing_changed([Problem("body", _("Send an object with some of the members %s.") % listed)])
    unknown = sorted({*body} - {*names})[:MAX_REPORTED]
    if unknown:
        what = _("There is no such member; those that can be sent: %s.") % listed
        raise nothing_changed([Problem(printable(name), what) for name in unknown])
    return body


def nothing_changed(problems: Sequence[Problem]) -> BadBodyError:
    names = ", ".join(dict.fromkeys(problem.parameter for problem in problems))
    return BadBodyError(problems, detail=_("Nothing was changed; these fields are wrong: %s.") % names)
