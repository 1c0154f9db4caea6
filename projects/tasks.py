"""What the schedule runs. Tasks may run twice harmlessly: the work they find is found in the database."""

from celery import shared_task
from django.utils import timezone

from projects.actions import refresh


@shared_task(name="projects.tasks.refresh_due", soft_time_limit=240, time_limit=300, ignore_result=True)
def refresh_due() -> int:
    """Rewrites the verdicts that today may have changed; returns how many."""
    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    return refresh.refresh_due(as_of=timezone.localdate(at), at=at)
