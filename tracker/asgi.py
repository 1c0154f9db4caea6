"""ASGI entry point."""

import os

import django

from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings()
django.setup(set_prefix=False)

from tracker.databases.waiting import bound_waiting  # noqa: E402  # as below
from tracker.requests import PlainASGIHandler  # noqa: E402  # Django's own need the settings

bound_waiting()
application = PlainASGIHandler()
