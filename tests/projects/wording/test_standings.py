"""How promises stand, in a sentence: the numbers, their forms in each language, nothing that is zero."""

from __future__ import annotations

import pytest

from projects import wording

COUNTS = {
    "decided": 29, "kept": 15, "late": 3, "missed": 11, "withdrawn": 0, "overdue": 1, "silent": 40, "open": 97,
    "not_assessable": 0,
}  # fmt: skip


def plain(sentence: str) -> str:
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "en",
            "167 promises of 2 countries: 29 are decided – 15 kept in time, 3 late, 11 missed; 1 is past its deadline "
            "and still owed; 40 fell silent after their deadline; 97 are still open.",
        ),
        (
            "ru",
            "167 обещаний 2 стран: решено 29, из них 15 выполнено в срок, 3 с опозданием, 11 не выполнено; просрочено "
            "и всё ещё не выполнено – 1; после срока нет итогового отчёта – 40; срок ещё впереди – 97.",
        ),
        (
            "kk",
            "2 елдің 167 уәдесі: шешілгені 29 (15 уақтылы орындалды, 3 кешігіп орындалды, 11 орындалмады); "
            "мерзімі өтіп, әлі орындалмағаны – 1; мерзімінен кейін қорытынды есебі жоғы – 40; мерзімі әлі алда – 97.",
        ),
    ],
)
def test_sentence_has_every_number_once_and_leaves_out_what_is_none(lang: str, sentence: str) -> None:
    assert plain(wording.standing(COUNTS, 2, lang)) == sentence


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "1 promise: 1 cannot be judged."),
        ("ru", "1 обещание: нельзя оценить – 1."),
        ("kk", "1 уәде: бағалау мүмкін емесі – 1."),
    ],
)
def test_single_promise_of_one_country(lang: str, sentence: str) -> None:
    assert plain(wording.standing({"decided": 0, "not_assessable": 1}, 1, lang)) == sentence


def test_numbers_are_shown_as_the_page_wants_them() -> None:
    sentence = wording.standing({"decided": 1, "missed": 1}, 1, "en", lambda group, figure: f"<{group}:{figure}>")
    assert plain(sentence) == "<:1> promise: <decided:1> is decided – <missed:1> missed."


def test_promises_of_a_place_in_words() -> None:
    counts = {"kept_at_all": 1, "missed": 3, "past": 0, "open": 5}
    assert plain(wording.counted_groups("Astana", counts, "en")) == (
        "Astana: 9 promises – kept 1, missed 3, still open 5"
    )
