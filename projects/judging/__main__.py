"""A judging process: reads batches from its standard input and answers on its output until the input ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from typing import IO

from projects.judging.claims import sources_in
from projects.judging.verdicts import judge
from projects.judging.wire import packed, receive, send, unpacked


def serve(inbox: IO[bytes], outbox: IO[bytes]) -> None:
    """Read the sources, then answer each (batch, as_of) with (True, judged chains) or (False, traceback)."""
    sources = sources_in(receive(inbox).decode())
    while True:
        try:
            question = receive(inbox)
        except EOFError:
            return
        try:
            batch, as_of = unpacked(question)
            answer: tuple[bool, object] = (True, judge(batch, sources, as_of))
        except Exception:  # the parent raises JudgingError with this text and gives up the refresh
            answer = (False, traceback.format_exc())
        send(outbox, packed(answer))


if __name__ == "__main__":
    gc.disable()  # No cycles among what is judged, so garbage collection is off.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of the terminal; the parent decides.
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # the parent has gone
        os._exit(1)  # without another attempt to flush
