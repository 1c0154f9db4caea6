"""Tests and the programs beside them. They may switch DEBUG on, because they run on a developer's machine."""

import os

os.environ.setdefault("DEBUG", "1")
