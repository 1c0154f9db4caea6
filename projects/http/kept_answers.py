"""A process keeps answers in its memory and gives them to whoever asks the same, until the record changes (ADR 60).

What an answer depends on is what its tag stands for (``freshness.py``). What it buys: docs/speed.md, “What is bought
dearly”.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from sys import getsizeof
from threading import Lock
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from projects.http.freshness import contents_depend_on, is_data, is_somebody, known_version, reads_the_record, tag_of
from projects.http.rate_limits import Allowance, spent_allowances
from projects.models.record_version import Version

Question: TypeAlias = tuple[str, ...]  # what requests have in common that get the same answer
LARGEST = 1_000_000  # bytes of one answer
OVERHEAD = 1_000  # bytes that an answer takes beside its body and its texts, about


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as the view and all that stands around it made it, and its tag.

    ``allowances`` is what the request was counted by: whoever gets the same answer is counted alike.
    """

    tag: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    allowances: tuple[Allowance, ...]

    def size(self, question: Question) -> int:
        """Bytes in memory, about. What was asked counts too: whoever asks can make it longer than the answer."""
        texts = (*question, *chain.from_iterable(self.headers))
        return len(self.body) + sum(map(getsizeof, texts)) + OVERHEAD

    def response(self) -> HttpResponse:
        answer = HttpResponse(self.body)
        for name, value in self.headers:
            answer[name] = value
        return answer

    def is_allowed(self, request: HttpRequest) -> bool:
        """Counts the request; whether it may have the answer. If not, the view counts it once more and says so."""
        is_allowed = all(allowance.spend(request) is None for allowance in self.allowances)
        if not is_allowed:
            spent_allowances(request).clear()  # the view may allow it in the next minute, and counts for itself
        return is_allowed


class KeptAnswers:
    """The answers asked for last, together at most so many bytes."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Question, KeptAnswer] = OrderedDict()
        self._size, self._lock = 0, Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, question: Question) -> KeptAnswer | None:
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def keep(self, question: Question, answer: KeptAnswer, most: int) -> None:
        """``most``: bytes of all answers together."""
        with self._lock:
            before = self._answers.pop(question, None)
            self._answers[question] = answer
            self._size += answer.size(question) - (before.size(question) if before else 0)
            while self._size > most:
                other, oldest = self._answers.popitem(last=False)
                self._size -= oldest.size(other)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._size = 0


kept_answers = KeptAnswers()


class KeptAnswersMiddleware:
    """Stands inside FreshnessMiddleware, which signs an answer that is given again like a new one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.KEPT_ANSWERS or request.method != "GET" or is_somebody(request):
            return self.get_response(request)
        question = _question(request)
        if (again := _given_again(request, question)) is not None:
            return again
        response = self.get_response(request)
        if (answer := _as_kept(request, response)) is not None:
            kept_answers.keep(question, answer, settings.KEPT_ANSWERS)
        return response


def _question(request: HttpRequest) -> Question:
    """What another request must have in common to get the same answer."""
    return (
        *contents_depend_on(request),
        str(request.scheme),  # links with the name of the site have both
        request.META.get("HTTP_HOST", ""),
        request.META.get("HTTP_ACCEPT", "") if is_data(request) else "",  # who takes no JSON is refused
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),  # a page in another language leaves that one
    )


def _given_again(request: HttpRequest, question: Question) -> HttpResponse | None:
    """The answer that is kept, if the record and the day are still the same. One query, none where nothing is kept."""
    answer = kept_answers.get(question)
    if answer is None or tag_of(request, known_version(request)) != answer.tag or not answer.is_allowed(request):
        return None
    reads_the_record(request)
    return answer.response()


def _as_kept(request: HttpRequest, response: HttpResponseBase) -> KeptAnswer | None:
    """None for an answer that shows more than the record, leaves something with its reader, or is too large."""
    version: Version | None = getattr(request, "record_version", None)
    if version is None or response.status_code != 200 or response.cookies:
        return None
    if not isinstance(response, HttpResponse) or len(response.content) > LARGEST:
        return None
    return KeptAnswer(
        tag_of(request, version), response.content, tuple(response.items()), tuple(spent_allowances(request))
    )
