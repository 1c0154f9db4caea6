"""A worker's process as the tests hold it: asked by lines of JSON, and killed when that is the story."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class HandError(Exception):
    """The worker's work failed; says how."""


class Hand:
    """One process with the tracker loaded, under the settings of deploy/."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.work"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._log = log

    @property
    def number(self) -> int:
        """Of the process."""
        return self._process.pid

    def begin(self, name: str, **given: Any) -> None:
        """Start some work and do not wait for it."""
        assert self._process.stdin is not None
        given = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in given.items()}
        self._process.stdin.write(json.dumps([name, given]) + "\n")
        self._process.stdin.flush()

    def finish(self) -> Any:
        """What came of the work begun. Raises HandError."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise HandError(f"the process ended: {self._log.read_text()[-2000:]}")
        answer = json.loads(line)
        if "error" in answer:
            raise HandError(answer["error"])
        return answer["came"]

    def ask(self, name: str, **given: Any) -> Any:
        self.begin(name, **given)
        return self.finish()

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._close()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._close()

    def _close(self) -> None:
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
