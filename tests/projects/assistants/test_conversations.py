"""The SDK's own client asks: tools with their schemas, documents, prompts, and what became of the 180 projects."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from mcp.shared.exceptions import MCPError

from projects.assistants.documents import DOCUMENTS
from projects.assistants.tools.every_tool import TOOLS
from tests.projects.assistants.conftest import converse

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("shipped")]

# One question for each tool, by arguments that show most.
QUESTIONS = {
    "search_promises": {"search": "180 projects", "status": ["achieved", "unreported"]},
    "get_promise": {"id": "pool-2024-money-2024-11"},
    "get_track_record": {"by": "programme", "territory": "kz"},
    "list_changes": {"since": "2025-06-01"},
    "list_projects": {"stage": "commissioned"},
    "search_record": {"words": "промышленность"},
    "explain_method": {"rule": "R11"},
}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_what_became_of_the_180_projects_is_answered_with_sources(mode):
    """By searching and reading, as an assistant does, in the protocol of today and in that with a handshake."""

    async def conversation(client):
        searched = await client.call_tool("search_promises", {"search": "180 projects"})
        ids = [promise["id"] for promise in searched.structured_content["promises"]]
        return ids, [await client.call_tool("get_promise", {"id": id}) for id in ids]

    ids, answers = converse(conversation, mode)
    read = dict(zip(ids, (answer.structured_content for answer in answers), strict=True))
    count, money = read["pool-2024-projects"], read["pool-2024-money-2024-11"]
    assert count["promise"]["promised"] == "180 projects"
    assert count["promise"]["source"]["publisher"] == "The Astana Times"
    assert count["promise"]["verdict"]["label"] == "Achieved"
    assert [(row["reported"], row["source"]) for row in count["reports"] if row["counts"]] == [
        ("180 projects", "kazinform-ru-2025-06-03")
    ]
    originals = {source["id"]: source["original"] for source in count["sources"]}
    assert originals["kazinform-ru-2025-06-03"].startswith("https://www.inform.kz/ru/")
    assert (money["promise"]["verdict"]["label"], money["promise"]["verdict"]["decided"]) == ("No final report", False)
    assert [row["promised"] for row in money["announcements"]] == [
        *("1.2 trillion tenge", "about 1.3 trillion tenge", "1.5 trillion tenge"),
        *("1.3 trillion tenge", "1.2 trillion tenge"),
    ]
    text = answers[ids.index("pool-2024-projects")].content[0].text
    assert "Kazinform, 3 June 2025, https://www.inform.kz/ru/" in text
    assert "Nothing is said of money or jobs" in text  # the editor's remark travels with the figure


def test_every_tool_has_schemas_and_answers_by_them():
    async def conversation(client):
        listed = await client.list_tools()
        return listed.tools, {name: await client.call_tool(name, given) for name, given in QUESTIONS.items()}

    tools, answers = converse(conversation)
    assert {tool.name for tool in tools} == {tool.name for tool in TOOLS} == set(QUESTIONS)
    for tool in tools:
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        Draft202012Validator(tool.input_schema).validate(QUESTIONS[tool.name])
        answer = answers[tool.name]
        Draft202012Validator(tool.output_schema).validate(answer.structured_content)
        assert tool.annotations.read_only_hint
        assert not answer.is_error


def test_documents_and_prompts_are_there_to_be_read():
    async def conversation(client):
        resources = (await client.list_resources()).resources
        texts = [(await client.read_resource(document.uri)).contents[0].text for document in DOCUMENTS]
        prompt = await client.get_prompt("what_became_of", {"promise": "180 {projects}", "language": "ru"})
        return resources, texts, prompt, (await client.list_prompts()).prompts

    resources, texts, prompt, prompts = converse(conversation)
    assert [str(resource.uri) for resource in resources] == [document.uri for document in DOCUMENTS]
    assert [text.splitlines()[0] for text in texts] == [
        *("# The method", "# Метод", "# Әдіс"),
        *("# Glossary", "# Словарь", "# Сөздік"),
    ]
    assert "“180 {projects}”" in prompt.messages[0].content.text
    assert [prompt.name for prompt in prompts] == ["what_became_of", "track_record_of"]


@pytest.mark.parametrize(
    ("method", "given", "says"),
    [
        ("read_resource", ("promise-tracker://method/de",), "There is no such resource."),
        ("read_resource", ("file:///etc/passwd",), "There is no such resource."),
        ("get_prompt", ("none", {}), "There is no such prompt; known are: what_became_of, track_record_of."),
        ("get_prompt", ("what_became_of", {}), "Needed and not given: promise."),
        ("get_prompt", ("what_became_of", {"promise": "x" * 201}), "promise: it is longer than 200 characters."),
        ("get_prompt", ("what_became_of", {"promise": "x", "language": "de"}), "language: it is none of en, ru, kk."),
        ("get_prompt", ("what_became_of", {"promise": "x", "who": "y"}), "There is no such argument"),
    ],
)
def test_unknown_document_or_prompt_is_refused_in_plain_words(method, given, says):
    async def conversation(client):
        with pytest.raises(MCPError) as refused:
            await getattr(client, method)(*given)
        return str(refused.value)

    assert says in converse(conversation)
