"""Tests and the programs beside them. They may switch DEBUG on, because they run on a developer's machine."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("TIME_ZONE", "Asia/Almaty")  # far enough from UTC to show where a day is another
