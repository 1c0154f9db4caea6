"""What systemd is told: that a part is ready, and that its loop still turns (Type=notify, WatchdogSec)."""

from __future__ import annotations

import os
import socket

READY, ALIVE = "READY=1", "WATCHDOG=1"


def notify(state: str) -> None:
    """Sends READY or ALIVE to whoever started the process; without a service manager nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    place = f"\0{address[1:]}" if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect(place)
        line.sendall(state.encode())
