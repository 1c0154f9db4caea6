"""Kazakh: endings follow a noun directly, a number or an abbreviation after a hyphen."""

from .vocabulary import Vocabulary, inflected, listed, month_numbers, words

# By the last sound of the stem.
_ENDINGS = {
    "мың": ("", "ы", "ға", "ды", "ның", "да", "нан", "дай", "дық"),
    "миллион": ("", "ы", "ға", "ды", "ның", "да", "нан", "дай", "дық"),
    "миллиард": ("", "ы", "қа", "ты", "тың", "та", "тан", "тай", "тық"),
    "пайыз": ("", "ы", "ға", "ды", "дың", "да", "дан", "дай", "дық", "ына", "ын", "ынан"),
    "есе": ("", "ге", "ні", "нің", "де", "ден", "дей", "лік"),
    "теңге": ("", "сі", "ге", "ні", "нің", "де", "ден", "дей", "лік"),
    "доллар": ("", "ы", "ға", "ды", "дың", "да", "дан", "дай", "лық", "ына", "ын", "ының", "ынан"),
    "рубль": ("", "і", "ге", "ді", "дің", "де", "ден", "дей"),
    "ай": listed(
        "- ы і сы сі да де та те ға ге қа ке дан ден тан тен нан нен ның нің дың дің тың тің ына іне ында інде"
    ),
}


def _forms(exponent: int, stem: str) -> dict[str, int]:
    like = {"триллион": "миллион"}.get(stem, stem)
    return dict.fromkeys(inflected({stem: like}, _ENDINGS), exponent)


def _unit(code: str, stem: str, like: str = "") -> dict[str, str]:
    return dict.fromkeys(inflected({stem: like or stem}, _ENDINGS), code)


_DOLLARS = _unit("USD", "доллар")

VOCABULARY = Vocabulary(
    code="kk",
    decimal=",",
    scales={
        **_forms(3, "мың"),
        "млн": 6,
        **_forms(6, "миллион"),
        "млрд": 9,
        **_forms(9, "миллиард"),
        "трлн": 12,
        **_forms(12, "триллион"),
    },
    units={
        **_unit("percent", "пайыз"),
        **_unit("percent", "процент", "миллиард"),
        "пайыздық тармақ": "percentage_points",
        "пайыздық пункт": "percentage_points",
        **_unit("times", "есе"),
        **_unit("KZT", "теңге"),
        **_DOLLARS,
        **{f"ақш {word}": code for word, code in _DOLLARS.items()},
        **words(("EUR", "еуро"), ("CNY", "юань")),
        **_unit("RUB", "рубль"),
    },
    qualifiers=words(
        ("exactly", "дәл, тура"),
        ("about", "шамамен"),
        ("at_least", "кемінде, кем дегенде, ең аз дегенде"),
        ("at_most", "ең көбі, ең көп дегенде"),
    ),
    postpositions=words(
        ("about", "шамасында, шамалы, жуық, таяу"),
        ("at_least", "кем емес, кем болмайтын"),
        ("more_than", "астам, артық, көп"),
        ("at_most", "артық емес, көп емес, аспайтын, аспайды"),
        ("less_than", "кем, аз"),
    ),
    joints={
        "дейін": "until",
        "арасында": "within",
        "аралығында": "within",
        "пен": "and",
        "мен": "and",
        "бен": "and",
        "және": "and",
    },
    endings=frozenset(
        listed(
            "ге ға ке қа де да те та ден дан тен тан нен нан ді ды ті ты ні ны дің дың тің тың нің ның дей дай тей тай "
            "і ы сы сі ін ын"
        )
    ),
    months=month_numbers(
        *(
            ", ".join([*inflected({month: "ай"}, _ENDINGS), *short])
            for month, *short in (
                ("қаңтар", "қаң"),
                ("ақпан", "ақп"),
                ("наурыз", "нау"),
                ("сәуір", "сәу"),
                ("мамыр", "мам"),
                ("маусым", "мау"),
                ("шілде", "шіл"),
                ("тамыз", "там"),
                ("қыркүйек", "қыр"),
                ("қазан", "қаз"),
                ("қараша", "қар"),
                ("желтоқсан", "жел", "желт"),
            )
        )
    ),
    year_words=frozenset({"ж", "жыл", "жылы", "жылғы", "жылдың", "жылдағы", "айы", "айының"}),
)
