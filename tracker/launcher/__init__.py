"""`make run`: the whole tracker on one machine, from a fresh clone, with nothing to install or configure.

Everything up to the virtual environment uses the standard library alone, because it runs before there is one.
"""


class CannotStart(Exception):
    """Why the tracker cannot start, in one line that says what to do."""
