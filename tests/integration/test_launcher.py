"""`make run`, from the first start to every way it can end, and each reason why it cannot start."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pip
import pytest

from tests.launched import ROOT, Launched, free_port, launch, launched
from tracker.launcher import survivors

pytestmark = pytest.mark.story


def _gone(running, seconds: float = 120.0) -> bool:
    until = time.monotonic() + seconds
    while running.left() and time.monotonic() < until:
        time.sleep(0.1)
    return not running.left()


def _refused(folder: Path, **variables: str) -> str:
    """What a launcher says that cannot start: one line."""
    running = launch(folder, **variables)
    assert running.process.wait(timeout=120) == 1
    assert len(running.output.strip().splitlines()) == 1, running.output
    return running.output


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Launched]:
    with launched(tmp_path_factory.mktemp("tracker")) as running:
        yield running


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Launched]]:
    """`start()` launches on this test's one folder, again and again; nothing is left when the test ends."""
    started = []

    def start() -> Launched:
        started.append(launch(tmp_path))
        started[-1].wait_until_ready()
        return started[-1]

    yield start
    for launcher in started:
        launcher.end()
        survivors.end(launcher.data)


def test_launcher_keeps_its_data_through_every_end(start: Callable[[], Launched]) -> None:
    first = start()
    people = first.people
    assert all(person["password"] in first.output for person in people.values())
    assert first.url in first.output
    assert first.end(signal.SIGTERM) == 0
    assert _gone(first), "processes are left after SIGTERM"

    second = start()
    assert "Preparing" not in second.output, "a second start must not prepare again"
    second.end(signal.SIGKILL)

    # One that outlived even that, as a process that had left the group would.
    marked = {**os.environ, survivors.MARK: str(second.data)}
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], env=marked) as survivor:
        third = start()
        assert survivor.wait(timeout=120) != 0
    assert third.people == people
    assert json.loads(third.get("/api/v1/targets/?page_size=1")[1])["count"] > 50
    assert third.end(signal.SIGINT) == 0
    assert _gone(third), "processes are left after SIGINT"

    fourth = start()
    os.kill(fourth.process.pid, signal.SIGKILL)
    fourth.process.wait()
    assert _gone(fourth), "web and worker outlived their launcher"


def test_second_launcher_on_the_same_folder_is_told_where_the_first_is(running: Launched, tmp_path: Path) -> None:
    message = _refused(tmp_path, TRACKER_DATA=str(running.data))
    assert "already running from this data folder" in message
    assert running.url in message
    assert running.get("/healthz")[0] == 200, "the first one was disturbed"


def test_command_beside_the_running_tracker_and_smtp_reach_the_same_mailbox(running: Launched) -> None:
    running.manage("sendtestemail", "reader@example.org")
    assert "reader@example.org" in running.get("/dev/mail/")[1]
    environ = Path(f"/proc/{running.left()[0]}/environ").read_bytes().split(b"\0")
    (address,) = [value.decode() for value in environ if value.startswith(b"EMAIL_URL=")]
    with smtplib.SMTP("127.0.0.1", int(address.rpartition(":")[2])) as server:
        server.sendmail("a@example.org", ["by-smtp@example.org"], "Subject: by SMTP\r\n\r\nhello")
    assert "by SMTP" in running.get("/dev/mail/")[1]


def test_the_watcher_finds_a_digest_with_links_to_where_the_tracker_is(running: Launched) -> None:
    inbox = running.get("/dev/mail/?to=watcher@example.org")[1]
    (name,) = set(re.findall(r"/dev/mail/(\d{20}-[0-9a-f]{8})/", inbox))
    text = running.get(f"/dev/mail/{name}/raw/")[1]
    assert f"{running.url}/en/following/" in text.replace("=\n", "").replace("=\r\n", "")


def test_a_digest_sent_beside_the_running_tracker_links_to_its_port(running: Launched) -> None:
    printed = running.manage("send_digests", "--user", "watcher@example.org", "--now", "2030-01-07T12:00", "--dry-run")
    assert f"{running.url}/en/targets/" in printed


def test_port_that_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} is taken: choose another, as in make run PORT=" in _refused(tmp_path, PORT=str(port))


def test_port_that_is_none(tmp_path: Path) -> None:
    assert "PORT=eighty is no port" in _refused(tmp_path, PORT="eighty")


def test_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    assert "data folder /proc/nowhere cannot be written" in _refused(tmp_path, TRACKER_DATA="/proc/nowhere")


def _make(*arguments: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), **variables}
    return subprocess.run(["make", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_python_that_is_too_old(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo "Python 3.9.2"; exit 0; }\nexit 1\n')
    old.chmod(0o755)
    tried = _make("run", f"PYTHON={old}", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert tried.returncode != 0
    assert "Python 3.11 or newer is needed; here is Python 3.9.2" in tried.stderr


def test_python_that_is_missing() -> None:
    tried = _make("run", "PYTHON=")
    assert tried.returncode != 0
    assert "Python 3.11 or newer is needed" in tried.stderr


def _environment_with_pip_alone(folder: Path) -> None:
    """As the launcher makes one, with this run's pip: unpacking another takes long, and CI's first step does it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = sysconfig.get_path("purelib", vars={"base": str(folder)})
    Path(packages, "pip").symlink_to(Path(pip.__file__).parent)


def test_network_that_is_away(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tracker", tmp_path / "tracker")
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    _environment_with_pip_alone(tmp_path / ".venv")
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    away = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": nowhere, "PIP_NO_CACHE_DIR": "1"}
    tried = _make("run", f"PYTHON={sys.executable}", f"PORT={free_port()}", cwd=tmp_path, **away)
    assert tried.returncode != 0
    assert "the network is away: pip cannot reach the package index" in tried.stderr, tried.stdout + tried.stderr
