"""The same page in every language, for templates: the links that switch, and what search engines read of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import get_script_prefix

from projects.http.pages import clean_query
from projects.models.names import active_language
from projects.wording.languages import language, own_names

register = template.Library()

EMBED_CHOICES = {"embed", "theme", "embed_lang"}  # they choose code to copy (``views.embeds``): the page is the same


@dataclass(frozen=True, slots=True)
class SamePage:
    """This page in one language: its path with the query, its public address, the language's own name."""

    code: str
    name: str
    path: str
    current: bool

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.path}"


@register.inclusion_tag("projects/_languages.html", takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """Plain links to this page in the other languages; the day and the filters stay."""
    return {"languages": _everywhere(_rest(context["request"])) if "request" in context else []}


@register.inclusion_tag("projects/_same_page_elsewhere.html", takes_context=True)
def same_page_elsewhere(context: Context) -> dict[str, Any]:
    """The page's canonical address, and where it is in each language and in none (x-default)."""
    request = context.get("request")
    if request is None or request.method not in {"GET", "HEAD"}:
        return {"canonical": ""}
    rest = _rest(request)
    pages = _everywhere(rest)
    permanent = f"{settings.SITE_URL}{_below('', rest)}"
    named = request.path_info != _bare(request)
    canonical = next(page.address for page in pages if page.current) if named else permanent
    return {"canonical": canonical, "permanent": permanent, "languages": pages}


def _everywhere(rest: str) -> list[SamePage]:
    current = language(active_language())
    return [SamePage(code, name, _below(f"/{code}", rest), code == current) for code, name in own_names().items()]


def _below(prefix: str, rest: str) -> str:
    return f"{get_script_prefix().rstrip('/')}{prefix}{rest}"


def _rest(request: HttpRequest) -> str:
    """What follows the language in the page's address. Written once a tag: a query may hold a thousand parameters."""
    if request.method not in {"GET", "HEAD"}:
        return _bare(request)
    query = clean_query(request)
    for name in EMBED_CHOICES & query.keys():
        del query[name]
    return _bare(request) + (f"?{query.urlencode()}" if query else "")


def _bare(request: HttpRequest) -> str:
    """The page's path without a language. A probe has none with one: its languages are those of the front page."""
    path = str(getattr(request, "bare_path", request.path_info))
    return path if path.endswith("/") else "/"
