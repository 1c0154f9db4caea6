"""Promises by words and filters: the list of targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, answer_schema
from projects.assistants.parts import PROMISE, as_of_day, promise_in_words, promise_object
from projects.http.public_urls import public_url
from projects.http.rate_limits import Allowance, SearchAllowance
from projects.reports.parameters import PAGING, RECORDED_AFTER, Kind, Parameter
from projects.reports.targets.target_list import find_targets
from projects.reports.targets.target_query import PARAMETERS, TargetQuery

from .tool import Tool, Values

ON_A_PAGE, MOST_ON_A_PAGE = 10, 50
PAGE = PAGING[0]
PAGE_SIZE = Parameter(
    "page_size",
    Kind.WHOLE,
    f"Promises on a page, at most {MOST_ON_A_PAGE}; {ON_A_PAGE} if absent.",
    maximum=MOST_ON_A_PAGE,
)
# A moment of recording says nothing to a reader; synchronising is the API's work.
ASKED = tuple(parameter for parameter in PARAMETERS if parameter.name not in (RECORDED_AFTER.name, "known_at"))


def search_promises(values: Values, asking: Asking) -> Answer:
    query = TargetQuery(**{"page_size": ON_A_PAGE, **values})
    page = find_targets(query, asking.today, asking.version)
    day = as_of_day(page.as_of, asking)
    numbers = {"count": wording.number(page.count, asking.lang), "page": query.page, "pages": page.pages}
    head = _("Promises: %(count)s; page %(page)d of %(pages)d.") % numbers
    if query.page > page.pages:
        head = _("Promises: %(count)s; there is no page %(page)d, the last one is %(pages)d.") % numbers
    elif not page.count:
        head = _("No promise of the record answers. That says nothing about promises that are not in it.")
    members = {
        "count": page.count,
        "page": query.page,
        "pages": page.pages,
        "promises": [promise_object(entry, day) for entry in page.entries],
    }
    text = "\n".join((head, *(promise_in_words(entry, day) for entry in page.entries)))
    return Answer(page.as_of, members, text, _address(page.query, page.as_of))


def _address(query: TargetQuery, as_of: date) -> str:
    """The page of the list with the same filters, on the same day."""
    others = urlencode({"ordering": query.ordering, "as_of": as_of.isoformat()})
    return f"{public_url('targets')}?{'&'.join(filter(None, (query.canonical(), others)))}"


def _allowances(values: Values, _asking: Asking) -> Sequence[type[Allowance]]:
    return (SearchAllowance,) if "search" in values else ()


SEARCH_PROMISES = Tool(
    name="search_promises",
    title="Search promises",
    about=(
        "Finds public promises (targets announced by governments) with the verdict on each, by words in English, "
        "Russian or Kazakh, a figure or an id, and by filters. Start here. `search` takes what people say: “180 "
        "projects”, “доступное жильё 2025”. All filters must hold. The answer is a page; `count` says how many there "
        "are; the order is by deadline unless you ask for another. An empty answer means that the record holds no such "
        "promise, not that none was made. Read a promise with get_promise before you say what became of it."
    ),
    parameters=(*ASKED, PAGE, PAGE_SIZE),
    schema=answer_schema(
        count=shapes.count("Promises on all pages."),
        page=shapes.count(),
        pages=shapes.count(),
        promises=shapes.list_of(PROMISE),
    ),
    answer=search_promises,
    allowances=_allowances,
)
