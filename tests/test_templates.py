"""The check of templates finds what is too long or not formatted, and says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import templates


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(templates, "ROOT", tmp_path)
    monkeypatch.setattr(templates, "FOLDERS", (".",))
    return tmp_path


def test_line_that_is_too_long_is_named(folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(f"<p>\n{'x' * 121}\n{'x' * 120}\n</p>\n")
    problems = ["page.html:2 has 121 characters, 120 are allowed: one tag or branch a line"]
    assert templates.too_long(templates.templates(".html")) == problems


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("<p>\n  {% if x %}\n    y\n  {% endif %}\n</p>\n", True),
        ("<p>\n  {% if x %}\n  y\n  {% endif %}\n</p>\n", False),  # djhtml: the indentation
        ("<p>\n  {%if x%}\n    y\n  {% endif %}\n</p>\n", False),  # djade: the spaces in a tag
    ],
)
def test_template_that_is_not_formatted_fails_until_it_is_written(folder: Path, text: str, good: bool) -> None:
    (folder / "page.html").write_text(text)
    assert templates.formatted(write=False) == good
    templates.formatted(write=True)
    assert templates.formatted(write=False)


def test_templates_are_written_as_lint_wants_them() -> None:
    assert len(templates.templates(".html")) > 100
    assert templates.main([]) == 0
