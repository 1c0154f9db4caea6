"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings(code=3)  # by which gunicorn knows that starting its workers again is of no use
application = get_wsgi_application()

# A page makes some thousand objects, all of which go with it: Python's 700 would have it look through them, and time
# and again through all that was loaded above, about ten times a page.
gc.freeze()
gc.set_threshold(50_000, 20, 20)
