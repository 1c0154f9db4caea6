"""Everything that the folder of a language can say: the phrases and nouns that stand in modules, by their English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from .languages import Phrase
from .standings import ENGLISH_PARTS
from .units import PLURAL_LABELS


def phrases_in(modules: Iterable[ModuleType]) -> list[str]:
    """The phrases of modules, each once."""
    phrases = (thing.en for module in modules for thing in _things(vars(module)) if isinstance(thing, Phrase))
    labels = (labels[0] for labels in PLURAL_LABELS.values())
    return [phrase for phrase in dict.fromkeys((*phrases, *ENGLISH_PARTS, *labels)) if phrase.strip()]


def nouns_in(modules: Iterable[ModuleType]) -> list[tuple[str, str]]:
    """The nouns that follow numbers: the form for one and the form for others, each once."""
    forms = (thing["en"] for module in modules for thing in _things(vars(module)) if _is_noun(thing))
    return list(dict.fromkeys((form[0], form[1]) for form in forms))


def _is_noun(thing: Any) -> bool:
    forms = thing.get("en") if isinstance(thing, Mapping) else None
    return isinstance(forms, tuple) and not isinstance(forms, Phrase) and len(forms) == 2 and isinstance(forms[0], str)


def _things(held: Any) -> Iterator[Any]:
    """What a module holds, and what its tables hold."""
    yield held
    if isinstance(held, Mapping):
        for thing in held.values():
            yield from _things(thing)
    elif isinstance(held, list | tuple) and not isinstance(held, Phrase):
        for thing in held:
            yield from _things(thing)
