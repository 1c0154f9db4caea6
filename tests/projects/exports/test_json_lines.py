"""JSON Lines, read back by Python."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from projects.exports.json_lines import write_json_lines

from .hard_rows import COLUMNS, LONG, MOMENT, ROWS, assert_memory_is_flat, many

pytestmark = pytest.mark.once


def test_json_lines_hold_an_object_a_line() -> None:
    stream = io.BytesIO()
    assert write_json_lines(stream, COLUMNS, iter(ROWS)) == len(ROWS)
    first, long, empty, *_others = map(json.loads, stream.getvalue().splitlines())
    assert first["value"] == "-7.4"
    assert first["announced"] == "2026-03-01"
    assert first["recorded_at"] == MOMENT.isoformat()
    assert long["value"] == str(LONG)
    assert set(empty.values()) == {"empty", None}


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def write(path: Path, count: int) -> int:
        with path.open("wb") as stream:
            return write_json_lines(stream, COLUMNS, many(count))

    assert_memory_is_flat(write, tmp_path)
