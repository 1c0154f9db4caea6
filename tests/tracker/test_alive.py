"""deploy/alive: what probes of containers ask."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from django.core.cache import cache

from tracker import heartbeats

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


def alive(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", "deploy/alive", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def test_worker_is_alive_while_it_beats_and_the_cache_is_away(tmp_path: Path, settings, monkeypatch) -> None:
    def away(*_arguments: object, **_options: object) -> None:
        raise ConnectionError("the cache is away")

    settings.HEARTBEAT_FOLDER = tmp_path
    monkeypatch.setattr(cache, "set", away)
    assert "worker has left no heartbeat" in alive("worker", HEARTBEAT_FOLDER=str(tmp_path)).stderr
    with pytest.raises(ConnectionError):
        heartbeats.leave("worker", at=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert alive("worker", HEARTBEAT_FOLDER=str(tmp_path)).returncode == 0
    assert alive("outgoing", HEARTBEAT_FOLDER=str(tmp_path)).returncode == 1


def test_worker_that_fell_silent_is_dead(tmp_path: Path) -> None:
    file = tmp_path / "heartbeat-worker"
    file.touch()
    os.utime(file, times=(time.time() - 130,) * 2)
    silent = alive("worker", HEARTBEAT_FOLDER=str(tmp_path))
    assert silent.returncode == 1
    assert silent.stderr.startswith("worker has been silent for 13")


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_web_is_alive_when_healthz_says_so(status: int, code: int) -> None:
    asked_for = []

    class Web(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked_for.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Web) as server:
        Thread(target=server.handle_request, daemon=True).start()
        assert alive("web", PORT=str(server.server_port)).returncode == code
    assert asked_for == ["/healthz"]
    assert "web does not answer" in alive("web", PORT=str(server.server_port)).stderr


def test_unknown_part_is_told_the_parts() -> None:
    assert "usage: deploy/alive web|worker|outgoing|schedule" in alive("postgres").stderr
