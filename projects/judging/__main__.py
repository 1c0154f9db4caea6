"""A judging process: reads from its standard input, answers on its standard output, ends with its input."""

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
    """Take the sources, then answer each (bundle, as_of) with (True, verdicts) or (False, why not) to the end."""
    sources = sources_in(receive(inbox).decode())
    while True:
        try:
            question = receive(inbox)
        except EOFError:
            return
        try:
            bundle, as_of = unpacked(question)
            answer: tuple[bool, object] = (True, [tuple(found) for found in judge(bundle, sources, as_of)])
        except Exception:  # whatever it is, it is told to whoever asked, who gives up the whole refresh
            answer = (False, traceback.format_exc())
        send(outbox, packed(answer))


if __name__ == "__main__":
    gc.disable()  # what is judged refers to nothing that refers back: it goes when it is done with
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts all of us; our parent decides
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:  # nobody waits for the answer any more
        os._exit(1)  # without a last attempt to flush
