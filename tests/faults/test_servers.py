"""One site through the faults of its servers: what readers see, what /readyz says, and that it recovers."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from projects.models.record_version import RECORD_LOCK
from tests import servers
from tests.faults.clusters import Postgres
from tests.faults.site import Site
from tests.faults.workers import wait_until_open
from tests.integration.test_nginx import NAME, NGINX, configuration
from tests.launched import free_port

pytestmark = pytest.mark.fault

FORM = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'a' * 32}; sessionid={'b' * 32}"}
TYPED = f"note=Words&csrfmiddlewaretoken={'a' * 32}"


@pytest.fixture(scope="module")
def served(site: Site) -> Iterator[Site]:
    with site.served():
        assert site.ask("/targets/").status == 200
        yield site


def test_restarted_postgresql(served: Site, primary: Postgres) -> None:
    primary.stop()
    page = served.ask("/kk/targets/")
    assert (page.status, page.headers["retry-after"]) == (503, "30")
    assert "Уақытша қолжетімсіз" in page.body
    assert page.seconds < 15
    assert served.ask("/api/v1/targets/").headers["content-type"] == "application/problem+json"
    assert not served.ready()["database"]["ok"]
    primary.start()
    served.until("/targets/", 200, seconds=20)
    assert served.ready()["database"]["ok"]


def test_redis_away(served: Site, redis: servers.Server) -> None:
    redis.stop(signal.SIGKILL)
    try:
        for path in ("/", "/targets/?search=road", "/api/v1/targets/?page_size=5", "/changes/"):
            answer = served.ask(path)
            assert (path, answer.status) == (path, 200)
            assert answer.seconds < 20
        state = served.ready()
        assert (state["database"]["ok"], state["cache"]["ok"], state["broker"]["ok"]) == (True, False, False)
        assert served.log_lines("Requests are not counted")
    finally:
        redis.start()
    assert served.ready()["cache"]["ok"]


def test_stuck_lock_is_a_page_and_no_hung_thread(served: Site, primary: Postgres) -> None:
    """Somebody's session holds a table of the sessions; readers without one read on."""
    with ExitStack() as stack:
        holder = stack.enter_context(closing(psycopg.connect(primary.url)))
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [RECORD_LOCK])
        holder.execute("LOCK TABLE accounts_browsersession IN ACCESS EXCLUSIVE MODE")
        assert served.ask("/targets/").status == 200
        stuck = served.ask("/ru/desk/report/", "POST", TYPED, **FORM)
        assert stuck.status == 503
        assert ">&#10;Words</textarea>" in stuck.body
        assert stuck.seconds < 30
    assert served.ask("/ru/desk/report/", "POST", TYPED, **FORM).status in {302, 403}


@pytest.mark.skipif(NGINX is None, reason="no nginx here: slow clients were NOT tried; apt-get install nginx-light")
def test_slow_clients_hold_up_nobody(served: Site, tmp_path: Path) -> None:
    """Three hundred connections that never finish their request, at nginx as in deploy/, and a reader beside them."""
    plain, tls = free_port(), free_port()
    file = configuration(tmp_path, plain, tls, served.port)
    with (
        subprocess.Popen([str(NGINX), "-c", str(file), "-e", str(tmp_path / "error.log")]) as nginx,
        ExitStack() as stack,
    ):
        stack.callback(nginx.terminate)
        context = ssl._create_unverified_context()
        wait_until_open(tls)
        for _number in range(300):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", tls), timeout=30))
            line = stack.enter_context(context.wrap_socket(line, server_hostname=NAME))
            line.sendall(f"GET /targets/ HTTP/1.1\r\nHost: {NAME}\r\nX-Slow: ".encode())
        begun = time.monotonic()
        with context.wrap_socket(socket.create_connection(("127.0.0.1", tls)), server_hostname=NAME) as reader:
            reader.settimeout(60)
            reader.sendall(f"GET /targets/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
            assert reader.recv(12) == b"HTTP/1.1 200"
        assert time.monotonic() - begun < 30
