"""The collections that are rows of the record: their members, their filters and what was known of them on a day."""

from __future__ import annotations

import pytest

from projects.models import Territory

pytestmark = pytest.mark.usefixtures("shared_record", "db")

COLLECTIONS = [
    "organisations",
    "territories",
    "publishers",
    "people",
    "offices",
    "sources",
    "programmes",
    "indicators",
    "targets",
    "outcomes",
    "projects",
    "project-events",
    "status-changes",
    "follows",
]


def test_index_lists_every_collection(reader):
    answer = reader.get("")
    assert answer.status == 200
    *recorded, follows = COLLECTIONS
    lists = [*recorded, "track-records", follows, "snoozes"]
    assert list(answer.body) == [*lists, "preferences", "schema", "docs", "record_reaches", "record_reaches_by_country"]
    assert answer.body["targets"] == "http://testserver/api/v1/targets/"


@pytest.mark.parametrize(
    ("collection", "id", "members"),
    [
        ("organisations", "new-ministry", "id name name_ru name_kk kind parent succeeds succeeded_on url recorded_at"),
        ("territories", "kz-71", "id name name_ru name_kk parent recorded_at"),
        ("publishers", "government-press", "id name same_as recorded_at"),
        ("people", "minister", "id name name_ru name_kk url recorded_at"),
        ("offices", "minister-now", "id person organisation title title_ru title_kk since until recorded_at"),
        (
            "sources",
            "statistics",
            """id title title_ru title_kk title_en title_language publisher published published_precision public_on
            kind url language archived_url note note_ru note_kk recorded_at""",
        ),
        (
            "programmes",
            "housing",
            "id name name_ru name_kk responsible territory sector summary summary_ru summary_kk recorded_at",
        ),
        (
            "indicators",
            "flats",
            """id name name_ru name_kk programme unit accumulation direction territory path reporting_interval_days
            definition definition_ru definition_kk recorded_at""",
        ),
        (
            "outcomes",
            "count-2024",
            """id indicator basis qualifier value upper_value rounded_to compared_with_start compared_with_end
            period_start period_end final corrects our_slip territory source locator locator_ru locator_kk
            note note_ru note_kk speaker speaker_ru speaker_kk spoken_by public_on recorded_at""",
        ),
        (
            "projects",
            "plant",
            """id name name_ru name_kk programme territory company capacity capacity_unit investment currency jobs
            note note_ru note_kk recorded_at stage events""",
        ),
        (
            "project-events",
            "plant-announced",
            """id project stage date source locator locator_ru locator_kk note note_ru note_kk public_on recorded_at""",
        ),
        (
            "status-changes",
            "pool-2024-count@2025-02-28",
            "first target programme on from_status to_status reasons recorded_at id",
        ),
    ],
)
def test_one_thing_has_the_members_that_the_list_has(reader, collection, id, members):
    answer = reader.get(f"{collection}/{id}/")
    assert answer.status == 200
    assert list(answer.body) == members.split()
    assert answer.body in reader.get(f"{collection}/", page_size=500).body["results"]


