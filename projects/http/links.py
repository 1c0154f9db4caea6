"""Asks whether an address still answers, by the rules by which pages are fetched, and reads as little as can be."""

from __future__ import annotations

import ssl

from projects.http.bounded_socket import Bounds
from projects.http.fetch import NoPageError, follow
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError
from projects.models.link_check import LinkAnswer, LinkCheck

WITHIN = 15.0  # seconds for everything: HEAD, GET and all redirects
MAX_READ = 500_000  # bytes of all answers, with their headers
MAX_BODY = 1024  # bytes of a page; nobody reads them
TOO_MANY_REQUESTS = 429
FAILURES = (RefusedAddressError, NotReachedError, NoAnswerError, NoPageError)


def look_at_link(url: str, within: float = WITHIN) -> LinkAnswer:
    """What an address answers to HEAD, or to GET where HEAD brings nothing: many servers know only that."""
    bounds = Bounds(within, MAX_READ)
    answer = _answer("HEAD", url, bounds)
    if _is_final(answer):
        return answer
    return _answer("GET", url, bounds)


def _is_final(answer: LinkAnswer) -> bool:
    if answer.status is None:
        return answer.error != LinkCheck.Error.NO_ANSWER
    return answer.status < 400 or answer.status == TOO_MANY_REQUESTS


def _answer(method: str, url: str, bounds: Bounds) -> LinkAnswer:
    try:
        _url, answer = follow(method, url, bounds, MAX_BODY)
        return LinkAnswer(answer.status)
    except FAILURES as error:
        return LinkAnswer(None, error_of(error))


def error_of(error: Exception) -> LinkCheck.Error:
    """The code for what ``follow`` raised."""
    errors = LinkCheck.Error
    match error:
        case RefusedAddressError():
            return errors.REFUSED
        case NotReachedError():
            is_untrusted = isinstance(error.__cause__, ssl.SSLCertVerificationError)
            return errors.CERTIFICATE if is_untrusted else errors.UNREACHABLE
        case NoAnswerError():
            return errors.NO_ANSWER
        case _:
            return errors.REDIRECTS
