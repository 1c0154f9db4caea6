"""The second reader on the page of an article."""

from __future__ import annotations

from typing import Any

from django import template

from projects.desk.second_reader.opinion import can_be_asked
from projects.models import Article

register = template.Library()
OPEN = (Article.State.WAITING, Article.State.READING)


@register.inclusion_tag("desk/second_reader/section.html", takes_context=True)
def second_reader(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """The section that asks by itself for an article that is still to be read, else by a button. Not inside a form."""
    return {
        "article": article,
        "is_offered": can_be_asked(article),
        "trigger": "load, submit" if article.state in OPEN else "submit",
        "csrf_token": context.get("csrf_token"),
    }
