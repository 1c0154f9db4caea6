"""A drawing as SVG: for a page, dressed by its stylesheet, or on its own with every colour written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from . import styles
from .drawing import Box, Circle, Drawing, Path, Placed, Point, Shape, Text, text_number
from .letters import FAMILY

# XML 1.0 has no way to write these, and no text needs them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_page(drawing: Drawing, name: str, css_class: str = "") -> SafeString:
    """The drawing for a page, where ``name`` makes its ids its own. Its points are reached by keyboard."""
    # A picture whose parts can be reached is no single image to a screen reader, else its parts would be silent.
    role = "group" if drawing.interactive else "img"
    head = (
        f'<svg class="drawn {escape(" ".join(filter(None, (drawing.kind, css_class))))}" '
        f'viewBox="0 0 {text_number(drawing.width)} {text_number(drawing.height)}" role="{role}" '
        f'aria-labelledby="{name}-title"{f" aria-describedby={chr(34)}{name}-about{chr(34)}" if drawing.about else ""}>'
        f'<title id="{name}-title">{escape(drawing.title)}</title>'
    )
    about = f'<desc id="{name}-about">{escape(drawing.about)}</desc>' if drawing.about else ""
    page = _Page(name)
    shapes = page.all(drawing.shapes)
    defined = f"<defs>{''.join(page.defined.values())}</defs>" if page.defined else ""
    return mark_safe(f"{head}{about}{defined}{shapes}</svg>")  # noqa: S308  # all text is escaped


def in_row(drawing: Drawing) -> SafeString:
    """A small drawing of which a page has many: named by its title alone, with no ids."""
    size = f"{text_number(drawing.width)} {text_number(drawing.height)}"
    return mark_safe(  # noqa: S308  # all text is escaped
        f'<svg class="drawn {escape(drawing.kind)}" viewBox="0 0 {size}" role="img">'
        f"<title>{escape(drawing.title)}</title>{_Page().all(drawing.shapes)}</svg>"
    )


def as_key(drawing: Drawing) -> SafeString:
    """The key of a legend, whose words stand beside it."""
    size = f"{text_number(drawing.width)} {text_number(drawing.height)}"
    return mark_safe(  # noqa: S308  # no text is in it
        f'<svg class="drawn {escape(drawing.kind)}" viewBox="0 0 {size}" aria-hidden="true" focusable="false">'
        f"{_Page().all(drawing.shapes)}</svg>"
    )


def standalone(drawing: Drawing, *, on_paper: bool = True) -> str:
    """The drawing as a file: its colours resolved, nothing in it to point at.

    Not ``on_paper`` it lets the ground through, and its colours are seen on a light one and on a dark one.
    """
    colours = styles.COLOURS if on_paper else styles.ON_ANY_GROUND
    width, height = text_number(drawing.width), text_number(drawing.height)
    paper = f'<rect width="{width}" height="{height}" fill="{colours["--paper"]}"/>' if on_paper else ""
    return _UNWRITABLE.sub(
        "",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img"><title>{escape(drawing.title)}</title><desc>{escape(drawing.about)}</desc>'
        f"{paper}{_Alone(colours).all(drawing.shapes)}</svg>",
    )


class _Page:
    """Shapes with their roles as classes; those with a name are ``defined`` once, where the page gives ids a name."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.defined: dict[str, str] = {}

    def all(self, shapes: Iterable[Shape]) -> str:
        return "".join(self.one(shape) for shape in shapes)

    def dressed(self, role: str) -> str:
        return f' class="{role}"' if styles.ROLES[role] else ""

    def one(self, shape: Shape) -> str:
        match shape:
            case Path(role, d):
                return f'<path{self.dressed(role)} d="{d}"/>'
            case Circle(role, x, y, r):
                return f'<circle{self.dressed(role)} cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>'
            case Box(role, x, y, width, height):
                size = f'width="{_n(width)}" height="{_n(height)}"'
                return f'<rect{self.dressed(role)} x="{_n(x)}" y="{_n(y)}" {size}/>'
            case Text(role, x, y, words, anchor):
                end = "" if anchor == "start" else f' text-anchor="{anchor}"'
                return f'<text{self.dressed(role)} x="{_n(x)}" y="{_n(y)}"{end}>{escape(words)}</text>'
            case Placed(role, x, y, 1, shapes, name) if name and self.name:
                shown = f"{self.name}-{name}"
                if shown not in self.defined:
                    self.defined[shown] = f'<g id="{shown}"{self.dressed(role)}>{self.all(shapes)}</g>'
                return f'<use href="#{shown}" x="{_n(x)}" y="{_n(y)}"/>'
            case Placed(role, x, y, scale, shapes):
                move = f"translate({_n(x)} {_n(y)})" + ("" if scale == 1 else f" scale({scale:.3g})")
                return f'<g{self.dressed(role)} transform="{move}">{self.all(shapes)}</g>'
            case Point():
                return self.point(shape)

    def point(self, point: Point) -> str:
        label = escape(point.label)
        # The words in the picture spare the browser's own.
        said = (
            f'<g class="tip" aria-hidden="true">{self.all(point.tip)}</g>' if point.tip else f"<title>{label}</title>"
        )
        inside = f"{said}{self.all(point.shapes)}"
        if point.href:
            return f'<a class="point" href="{escape(point.href)}" aria-label="{label}">{inside}</a>'
        return f'<g class="point" tabindex="0" role="img" aria-label="{label}">{inside}</g>'


class _Alone(_Page):
    """Shapes with their looks written out."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        super().__init__()
        self.colours = colours

    def dressed(self, role: str) -> str:
        given = styles.attributes(role, self.colours)
        if "font-size" in given:
            given["font-family"] = f"{FAMILY}, sans-serif"
        return "".join(f' {name}="{value}"' for name, value in given.items())

    def point(self, point: Point) -> str:
        return self.all(point.shapes)


_n = text_number
