"""Tests, and the programs beside them: on a developer's machine, where DEBUG may be asked for."""

import os

os.environ.setdefault("DEBUG", "1")
