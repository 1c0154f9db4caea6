"""A citation in words, CSL-JSON, BibTeX and tags: the same day, method, address and words in each."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from projects.citing.citation import Citation, bibtex, csl, meta_tags, tex

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("shared_record", "db")]
NASTY = "100 % of “A & B” {curly} #1 $5 a_b ~ ^ \\input{x} } </script> Шалқар"


def citation(**changed: object) -> Citation:
    given = {
        "key": "count-2024-2025-01-10",
        "title": "180 projects in 2024",
        "indicator": "Projects launched",
        "responsible": "Old ministry",
        "verdict": "Verdict as of 10 January 2025: No final report.",
        "method": "2",
        "site": "Promise tracker",
        "url": "https://tracker.example/targets/count-2024/?as_of=2025-01-10",
        "as_of": date(2025, 1, 10),
        "accessed": date(2025, 1, 12),
        "lang": "en",
    }
    return Citation(**{**given, **changed})


def fields_of(entry: str) -> dict[str, str]:
    """The fields of a BibTeX entry, read as BibTeX does: braces are counted, whatever stands before them."""
    (head, rest), fields = re.match(r"@misc\{([^,\s]+),\n(.*)\}\n\Z", entry, re.DOTALL).groups(), {}
    place = 0
    while match := re.compile(r"\s*(\w+) = ").match(rest, place):
        place, depth, start = match.end(), 0, match.end()
        while place < len(rest) and (depth or rest[place] not in ",\n"):
            depth += {"{": 1, "}": -1}.get(rest[place], 0)
            place += 1
        fields[match[1]] = rest[start:place]
        place += 1
    assert not rest[place:].strip(), "all of it was read"
    return {"key": head, **fields}


def test_bibtex_has_day_method_address_and_day_of_access() -> None:
    fields = fields_of(bibtex(citation()))
    assert fields["key"] == "count-2024-2025-01-10"
    assert fields["title"] == "{{180 projects in 2024}}"
    assert fields["author"] == "{{Promise tracker}}"
    assert (fields["year"], fields["month"], fields["date"]) == ("{2025}", "jan", "{2025-01-10}")
    assert fields["url"] == "{https://tracker.example/targets/count-2024/?as_of=2025-01-10}"
    assert fields["howpublished"] == r"{\url{https://tracker.example/targets/count-2024/?as_of=2025-01-10}}"
    assert fields["urldate"] == "{2025-01-12}"
    assert (fields["version"], fields["langid"]) == ("{2}", "{english}")
    assert "langid" not in fields_of(bibtex(citation(lang="ky")))
    for words in (
        "Old ministry.",
        "Verdict as of 10 January 2025: No final report.",
        "Method version 2.",
        "12 January",
    ):
        assert words in fields["note"], words


def test_bibtex_escapes_whatever_a_title_holds() -> None:
    fields = fields_of(bibtex(citation(title=NASTY, responsible=NASTY)))
    title = fields["title"]
    assert r"100 \% of “A \& B” \textbraceleft{}curly\textbraceright{} \#1 \$5 a\_b" in title
    assert r"\textasciitilde{} \textasciicircum{} \textbackslash{}input\textbraceleft{}x\textbraceright{}" in title
    assert title.endswith(r"\textbraceright{} </script> Шалқар}}")
    assert tex("two\nlines\u00a0here") == "two lines here"


def test_csl_json_has_fields_of_their_types() -> None:
    (item,) = csl(citation(title=NASTY))
    assert item["type"] == "webpage"
    assert item["title"] == NASTY
    assert item["author"] == [{"literal": "Promise tracker"}]
    assert item["issued"] == {"date-parts": [[2025, 1, 10]]}
    assert item["accessed"] == {"date-parts": [[2025, 1, 12]]}
    assert all(isinstance(item[name], str) for name in ("id", "URL", "version", "language", "note", "container-title"))
    assert "CC BY 4.0." in item["note"]


def test_tags_name_title_day_and_address() -> None:
    tags = dict(meta_tags(citation()))
    assert tags["citation_publication_date"] == "2025/01/10"
    assert tags["DC.date"] == "2025-01-10"
    assert tags["citation_public_url"] == tags["DC.identifier"] == citation().url
    assert tags["DC.rights"] == "https://creativecommons.org/licenses/by/4.0/"


def test_sentence_ends_in_one_full_stop_in_russian() -> None:
    with translation.override("ru"):
        words = citation(lang="ru").accessed_words
    assert words == "Дата обращения: 12 января 2025 г."


def test_files_are_references_of_the_day_in_the_language(reader: Client) -> None:
    answer = reader.get("/targets/money-2/cite.json?lang=ru&as_of=2025-01-06")
    assert answer["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert answer["Content-Disposition"] == 'attachment; filename="money-2-2025-01-06.json"'
    assert 'rel="license"' in answer["Link"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    (item,) = json.loads(answer.content)
    assert (item["language"], item["issued"]) == ("ru", {"date-parts": [[2025, 1, 6]]})
    assert item["accessed"] == {"date-parts": [[2025, 1, 10]]}
    assert item["URL"].endswith("/targets/money-2/?as_of=2025-01-06")
    assert "Вывод на 6 января 2025 г." in item["note"]
    answer = reader.get("/targets/money-2/cite.bib")
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert fields_of(answer.content.decode())["key"] == "money-2-2025-01-10"


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("?as_of=1999-01-01", 404), ("?as_of=soon", 400), ("?lang=xx", 400), ("?page=2", 400)],
)
def test_what_cannot_be_cited_is_refused(reader: Client, query: str, status: int) -> None:
    for form in ("json", "bib"):
        assert reader.get(f"/targets/count-2024/cite.{form}{query}").status_code == status
        assert reader.get(f"/targets/nothing/cite.{form}").status_code == 404
