"""The forms of a page as a browser sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """Where it is sent and how, its fields without its buttons, the choices of each, and its buttons."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


def forms_of(html: str) -> list[Form]:
    parser = _Forms()
    parser.feed(html)
    return parser.forms[1:]


def fields_of(response) -> dict[str, str]:
    """Those of the largest form of a page."""
    return max((form.fields for form in forms_of(response.content.decode())), key=len)


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [Form()], "", ""

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        name, form = has.get("name") or "", self.forms[-1]
        match tag:
            case "form":
                self.forms.append(Form(has.get("action") or "", (has.get("method") or "get").lower()))
            case "select":
                self.select = name
                form.fields.setdefault(name, "")
            case "option":
                form.choices.setdefault(self.select, []).append(has.get("value") or "")
                if "selected" in has:
                    form.fields[self.select] = has.get("value") or ""
            case "textarea":
                self.area = name
                form.fields[name] = ""
            case "button":
                form.buttons.append((name, has.get("value") or ""))
            case "input":
                self._input(name, has, form)

    def _input(self, name, has, form):
        kind, value = has.get("type") or "text", has.get("value")
        if kind in {"submit", "image"}:
            form.buttons.append((name, value or ""))
        elif kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in has:
                form.fields[name] = value or "on"
        elif name:
            form.fields[name] = value or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            form = self.forms[-1]
            form.fields[self.area] = form.fields[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.forms[-1].fields[self.area] += data
