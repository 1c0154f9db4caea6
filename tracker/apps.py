from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The composition root as an app: start-up checks, the Celery app, the mail reader's pages."""

    name = "tracker"

    def ready(self) -> None:
        from . import celery, checks  # noqa: F401, PLC0415  # both register themselves; models must be loaded first
