"""Russian, with the cases of its nouns."""

from .vocabulary import Vocabulary, inflected, month_numbers, words

_ENDINGS = {
    "тысяча": ("а", "и", "у", "ей", "ью", "е", "", "ам", "ами", "ах"),
    "миллион": ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"),
    "рубль": ("ь", "я", "ю", "ём", "ем", "е", "и", "ей", "ям", "ями", "ях"),
}


def _forms(exponent: int, stem: str, like: str) -> dict[str, int]:
    return dict.fromkeys(inflected({stem: like}, _ENDINGS), exponent)


def _unit(code: str, stem: str, like: str) -> dict[str, str]:
    return dict.fromkeys(inflected({stem: like}, _ENDINGS), code)


def _percentage_points() -> dict[str, str]:
    adjectives = ("ный", "ного", "ному", "ным", "ном", "ные", "ных", "ными")
    nouns = inflected({"пункт": "миллион"}, _ENDINGS)
    return {f"процент{adjective} {noun}": "percentage_points" for adjective in adjectives for noun in nouns}


_DOLLARS = _unit("USD", "доллар", "миллион") | {"долл": "USD"}

VOCABULARY = Vocabulary(
    code="ru",
    decimal=",",
    scales={
        "тыс": 3,
        **_forms(3, "тысяч", "тысяча"),
        "млн": 6,
        **_forms(6, "миллион", "миллион"),
        "млрд": 9,
        **_forms(9, "миллиард", "миллион"),
        "трлн": 12,
        **_forms(12, "триллион", "миллион"),
    },
    units={
        **_unit("percent", "процент", "миллион"),
        "проц": "percent",
        **_percentage_points(),
        "п п": "percentage_points",
        "пп": "percentage_points",
        **words(("times", "х, раз, раза, разы"), ("KZT", "тенге, тг"), ("EUR", "евро"), ("RUB", "руб")),
        **_DOLLARS,
        **{f"{word} сша": code for word, code in _DOLLARS.items()},
        **_unit("RUB", "рубл", "рубль"),
        **_unit("CNY", "юан", "рубль"),
    },
    qualifiers=words(
        ("exactly", "ровно"),
        ("about", "около, примерно, приблизительно, порядка, почти, ок"),
        ("at_least", "не менее, не менее чем, не меньше, не меньше чем, минимум, как минимум, по меньшей мере"),
        ("more_than", "более, более чем, больше, больше чем, свыше, выше"),
        ("at_most", "не более, не более чем, не больше, не больше чем, не свыше, максимум"),
        ("less_than", "менее, менее чем, меньше, меньше чем, ниже"),
    ),
    postpositions=words(("at_least", "и более, и больше"), ("at_most", "и менее, и меньше")),
    joints={"от": "from", "с": "from", "до": "up_to", "между": "between", "и": "and"},
    fillers=frozenset({"в", "на"}),
    endings=frozenset({"ти", "ми"}),
    months=month_numbers(
        "январь, января, январе, янв",
        "февраль, февраля, феврале, фев, февр",
        "март, марта, марте, мар",
        "апрель, апреля, апреле, апр",
        "май, мая, мае",
        "июнь, июня, июне, июн",
        "июль, июля, июле, июл",
        "август, августа, августе, авг",
        "сентябрь, сентября, сентябре, сен, сент",
        "октябрь, октября, октябре, окт",
        "ноябрь, ноября, ноябре, ноя, нояб",
        "декабрь, декабря, декабре, дек",
    ),
    year_words=frozenset({"г", "год", "года", "году"}),
)
