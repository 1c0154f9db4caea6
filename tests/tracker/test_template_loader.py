"""The layout of a template is not sent; what is shown as it is written keeps its spaces."""

from __future__ import annotations

import pytest
from django.template.loader import get_template

from tracker.template_loader import without_layout

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("<ul>\n  <li>\n    a  b\n  </li>\n</ul>\n", "<ul>\n<li>\na  b\n</li>\n</ul>\n"),
        ("<p>\n  <pre><code>a\n  b</code></pre>\n  c\n</p>", "<p>\n<pre><code>a\n  b</code></pre>\nc\n</p>"),
        ("a\n{% if x %}\n  b\n{% endif %}\nc\n", "a\n{% if x %}b\n{% endif %}c\n"),
        ('{% if x %} y{% endif %}\n{% translate "z" %}\n', '{% if x %} y{% endif %}\n{% translate "z" %}\n'),
        ("one line", "one line"),
    ],
)
def test_lines_begin_where_they_have_words(html: str, sent: str) -> None:
    assert without_layout(html) == sent


def test_our_templates_are_loaded_without_layout_and_those_of_libraries_as_they_are() -> None:
    assert "\n  " not in get_template("projects/target/verdict.html").template.source
    assert "\n  " in get_template("account/email_confirm.html").template.source
