"""Every address × method × role is answered as ``rules.txt`` says; an address without a rule fails.

Each ask is a real request with a session or a token of its own, and leaves nothing behind. ``MATRIX=all`` asks every
cell, in some minutes. Else a rule is asked of every role that it turns away, and of a few of those it lets in; of the
methods that no rule names one is asked, another at the next address.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

from .addresses import Address, every_address
from .rules import GROUPS, METHODS, expected, rules
from .world import ROLES, TOKENS, World, blank_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVERYTHING = os.environ.get("MATRIX") == "all"
# Whoever may less stands first.
LADDER = ("nobody", "closed", "watcher", "editor", "publisher", "admin")


@pytest.mark.usefixtures("standing_clock")  # what was confirmed is so for five minutes, and all cells take longer
def test_every_address_is_answered_as_its_rule_says(settings) -> None:
    settings.FETCH_PAGES = False  # no page of anybody is fetched to answer
    logging.disable(logging.CRITICAL)
    try:
        with blank_pages():
            world = World()
            addresses = list(every_address(world.rows))
            lacking = [address for address in addresses if address.route not in rules()]
            assert not lacking, "Say who may in tests/permissions/rules.txt, a line each:\n" + "\n".join(
                f"{address.route}  {_answers(world, address.path)}" for address in lacking
            )
            gone = sorted(set(rules()) - {address.route for address in addresses})
            assert not gone, f"tests/permissions/rules.txt has rules for addresses that are not there: {gone}"
            wrong = [
                f"{method} /{address.route} as {role}: {answer}, not {'/'.join(sorted(allowed))}"
                for number, address in enumerate(addresses)
                for role, method in (_every_cell(address) if EVERYTHING else _sample(address, number))
                if (answer := world.ask(role, method, address.path))
                not in (allowed := expected(address.route, _acts_as(role, address), method))
            ]
    finally:
        logging.disable(logging.NOTSET)
    assert not wrong, "\n".join(wrong)


def _answers(world: World, path: str) -> str:
    """What an address without a rule answers today, for whoever writes its line."""
    roles = ("nobody", "watcher", "editor", "admin")
    return "; ".join(f"{method}: {' '.join(world.ask(role, method, path) for role in roles)}" for method in METHODS)


def _acts_as(role: str, address: Address) -> str:
    """Programs are let in to the API alone, as the owner of their token."""
    if role not in TOKENS:
        return role
    return TOKENS[role] if address.path.startswith("/api/v1/") else "nobody"


def _every_cell(address: Address) -> Iterator[tuple[str, str]]:
    yield from ((role, method) for role in ("nobody", *ROLES, *TOKENS) for method in METHODS)


def _sample(address: Address, number: int) -> Iterator[tuple[str, str]]:
    """Some cells: whoever is turned away, and the least of those who are let in."""
    methods = rules()[address.route]
    for method in ("GET", "POST", "PATCH", "DELETE"):
        rule = methods.get(method)
        if rule is None or (method != "GET" and rule == methods.get("GET")):
            continue
        let_in, turned_away = GROUPS[rule.who], GROUPS["everybody"] - GROUPS[rule.who]
        if rule.who == "everybody":
            yield LADDER[number % len(LADDER)], method
            continue
        away = [role for role in LADDER if role in turned_away]
        if len(away) == len(LADDER):  # nobody may: whoever may more would be the first
            away = ["nobody", "admin"]
        yield from ((role, method) for role in away if role != "closed" or number % 4 == 0)
        if let_in:
            yield min(let_in, key=LADDER.index), method
        if number % 3 == 0:
            yield tuple(TOKENS)[number // 3 % len(TOKENS)], method
    if others := [method for method in METHODS if method not in methods and method != "HEAD"]:
        yield "admin", others[number % len(others)]
