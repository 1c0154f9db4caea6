"""What an editor says of one figure → the decision that is kept, or what they still have to say."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from projects.reading.matching import in_unit

from .cards import Card, Choice
from .claims import OUTCOMES, TABLE_OF, TARGETS, agreed, cells_for, lacks
from .decisions import Decision
from .known_claims import with_kept_time
from .page import ArticlePage

ACCEPT, ANYWAY, DROP, UNDO, MEND = "accept", "anyway", "drop", "undo", "mend"
ACTS = (ACCEPT, ANYWAY, DROP, UNDO, MEND)
# What the record holds is no plain sequel of it: a person says what the figure is to the promise that stands.
FAR = "far"
TO_SAY = frozenset({"disagrees", "withdrawn", "earlier", "far"})


def decide(page: ArticlePage, card: Card, act: str, data: QueryDict) -> Decision | None:
    """The decision; None where the card now asks for something. ``act`` is no undo."""
    if act == DROP:
        return Decision("dropped")
    if act == MEND:
        return _mended(page, card, data)
    return _accepted(page, card, act, data)


def _mended(page: ArticlePage, card: Card, data: QueryDict) -> Decision | None:
    form = page.open_mend(card, data)
    return Decision("mended", form.table, form.cells()) if form.is_valid() else None


def _accepted(page: ArticlePage, card: Card, act: str, data: QueryDict) -> Decision | None:
    """The figure as it was read, for the indicator that was chosen."""
    indicator = data.get("indicator", "")
    card.chosen = indicator if any(choice.measured.id == indicator for choice in card.choices) else card.chosen
    card.value = data.get("value", "")
    choice, figure = card.best, card.figure
    if choice is None or figure is None:
        card.problems.append(_("Say to which indicator it belongs."))
        page.open_mend(card)
        return None
    value = card.value_chosen(card.value)
    if figure.other_value is not None and value is None:
        card.problems.append(_("It can be read in two ways: choose what is meant."))
        return None
    if act != ANYWAY and (_is_repeat(page, card, choice) or not choice.enters):
        return Decision("accepted", cells={"indicator": choice.measured.id})
    figure = in_unit(agreed(figure, value), choice.measured.unit)
    table = card.table or _told_table(data)
    problems = [sentence for _box, sentence in lacks(figure, table, choice.measured, value)]
    if not problems and (problem := _to_say(choice, table)):
        problems = [problem]
    if problems:
        card.problems += problems
        page.open_mend(card, chosen=choice.measured.id)
        return None
    cells = cells_for(figure, table, choice.measured.id, card.paragraph, choice.revises)
    return Decision("accepted", table, with_kept_time(cells))


def _is_repeat(page: ArticlePage, card: Card, choice: Choice) -> bool:
    """Whether an earlier figure says the same; not where another indicator was chosen for this one."""
    if card.repeats is None:
        return False
    same = {card.choices[0].measured.id}
    if (best := page.cards[card.repeats - 1].best) is not None:
        same.add(best.measured.id)
    return choice.measured.id in same


def _told_table(data: QueryDict) -> str:
    """Of a figure that is no claim by itself: promised or reported, as it was said."""
    table = data.get("what", "")
    return table if table in (TARGETS, OUTCOMES) else ""


def _to_say(choice: Choice, table: str) -> str:
    """What a person has to say of a figure beside what the record holds; empty where it is plain."""
    if choice.relation == FAR and table == OUTCOMES:
        return _("It is many times away from what is recorded: say whether it is about the same.")
    if table != TABLE_OF["target"] or choice.relation not in TO_SAY:
        return ""
    return _("The record has another promise for that time: say whether this one revises it.")
