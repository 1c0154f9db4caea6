"""The lint step `python -m tests.dead_code`: vulture's list of what nothing uses, empty or the step fails.

vulture sees names that code says. A name also counts as used where a template says it, where a text of the source
spells it (a dotted path of a setting, a column, a name in `actions = [...]`), where a choice has it for its value, and
where `called_by_name.txt` lists it with who calls it. Tests do not count: what only tests use is dead.
Settings: `[tool.vulture]` in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "projects", "tracker")
CALLED_BY_NAME = Path(__file__).with_name("called_by_name.txt")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*")
SPELLED = re.compile(r"-?[A-Za-z_][\w.:]*")  # a name, a dotted path, a lookup such as indicator__programme


def dead_code() -> list[Item]:
    """What vulture finds and neither a template nor a text nor the list of names accounts for."""
    used = _names_in_templates() | _names_in_source() | set(called_by_name())
    return [item for item in _vulture() if item.name not in used]


def idle_names() -> list[str]:
    """Names of the list that vulture would not report without it."""
    reported = {item.name for item in _vulture()} - _names_in_templates() - _names_in_source()
    return sorted(set(called_by_name()) - reported)


def called_by_name() -> list[str]:
    """The names that `called_by_name.txt` lists: many on a line, a comment after #."""
    return " ".join(line.partition("#")[0] for line in CALLED_BY_NAME.read_text().splitlines()).split()


def _vulture() -> list[Item]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    vulture = Vulture(ignore_decorators=settings["ignore_decorators"])
    vulture.scavenge([str(ROOT / path) for path in settings["paths"]], exclude=settings["exclude"])
    items: list[Item] = vulture.get_unused_code(min_confidence=settings["min_confidence"])
    return items


def _names_in_templates() -> set[str]:
    return {
        name
        for path in ROOT.glob("*/templates/**/*")
        if path.suffix in {".html", ".txt", ".xml", ".xsl"}
        for tag in TAG.findall(path.read_text(encoding="utf-8"))
        for name in NAME.findall(tag)
    }


def _names_in_source() -> set[str]:
    paths = [*ROOT.glob("*.py"), *(path for app in APPS for path in (ROOT / app).rglob("*.py"))]
    return {name for path in paths if "migrations" not in path.parts for name in _names_in(path)}


def _names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPELLED.fullmatch(node.value):
            yield from re.split(r"\.|:|__", node.value.removeprefix("-"))
            yield node.value
        elif isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Choices") for base in node.bases):
            yield from NAME.findall(" ".join(ast.unparse(target) for line in node.body for target in _targets(line)))


def _targets(line: ast.stmt) -> list[ast.expr]:
    return line.targets if isinstance(line, ast.Assign) else []


def main() -> int:
    lines = [f"{item.get_report()}: remove it" for item in dead_code()]
    lines += [f"{CALLED_BY_NAME.name}: nothing defines {name} any more: remove it" for name in idle_names()]
    print("\n".join(lines) or "No dead code.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
