"""Kazakh: endings follow a noun directly, a number or an abbreviation after a hyphen."""

from . import kk_articles, kk_matching
from .vocabulary import Vocabulary, cue_words, inflected, listed, month_numbers, words

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


_POINTS = listed(
    "тармақ тармаққа тармақты тармақтан тармағы тармағына тармағын пункт пунктке пунктті пункттен пункті пунктіне"
)
_SHORT = (("млн", 6), ("млрд", 9), ("трлн", 12))
_SHORT_ENDINGS = listed("ы ға қа ды ты ның дың тың да та нан дан тан")


def _forms(exponent: int, stem: str) -> dict[str, int]:
    like = {"триллион": "миллион"}.get(stem, stem)
    return dict.fromkeys(inflected({stem: like}, _ENDINGS), exponent)


def _unit(code: str, stem: str, like: str = "") -> dict[str, str]:
    return dict.fromkeys(inflected({stem: like or stem}, _ENDINGS), code)


def _parts(number: str, names: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Quarters and halves in the cases in which they stand in dates."""
    begun = [f"{number} ", f"{number}-ші ", f"{number}-шы ", f"{number}-", *(f"{name} " for name in names.split())]
    quarters = [f"{start}{noun}" for start in begun for noun in inflected({"тоқсан": "ай"}, _ENDINGS)]
    halves = [
        f"{start}{noun}"
        for start in begun
        for noun in inflected({"жартыжылдық": "ай", "жартыжылды": "жыл"}, _PART_ENDINGS)
    ]
    return (f"{number}/4", ",".join(quarters)), (f"{number}/2", ",".join(halves))


_PART_ENDINGS = {"ай": listed("- та қа тан тың"), "жыл": listed("ғы ғында ғына ғының")}
_ORDINALS = (
    ("1", "i бірінші"),
    ("2", "ii екінші"),
    ("3", "iii үшінші"),
    ("4", "iv төртінші"),
)
_DOLLARS = _unit("USD", "доллар")

VOCABULARY = Vocabulary(
    code="kk",
    decimal=",",
    scales={
        **_forms(3, "мың"),
        **{abbreviation + ending: power for abbreviation, power in _SHORT for ending in _SHORT_ENDINGS},
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
        **{f"{percent} {word}": "percentage_points" for percent in ("пайыздық", "проценттік") for word in _POINTS},
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
                ("қыркүйек", "қыр", "қыркүйегі", "қыркүйегіне", "қыркүйегінде", "қыркүйегінің", "қыркүйегінен"),
                ("қазан", "қаз"),
                ("қараша", "қар"),
                ("желтоқсан", "жел", "желт"),
            )
        )
    ),
    year_words=frozenset(
        listed("ж жж жыл жылы жылғы жылдың жылдағы жылда жылға жылдан жылдар жылдары жылдарға айы айының айына")
    ),
    windows=words(
        ("within", "# жылы, # ж, # ішінде, # бойы, # барысында, # кезінде, # жылында"),
        ("by", "# соңына дейін, # аяғына дейін, # соңына қарай, # аяғына қарай, # соңында, # аяғында, # соңы"),
        ("by", "# кешіктірмей, # кешіктірілмей, # кеш емес, # қоса алғанда, # қарай"),
        ("before", "# басына дейін, # басына қарай, # бұрын"),
        ("either", "# дейін"),
        ("range", "# - #, #-#, # мен # аралығында, # пен # аралығында, #-# аралығында, # - # аралығында, # және #"),
        ("range", "# бастап # дейін, # - # ішінде, #-# ішінде"),
    ),
    parts=words(*(part for number, names in _ORDINALS for part in _parts(number, names))),
    cues=cue_words(
        ("sum", "салын, салу, салад, салынған, тұрғыз, құрыл, құру, құрад, ашу, ашыл, ашад, іске қос, шығару, шығарыл"),
        (
            "sum",
            "шығарад, өндір, беріл, беру, береді, жөнде, отырғыз, оқыт, инвест, тарт, сатып ал, құны, сома, тапсыр",
        ),
        ("sum", "экспорт, импорт, несие, қаржы, бөлу, бөлін, игер, жина, сату, сатыл, жұмыс орн, жұмысқа орналас"),
        ("level", "үлес, деңгей, қамту, қуат, орташа, индекс, коэффициент, өнімділік, өнімділіг, баға, жалақы, қарыз"),
        ("level", "тығыздық, тығыздығ, мөлшерлеме, толым, халық саны"),
        ("reach", "жету, жетк, жетед, дейін төменде, дейін азай, дейін арт, дейін көбей"),
        ("less", "азай, төменде, қысқар, кемі, кему"),
        ("more", "артты, арту, артад, көбей, өсу, өсір, өсед, ұлғай, кеңей, еселе, жақсар"),
        ("bad", "жұмыссыз, кедейлік, кедейліг, өлім, апат, жол-көлік оқиға, қылмыс, шығарынды, ластан, қалдық, қарыз"),
        ("bad", "тапшылық, тапшылығ, инфляция, шығын, жарақат, берешек, бұзушылық, шағым, тозу, шикізат күйінде"),
    ),
    change=r"(?<!\d)# ?(?:%-?ға|%-?ке|пайызға|процентке)(?! дейін)",
    articles=kk_articles.WORDS,
    matching=kk_matching.WORDS,
)
