"""All tools, in the order in which an assistant should think of them."""

from __future__ import annotations

from .changes import LIST_CHANGES
from .explain_method import EXPLAIN_METHOD
from .list_projects import LIST_PROJECTS
from .promise import GET_PROMISE
from .search_promises import SEARCH_PROMISES
from .search_record import SEARCH_RECORD
from .track_record import GET_TRACK_RECORD

TOOLS = (SEARCH_PROMISES, GET_PROMISE, GET_TRACK_RECORD, LIST_CHANGES, LIST_PROJECTS, SEARCH_RECORD, EXPLAIN_METHOD)
BY_NAME = {tool.name: tool for tool in TOOLS}
