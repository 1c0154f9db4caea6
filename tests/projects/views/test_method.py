"""The method's page: all rules, in three languages, from documents whose Markdown it understands."""

from __future__ import annotations

import pytest
from django.test import Client

from projects.publishing.documents import document
from projects.views import markdown

pytestmark = pytest.mark.once


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_rule_has_its_anchor_in_every_language(reader: Client, language: str) -> None:
    shown = reader.get("/method/", headers={"accept-language": language}).content.decode()
    for number in range(1, 17):
        assert f'id="R{number}"' in shown
        assert f'href="#R{number}"' in shown


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_documents_leave_no_marks_of_markdown_behind(language: str) -> None:
    shown = markdown.render(document(language).read_text())
    for mark in ("**", "`", "\n#", "](", "<p>- ", "<p>| ", "\\*"):
        assert mark not in shown, mark


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# A *b*", "<h1>A <em>b</em></h1>"),
        ("### R4 – Relative", '<h3 id="R4" class="rule">R4 – Relative</h3>'),
        ("one\ntwo `x < y`", "<p>one two <code>x &lt; y</code></p>"),
        ("5 %\\* and 180\\*.", "<p>5 %* and 180*.</p>"),
        ("- a\n  b\n- c", "<ul><li>a b</li><li>c</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
    ],
)
def test_markdown_of_our_documents_becomes_html(source: str, html: str) -> None:
    assert markdown.render(source) == html
