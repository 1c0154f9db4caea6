"""What a change would do, as lines that an editor reads before saving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from projects import wording
from projects.actions.preview_changes import ChangesPreview
from projects.actions.verdict_moves import VerdictLine, VerdictMove
from projects.models.names import active_language

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Effect:
    """One chain: its target's id, the name of its indicator, its verdict before and after in words, the dispute.

    ``is_new``: it is not in the record yet, so it has no page.
    """

    target: str
    name: str
    verdict: str
    disputed: str
    moves: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """The chains that a change reaches, those that move first, and who hears of it in words.

    At most MOST_SHOWN of them; ``more`` counts the others.
    """

    effects: tuple[Effect, ...]
    audience: str
    more: int = 0


def effects_of(preview: ChangesPreview, at: datetime) -> Effects:
    """The answer of a preview in the reader's language."""
    lang = active_language()
    moved = [move.first_id for move in preview.verdicts if move.moves]
    count = import_string(settings.AUDIENCE)(moved, at)
    effects = tuple(_effect(move, lang) for move in preview.verdicts[:MOST_SHOWN])
    more = len(preview.verdicts) - len(effects)
    return Effects(effects, wording.audience(count, lang) if moved else "", more)


def _effect(move: VerdictMove, lang: str) -> Effect:
    shown = move.after or move.before
    assert shown is not None  # a move has at least one end
    is_disputed = move.after is not None and move.after.disputed
    flag = wording.flag("disputed", lang) if is_disputed else ""
    disputed = flag[:1].lower() + flag[1:]  # within a sentence
    words = wording.verdict_move(_in_words(move.before, lang), _in_words(move.after, lang), lang)
    return Effect(shown.target, shown.indicator.in_language(lang), words, disputed, move.moves, move.before is None)


def _in_words(line: VerdictLine | None, lang: str) -> str:
    return wording.verdict(line.status, line.percent, lang) if line is not None else ""
