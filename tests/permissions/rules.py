"""The table of ``rules.txt``, and what answer it means for a role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("rules.txt")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGNED_IN = frozenset({"watcher", "editor", "publisher", "admin"})
GROUPS = {
    "everybody": SIGNED_IN | {"nobody", "closed"},
    "people": SIGNED_IN,
    "editors": SIGNED_IN - {"watcher"},
    "admins": frozenset({"admin"}),
    "nobody": frozenset(),
}


@dataclass(frozen=True)
class Rule:
    """Who may, and with which statuses those who may are answered."""

    who: str
    statuses: frozenset[str]


@cache
def rules() -> dict[str, dict[str, Rule]]:
    """By route, the rule of each method that is answered. Raises ValueError for a line that is none."""
    table: dict[str, dict[str, Rule]] = {}
    action, text = "", ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("    "):
            for model in line.split():
                table[f"admin/{model}/{action.removeprefix('LIST')}"] = _read(text)
            continue
        route, _gap, text = (part.strip() for part in re.split(r"(\s{2,})", line, maxsplit=1))
        if route.startswith("admin:"):
            action = route.removeprefix("admin:")
        else:
            table["" if route == '""' else route] = _read(text)
    return table


STATUSES = re.compile(r" ((?:\d{3}|login)(?:/(?:\d{3}|login))*)$")  # login: the way to it


def _read(text: str) -> dict[str, Rule]:
    methods: dict[str, Rule] = {}
    for part in text.split(";"):
        *names, who = STATUSES.sub("", part.strip()).split()
        if who not in GROUPS or not names or not set(names) <= {*METHODS, "ANY"}:
            raise ValueError(
                f"tests/permissions/rules.txt: “{part.strip()}” is no rule, such as “GET POST editors 302”"
            )
        status = STATUSES.search(part.strip())
        rule = Rule(who, frozenset((status[1] if status else "200").split("/")))
        methods.update(dict.fromkeys(METHODS if names == ["ANY"] else names, rule))
    return methods


def expected(route: str, role: str, method: str) -> frozenset[str]:
    """The answers that the table allows to a role: statuses, or ``login``."""
    methods = rules()[route]
    rule = methods.get(method) or (methods.get("GET") if method == "HEAD" else None)
    if rule is None:
        return frozenset({"405"}).union(
            *(_refusal(route, role) for known_rule in methods.values() if not _may(known_rule, role))
        )
    if not _may(rule, role):
        return _refusal(route, role)
    return rule.statuses | ({"405"} if method == "HEAD" else frozenset())


def _may(rule: Rule, role: str) -> bool:
    return role in GROUPS[rule.who]


def _refusal(route: str, role: str) -> frozenset[str]:
    """How somebody is turned away."""
    if role in {"nobody", "closed"}:
        return frozenset({"401"} if route.startswith("api/") else {"login"})
    if route.startswith("admin/") and role == "watcher":
        return frozenset({"login", "403"})
    return frozenset({"403"})
