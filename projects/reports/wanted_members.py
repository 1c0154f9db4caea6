"""Which members of an object are wanted: a tree of names, and what it leaves of an object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

# Member → the members wanted within it, None for the whole of it; in the order in which they were asked for.
Tree: TypeAlias = Mapping[str, "Tree | None"]


def wanted_tree(names: Iterable[str] | None) -> Tree | None:
    """The names as a tree, those of objects with dots; None, the whole object, where none are named."""
    if names is None:
        return None
    tree: dict[str, Any] = {}
    for name in names:
        *outer, last = name.split(".")
        branch: Any = tree
        for member in outer:
            branch = None if branch is None else branch.setdefault(member, {})
        if branch is not None:  # else the whole of it is wanted already
            branch[last] = None
    return tree


def wants(tree: Tree | None, *names: str) -> bool:
    """Whether any of these members, or anything within them, is wanted."""
    return tree is None or any(name in tree for name in names)


def picked(value: Any, tree: Tree | None) -> Any:
    """What is wanted of an object, or of each object of a list. A member that an object lacks is None."""
    if tree is None or value is None:
        return value
    if isinstance(value, Mapping):
        return {name: picked(value.get(name), within) for name, within in tree.items()}
    return [picked(item, tree) for item in value]
