"""The two hosts of `make hosttest`, one after the other; every file of tests sees a host before the next is made."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.deployment.debian_host import APPLY, Host, booted, make

QUARTER_OF_AN_HOUR = 900  # seconds, on a machine that does nothing else


@pytest.fixture(scope="session", params=["bookworm", "trixie"])
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    root = tmp_path_factory.mktemp(request.param) / "root"
    make(request.param, root)
    with booted(request.param, root) as running:
        yield running


@pytest.fixture(scope="session")
def installed(host: Host) -> Host:
    """The host after the one command; what it takes is printed."""
    began = time.monotonic()
    done = host.install(*APPLY)
    took = time.monotonic() - began
    assert done.returncode == 0, done.stdout + done.stderr
    assert "deploy/manage createsuperuser" in done.stdout
    print(f"deploy/install on {host.suite}: {took:.0f} s")
    assert took < QUARTER_OF_AN_HOUR
    return host
