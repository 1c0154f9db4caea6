"""How promises stand, in one sentence and in the words of its bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .languages import Phrase, from_english, grammar, in_words, language
from .plurals import NBSP, counted, form, number

_PROMISES = {
    "en": ("promise", "promises"),
    "ru": ("обещание", "обещания", "обещаний", "обещания"),
    "kk": ("уәде",),
}
_PROMISES_OF = {**_PROMISES, "kk": ("уәдесі",)}  # of somebody
_OF_COUNTRIES = {
    "en": ("country", "countries"),
    "ru": ("страны", "стран", "стран", "страны"),
    "kk": ("елдің",),
}
_SUBJECT = Phrase("{} of {}", "{} {}", "{1} {0}")
_WHOLE = Phrase("{}: {}.", "{}: {}.", "{}: {}.")
_DECIDED = Phrase("{} – {}", "{}, из них {}", "{} ({})")
# Of English there is a form for one and one for more; Russian and Kazakh name the group and count it behind.
_PARTS: dict[str, tuple[str, str, Phrase]] = {
    "decided": ("{} is decided", "{} are decided", Phrase("", "решено {}", "шешілгені {}")),
    "overdue": (
        "{} is past its deadline and still owed",
        "{} are past their deadline and still owed",
        Phrase("", "просрочено и всё ещё не выполнено – {}", "мерзімі өтіп, әлі орындалмағаны – {}"),
    ),
    "silent": (
        "{} fell silent after its deadline",
        "{} fell silent after their deadline",
        Phrase("", "после срока нет итогового отчёта – {}", "мерзімінен кейін қорытынды есебі жоғы – {}"),
    ),
    "open": (
        "{} is still open",
        "{} are still open",
        Phrase("", "срок ещё впереди – {}", "мерзімі әлі алда – {}"),
    ),
    "not_assessable": (
        "{} cannot be judged",
        "{} cannot be judged",
        Phrase("", "нельзя оценить – {}", "бағалау мүмкін емесі – {}"),
    ),
}
# What the folder of a language says for those.
ENGLISH_PARTS = tuple(text for single, several, _other in _PARTS.values() for text in (single, several))
_ENDINGS: dict[str, Phrase] = {
    "kept": Phrase("{} kept in time", "{} выполнено в срок", "{} уақтылы орындалды"),
    "late": Phrase("{} late", "{} с опозданием", "{} кешігіп орындалды"),
    "missed": Phrase("{} missed", "{} не выполнено", "{} орындалмады"),
    "withdrawn": Phrase("{} withdrawn", "{} отозвано", "{} кері қайтарылды"),
}
_NAMES: dict[str, Phrase] = {
    "decided": Phrase("decided", "решено", "шешілген"),
    "undecided": Phrase("not decided", "не решено", "шешілмеген"),
    "unjudged": Phrase("cannot be judged", "нельзя оценить", "бағалау мүмкін емес"),
    "kept": Phrase("kept in time", "выполнено в срок", "уақтылы орындалды"),
    "late": Phrase("kept late", "выполнено с опозданием", "кешігіп орындалды"),
    "missed": Phrase("missed", "не выполнено", "орындалмады"),
    "withdrawn": Phrase("withdrawn", "отозвано", "кері қайтарылды"),
    "overdue": Phrase("past the deadline, still owed", "просрочено", "мерзімі өткен"),
    "silent": Phrase("silent after the deadline", "нет итогового отчёта", "қорытынды есебі жоқ"),
    "open": Phrase("still open", "срок ещё впереди", "мерзімі әлі алда"),
    "not_assessable": Phrase("no figure or no day to judge by", "нет числа или срока", "саны не мерзімі жоқ"),
    "past": Phrase("past the deadline", "срок прошёл", "мерзімі өткен"),
    "kept_at_all": Phrase("kept", "выполнено", "орындалды"),
    "other": Phrase(
        "cannot be judged, or withdrawn", "нельзя оценить или отозвано", "бағалау мүмкін емес не кері қайтарылған"
    ),
}

Shown = Callable[[str, str], str]  # a group and its number, as the page shows the number


def _plain(_group: str, figure: str) -> str:
    return figure


def standing(counts: Mapping[str, int], countries: int, lang: str, shown: Shown = _plain) -> str:
    """How promises stand: ``166 promises of 2 countries: 29 are decided – 15 kept in time …``.

    ``counts`` are by group, and of ``decided`` ones. Groups without promises are left out; ``countries`` below 2 too.
    """
    code = language(lang)

    def figure(group: str) -> str:
        return shown(group, number(counts[group], code))

    endings = [_ENDINGS[group].text(code, figure(group)) for group in _ENDINGS if counts.get(group)]
    parts = []
    for group, (single, several, other) in _PARTS.items():
        if not counts.get(group):
            continue
        english = from_english(single if counts[group] == 1 else several, code)
        pattern = english if grammar(code) == "en" else other.text(code)
        part = pattern.format(figure(group))
        parts.append(_DECIDED.text(code, part, ", ".join(endings)) if group == "decided" else part)
    total = sum(count for group, count in counts.items() if group != "decided")
    noun = form(total, _PROMISES_OF if countries > 1 else _PROMISES, code)
    subject = shown("", number(total, code)) + NBSP + noun
    if countries > 1:
        subject = _SUBJECT.text(code, subject, counted(countries, _OF_COUNTRIES, code))
    return _WHOLE.text(code, subject, "; ".join(parts)) if parts else f"{subject}."


def standing_group(group: str, lang: str) -> str:
    """What a group of promises is called beside its number: ``kept in time``, ``still open``."""
    return in_words(_NAMES, group, lang)


def promises(count: int, lang: str) -> str:
    """``1 promise``, ``166 promises``."""
    return counted(count, _PROMISES, lang)


def counted_groups(place: str, counts: Mapping[str, int], lang: str) -> str:
    """The promises of a place in words: ``Astana: 9 promises – kept 1, missed 3``."""
    named = ", ".join(
        f"{standing_group(group, lang)} {number(count, lang)}" for group, count in counts.items() if count
    )
    return f"{place}: {promises(sum(counts.values()), lang)} – {named}"
