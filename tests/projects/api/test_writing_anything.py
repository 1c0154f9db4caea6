"""Any JSON is either recorded exactly or refused with a problem; none causes an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.packages.tables import BY_NAME

from .rows import GOOD, row_of
from .test_problems import assert_problem

pytestmark = pytest.mark.usefixtures("record")

NASTY = st.sampled_from(
    [
        *(
            "",
            " ",
            "\0",
            "\ud800",
            "\u202e",
            "x" * 10_001,
            "9" * 400,
            "-0",
            "0.10",
            "1e999999",
            "1E5",
            "NaN",
            "-Infinity",
        ),
        *("0001-01-01", "9999-12-31", "2024-02-30", "10000-01-01", "-001-01-01", "'; DROP TABLE x; --", "<script>"),
        *("count-2024", "pool-2024-count", "pool-2024-money", "plan", "plan-done", "kz", "between", "done", "true"),
        *(0, -1, 10**400, 2**31, 1.5, -1e308, True, False, None, [], {}, [[1]], {"id": "x"}),
    ]
)
VALUES = (
    NASTY
    | st.text(max_size=20)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals().map(str)
    | st.dates().map(str)
)
NAMES = st.sampled_from(sorted({name for table in BY_NAME.values() for name in table.by_name})) | st.text(max_size=5)


@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(path=st.sampled_from(list(GOOD)), changes=st.dictionaries(NAMES, VALUES, max_size=4))
def test_row_is_recorded_as_it_is_read_or_refused(write, reader, path, changes):
    answer = write(path, json.dumps({**GOOD[path], **changes}))

    if answer.status in (200, 201):
        address = answer.headers["Location"].partition("/api/v1/")[2]
        assert reader.get(address).body == row_of(answer)
    else:
        assert answer.status in (400, 409), answer
        assert assert_problem(answer, answer.status)
