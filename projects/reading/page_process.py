"""Reads the text of a page in a process of its own, which is ended when the page takes too much.

The parser is a library in C, and pages exist on which it takes minutes: one tag with 150,000 attributes takes 50
seconds. The process has neither our environment nor a database: what a page might do there, it does to itself.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from projects.reading.page_text import NO_TEXT, NoTextError

ROOT = Path(__file__).parents[2]
SECONDS = 4  # of the processor; a page of news takes half of one, nearly all of it to import the parser
WITHIN = 10.0  # seconds of the clock, where the machine is busy
MEMORY = 1 << 30  # bytes of address space; a page of news takes a tenth

logger = logging.getLogger(__name__)


def text_of_page(html: str, *, seconds: int = SECONDS, memory: int = MEMORY, within: float = WITHIN) -> str:
    """The text of the article of a page (``page_text``). Raises NoTextError where there is none within the bounds."""
    try:
        process = subprocess.run(  # noqa: S603  # our own program, with two numbers
            [sys.executable, "-m", "projects.reading.page_text", str(seconds), str(memory)],
            input=html.encode("utf-8", errors="replace"),
            capture_output=True,
            timeout=within,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoTextError("soup") from error
    if process.returncode == NO_TEXT:
        raise NoTextError("empty")
    if process.returncode != 0:
        reason = process.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        logger.warning("A page could not be read: the process ended with %s. %s", process.returncode, reason)
        raise NoTextError("soup")
    return process.stdout.decode(errors="replace")
