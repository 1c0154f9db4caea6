"""Templates: `python -m tests.templates` checks how they are written; --write formats them.

djade sets the spaces in Django's tags and djhtml the indentation, two spaces for each element and each branch. Neither
breaks a line: the lines that are too long are listed, to be broken where a space changes nothing that a reader sees.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("accounts/templates", "deploy/pages", "projects/templates", "tracker/templates")
WIDTH = 120


def templates(suffix: str) -> list[Path]:
    """The templates of the project with this suffix (``.html``), by path."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob(f"*{suffix}"))


def too_long(paths: list[Path]) -> list[str]:
    """One sentence for each line of more than WIDTH characters."""
    return [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} characters, {WIDTH} are allowed: one tag or branch a line"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > WIDTH
    ]


def formatted(*, write: bool) -> bool:
    """Whether djade and djhtml have nothing to change in the HTML templates; ``write`` lets them change it."""
    scripts, paths = Path(sys.executable).parent, [str(path) for path in templates(".html")]
    check = [] if write else ["--check"]
    codes = [
        subprocess.run([scripts / tool, *check, *options, *paths], cwd=ROOT, check=False).returncode
        for tool, options in (("djade", []), ("djhtml", ["--tabwidth", "2"]))
    ]
    # A formatter that has changed a file ends with 1 too.
    return write or not any(codes)


def main(arguments: list[str]) -> int:
    good = formatted(write="--write" in arguments)
    lines = too_long([*templates(".html"), *templates(".txt")])
    print("\n".join(lines) or f"No line of a template is longer than {WIDTH} characters.")
    if not good:
        print("Some templates are not formatted: run make format")
    return 0 if good and not lines else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
