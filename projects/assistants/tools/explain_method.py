"""The method and its words, as they are published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from projects import wording
from projects.assistants import shapes
from projects.assistants.answers import Answer, Asking, answer_schema
from projects.http.public_urls import public_url
from projects.publishing.documents import RULES, Section, document, sections
from projects.reports.parameters import Kind, Parameter
from projects.reports.search.glossary import glossary
from projects.wording import LANGUAGES

from .tool import Tool, Values

MOST_WORDS = 8
PLAIN_WORDS = 0  # the place of the section that tells the method without rules
RULE = Parameter("rule", Kind.CHOICE, "The text of this rule, as the steps of a verdict name it.", choices=RULES)
WORD = Parameter("word", Kind.TEXT, "What a word means here: verdict, chain, cohort …")


def explain_method(values: Values, asking: Asking) -> Answer:
    parts = sections(document(asking.lang))
    rule, word = values.get("rule"), values.get("word")
    shown: list[Section] = [part for part in parts if part.rule and part.rule == rule]
    if rule is None and word is None:
        shown = [parts[PLAIN_WORDS]]
    words = _words(word, asking.lang) if word else []
    members = {
        "sections": [{"rule": part.rule, "heading": part.heading, "text": part.text} for part in shown],
        "words": words,
        "rules": [{"rule": part.rule, "heading": part.heading} for part in parts if part.rule],
    }
    texts = [f"{part.heading}\n{part.text}" for part in shown]
    texts += [f"{entry['word']} – {entry['meaning']}" for entry in words]
    if not texts:
        texts = [_("The glossary has no such word.")]
    if not (rule or word):
        texts.append("\n".join(entry["heading"] for entry in members["rules"]))
    url = f"{public_url('method')}#{rule}" if rule else public_url("glossary" if word else "method")
    return Answer(asking.today, members, "\n\n".join(texts), url)


def _words(word: str, lang: str) -> list[dict[str, Any]]:
    """The words of the glossary that hold a word, in any language; those that begin with it first."""
    place, wanted = LANGUAGES.index(wording.grammar(lang)), word.casefold().strip()
    answers = [entry for entry in glossary() if any(wanted in name.casefold() for name in entry.names)]
    answers.sort(key=lambda entry: not any(name.casefold().startswith(wanted) for name in entry.names))
    return [
        {
            "word": entry.names[place],
            "meaning": entry.meanings[place],
            "url": f"{public_url('glossary')}#word-{entry.number}",
        }
        for entry in answers[:MOST_WORDS]
    ]


EXPLAIN_METHOD = Tool(
    name="explain_method",
    title="Read the method",
    about=(
        "Reads the published method by which verdicts are made: the text of a rule (R1 … R16, as the explanation of a "
        "verdict names them), what a word of the glossary means, or, without arguments, the method in plain words and "
        "the list of its rules. Use it rather than your own idea of “overdue”, “missed” or “fallen due”."
    ),
    parameters=(RULE, WORD),
    schema=answer_schema(
        sections=shapes.list_of(
            shapes.members(
                rule=shapes.text("Empty where it is about none."),
                heading=shapes.text(),
                text=shapes.text("Markdown, as published."),
            )
        ),
        words=shapes.list_of(
            shapes.members(word=shapes.text(), meaning=shapes.text(), url=shapes.address()),
        ),
        rules=shapes.list_of(shapes.members(rule=shapes.text(), heading=shapes.text()), "Every rule."),
    ),
    answer=explain_method,
)
