"""Whose a correction is in files: as the file says, else as the sources decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.models import Outcome

from .sample import export, load, refusal, sample, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("source", "our_slip", "expected"),
    [("report", "", True), ("paper", "", False), ("report", "false", False), ("paper", "true", True)],
)
def test_file_says_whose_it_is_or_the_sources_do(tmp_path: Path, source: str, our_slip: str, expected: bool) -> None:
    tables = sample()
    tables["outcomes"][1] |= {"source": source, "our_slip": our_slip}
    path = write(tmp_path / "package", tables)
    load(path)
    assert Outcome.objects.get(pk="cars-first-half-corrected").our_slip is expected
    ours = export(tmp_path / "ours")
    assert load(tmp_path / "ours")[-1] == "Nothing changed."
    assert load(path)[-1] == "Nothing changed."
    assert export(tmp_path / "again") == ours


def test_older_file_without_the_column_changes_nothing_and_means_the_same(tmp_path: Path) -> None:
    tables = sample()
    tables["outcomes"][1] |= {"source": "report"}
    path = write(tmp_path / "package", tables)
    old = "id,indicator,basis,qualifier,value,period_end,final,corrects,source\n"
    old += "old,cars-made,absolute,exactly,490,2023-06-30,true,cars-first-half-corrected,report\n"
    load(path)
    part = write(tmp_path / "part", {"outcomes": []})
    (part / "outcomes.csv").write_text(old, encoding="utf-8")
    load(part)
    assert Outcome.objects.get(pk="old").our_slip is True
    assert load(part)[-1] == "Nothing changed."


def test_slip_needs_what_it_mends(tmp_path: Path) -> None:
    tables = sample()
    tables["outcomes"][0] |= {"our_slip": "true"}
    [line] = refusal(write(tmp_path / "package", tables))
    assert line.startswith("outcomes.csv:2: our_slip: needs the outcome that it mends: name it in “corrects”")
