"""How long a figure, a date or an article may be."""

MAX_WHOLE_DIGITS = 30
MAX_DECIMALS = 30  # published ratios are printed with all the digits that a computer had of them
MAX_ARTICLE = 100_000  # characters: the longest reports have a third
MAX_TEXT = 120  # characters of what is typed for one figure or one date
