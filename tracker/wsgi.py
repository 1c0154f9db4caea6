"""WSGI entry point."""

import gc
import os

import django

from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings(code=3)  # by which gunicorn knows that starting its workers again is of no use
django.setup(set_prefix=False)

from tracker.requests import PlainWSGIHandler  # noqa: E402  # Django's own need the settings

application = PlainWSGIHandler()

# A page makes some thousand objects, all of which go with it: Python's 700 would have it look through them, and time
# and again through all that was loaded above, about ten times a page.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
