"""How often the figures of the annotated articles get the right indicator, and how long that takes.

`reading_record.json` is an invented record for the articles of `reading/`: indicators by their words, some of them not
translated, without any figure, so that only words, units, bodies and neighbours tell; and for each article the
indicator of each annotated figure, by its place in the list.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from projects.reading.articles import ArticleFigure, read_article
from projects.reading.matching import Candidate, CandidateIndex, CandidateProgramme, match_figures

HERE = Path(__file__).parent
PROMISED_FIRST, PROMISED_AMONG_THREE = 0.80, 0.95
PROMISED_MILLISECONDS = 100
ARTICLE = 5000  # characters
SIZES = (100, 10_000)
ROUNDS = 5


def measure() -> bool:
    """Print what is matched and how fast; True when the promises are kept."""
    record = json.loads((HERE / "reading_record.json").read_text(encoding="utf-8"))
    index = CandidateIndex(candidates(record))
    counts = {language: Counter[str]() for language in ("en", "ru", "kk")}
    for name, indicators in record["articles"].items():
        article = json.loads((HERE / "reading" / f"{name}.json").read_text(encoding="utf-8"))
        counts[article["language"]].update(_compare(article, indicators, index))
    total = sum(counts.values(), Counter())
    for language, count in counts.items():
        print(f"matching {language}: {count['figures']} figures, {_shares(count)}")
    first, three = total["first"] / total["figures"], total["three"] / total["figures"]
    print(
        f"matching: {total['figures']} figures against {len(index.candidates)} indicators, first {first:.2f} "
        f"(promised {PROMISED_FIRST:.2f}), among three {three:.2f} ({PROMISED_AMONG_THREE:.2f})"
    )
    return first >= PROMISED_FIRST and three >= PROMISED_AMONG_THREE and _measure_speed(record)


def candidates(record: dict[str, Any], copies: int = 1) -> list[Candidate]:
    """The indicators of the invented record, each as often as asked, with a word of its own for each copy."""
    rows = []
    for copy in range(copies):
        word = _word(copy)
        for indicator in record["indicators"]:
            programme = record["programmes"][indicator["programme"]]
            names = {language: f"{name} {word}" if copy else name for language, name in indicator["names"].items()}
            about = CandidateProgramme(f"{indicator['programme']}-{copy}", programme["names"], (programme["body"],))
            rows.append(Candidate(f"{indicator['id']}-{copy}", indicator["unit"], names, about))
    return rows


def _word(number: int) -> str:
    """A word that no other copy has: letters stand for the digits."""
    return "zz" + "".join("bcdfghjklm"[int(digit)] for digit in str(number))


def _compare(article: dict[str, Any], indicators: dict[str, str], index: CandidateIndex) -> Counter[str]:
    count: Counter[str] = Counter()
    figures = read_article(article["text"], article["language"], date.fromisoformat(article["published"]))
    rows = match_figures(article["text"], article["language"], figures, index)
    for place, indicator in indicators.items():
        expected = article["figures"][int(place)]
        figure = next((number for number, read in enumerate(figures) if _is(read, expected)), None)
        if figure is None:
            continue  # not read: that is measured elsewhere
        ids = [match.indicator_id.removesuffix("-0") for match in rows[figure].matches]
        count["figures"] += 1
        count["first"] += ids[:1] == [indicator]
        count["three"] += indicator in ids[:3]
    return count


def _is(read: ArticleFigure, expected: dict[str, Any]) -> bool:
    return read.start < expected["end"] and expected["start"] < read.end and read.value == Decimal(expected["value"])


def _shares(count: Counter[str]) -> str:
    figures = max(1, count["figures"])
    return f"first {count['first'] / figures:.2f}, among three {count['three'] / figures:.2f}"


def _measure_speed(record: dict[str, Any]) -> bool:
    """An article of 5,000 characters against a small and a large record."""
    texts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "reading").glob("ru-*.json"))]
    text = " ".join(article["text"] for article in texts)
    text = (text * (ARTICLE // len(text) + 1))[:ARTICLE]
    figures = read_article(text, "ru", date(2027, 1, 1))
    milliseconds = []
    for size in SIZES:
        copies = -(-size // len(record["indicators"]))
        index = CandidateIndex(candidates(record, copies)[:size])
        begun = time.process_time()
        index.in_language("ru")
        made = time.process_time() - begun
        times = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            match_figures(text, "ru", figures, index)
            times.append(time.process_time() - begun)
        milliseconds.append(min(times) * 1000)
        print(
            f"matching: {len(figures)} figures of {len(text):,} characters against {size:,} indicators: "
            f"{milliseconds[-1]:.0f} ms ({PROMISED_MILLISECONDS}); the index is made in {made:.2f} s"
        )
    return max(milliseconds) < PROMISED_MILLISECONDS
