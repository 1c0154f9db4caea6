"""Prompts: questions that people can choose, which send an assistant the right way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projects import wording
from projects.reports.parameters import MAX_TEXT

_IN_LANGUAGE = "The language of the answer: " + ", ".join(wording.spoken())


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question with gaps; ``arguments`` names each gap and says what goes there."""

    name: str
    title: str
    about: str
    text: str
    arguments: Mapping[str, str]
    required: tuple[str, ...]


PROMPTS = (
    Prompt(
        "what_became_of",
        "What became of a promise?",
        "The promise, what was reported, and the verdict, with sources.",
        "What became of this promise: “{promise}”? Find it with search_promises, read it with get_promise. Answer in "
        "the language {language}. Say what was promised, by whom and when, how it was moved, what sources reported, "
        "and the tracker's verdict with its day. Name the source of every figure with its address, and give the "
        "address of the "
        "promise. If several promises answer, say so and list them. If none does, say that the record has none.",
        {"promise": "What was promised, in any words", "language": _IN_LANGUAGE},
        ("promise",),
    ),
    Prompt(
        "track_record_of",
        "How were promises kept?",
        "What became of all promises of a body, a person, a place or a programme, counted.",
        "How were the promises of {whose} kept? Find the id with search_record, then ask get_track_record. Answer in "
        "the language {language}. Give counts, and a share only where the record gives one, with its interval. Say how "
        "many "
        "are undecided: they are not missed. Give the address of the list behind each number.",
        {"whose": "A body, a person, a place or a programme", "language": _IN_LANGUAGE},
        ("whose",),
    ),
)


def written_prompt(name: str, given: Mapping[str, str]) -> tuple[str, str]:
    """What a prompt is about, and its text with the gaps filled. Raises ValueError saying what is wrong."""
    prompt = next((prompt for prompt in PROMPTS if prompt.name == name), None)
    if prompt is None:
        raise ValueError(f"There is no such prompt; known are: {', '.join(prompt.name for prompt in PROMPTS)}.")
    values = {"language": "en", **{key: text.strip() for key, text in given.items() if text.strip()}}
    for key, text in values.items():
        if key not in prompt.arguments:
            raise ValueError(f"There is no such argument; known here: {', '.join(prompt.arguments)}.")
        if len(text) > MAX_TEXT:
            raise ValueError(f"{key}: it is longer than {MAX_TEXT} characters.")
    if missing := [key for key in prompt.required if key not in values]:
        raise ValueError(f"Needed and not given: {', '.join(missing)}.")
    if values["language"] not in wording.spoken():
        raise ValueError(f"language: it is none of {', '.join(wording.spoken())}.")
    return prompt.about, prompt.text.format(**values)
