"""An example as a line for curl and as a program in Python that needs nothing but Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pprint import pformat

from .examples import EXAMPLES, Example

WIDTH = 96
TOKEN = "f\"Token {os.environ['TOKEN']}\""  # noqa: S105  # the name of a variable, not a secret


@dataclass(frozen=True, slots=True)
class ShownExample:
    """What the page shows of an example."""

    number: int
    title: str
    curl: str
    python: str


def examples_of(method: str, path: str, root: str, on: date) -> tuple[ShownExample, ...]:
    """Those of an operation of the OpenAPI document; ``root`` is where the tracker is, with a slash at its end."""
    return tuple(
        ShownExample(number, str(example.title), curl_of(example, root, on), python_of(example, root, on))
        for number, example in enumerate(EXAMPLES, 1)
        if (example.method, example.address) == (method, path)
    )


def curl_of(example: Example, root: str, on: date) -> str:
    """One command; the token is in the variable TOKEN."""
    parts = [f"curl '{root}api/v1/{example.path}'"]
    if example.method not in ("GET", "POST"):
        parts.append(f"-X {example.method}")
    if example.with_token:
        parts.append('-H "Authorization: Token $TOKEN"')
    if example.body is not None:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d '{json.dumps(example.sent(on), ensure_ascii=False, indent=1)}'")
    return " \\\n     ".join(parts)


def python_of(example: Example, root: str, on: date) -> str:
    """A program; the token is in the environment."""
    url = f"{root}api/v1/{example.path}"
    if not example.with_token:
        return (
            "import json\nfrom urllib.request import urlopen\n\n"
            f'with urlopen("{url}") as answer:\n    print(json.load(answer))'
        )
    lines = ["import json, os", "from urllib.request import Request, urlopen", ""]
    if example.body is None:
        lines += [f'request = Request("{url}", headers={{"Authorization": {TOKEN}}})']
    else:
        lines += [
            f"body = {pformat(example.sent(on), width=WIDTH, sort_dicts=False)}",
            f'headers = {{"Authorization": {TOKEN}, "Content-Type": "application/json"}}',
            f'request = Request("{url}", json.dumps(body).encode(), headers, method="{example.method}")',
        ]
    return "\n".join([*lines, "with urlopen(request) as answer:", "    print(answer.status, json.load(answer))"])
