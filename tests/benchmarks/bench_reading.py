"""How well and how fast figures of articles are read: the annotated articles of `reading/`, whose facts are invented.

A figure is matched when the places overlap and value, upper value and unit agree. Recall and precision count targets
and outcomes; kind counts all matches, period the matched targets and outcomes.
"""

from __future__ import annotations

import calendar
import json
import time
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from projects.reading.articles import ArticleFigure, read_article

ARTICLES = Path(__file__).with_name("reading")
PROMISED_RECALL = {"en": 0.90, "ru": 0.85, "kk": 0.80}
PROMISED_PRECISION, PROMISED_KIND, PROMISED_PERIOD = 0.85, 0.90, 0.80
PROMISED_MILLISECONDS = 10  # of the processor
ROUNDS = 5


def measure() -> bool:
    """Print a line for each language; True when the promises are kept."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(ARTICLES.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        published = day_of(article["published"])
        figures = read_article(article["text"], article["language"], published)  # compiles the patterns
        begun = time.process_time()
        for _ in range(ROUNDS):
            read_article(article["text"], article["language"], published)
        count = counts[article["language"]]
        count["microseconds"] += int((time.process_time() - begun) / ROUNDS * 1e6)
        count["articles"] += 1
        count.update(compare(article["figures"], figures))
    lines = [_line(language, count) for language, count in sorted(counts.items())]
    return all(lines)


def day_of(published: str | None) -> date | None:
    """The day of publication; the last one of a month, None if it is not known."""
    if published is None:
        return None
    year, month, *day = map(int, published.split("-"))
    return date(year, month, day[0] if day else calendar.monthrange(year, month)[1])


def compare(gold: list[dict[str, Any]], figures: list[ArticleFigure]) -> Counter[str]:
    """Counts of one article: figures, matches, and what agrees in the matches."""
    count: Counter[str] = Counter(read=len(figures))
    free = list(figures)
    for expected in gold:
        is_other = expected["kind"] == "other"
        count["others" if is_other else "wanted"] += 1
        match = next((figure for figure in free if _agree(expected, figure)), None)
        if match is None:
            continue
        free.remove(match)
        count["matched"] += 1
        count["kind"] += match.kind == expected["kind"]
        if is_other:
            count["matched_others"] += 1
            continue
        count["matched_wanted"] += 1
        end = match.period_end.isoformat() if match.period_end else None
        count["period"] += end == expected["period_end"]
    return count


def _agree(expected: dict[str, Any], figure: ArticleFigure) -> bool:
    upper = None if expected["upper_value"] is None else Decimal(expected["upper_value"])
    return (
        min(expected["end"], figure.end) > max(expected["start"], figure.start)
        and abs(figure.value) == abs(Decimal(expected["value"]))
        and figure.upper_value == upper
        and figure.unit == expected["unit"]
    )


def _line(language: str, count: Counter[str]) -> bool:
    recall = count["matched_wanted"] / count["wanted"]
    precision = count["matched_wanted"] / max(1, count["read"] - count["matched_others"])
    kind = count["kind"] / max(1, count["matched"])
    period = count["period"] / max(1, count["matched_wanted"])
    milliseconds = count["microseconds"] / count["articles"] / 1000
    print(
        f"reading {language}: {count['articles']} articles, {count['wanted']} targets and outcomes\n"
        f"  recall {recall:.2f} (promised {PROMISED_RECALL[language]:.2f})  precision {precision:.2f} "
        f"({PROMISED_PRECISION:.2f})  kind {kind:.2f} ({PROMISED_KIND:.2f})  period {period:.2f} "
        f"({PROMISED_PERIOD:.2f})  {milliseconds:.1f} ms an article ({PROMISED_MILLISECONDS})"
    )
    return (
        recall >= PROMISED_RECALL[language]
        and precision >= PROMISED_PRECISION
        and kind >= PROMISED_KIND
        and period >= PROMISED_PERIOD
        and milliseconds < PROMISED_MILLISECONDS
    )
