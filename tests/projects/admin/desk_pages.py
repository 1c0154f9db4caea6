"""Addresses of the pages of the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

from django.urls import reverse

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


def name_of(part):
    return getattr(part, "__name__", str(part))


def page(model, what, *args):
    return reverse(f"admin:projects_{model._meta.model_name}_{what}", args=args)


def fields_of(response) -> dict[str, str]:
    """What a browser would send with the largest form of a page, without its buttons."""
    parser = _Forms()
    parser.feed(response.content.decode())
    return max(parser.forms, key=len)


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [{}], "", ""

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name, kind = has.get("name", ""), has.get("type", "text")
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self.select = name
            self.forms[-1].setdefault(name, "")
        elif tag == "option" and "selected" in has:
            self.forms[-1][self.select] = has.get("value", "")
        elif tag == "textarea":
            self.area = name
            self.forms[-1][name] = ""
        elif tag == "input" and name and (kind not in {"checkbox", "radio"} or "checked" in has):
            self.forms[-1].update(
                {name: has.get("value", "on" if kind == "checkbox" else "")} if kind != "submit" else {}
            )

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.forms[-1][self.area] = self.forms[-1][self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data
