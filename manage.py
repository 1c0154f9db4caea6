#!/usr/bin/env python
"""Django's command line for the tracker."""

import gc
import os
import sys

# New objects between two searches for what only holds itself, and how many of those go by before a search among older
# ones. With Python's own figures a start looks through all of Django again and again, and `migrate`, which makes the
# models anew for every step, takes an eighth longer.
BETWEEN_SEARCHES = (100_000, 50, 100)


def main() -> None:
    gc.set_threshold(*BETWEEN_SEARCHES)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    from django.core.management import execute_from_command_line

    from tracker import local
    from tracker.start import load_settings, require_database_for
    from tracker.version import WRITTEN

    if sys.argv[1:] in (["--version"], ["version"]):  # without settings; Django would print its own
        print(f"promise-tracker {WRITTEN}")
        return
    local.adopt(os.environ)
    load_settings()
    require_database_for(sys.argv)
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, such as `| head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
