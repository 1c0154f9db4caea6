"""The hooks before a commit are steps of lint, run by the tracker's own environment, and fetch nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from tests.suite import LINT

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]


def test_hooks_are_steps_of_lint() -> None:
    steps = {" ".join(command).replace(sys.executable, ".venv/bin/python") for command in LINT.values()}
    for hook in HOOKS[0]["hooks"]:
        assert hook["entry"].removesuffix(" --force-exclude") in steps, hook["id"]


def test_hooks_fetch_nothing() -> None:
    assert [repository["repo"] for repository in HOOKS] == ["local"]
    assert {hook["language"] for hook in HOOKS[0]["hooks"]} == {"system"}
