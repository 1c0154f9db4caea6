"""A judging process: reads batches from its standard input and answers on its output until the input ends."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from typing import IO

from projects.judging.claims import Source, sources_in
from projects.judging.verdicts import judge
from projects.judging.wire import packed, receive, send, unpacked


def serve(inbox: IO[bytes], outbox: IO[bytes]) -> None:
    """Answer each (groups, as_of) with (True, judged chains) or (False, traceback).

    A text instead holds the sources that the following groups name; it replaces those before and has no answer.
    """
    sources: dict[str, Source] = {}
    while True:
        try:
            question = receive(inbox)
        except EOFError:
            return
        try:
            message = unpacked(question)
            if isinstance(message, str):
                sources = sources_in(message)
                continue
            groups, as_of = message
            answer: tuple[bool, object] = (True, judge(groups, sources, as_of))
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
