"""Hostile names and notes are shown as text, on every page, and turn nothing round but themselves."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from .hostile import PATHS, TURNED, hostile_record

ISOLATED = re.compile("\u2068[^\u2069]*\u202e[^\u2069]*\u2069")  # between marks that end its reach
REPEATED = re.compile(r"(.)\1{9,}")
EMPTY = {"meta", "link", "input", "br", "img", "hr", "path", "use", "circle", "rect", "line", "polyline", "polygon"}


class Texts(HTMLParser):
    """The texts of a page, each with the elements that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: list[tuple[str, tuple[str, ...]]] = []
        self.scripts = 0

    def handle_starttag(self, tag, attributes):
        # Linked data is no script: nothing runs it, and no text can end it.
        data = ("type", "application/ld+json") in attributes
        self.scripts += tag == "script" and not data and not any(name == "src" for name, _value in attributes)
        if tag not in EMPTY:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        self.texts.append((data, tuple(self.inside)))


@pytest.fixture
def hostile(db: None) -> None:
    hostile_record()


@pytest.mark.usefixtures("hostile")
def test_hostile_texts_are_text_and_turn_only_themselves_round(reader: Client) -> None:
    wrong = []
    for path in PATHS:
        answer = reader.get(path)
        page = answer.content.decode()
        texts = Texts()
        texts.feed(page)
        if answer.status_code not in (200, 404) or texts.scripts or "<script>alert" in page:
            wrong.append(f"{path}: {answer.status_code}, {texts.scripts} scripts")
        for text, inside in texts.texts:
            if "script" in inside:
                assert "<" not in text
            elif "bdi" not in inside and TURNED in ISOLATED.sub("", text):
                shown = REPEATED.sub(r"\1…", text.strip())
                wrong.append(f"{path}: in {' '.join(inside[-3:])}: {shown[:300]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("path", ["/inputs.csv", "/changes/feed.atom", "/calendar.ics", "/api/v1/targets/second/"])
def test_hostile_texts_pass_to_programs_unharmed(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    body = answer.getvalue() if answer.streaming else answer.content
    assert body
