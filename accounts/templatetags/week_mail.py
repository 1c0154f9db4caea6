"""The form that leaves an address for the week by mail."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context

from accounts.follows.week_form import WeekMailForm
from projects.models.names import active_language
from projects.wording.languages import language

register = template.Library()


@register.inclusion_tag("accounts/_week_mail.html", takes_context=True)
def week_mail_form(context: Context) -> dict[str, Any]:
    """The form on the page of a week, which is the same for every reader; it proposes the page's language and place."""
    request = context.get("request")
    place = getattr(request, "territory", None) or ""
    initial = {"language": language(active_language()), "territory": place}
    form = WeekMailForm(initial=initial, version=getattr(request, "record_version", None))
    return {"form": form, "days": settings.FORGET_UNCONFIRMED_AFTER.days}
