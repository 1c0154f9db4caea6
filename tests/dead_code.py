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

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "projects", "tracker")
CALLED_BY_NAME = Path(__file__).with_name("called_by_name.txt")
DEFINED = ("attrs", "classes", "funcs", "methods", "props", "vars")  # the lists that vulture keeps
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*")
SPELLED = re.compile(r"-?[A-Za-z_][\w.:]*")  # a name, a dotted path, a lookup such as indicator__programme


def problems() -> list[str]:
    """One sentence for each definition that nothing uses, and for each listed name that nothing defines."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    vulture = Vulture(ignore_decorators=settings["ignore_decorators"])
    vulture.scavenge([str(ROOT / path) for path in settings["paths"]], exclude=settings["exclude"])
    listed = called_by_name()
    used = _names_in_templates() | _names_in_source() | set(listed)
    idle = [item for item in vulture.get_unused_code(settings["min_confidence"]) if item.name not in used]
    lines = [f"{item.get_report().partition(' (')[0]}: remove it" for item in idle]
    defined = {item.name for kind in DEFINED for item in getattr(vulture, f"defined_{kind}")}
    return lines + [f"{CALLED_BY_NAME.name}: nothing defines {name}: remove it" for name in sorted({*listed} - defined)]


def called_by_name() -> list[str]:
    """The names that `called_by_name.txt` lists: many on a line, a comment after #."""
    return " ".join(line.partition("#")[0] for line in CALLED_BY_NAME.read_text().splitlines()).split()


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
    lines = problems()
    print("\n".join(lines) or "No dead code.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
