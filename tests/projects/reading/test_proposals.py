"""What the words of a promise propose, in three languages: accumulation, direction, timing, basis and qualifier."""

from __future__ import annotations

import pytest

from projects.reading import read_figure
from projects.reading.proposals import Promised, propose
from projects.reading.windows import read_window

SUM, LEVEL, DONE = "sum", "level", "milestone"
UP, DOWN = "increase", "decrease"
WITHIN, BY = "within_period", "by_deadline"
ABSOLUTE, CHANGE, TIMES = "absolute", "percent_change", "multiple"

# what, how many, unit, when → accumulation, direction, timing, basis, qualifier
CASES = [
    # Things that are made are counted together.
    (["Schools built"], "12", "schools", "in 2027", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Построенные школы"], "12", "schools", "в 2027 году", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Салынған мектептер"], "12", "schools", "2027 жылы", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Jobs created"], "at least 900", "jobs", "by 2027", (SUM, UP, BY, ABSOLUTE, "at_least")),
    (["Созданные рабочие места"], "не менее 900", "jobs", "к 2027 году", (SUM, UP, BY, ABSOLUTE, "at_least")),
    (
        ["Ашылған жұмыс орындары"],
        "кемінде 900",
        "jobs",
        "2027 жылдың соңына дейін",
        (SUM, UP, BY, ABSOLUTE, "at_least"),
    ),
    (["Cost of the schools"], "40 billion tenge", "", "2025–2027", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Стоимость школ"], "40 млрд тенге", "", "2025–2027", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Мектептердің құны"], "40 млрд теңге", "", "2025–2027 жылдары", (SUM, UP, WITHIN, ABSOLUTE, "exactly")),
    (["Something else"], "12", "", "2027", (SUM, UP, BY, ABSOLUTE, "exactly")),
    # What is read on a day is a level, and commonly owed by its deadline.
    (["Share of processed copper"], "40 %", "", "by 2027", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Доля переработанной меди"], "40 %", "", "к 2027 году", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Өңделген мыстың үлесі"], "40 %", "", "2027 жылға дейін", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Reach a capacity"], "500", "MW", "in 2027", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Достигнуть мощности"], "500", "MW", "в 2027 году", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Қуатты 500-ге жеткізу"], "500", "MW", "2027 жылы", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Level of gas supply", "Coverage"], "60", "percent", "2027", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Уровень газификации", "Охват детей"], "60", "percent", "2027", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    (["Газдандыру деңгейі", "Балаларды қамту"], "60", "percent", "2027", (LEVEL, UP, BY, ABSOLUTE, "exactly")),
    # “No more than” is a ceiling; of bad things less is better.
    (["Unemployment rate"], "no more than 5 %", "", "by 2027", (LEVEL, DOWN, BY, ABSOLUTE, "at_most")),
    (["Уровень безработицы"], "не более 5 %", "", "к 2027 году", (LEVEL, DOWN, BY, ABSOLUTE, "at_most")),
    (["Жұмыссыздық деңгейі"], "ең көбі 5 %", "", "2027", (LEVEL, DOWN, BY, ABSOLUTE, "at_most")),
    (["Road accidents"], "1000", "", "in 2027", (SUM, DOWN, WITHIN, ABSOLUTE, "exactly")),
    (["Смертность на дорогах"], "1000", "", "в 2027 году", (SUM, DOWN, WITHIN, ABSOLUTE, "exactly")),
    (["Жол апаттары"], "1000", "", "2027 жылы", (SUM, DOWN, WITHIN, ABSOLUTE, "exactly")),
    # “By 10 %” is a change, “to 10 %” a level.
    (["Reduce emissions", "Reduction of emissions by 10 %"], "10 %", "", "by 2027", (SUM, DOWN, BY, CHANGE, "exactly")),
    (["Сократить выбросы", "Снижение выбросов на 10 %"], "10 %", "", "к 2027", (SUM, DOWN, BY, CHANGE, "exactly")),
    (
        ["Шығарындыларды азайту", "Шығарындыларды 10 %-ға азайту"],
        "10 %",
        "",
        "2027",
        (SUM, DOWN, BY, CHANGE, "exactly"),
    ),
    (["Increase exports"], "by 10 %", "", "in 2027", (SUM, UP, WITHIN, CHANGE, "exactly")),
    (["Увеличить экспорт"], "на 10 %", "", "в 2027 году", (SUM, UP, WITHIN, CHANGE, "exactly")),
    (["Экспортты арттыру"], "10 %-ға", "", "2027 жылы", (SUM, UP, WITHIN, CHANGE, "exactly")),
    (["Exports"], "5 times", "", "by 2029", (SUM, UP, BY, TIMES, "exactly")),
    (["Экспорт"], "в 5 раз", "", "к 2029 году", (SUM, UP, BY, TIMES, "exactly")),
    (["Экспорт"], "5 есе", "", "2029 жылға дейін", (SUM, UP, BY, TIMES, "exactly")),
    # Without a figure it is done or not.
    (["Adoption of the law", "Принятие закона", "Заңды қабылдау"], "", "", "2027", (DONE, UP, BY, "done", "")),
    # A range and “about” are as written.
    (["Schools built", "Построенные школы"], "10–12", "schools", "2027", (SUM, UP, BY, ABSOLUTE, "between")),
    (["Schools built", "Салынған мектептер"], "~12", "schools", "2027", (SUM, UP, BY, ABSOLUTE, "about")),
    # A secondary school, a centre, a lesson and a department are no cues.
    (
        ["Средние школы", "Культурные центры", "Lessons", "Бөлімшелер"],
        "12",
        "",
        "2027",
        (SUM, UP, BY, ABSOLUTE, "exactly"),
    ),
]


