"""A drawing as SVG: for a page with its stylesheet, or as a file with every colour written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

from . import styles
from .drawing import Box, Circle, Drawing, Named, Path, Placed, Point, Shape, Text, text_number
from .letters import FAMILY

# XML 1.0 cannot hold these characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def in_page(drawing: Drawing, name: str, css_class: str = "") -> SafeString:
    """The drawing for a page; ``name`` is the prefix of its ids. Its points are reached by keyboard."""
    # As a single image its parts would be silent to a screen reader, so an interactive picture is a group.
    role = "group" if drawing.interactive else "img"
    head = (
        f'<svg class="drawn {escape(" ".join(filter(None, (drawing.kind, css_class))))}" '
        f'viewBox="0 0 {text_number(drawing.width)} {text_number(drawing.height)}" role="{role}" '
        f'aria-labelledby="{name}-title"{f" aria-describedby={chr(34)}{name}-about{chr(34)}" if drawing.about else ""}>'
        f'<title id="{name}-title">{escape(drawing.title)}</title>'
    )
    about = f'<desc id="{name}-about">{escape(drawing.about)}</desc>' if drawing.about else ""
    page = _Page(name)
    shapes = page.elements(drawing.shapes)
    defined = f"<defs>{''.join(page.defined.values())}</defs>" if page.defined else ""
    return mark_safe(f"{head}{about}{defined}{shapes}</svg>")  # noqa: S308  # all text is escaped


def in_row(drawing: Drawing) -> SafeString:
    """A small drawing for many rows of a page: with a title, without ids."""
    size = f"{text_number(drawing.width)} {text_number(drawing.height)}"
    return mark_safe(  # noqa: S308  # all text is escaped
        f'<svg class="drawn {escape(drawing.kind)}" viewBox="0 0 {size}" role="img">'
        f"<title>{escape(drawing.title)}</title>{_Page().elements(drawing.shapes)}</svg>"
    )


def as_key(drawing: Drawing) -> SafeString:
    """The key of a legend; its words stand beside it."""
    size = f"{text_number(drawing.width)} {text_number(drawing.height)}"
    return mark_safe(  # noqa: S308  # no text is in it
        f'<svg class="drawn {escape(drawing.kind)}" viewBox="0 0 {size}" aria-hidden="true" focusable="false">'
        f"{_Page().elements(drawing.shapes)}</svg>"
    )


def standalone(drawing: Drawing, *, on_paper: bool = True) -> str:
    """The drawing as a file: with its colours, without points.

    Without ``on_paper`` its background is transparent, and its colours are visible on light and on dark.
    """
    colours = styles.COLOURS if on_paper else styles.ON_ANY_GROUND
    width, height = text_number(drawing.width), text_number(drawing.height)
    paper = f'<rect width="{width}" height="{height}" fill="{colours["--paper"]}"/>' if on_paper else ""
    return _UNWRITABLE.sub(
        "",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img"><title>{escape(drawing.title)}</title><desc>{escape(drawing.about)}</desc>'
        f"{paper}{_Alone(colours).elements(drawing.shapes)}</svg>",
    )


class _Page:
    """Shapes with their roles as classes; named shapes are ``defined`` once if the drawing has a name for its ids."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.defined: dict[str, str] = {}

    def elements(self, shapes: Iterable[Shape]) -> str:
        return "".join(self.element(shape) for shape in shapes)

    def dressed(self, role: str) -> str:
        return f' class="{role}"' if styles.ROLES[role] else ""

    def element(self, shape: Shape) -> str:
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
                    self.defined[shown] = f'<g id="{shown}"{self.dressed(role)}>{self.elements(shapes)}</g>'
                return f'<use href="#{shown}" x="{_n(x)}" y="{_n(y)}"/>'
            case Placed(role, x, y, scale, shapes):
                move = f"translate({_n(x)} {_n(y)})" + ("" if scale == 1 else f" scale({scale:.3g})")
                return f'<g{self.dressed(role)} transform="{move}">{self.elements(shapes)}</g>'
            case Point():
                return self.point(shape)
            case Named(label, shapes):
                head = f"<g><title>{escape(label)}</title>" if label else '<g class="over" aria-hidden="true">'
                return f"{head}{self.elements(shapes)}</g>"

    def point(self, point: Point) -> str:
        label = escape(point.label)
        # A tip in the picture replaces the browser's own.
        words = (
            f'<g class="tip" aria-hidden="true">{self.elements(point.tip)}</g>'
            if point.tip
            else f"<title>{label}</title>"
        )
        inside = f"{words}{self.elements(point.shapes)}"
        if point.href:
            return f'<a class="point" href="{escape(point.href)}" aria-label="{label}">{inside}</a>'
        return f'<g class="point" tabindex="0" role="img" aria-label="{label}">{inside}</g>'


class _Alone(_Page):
    """Shapes with their attributes written out."""

    def __init__(self, colours: Mapping[str, str]) -> None:
        super().__init__()
        self.colours = colours

    def dressed(self, role: str) -> str:
        attributes = styles.attributes(role, self.colours)
        if "font-size" in attributes:
            attributes["font-family"] = f"{FAMILY}, sans-serif"
        return "".join(f' {name}="{value}"' for name, value in attributes.items())

    def point(self, point: Point) -> str:
        return self.elements(point.shapes)


_n = text_number
