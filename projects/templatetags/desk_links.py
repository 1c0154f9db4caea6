"""Links to the desk on the pages of readers: only editors see them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.comparison.statuses import PAST_DEADLINE
from projects.desk.access import is_at_the_desk
from projects.reports.targets.target_entry import TargetEntry

register = template.Library()


@register.simple_tag(takes_context=True)
def add_report(context: Context, target_id: str, css: str = "button quiet") -> SafeString:
    """The button that opens the page of a report on a target; "" for readers."""
    return report_link(target_id, css) if sees_the_desk(context) else SafeString("")


@register.simple_tag(takes_context=True)
def add_report_if_due(context: Context, entry: TargetEntry) -> SafeString:
    """The same where a target is past its deadline without a final report."""
    return add_report(context, entry.id, "meta") if entry.assessment["status"] in PAST_DEADLINE else SafeString("")


def report_link(target_id: str, css: str) -> SafeString:
    address = f"{reverse('desk-report')}?{urlencode({'target': target_id})}"
    return format_html('<a class="{}" rel="nofollow" href="{}">{}</a>', css, address, _("Add report"))


def sees_the_desk(context: Context | dict[str, Any]) -> bool:
    """Whether the page is an editor's. A context without a request is nobody's."""
    request = context.get("request")
    return request is not None and is_at_the_desk(request)