def promised(what, how_many, unit, when, sentence=""):
    window = read_window(when).readings
    figure = read_figure(how_many).reading
    year = window[0].last.year if window else None
    return Promised(what, how_many, figure, unit, window[0].kind if window else None, year, sentence)


def codes(proposals):
    names = ("accumulation", "direction", "timing", "basis", "qualifier")
    return tuple(getattr(proposals, name).value for name in names)


@pytest.mark.parametrize(
    ("what", "how_many", "unit", "when", "expected"),
    [(what, *rest) for texts, *rest in CASES for what in texts],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_proposals(what, how_many, unit, when, expected):
    assert codes(propose(promised(what, how_many, unit, when))) == expected


@pytest.mark.parametrize(
    ("sentence", "what", "unit"),
    [
        ("In 2027 the ministry will build 12 schools worth 40 billion tenge, creating 900 jobs", "Schools", "schools"),
        ("В 2027 году министерство построит 12 школ на 40 млрд тенге и создаст 900 рабочих мест", "Школы", "schools"),
        ("2027 жылы министрлік құны 40 млрд теңге 12 мектеп салып, 900 жұмыс орнын ашады", "Мектеп", "schools"),
    ],
)
def test_sentence_says_what_the_line_does_not(sentence, what, unit):
    proposals = propose(promised(what, "12", unit, "2027", sentence))
    assert codes(proposals) == (SUM, UP, WITHIN, ABSOLUTE, "exactly")
    assert (proposals.timing.rule, proposals.timing.word) == ("sentence_within", "2027")


def test_sentence_with_two_promises_decides_neither_direction():
    sentence = "They will build 12 schools and reduce class sizes."
    assert propose(promised("Schools", "12", "schools", "2027", sentence)).direction.value == UP


@pytest.mark.parametrize(
    "sentence", ["Exports will grow by 10 %.", "Экспорт вырастет на 10 %.", "Экспорт 10 %-ға өседі."]
)
def test_change_of_the_sentence_counts_for_its_figure_alone(sentence):
    ours, other = (propose(promised("Exports", figure, "", "2027", sentence)) for figure in ("10 %", "12 %"))
    assert (ours.basis.value, other.basis.value) == (CHANGE, ABSOLUTE)


@pytest.mark.parametrize(
    ("what", "is_cut"), [("Reduce emissions", True), ("Increase exports", False), ("Emissions", False)]
)
def test_only_what_is_reduced_is_taken_off(what, is_cut):
    assert propose(promised(what, "by 10 %", "", "2027")).is_cut is is_cut


def test_what_is_chosen_leads_the_rest():
    proposals = propose(promised("Schools", "12", "schools", "in 2027"), {"accumulation": "milestone"})
    assert codes(proposals)[0] == DONE
    assert proposals.basis.value == "done"
    assert proposals.accumulation.rule == "chosen"


def test_every_proposal_names_its_rule():
    proposals = propose(promised("Schools built", "12", "schools", "in 2027"))
    assert proposals.accumulation == (SUM, "sum", "built")
    assert proposals.timing == (WITHIN, "within", "")


def test_long_sentence_is_read_to_its_bound_only():
    assert propose(promised("Schools", "12", "", "2027", "x " * 10_000 + "in 2027")).timing.value == BY
