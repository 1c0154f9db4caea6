"""Signs and international codes, which belong to no language."""

from .vocabulary import Vocabulary, words

VOCABULARY = Vocabulary(
    code="signs",
    units=words(
        ("percent", "%"),
        ("times", "×"),
        ("KZT", "₸, kzt"),
        ("USD", "$, usd"),
        ("EUR", "€, eur"),
        ("RUB", "₽, rub"),
        ("CNY", "cny"),
    ),
    qualifiers=words(
        ("about", "~, ≈"),
        ("at_least", "≥, > ="),
        ("more_than", ">"),
        ("at_most", "≤, < ="),
        ("less_than", "<"),
    ),
    joints={"…": "dash"},
)
