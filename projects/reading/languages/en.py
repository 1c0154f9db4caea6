"""English."""

from .vocabulary import Vocabulary, month_numbers, words

_SCALES = words(
    ("3", "k, thousand, thousands"),
    ("6", "mn, mln, million, millions"),
    ("9", "bn, bln, billion, billions"),
    ("12", "tn, trn, trln, trillion, trillions"),
)

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
    year_words=frozenset({"of", "the"}),
)
