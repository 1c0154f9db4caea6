"""The lint step `python -m tests.names [FILE…]`: variables, parameters and fields are nouns that say what they hold.

`found` or `each` tells a reader nothing. The words of REFUSED are no names of variables, in Python or in templates.
What the API promises keeps its name (PROMISED).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("accounts", "projects", "tracker", "tests")
REFUSED = frozenset({"asked", "each", "found", "kept", "known", "one", "said", "those", "told"})
# Members of the JSON of a target and of a track record.
PROMISED = {("projects/api/target_serializers.py", "found"), ("projects/api/track_records.py", "kept")}
TAG = re.compile(r"\{%-?\s*(.*?)\s*-?%\}")
LOOP = re.compile(r"for\s+(.+?)\s+in\s")
GIVEN = re.compile(r"(\w+)=|\sas\s+(\w+)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def problems(only: Collection[str] = ()) -> list[str]:
    """One sentence for each place, in those files or in all, that gives a variable one of the refused names."""
    return [
        f"{path}:{line}: `{name}` does not say what it holds: name it after the thing, such as `row`, `findings`, `day`"
        for path, line, name in [*_in_python(only), *_in_templates(only)]
        if name in REFUSED and (path, name) not in PROMISED
    ]


def _in_python(only: Collection[str]) -> Iterator[tuple[str, int, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if ("migrations" not in path.parts or folder == "tests") and _is_wanted(path, only):
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from ((str(path.relative_to(ROOT)), *place) for place in _names_given(tree))


def _names_given(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name


def _in_templates(only: Collection[str]) -> Iterator[tuple[str, int, str]]:
    for path in sorted(ROOT.glob("*/templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml"} and _is_wanted(path, only):
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
                for tag in TAG.findall(line):
                    names = re.findall(r"\w+", loop[1]) if (loop := LOOP.match(tag)) else []
                    names += [name for given in GIVEN.findall(QUOTED.sub('""', tag)) for name in given]
                    yield from ((str(path.relative_to(ROOT)), number, name) for name in names)


def _is_wanted(path: Path, only: Collection[str]) -> bool:
    return not only or str(path.relative_to(ROOT)) in only


def main(arguments: list[str]) -> int:
    lines = problems(arguments)
    print("\n".join(lines) or "Every variable is named after what it holds.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
