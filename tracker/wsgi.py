"""WSGI entry point."""

import os

import django

from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings(code=3)  # by which gunicorn knows that starting its workers again is of no use
django.setup(set_prefix=False)

from tracker.databases.waiting import bound_waiting  # noqa: E402  # as below
from tracker.requests import PlainWSGIHandler  # noqa: E402  # Django's own need the settings

bound_waiting()
application = PlainWSGIHandler()
