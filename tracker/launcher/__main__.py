"""Start the tracker on this machine and keep it running: `make run`, and with --reload `make dev`."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import sys
import threading
import time
from typing import Any

from tracker import local
from tracker.launcher import CannotStart, environment, place, prepare, processes, reload, survivors

RELOAD = "--reload"
stopping = threading.Event()


def main() -> int:
    began = float(os.environ.get("TRACKER_BEGAN") or time.time())
    host, port = os.environ.get("HOST") or "127.0.0.1", _port()
    here = place.find()
    url = f"http://{host}:{port}"
    held = place.lock(here, url)
    if left := survivors.end(here.data):
        print(f"Ended {left} processes that an earlier start had left behind.", flush=True)
    _check_port(host, port)
    python = environment.ensure("requirements.txt")
    if os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
        os.environ["TRACKER_BEGAN"] = str(began)
        again = [str(python), "-m", "tracker.launcher", *sys.argv[1:]]
        os.execv(python, again)  # noqa: S606  # the same program, in .venv
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(sign, _stop)
    with held:
        return _serve(here, host, port, url, began)


def _serve(here: place.Place, host: str, port: int, url: str, began: float) -> int:
    from tracker.launcher import sink  # noqa: PLC0415  # needs the virtual environment

    variables = _variables(here, url)
    if "EMAIL_URL" not in os.environ:
        variables["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.start(here.folder('mail'))}"
    local.keep(here.data, variables)
    prepare.everything(here, variables)
    if "CACHE_URL" not in os.environ:
        shutil.rmtree(here.data / "cache", ignore_errors=True)  # heartbeats of an earlier start prove nothing now
    parent = os.getppid()
    children = processes.start(here, host, port, variables)
    try:
        _wait_until_ready(children, url)
        if not stopping.is_set():
            _say(here, url, time.time() - began)
        watch = reload.Watch(
            lambda: _start_again(here, host, port, variables, children), lambda: processes.check(children)
        )
        while not stopping.wait(0.5) and os.getppid() == parent:
            if _reloads():
                watch.look()
            else:
                processes.check(children)
    finally:
        processes.stop(here, children)
    print("Stopped.", flush=True)
    return 0


def _start_again(
    here: place.Place, host: str, port: int, variables: dict[str, str], children: list[processes.Child]
) -> None:
    """Everything anew; raises CannotStart where the change is one that does not run."""
    processes.stop(here, children)
    prepare.everything(here, variables)
    children[:] = processes.start(here, host, port, variables)
    _wait_until_ready(children, variables["SITE_URL"])


def _reloads() -> bool:
    return RELOAD in sys.argv[1:]


def _command() -> str:
    return "make dev" if _reloads() else "make run"


def _variables(here: place.Place, url: str) -> dict[str, str]:
    """What every part finds in its environment; whatever the caller has set stays."""
    own = {
        "TRACKER_DATA": str(here.data),
        "DEBUG": "1",
        "SECRET_KEY": prepare.secret_key(here),
        "SITE_URL": url,
        "TMPDIR": str(here.folder("tmp")),
        "PYTHONUNBUFFERED": "1",
    }
    for name in ("broker/messages", "broker/control", "log", "mail"):
        here.folder(name)
    return {**own, **os.environ, "TRACKER_DATA": str(here.data), survivors.MARK: str(here.data)}


def _wait_until_ready(children: list[processes.Child], url: str) -> None:
    until = time.monotonic() + processes.READY_WITHIN
    while not processes.is_ready(url):
        processes.check(children)
        if stopping.wait(0.2):
            return
        if time.monotonic() > until:
            raise CannotStart(f"it is not ready after {processes.READY_WITHIN:.0f} s: {url}/readyz says which part")


def _say(here: place.Place, url: str, seconds: float) -> None:
    print(f"\nThe tracker is at {url}/   (ready after {seconds:.0f} s)\n")
    print("Log in as        with e-mail            and password")
    for person in prepare.people(here):
        print(f"  {person['role']:<15}{person['email']:<23}{person['password']}")
    print(f"\nMail it sends is at {url}/dev/mail/ and goes nowhere else.")
    print(f"Data and logs are kept in {here.data}. Ctrl-C stops it.", flush=True)
    if _reloads():
        print("It starts anew whenever you save a file of accounts/, projects/ or tracker/.", flush=True)


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT={given} is no port: take a number from 1024 to 65535, as in make run PORT=8123")
    return int(given)


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8000
                raise CannotStart(f"port {port} is taken: choose another, as in {_command()} PORT={other}") from error
            raise CannotStart(f"{host}:{port} cannot be used: {error.strerror}") from error


def _stop(*_: Any) -> None:
    stopping.set()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CannotStart as reason:
        sys.exit(f"{_command()}: {reason}")
    except KeyboardInterrupt:
        sys.exit(130)
