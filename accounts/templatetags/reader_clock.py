"""Moments on the reader's own clock and calendar, for templates."""

from __future__ import annotations

from datetime import datetime

from django import template

from accounts.models import DigestPreferences
from accounts.people.time_zones import city
from projects import wording
from projects.models.names import active_language

register = template.Library()


@register.simple_tag
def next_digest(preferences: DigestPreferences) -> str:
    """The moment of the next digest, on the person's own clock."""
    if preferences.due_at is None:
        return ""
    return wording.moment(preferences.due_at.astimezone(preferences.zone), active_language())


@register.filter
def zone_city(time_zone: str) -> str:
    """The city of a time zone: ``Almaty``."""
    return city(time_zone, active_language())


@register.filter
def own_day(moment: datetime, preferences: DigestPreferences) -> str:
    """A moment as a day on the person's own calendar."""
    return wording.day(preferences.local_date(moment), active_language())
