"""Lists and counts: they say the same as pages and the API, and give no share where there is none."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("shipped")]


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"status": ["missed", "achieved_late"]}, "status=missed&status=achieved_late"),
        ({"programme": "manufacturing-pool", "moved": ["raised"]}, "programme=manufacturing-pool&moved=raised"),
        ({"search": "жильё", "ordering": "-announced"}, "search=жильё&ordering=-announced"),
        ({"due_before": "2024-12-31", "as_of": "2025-02-01"}, "due_before=2024-12-31&as_of=2025-02-01"),
        ({"ended": ["missed"], "against": "first", "overdue": False}, "ended=missed&against=first&overdue=false"),
        ({"page": 3, "page_size": 7, "language": "kk"}, "page=3&page_size=7"),
    ],
)
def test_search_answers_as_the_api_does_to_the_same_filters(ask, client, filters, query):
    answer, page = ask("search_promises", **filters).structured, client.get(f"/api/v1/targets/?{query}").json()
    size = filters.get("page_size", 10)
    assert answer["count"] == page["count"] > 0
    assert [promise["id"] for promise in answer["promises"]] == [row["id"] for row in page["results"][:size]]
    statuses = [promise["verdict"]["status"] for promise in answer["promises"]]
    assert statuses == [row["assessment"]["status"] for row in page["results"][:size]]


def test_page_after_the_last_is_said_to_be_none(ask):
    reply = ask("search_promises", page=1000)
    assert reply.structured["promises"] == []
    assert "there is no page 1000, the last one is 13" in reply.text


def test_empty_answer_says_nothing_of_promises_that_are_not_in_the_record(ask):
    reply = ask("search_promises", search="lunar base")
    assert reply.structured["count"] == 0
    assert reply.text.startswith("No promise of the record answers. That says nothing about promises")


def test_track_record_gives_no_share_of_fewer_than_five(ask):
    answer = ask("get_track_record", by="programme").structured
    assert answer["record"]["share"]["share"].startswith("0.")
    assert {row["share"] is None for row in answer["subjects"] if row["decided"] < 5} == {True}
    assert any(row["share"] for row in answer["subjects"] if row["decided"] >= 5)


@pytest.mark.parametrize("by", ["organisation", "person", "territory", "sector", "programme", "year"])
def test_track_record_counts_as_the_api_does(ask, client, by):
    answer = ask("get_track_record", by=by, against="first").structured
    rows = client.get(f"/api/v1/track-records/?by={by}&against=first&page_size=20").json()
    names = ("promises", "due", "decided", "kept", "moved")
    counted = [tuple(row[name] for name in names) for row in answer["subjects"]]
    assert counted == [tuple(row[name] for name in names) for row in rows["results"]]
    assert answer["subjects_count"] == rows["count"]
    whole = client.get("/api/v1/track-records/?against=first").json()["results"][0]
    assert {row["ending"]: row["count"] for row in answer["record"]["endings"]} == whole["counts"]


def test_id_that_a_search_gives_is_a_filter(ask):
    reply = ask("search_record", words="министерство промышленности", kind="organisation", language="ru")
    (group,) = reply.structured["groups"]
    ids = [hit["id"] for hit in group["hits"]]
    assert "ministry-industry-construction" in ids
    assert ask("search_promises", responsible=ids[0]).structured["count"] > 0


def test_words_that_are_nowhere_get_others_that_are(ask):
    reply = ask("search_record", words="dwelings")
    assert reply.structured["groups"] == []
    assert reply.structured["suggestions"]
    assert reply.text.startswith("Nothing in the record answers. Try: ")


def test_project_comes_with_the_source_of_each_stage(ask):
    answer = ask("list_projects", stage="commissioned").structured
    assert answer["count"] > 0
    for project in answer["projects"]:
        assert project["stages"][-1]["stage"] == "commissioned"
        assert all(stage["source"]["publisher"] for stage in project["stages"])


def test_method_and_glossary_answer_by_rule_and_by_word(ask):
    rule = ask("explain_method", rule="R15", language="ru")
    assert [(part["rule"], part["heading"][:3]) for part in rule.structured["sections"]] == [("R15", "R15")]
    assert rule.structured["url"].endswith("/method/#R15")
    words = ask("explain_method", word="overdue").structured["words"]
    assert words[0]["word"] == "overdue"
    whole = ask("explain_method").structured
    assert [part["rule"] for part in whole["rules"]] == [f"R{number}" for number in range(1, 17)]
    assert ask("explain_method", word="nonsense").text.startswith("The glossary has no such word.")


def test_changes_since_a_day_are_those_of_the_page_and_first_promises(ask, client):
    answer = ask("list_changes", since="2024-03-01", programme="manufacturing-pool", as_of="2024-12-01").structured
    days = [change["on"] for change in answer["changes"]]
    assert days == sorted(days, reverse=True)
    assert "2024-03-01" <= days[-1] <= days[0] <= "2024-12-01"
    assert answer["count"] == len(days)
    revised = {change["promise"]["id"]: change for change in answer["changes"] if change["kind"] == "revised"}
    change = revised["pool-2024-money-2024-11"]
    assert change["details"][0] == "figure: 1.3 trillion tenge → 1.2 trillion tenge"
    assert change["source"]["publisher"] == "Kazinform"
    assert {change["kind"] for change in answer["changes"]} == {"verdict", "promised", "revised"}
    rows = client.get("/api/v1/status-changes/?programme=manufacturing-pool&since=2024-03-01&until=2024-12-01").json()
    turned = [change for change in answer["changes"] if change["kind"] == "verdict"]
    assert len(turned) == sum(row["from_status"] is not None for row in rows["results"])


def test_changes_can_be_those_of_a_person_and_come_with_what_was_put_right(ask):
    answer = ask("list_changes", since="2023-01-01", person="kanat-sharlapaev", kind="announcement").structured
    assert {change["kind"] for change in answer["changes"]} <= {"promised", "revised", "withdrawn"}
    assert "pool-2024-money-2024-mid" in {change["promise"]["id"] for change in answer["changes"]}
    everything = ask("list_changes", since="2020-01-01").structured
    assert everything["pages"] > 1
    assert all(line["details"][0].startswith("Wrong: ") for line in everything["corrections"])
