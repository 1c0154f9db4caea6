"""``Idempotency-Key``: a request that writes may be repeated, and is done once (IETF idempotency-key-header)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

import orjson
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from projects.actions.idempotency import (
    KeyBusyError,
    KeyLostError,
    KeyReusedError,
    begin_request,
    finish_request,
    release_key,
)
from projects.http.problems import BadBodyError
from projects.models import IdempotencyKey
from projects.models.idempotency_key import MAX_KEY
from projects.reports.parameters import Problem

from .rendering import JSONRenderer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])+)"')  # a string of structured fields (RFC 8941)
BARE = re.compile(r"[!#-+\--:<-\[\]-~]+")  # what most programs send: visible characters without quotes and separators

Post = Callable[..., Response]


class BusyKey(APIException):
    status_code = 409
    parameter = HEADER
    wait = 5  # seconds

    @property
    def default_detail(self) -> str:  # type: ignore[override]  # in the reader's language
        return _("The request with this Idempotency-Key has not ended yet: ask again in a moment.")


def once_for_key(post: Post) -> Post:
    """Answers a request whose key was sent before with the first answer; without the header nothing changes.

    The deed and its answer are committed together: after a crash there are both or neither. A refusal is not kept.
    """

    @wraps(post)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if key is None:
            return post(view, request, *args, **kwargs)
        row = _taken_key(request, key)
        if row.finished_at is not None:
            return _replayed(row)
        try:
            with transaction.atomic():
                response = post(view, request, *args, **kwargs)
                _finish(row, response)
        except IntegrityError as error:  # constraints that wait for the commit
            release_key(row)
            again = _("Somebody recorded something in the same place at the same moment; look, and try again.")
            raise BadBodyError([], 409, again) from error
        except KeyLostError:
            raise BusyKey from None
        except BaseException:
            release_key(row)
            raise
        return response

    return answer


def key_of(request: Request) -> str | None:
    """The key in the header, None without one. Raises BadBodyError."""
    header = request.headers.get(HEADER)
    if header is None:
        return None
    quoted = QUOTED.fullmatch(header.strip())
    key = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else header.strip()
    if (quoted or BARE.fullmatch(key)) and 0 < len(key) <= MAX_KEY:
        return key
    what = _("Is no key: send 1 to %d visible characters, best a new UUID for each request, in quotation marks.")
    detail = _("Nothing was recorded: the header Idempotency-Key cannot be understood.")
    raise BadBodyError([Problem(HEADER, what % MAX_KEY)], 400, detail)


def _taken_key(request: Request, key: str) -> IdempotencyKey:
    assert isinstance(request.user, AbstractBaseUser)  # the permission lets nobody else in
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    try:
        with transaction.atomic():
            return begin_request(account=request.user, key=key, fingerprint=_fingerprint(request), at=now)
    except KeyReusedError:
        what = _("Was sent before with other content: use a new key for a new request.")
        detail = _("Nothing was recorded: this Idempotency-Key belongs to another request.")
        raise BadBodyError([Problem(HEADER, what)], 422, detail) from None
    except KeyBusyError:
        raise BusyKey from None


def _fingerprint(request: Request) -> str:
    """A digest of what is asked for: address, parameters and the values of the body in any order of its members."""
    content = [request.method, request.path, sorted(request.query_params.lists()), request.data]
    written = orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS, default=_number)
    return sha256(written).hexdigest()


def _number(value: Any) -> Any:
    """A number as it was written (``row_body.Whole``), which is not the text with these characters; a plain value."""
    return {type(value).__name__: str(value)} if isinstance(value, str) else dict(value)


def _finish(row: IdempotencyKey, response: Response) -> None:
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    body = JSONRenderer().render(response.data).decode()
    location = response.headers.get("Location", "")
    finish_request(row=row, status=response.status_code, location=location, answer=body, at=now)


def _replayed(row: IdempotencyKey) -> Response:
    headers = {REPLAYED: "true", **({"Location": row.location} if row.location else {})}
    return Response(orjson.loads(row.answer) if row.answer else None, status=row.status, headers=headers)