def test_figures_are_plain_text_dates_iso_and_absent_is_null(reader):
    project = reader.get("projects/plant/").body
    assert (project["capacity"], project["investment"], project["company"]) == ("46000.5", None, None)
    outcome = reader.get("outcomes/flats-astana/").body
    assert (outcome["value"], outcome["period_start"], outcome["period_end"]) == ("0", None, "2025-02-01")
    assert outcome["recorded_at"] == "2026-01-05T09:00:00+00:00"


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("organisations/", {"kind": "akimat"}, ["astana-akimat"]),
        ("organisations/", {"parent": "new-ministry"}, ["astana-akimat"]),
        ("organisations/", {"succeeds": "old-ministry"}, ["new-ministry"]),
        ("organisations/", {"search": "СТАРОЕ"}, ["old-ministry"]),
        ("organisations/", {"as_of": "2023-09-01"}, ["astana-akimat", "old-ministry"]),
        ("territories/", {"parent": "kz"}, ["kz-71", "kz-79"]),
        ("territories/", {"search": "қазақ"}, ["kz"]),
        ("territories/", {"as_of": "1990-01-01"}, ["kz", "kz-71", "kz-79"]),
        ("people/", {"search": "министр"}, ["minister"]),
        ("people/", {"organisation": "new-ministry"}, ["minister"]),
        ("people/", {"organisation": "old-ministry"}, []),
        ("offices/", {"person": "minister"}, ["minister-now"]),
        ("offices/", {"organisation": "new-ministry"}, ["minister-now"]),
        ("offices/", {"organisation": "old-ministry"}, []),
        ("offices/", {"held_on": "2023-09-02"}, ["minister-now"]),
        ("offices/", {"held_on": "2023-09-01"}, []),
        ("offices/", {"as_of": "2023-09-01"}, []),
        ("offices/", {"search": "minister"}, ["minister-now"]),
        ("outcomes/", {"spoken_by": "minister"}, ["count-2024"]),
        ("targets/", {"spoken_by": "minister"}, ["pool-2024-money-2"]),
        ("sources/", {"publisher": "Newspaper"}, ["newspaper"]),
        ("sources/", {"kind": "government"}, ["announcement", "revision"]),
        ("sources/", {"language": "kk"}, []),
        ("sources/", {"published_after": "2025-02-01"}, ["newspaper", "statistics"]),
        ("sources/", {"published_before": "2024-01-10"}, ["announcement"]),
        ("sources/", {"search": "revis"}, ["revision"]),
        ("sources/", {"as_of": "2025-02-27"}, ["announcement", "revision"]),
        ("programmes/", {"responsible": "new-ministry"}, ["housing", "pool"]),
        ("programmes/", {"territory": "kz-71"}, ["housing"]),
        ("programmes/", {"sector": "industry"}, ["pool"]),
        ("programmes/", {"search": "жиль"}, ["housing"]),
        ("programmes/", {"as_of": "2024-01-09"}, []),
        ("indicators/", {"programme": "housing"}, ["flats", "plan"]),
        ("indicators/", {"unit": "KZT"}, ["pool-money"]),
        ("indicators/", {"accumulation": "milestone"}, ["plan"]),
        ("indicators/", {"direction": "decrease"}, []),
        ("indicators/", {"search": "запущенные"}, ["pool-count"]),
        ("indicators/", {"as_of": "2024-01-10"}, ["flats", "plan", "pool-count", "pool-money"]),
        ("outcomes/", {"indicator": "flats"}, ["flats-2024", "flats-astana"]),
        ("outcomes/", {"programme": "pool"}, ["count-2024"]),
        ("outcomes/", {"source": "newspaper"}, ["flats-astana"]),
        ("outcomes/", {"territory": "kz-71"}, ["flats-2024"]),
        ("outcomes/", {"period_after": "2025-01-01"}, ["flats-astana"]),
        ("outcomes/", {"period_before": "2024-12-31"}, ["count-2024", "flats-2024"]),
        ("outcomes/", {"final": "false"}, ["flats-2024"]),
        ("outcomes/", {"search": "flats-a"}, ["flats-astana"]),
        ("outcomes/", {"as_of": "2025-02-28"}, ["count-2024", "flats-2024"]),
        ("projects/", {"programme": "pool"}, ["idea", "plant"]),
        ("projects/", {"territory": "kz-79"}, ["plant"]),
        ("projects/", {"stage": "commissioned"}, ["plant"]),
        ("projects/", {"stage": "announced"}, []),
        ("projects/", {"stage": "announced", "as_of": "2025-03-04"}, ["plant"]),
        ("projects/", {"search": "plan"}, ["plant"]),
        ("projects/", {"as_of": "2024-01-09"}, ["idea"]),
        ("status-changes/", {"target": "pool-2024-money", "status": "unreported"}, ["pool-2024-money@2025-01-01"]),
        ("status-changes/", {"target": "pool-2024-money-2", "status": "unreported"}, ["pool-2024-money@2025-01-01"]),
        ("status-changes/", {"status": ["missed"]}, ["pool-2024-count@2025-02-28"]),
        ("status-changes/", {"since": "2025-02-01", "until": "2025-02-28"}, None),
        ("status-changes/", {"programme": "pool", "as_of": "2024-01-10"}, None),
    ],
)
def test_filter_finds(reader, path, query, expected):
    ids = reader.ids(path, **query)
    if expected is None:
        assert ids
    else:
        assert sorted(ids) == expected


def test_project_has_its_stages_as_known_on_the_day(reader):
    assert reader.get("projects/plant/").body["stage"] == "commissioned"
    earlier = reader.get("projects/plant/", as_of="2025-03-04").body
    assert (earlier["stage"], [event["id"] for event in earlier["events"]]) == ("announced", ["plant-announced"])
    assert reader.get("projects/idea/").body["stage"] is None


def test_status_changes_come_latest_first_and_begin_with_nothing(reader):
    changes = reader.get("status-changes/", target="pool-2024-count").body["results"]
    assert [change["on"] for change in changes] == sorted((change["on"] for change in changes), reverse=True)
    assert changes[-1]["from_status"] is None
    assert changes[0]["to_status"] == "missed"


@pytest.mark.parametrize("collection", [name for name in COLLECTIONS if name != "follows"])
def test_pages_lead_through_the_whole_collection_once(reader, collection):
    whole = reader.ids(f"{collection}/", page_size=500)
    seen, address = [], f"{collection}/?page_size=2"
    while address:
        page = reader.get(address).body
        assert page["count"] == len(whole)
        seen += [row["id"] for row in page["results"]]
        address = page["next"] and page["next"].removeprefix("http://testserver/api/v1/")
    assert seen == whole
    assert page["previous"] is None or "page=" in page["previous"]


def test_next_page_keeps_the_filters(reader):
    answer = reader.get("sources/", kind="government", page_size=1)
    assert answer.body["next"] == "http://testserver/api/v1/sources/?kind=government&page_size=1&page=2"


@pytest.mark.parametrize("collection", ["territories", "outcomes", "projects", "status-changes"])
def test_queries_do_not_grow_with_the_page(reader, collection, django_assert_max_num_queries):
    Territory.objects.bulk_create([Territory(id=f"zz-{n:03}", name=f"Place {n}") for n in range(100)])
    with django_assert_max_num_queries(4):  # the record's version is one
        reader.get(f"{collection}/", page_size=500)


def test_any_site_may_read(reader):
    assert reader.get("outcomes/").headers["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in reader.get("outcomes/").headers.get("Vary", "")
