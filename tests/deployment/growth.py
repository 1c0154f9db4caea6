"""On a host, as sitecustomize of every process of the units: one that gets the signal takes memory without end."""

import signal
from types import FrameType

SIGNAL = signal.SIGRTMIN + 5
PIECE = 16 << 20


def grow(_number: int, _frame: FrameType | None) -> None:
    held = []
    while True:
        held.append(bytearray(b"x") * PIECE)


signal.signal(SIGNAL, grow)
if __name__ == "__main__":
    grow(0, None)
