"""One question of an assistant, from its JSON arguments to an answer or a sentence that says why there is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.core.signals import got_request_exception
from django.db.models import Model
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from projects import wording
from projects.http.rate_limits import Allowance, SearchAllowance
from projects.models import RecordVersion
from projects.reports.parameters import BadParametersError
from projects.reports.similar_ids import similar_ids
from projects.wording.plurals import NBSP

from .answers import Asking, RefusedError, full_answer
from .arguments import read_arguments
from .tools.every_tool import BY_NAME
from .tools.tool import Tool

MAX_ANSWER = 200_000  # bytes of structured content: several times what a page of promises has
MAX_REPORTED = 10  # problems of one call
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call is answered with. ``structured`` is None for an error, which ``text`` explains."""

    text: str
    structured: dict[str, Any] | None = None


def reply_to(name: str, arguments: Mapping[str, Any], today: date, request: HttpRequest | None = None) -> Reply:
    """Answers one call; never raises. ``request`` is counted against the limits of its address."""
    with translation.override(_language(arguments)):
        tool = BY_NAME.get(name)
        if tool is None:
            return Reply(_("There is no such tool; known are: %s.") % ", ".join(BY_NAME))
        try:
            return _answer(tool, arguments, today, request)
        except BadParametersError as error:
            return Reply(_problems_in_words(tool, arguments, error, request))
        except RefusedError as error:
            return Reply(str(error))
        except Exception:
            logger.exception("The tool %s failed", name)
            if request is not None:
                got_request_exception.send(sender=reply_to, request=request)  # so that monitors and tests see it
            return Reply(_("Something went wrong here. It has been noted; please try again later."))


def _language(arguments: Mapping[str, Any]) -> str:
    language = arguments.get("language")
    return language if isinstance(language, str) and language in wording.spoken() else "en"


def _answer(tool: Tool, arguments: Mapping[str, Any], today: date, request: HttpRequest | None) -> Reply:
    values = read_arguments(tool.arguments, tool.required, arguments)
    asking = Asking(today, values.pop("language", "en"), RecordVersion.objects.current())
    for allowance in tool.allowances(values, asking):
        _spend(allowance, request)
    structured, text = full_answer(tool.answer(values, asking), asking)
    # A reader who looks for “180 projects” in a text would not find it with a space that keeps the two on a line.
    written = orjson.dumps(structured).replace(NBSP.encode(), b" ")
    if len(written) > MAX_ANSWER:
        raise RefusedError(
            _(
                "The answer has %(size)d bytes, more than the %(most)d that are sent. Narrow the question or ask for a "
                "smaller page."
            )
            % {"size": len(written), "most": MAX_ANSWER}
        )
    return Reply(text.replace(NBSP, " "), orjson.loads(written))


def _spend(allowance: type[Allowance], request: HttpRequest | None) -> None:
    """Counts a question from an address. Raises RefusedError where there were too many in this minute."""
    wait = None if request is None else allowance().spend(request)
    if wait is not None:
        raise RefusedError(
            _("More was asked from your address in this minute than we allow. Ask again in %d seconds.") % wait
        )


def _problems_in_words(
    tool: Tool, arguments: Mapping[str, Any], error: BadParametersError, request: HttpRequest | None
) -> str:
    """Each argument that is wrong in a line; of an unknown id those that resemble it."""
    lines = [f"{problem.parameter[:60]}: {problem.detail}" for problem in error.problems[:MAX_REPORTED]]
    if error.unknown_things:
        wrong = {problem.parameter for problem in error.problems}
        unknown = [
            (parameter.model, arguments[parameter.name])
            for parameter in tool.parameters
            if parameter.model is not None and parameter.name in wrong
        ]
        lines += [_("Similar ids: %s.") % ", ".join(ids) for ids in _similar(unknown, request) if ids]
        lines.append(_("Find ids with search_record."))
    return "\n".join(lines)


def _similar(unknown: Sequence[tuple[type[Model], Any]], request: HttpRequest | None) -> Iterator[Sequence[str]]:
    """Ids that resemble each unknown one. Finding them counts as a search; where it may not be made, none are told."""
    with suppress(RefusedError):
        for model, id in unknown:
            _spend(SearchAllowance, request)
            yield similar_ids(model, str(id))
