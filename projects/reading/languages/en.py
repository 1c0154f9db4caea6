"""English."""

from . import en_articles, en_matching
from .vocabulary import Vocabulary, cue_words, month_numbers, words

_SCALES = words(
    ("3", "k, thousand, thousands"),
    ("6", "mn, mln, million, millions"),
    ("9", "bn, bln, billion, billions"),
    ("12", "tn, trn, trln, trillion, trillions"),
)

_QUARTERS = (("1", "first", "1st"), ("2", "second", "2nd"), ("3", "third", "3rd"), ("4", "fourth", "4th"))

VOCABULARY = Vocabulary(
    code="en",
    decimal=".",
    scales={word: int(exponent) for word, exponent in _SCALES.items()},
    units=words(
        ("percent", "percent, per cent, pct"),
        ("percentage_points", "percentage point, percentage points, pp, p p"),
        ("times", "x, times"),
        ("KZT", "tenge"),
        ("USD", "dollar, dollars, us dollar, us dollars"),
        ("EUR", "euro, euros"),
        ("RUB", "rouble, roubles, ruble, rubles"),
        ("CNY", "yuan"),
    ),
    qualifiers=words(
        ("exactly", "exactly"),
        ("about", "about, around, approximately, approx, roughly, nearly, almost, circa, some"),
        ("at_least", "at least, no less than, not less than, no fewer than, not fewer than, minimum, a minimum of"),
        ("more_than", "more than, over, above"),
        ("at_most", "at most, no more than, not more than, maximum, a maximum of"),
        ("less_than", "less than, fewer than, under, below"),
    ),
    postpositions=words(("at_least", "or more"), ("at_most", "or less, or fewer")),
    joints={"from": "from", "to": "to", "up to": "up_to", "between": "between", "and": "and"},
    fillers=frozenset({"by"}),
    months=month_numbers(
        "january, jan",
        "february, feb",
        "march, mar",
        "april, apr",
        "may",
        "june, jun",
        "july, jul",
        "august, aug",
        "september, sept, sep",
        "october, oct",
        "november, nov",
        "december, dec",
    ),
    year_words=frozenset({"of", "the", "year", "years"}),
    windows=words(
        ("within", "in #, during #, throughout #, within #, over #, in the course of #"),
        ("by", "by #, until #, till #, through #, to #, up to #, on #, no later than #, not later than #"),
        ("by", "end of #, by end of #, by the end of #, until the end of #, till the end of #, at the end of #"),
        ("by", "the end of #, before the end of #, up to the end of #, no later than the end of #"),
        ("before", "before #, before the beginning of #, by the beginning of #, before the start of #"),
        ("range", "# - #, #-#, # to #, from # to #, from # until #, between # and #, from # through #, in #-#"),
    ),
    parts=words(
        *(
            (f"{number}/4", f"{name} quarter, {short} quarter, q{number}, q {number}")
            for number, name, short in _QUARTERS
        ),
        *(
            (f"{number}/2", f"{name} half, {short} half, h{number}, h {number}")
            for number, name, short in _QUARTERS[:2]
        ),
    ),
    cues=cue_words(
        ("sum", "build, built, construct, creat, launch, open, produc, made$, make$, making$, issu, repair, renovat"),
        ("sum", "plant, train, invest, attract, put into use, commissioned, commissioning, lay$, laid, buy, bought"),
        (
            "sum",
            "purchas, provid, spend, cost, worth, handed, hand over, transfer, deliver, sell, sold, export, import",
        ),
        ("sum", "lend, financ, allocat, suppl, collect"),
        (
            "level",
            "share, level, rate$, rates$, ratio, proportion, coverage, capacit, average, stock, occupancy, index",
        ),
        ("level", "population, productivity, density, price, salar, wage, debt, rank"),
        (
            "reach",
            "reach, rais to$, bring to$, brought to$, attain, cut to$, lower to$, reduc to$, grow to$, increas to$",
        ),
        ("less", "reduc, cut$, cuts$, cutting, lower, decreas, halv, shrink, bring down, less$, fewer$"),
        ("more", "increas, grow, rais, expand, doubl, improv, more$"),
        (
            "bad",
            "unemploy, poverty, mortalit, death, accident, crime, emission, pollut, waste, debt, deficit, inflation",
        ),
        (
            "bad",
            "shortage, queue, losses, injur, backlog, delay, violation, complaint, arrear, dropout, unprocessed",
        ),
    ),
    change=r"\bby # ?(?:%|percent\b|per cent\b|pct\b)",
    articles=en_articles.WORDS,
    matching=en_matching.WORDS,
)
