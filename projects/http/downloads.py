"""Expensive files: made once for each version of the record, one at a time, and sent from disk.

At full size the inputs of all verdicts take half a minute of processor time. The first request makes
the file. Others wait a few seconds for it and are then asked to come again.
"""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from projects.http.freshness import code_digest, reads_the_record
from projects.http.rate_limits import MakingAllowance

KEPT = 6  # files; older ones are removed, a reader who has one open keeps it
WAITS = 5.0  # seconds until somebody who waits for another maker is asked to come again
LOOKS_EVERY = 0.1  # seconds
RETRY_AFTER = 15  # seconds
# A process has few threads, and one that waits answers nobody else.
_places_to_wait = BoundedSemaphore(2)


class BeingMadeError(Exception):
    """Another request is making a file; ask again."""


def send_made_once(
    request: HttpRequest, file_name: str, question: str, content_type: str, make: Callable[[Path], None]
) -> HttpResponseBase:
    """The file for the record's version. It is made if it is missing; how often one address may cause that is limited.

    ``question`` names what the contents depend on besides the record, such as the day. ``make`` writes the file.
    Answers 429 over the limit and 503 while another request makes a file, both with Retry-After.
    """
    version = reads_the_record(request)
    key = "\0".join((code_digest(), str(version), question))
    path = _folder() / f"{blake2b(key.encode(), digest_size=16).hexdigest()}{Path(file_name).suffix}"
    try:
        if not path.exists():
            seconds = MakingAllowance().spend(request)
            if seconds is not None:
                return _come_again(request, seconds, 429)
            with _one_maker():
                if not path.exists():
                    _make(path, make)
        opened = path.open("rb")
    except (BeingMadeError, FileNotFoundError):  # the second: removed in this moment, after newer ones
        return _come_again(request, RETRY_AFTER, 503)
    return FileResponse(opened, as_attachment=True, filename=file_name, content_type=content_type)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _one_maker() -> Iterator[None]:
    """Holds this machine's lock for making files. Raises BeingMadeError if another request keeps it."""
    with (_folder() / "making.lock").open("a") as lock:
        if not _locked(lock.fileno()):
            _wait_for(lock.fileno())
        yield  # closing the file gives the place back, however this ends


def _wait_for(lock: int) -> None:
    if not _places_to_wait.acquire(blocking=False):
        raise BeingMadeError
    try:
        until = time.monotonic() + WAITS
        while not _locked(lock):
            if time.monotonic() > until:
                raise BeingMadeError
            time.sleep(LOOKS_EVERY)
    finally:
        _places_to_wait.release()


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _make(path: Path, make: Callable[[Path], None]) -> None:
    """Writes the file under another name and moves it into place; then removes the oldest files over KEPT."""
    for left in path.parent.glob("*.partial*"):  # by a maker that was killed
        left.unlink(missing_ok=True)
    aside = path.with_name(f"{secrets.token_hex(4)}.partial{path.suffix}")
    try:
        make(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    files = [file for file in path.parent.iterdir() if file.suffix != ".lock"]
    for file in sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[KEPT:]:
        file.unlink(missing_ok=True)


def _come_again(request: HttpRequest, seconds: int, status: int) -> HttpResponse:
    answer = render(request, "projects/being_made.html", {"seconds": seconds}, status=status)
    answer["Retry-After"] = str(seconds)
    return answer
