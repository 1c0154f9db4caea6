"""ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from tracker.start import load_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
load_settings()
application = get_asgi_application()
