"""`python -m tracker.launcher.tether COMMAND…`: becomes COMMAND, which the system ends when its parent dies (Linux).

So a launcher that is killed outright takes its web server and its worker with it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


def main() -> None:
    parent = int(os.environ["TRACKER_LAUNCHER"])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the line above
        sys.exit(1)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606  # the launcher's own command


if __name__ == "__main__":
    main()
