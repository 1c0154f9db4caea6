"""Expensive files: made once for each version of the record, one at a time, and sent from disk.

At full size the inputs of all verdicts take half a minute of processor time. The first request makes
the file. Others wait a few seconds for it and are then asked to come again.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from projects.http.freshness import code_digest, reads_the_record
from projects.http.rate_limits import Allowance, MakingAllowance

KEPT = 6  # files; older ones are removed, a reader who has one open keeps it
WAITS = 5.0  # seconds until somebody who waits for another maker is asked to come again
LOOKS_EVERY = 0.1  # seconds
RETRY_AFTER = 15  # seconds
ASIDE = "making-"  # what the name of a maker's folder begins with
STALE = 3600.0  # seconds after which what a killed maker left is removed
# A process has few threads, and one that waits answers nobody else.
_places_to_wait = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where files that were made lie, below the data folder: at most ``most``, made within ``allowance``.

    ``one_at_a_time``: whoever asks for one while another is made waits.
    """

    name: str
    most: int
    allowance: type[Allowance]
    one_at_a_time: bool = True

    @property
    def path(self) -> Path:
        path = Path(settings.DATA_DIR) / self.name
        path.mkdir(parents=True, exist_ok=True)
        return path


WHOLE = Folder("downloads", KEPT, MakingAllowance)


class BeingMadeError(Exception):
    """Another request is making a file; ask again."""


def send_made_once(
    request: HttpRequest,
    file_name: str,
    question: str,
    content_type: str,
    make: Callable[[Path], None],
    folder: Folder = WHOLE,
) -> HttpResponseBase:
    """The file for the record's version. It is made if it is missing; how often one address may cause that is limited.

    ``question`` names what the contents depend on besides the record, such as the day. ``make`` writes the file, and
    may write others beside it that go when it returns.
    Answers 429 over the limit and 503 while another request makes a file, both with Retry-After.
    """
    version = reads_the_record(request)
    key = "\0".join((code_digest(), str(version), question))
    path = folder.path / f"{blake2b(key.encode(), digest_size=16).hexdigest()}{Path(file_name).suffix}"
    try:
        if not path.exists():
            seconds = folder.allowance().spend(request)
            if seconds is not None:
                return _come_again(request, seconds, 429)
            with _one_maker(folder) if folder.one_at_a_time else nullcontext():
                if not path.exists():
                    _make(path, make, folder)
        opened = path.open("rb")
    except (BeingMadeError, FileNotFoundError):  # the second: removed in this moment, after newer ones
        return _come_again(request, RETRY_AFTER, 503)
    return FileResponse(opened, as_attachment=True, filename=file_name, content_type=content_type)


@contextmanager
def _one_maker(folder: Folder) -> Iterator[None]:
    """Holds this machine's lock for making files. Raises BeingMadeError if another request keeps it."""
    with (folder.path / "making.lock").open("a") as lock:
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


def _make(path: Path, make: Callable[[Path], None], folder: Folder) -> None:
    """Writes the file in a folder aside and moves it into place; then removes the oldest files over ``most``."""
    _remove_stale(folder.path)
    with TemporaryDirectory(prefix=ASIDE, dir=folder.path) as aside:
        partial = Path(aside) / f"partial{path.suffix}"
        make(partial)
        partial.replace(path)
    files = [file for file in folder.path.iterdir() if file.is_file() and file.suffix != ".lock"]
    for file in sorted(files, key=_age)[folder.most :]:
        file.unlink(missing_ok=True)


def _remove_stale(folder: Path) -> None:
    """Removes what makers left that were killed."""
    for left in folder.glob(f"{ASIDE}*"):
        if _age(left) > STALE:
            rmtree(left, ignore_errors=True)


def _age(file: Path) -> float:
    """Seconds since it was written; of one that went meanwhile none."""
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _come_again(request: HttpRequest, seconds: int, status: int) -> HttpResponse:
    answer = render(request, "projects/being_made.html", {"seconds": seconds}, status=status)
    answer["Retry-After"] = str(seconds)
    return answer
