"""Why a report of the same programme does not count for a promise."""

from __future__ import annotations

from .amounts import unit_name
from .isolation import isolated
from .languages import Phrase, in_words

_REASONS: dict[str, Phrase] = {
    "other_indicator": Phrase("it counts another thing", "здесь посчитано другое", "мұнда басқа нәрсе есептелген"),
    "other_unit": Phrase(
        "it is counted in other units: {} here, {} in the promise",
        "единицы другие: здесь {}, в обещании {}",
        "бірлігі басқа: мұнда – {}, уәдеде – {}",
    ),
    "no_unit": Phrase(
        "it is a figure, and what is promised is done or not done",
        "это число, а обещанное либо сделано, либо нет",
        "бұл – сан, ал уәде орындалады не орындалмайды",
    ),
    "only_done": Phrase(
        "it says that a thing is done, and a figure is promised",
        "здесь сказано, что дело сделано, а обещано число",
        "мұнда істің біткені айтылған, ал уәде етілгені – сан",
    ),
    "other_place": Phrase("it is about one place: {}", "это только по одному месту: {}", "бұл бір жер ғана: {}"),
    "before_promise": Phrase(
        "its period was over before the promise was made",
        "его период закончился до обещания",
        "оның кезеңі уәдеге дейін аяқталған",
    ),
    "other_period": Phrase(
        "it is for another time than the promise",
        "оно за другое время, чем обещано",
        "ол уәдедегіден басқа уақытқа қатысты",
    ),
}


def why_in_other_terms(reason: str, unit: str, promised_unit: str, place: str, lang: str) -> str:
    """A reason as a clause; ``unit`` and ``place`` are those of the report."""
    if reason == "other_place":
        return _REASONS[reason].text(lang, isolated(place))
    if reason != "other_unit":
        return in_words(_REASONS, reason, lang)
    if not promised_unit or not unit:
        return _REASONS["only_done" if promised_unit else "no_unit"].text(lang)
    return _REASONS[reason].text(lang, unit_name(unit, lang), unit_name(promised_unit, lang))
