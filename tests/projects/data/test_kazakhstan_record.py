"""The shipped record of Kazakhstan, read straight from its files: no database, no code of ours."""

from __future__ import annotations

import csv
import io
import json
import re
from calendar import monthrange
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.projects.packages.contract import CONTRACT as COLUMNS

HERE = Path(__file__).parent
PACKAGE = Path(__file__).parents[3] / "projects" / "data" / "kazakhstan"
DESCRIPTOR = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


TABLES = {name: read(PACKAGE / resource["path"]) for name, resource in RESOURCES.items()}
BY_ID = {name: {row["id"]: row for row in rows} for name, rows in TABLES.items()}
FIGURES = read(HERE / "figures_of_the_documents.csv")
VERDICTS = read(HERE / "expected_verdicts.csv")

CONTRACT = {name: columns.split() for name, columns in COLUMNS.items()}
REFERENCES = [
    (name, key["fields"], key["reference"]["resource"] or name)
    for name, resource in RESOURCES.items()
    for key in resource["schema"].get("foreignKeys", [])
]
# Columns that hold prose or a printed form: the expected text is somewhere in them.
PROSE = {"note", "locator", "deadline_text"}


def cells(kind: str) -> list[tuple[str, str, str, str]]:
    """Return every filled cell of a type: table, row, column, value."""
    return [
        (name, row["id"], field["name"], row[field["name"]])
        for name, resource in RESOURCES.items()
        for field in resource["schema"]["fields"]
        if field["type"] == kind
        for row in TABLES[name]
        if row[field["name"]]
    ]


def public_on(source: Row) -> date:
    """Return the day from which a source counts (R1)."""
    published = date.fromisoformat(source["published"])
    if source["published_precision"] == "year":
        return date(published.year, 12, 31)
    if source["published_precision"] == "month":
        return published.replace(day=monthrange(published.year, published.month)[1])
    return published


def chain(first: str) -> list[Row]:
    """Return the links of a chain, oldest first."""
    followed = {row["revises"]: row for row in TABLES["targets"] if row["revises"]}
    links = [BY_ID["targets"][first]]
    while links[-1]["id"] in followed:
        links.append(followed[links[-1]["id"]])
        assert len(links) <= len(TABLES["targets"])
    return links


# --- the figures of the documents -------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", FIGURES, ids=lambda row: f"{row['document']}: {row['figure']}")
def test_every_figure_of_the_documents_is_in_the_record(figure: Row) -> None:
    row = BY_ID[figure["table"]][figure["id"]]
    cell = row[figure["column"]]
    if figure["column"] in PROSE:
        assert figure["expected"] in cell
    else:
        assert cell == figure["expected"]


def test_a_figure_rests_on_its_document_or_names_it() -> None:
    named_elsewhere = {  # the row rests on an earlier or clearer source and names the document in its note
        "astana-plan-2023",
        "nauryz-lending-2024-03",
        "pool-2024-projects",
    }
    for figure in FIGURES:
        row = BY_ID[figure["table"]][figure["id"]]
        if row["id"] in named_elsewhere:
            assert figure["document"] in row["note"]
        else:
            assert figure["document"] in row.get("source", figure["document"])


def test_the_table_of_figures_covers_four_documents() -> None:
    assert {figure["document"] for figure in FIGURES} == {
        "trend-2024-04-08",
        "trend-2024-06-01",
        "qazmonitor-2023-04-06",
        "jibekjoly-2023-02-01",
    }
    assert len({tuple(figure.values()) for figure in FIGURES}) == len(FIGURES)


# --- the form of the files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_of_the_format(name: str) -> None:
    header = (PACKAGE / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert header.split(",") == CONTRACT[name]
    assert [field["name"] for field in RESOURCES[name]["schema"]["fields"]] == CONTRACT[name]


@pytest.mark.parametrize("name", CONTRACT)
def test_files_are_written_the_one_way(name: str) -> None:
    text = (PACKAGE / f"{name}.csv").read_bytes().decode("utf-8")
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
    assert again.getvalue() == text


@pytest.mark.parametrize("name", CONTRACT)
def test_ids_are_unique_sorted_slugs(name: str) -> None:
    ids = [row["id"] for row in TABLES[name]]
    assert ids == sorted(set(ids))
    assert [id for id in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id)] == []


def test_package_describes_itself() -> None:
    assert DESCRIPTOR["profile"] == "tabular-data-package"
    assert list(RESOURCES) == list(CONTRACT)
    assert all(resource["encoding"] == "utf-8" for resource in RESOURCES.values())
    assert all(resource["schema"]["primaryKey"] == "id" for resource in RESOURCES.values())
    assert DESCRIPTOR["licenses"]


@pytest.mark.parametrize(("name", "column", "other"), REFERENCES, ids=lambda value: value)
def test_references_resolve(name: str, column: str, other: str) -> None:
    assert [row["id"] for row in TABLES[name] if row[column] and row[column] not in BY_ID[other]] == []


def test_required_cells_are_filled_and_choices_known() -> None:
    wrong = [
        (name, row["id"], field["name"], row[field["name"]])
        for name, resource in RESOURCES.items()
        for field in resource["schema"]["fields"]
        for row in TABLES[name]
        for rule in [field.get("constraints", {})]
        if (rule.get("required") and not row[field["name"]])
        or ("enum" in rule and row[field["name"]] and row[field["name"]] not in rule["enum"])
    ]
    assert wrong == []


def test_dates_are_dates() -> None:
    assert [cell for cell in cells("date") if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell[3])] == []
    for *_, value in cells("date"):
        date.fromisoformat(value)


def test_figures_are_plain_decimals() -> None:
    assert [cell for cell in cells("number") if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", cell[3])] == []


def test_money_is_in_whole_units() -> None:
    money = {row["id"] for row in TABLES["indicators"] if row["unit"] in {"KZT", "USD"}}
    wrong = [
        row["id"]
        for name in ("targets", "outcomes")
        for row in TABLES[name]
        if row["indicator"] in money and row["basis"] == "absolute" and Decimal(row["value"]) < 1_000_000
    ]
    assert wrong == []


def test_flags_and_defaults_are_written_out() -> None:
    assert {row["withdrawn"] for row in TABLES["targets"]} <= {"true", "false"}
    assert {row["final"] for row in TABLES["outcomes"]} <= {"true", "false"}
    assert {row["published_precision"] for row in TABLES["sources"]} <= {"day", "month", "year"}
    assert {row["path"] for row in TABLES["indicators"]} <= {"linear", "compound"}


# --- what the rows say ------------------------------------------------------------------------------------------


def test_every_source_has_an_address_or_says_why_not() -> None:
    assert [row["id"] for row in TABLES["sources"] if not row["url"] and "address" not in row["note"].lower()] == []


def test_every_source_is_used() -> None:
    used = {row["source"] for name in ("targets", "outcomes", "project_events") for row in TABLES[name]}
    notes = " ".join(row["note"] for name in ("targets", "outcomes") for row in TABLES[name])
    assert [source for source in BY_ID["sources"] if source not in used and source not in notes] == []


def test_dates_known_to_a_month_or_year_stand_as_its_first_day() -> None:
    wrong = [
        row["id"]
        for row in TABLES["sources"]
        if (row["published_precision"] == "month" and not row["published"].endswith("-01"))
        or (row["published_precision"] == "year" and not row["published"].endswith("-01-01"))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["organisations", "territories", "programmes", "indicators", "projects"])
def test_names_come_in_three_languages(name: str) -> None:
    words = [column for column in CONTRACT[name] if column.split("_")[0] in {"name", "summary", "definition"}]
    assert [(row["id"], column) for row in TABLES[name] for column in words if not row[column].strip()] == []


def test_russian_and_kazakh_are_in_cyrillic() -> None:
    wrong = [
        (row["id"], column)
        for name in ("territories", "programmes", "indicators")
        for row in TABLES[name]
        for column in row
        if column.endswith(("_ru", "_kk")) and not re.search("[а-яәғқңөұүһі]", row[column].lower())
    ]
    assert wrong == []


def test_windows_and_periods_run_forwards() -> None:
    pairs = [
        ("targets", "window_start", "deadline"),
        ("targets", "baseline_start", "baseline_end"),
        ("outcomes", "period_start", "period_end"),
        ("outcomes", "compared_with_start", "compared_with_end"),
    ]
    wrong = [
        (row["id"], start)
        for name, start, end in pairs
        for row in TABLES[name]
        if row[start] and row[end] and row[start] > row[end]
    ]
    assert wrong == []


def test_nothing_is_reported_before_it_is_over_or_promised_after_it_is_printed() -> None:
    for row in TABLES["outcomes"]:
        assert date.fromisoformat(row["period_end"]) <= public_on(BY_ID["sources"][row["source"]]), row["id"]
    later = {  # told by a later page
        "infrastructure-plan-projects-2024-07",
        "infrastructure-plan-money-2024-07",
    }
    for row in TABLES["targets"]:
        announced, printed = date.fromisoformat(row["announced"]), public_on(BY_ID["sources"][row["source"]])
        assert announced <= printed, row["id"]
        assert row["id"] in later or (printed - announced).days < 190, row["id"]


def test_an_open_deadline_is_said_in_the_note() -> None:
    open_targets = [row for row in TABLES["targets"] if not row["deadline"]]
    assert open_targets
    assert [row["id"] for row in open_targets if not re.search("[Nn]o (year or )?date", row["note"])] == []


def test_deadline_text_holds_printed_words_alone() -> None:
    comment = re.compile(r";|is taken|read as|not said|^no |given", re.IGNORECASE)
    texts = [row["deadline_text"] for row in TABLES["targets"]]
    assert [text for text in texts if comment.search(text)] == []


def test_name_of_a_milestone_claims_no_result() -> None:
    milestones = {row["id"]: row["name"] for row in TABLES["indicators"] if row["accumulation"] == "milestone"}
    result = re.compile(r"(built|adopted|approved|finished|completed|launched|in use)\b", re.IGNORECASE)
    assert milestones
    assert {id: name for id, name in milestones.items() if result.search(name)} == {}


def test_page_that_calls_a_year_this_or_last_is_of_a_day_that_can_be() -> None:
    last_year = ("24kz-2024-12-31", "orda-2024-12-31", "kaztag-2024-12-31")
    this_year = ("kazinform-uz-2025-12-31", "qazaq24-2025-12-31")
    days = {id: BY_ID["sources"][id]["published"] for id in (*last_year, *this_year)}
    assert days == dict.fromkeys(last_year, "2025-01-01") | dict.fromkeys(this_year, "2026-01-01")


def test_one_page_has_one_day() -> None:
    page = BY_ID["sources"]["kgnews-2024"]
    promised = {row["announced"] for row in TABLES["targets"] if row["source"] == page["id"]}
    reported = {row["period_end"] for row in TABLES["outcomes"] if row["source"] == page["id"]}
    assert promised == reported == {page["published"]}
    assert page["published_precision"] == "day"


def test_growth_is_an_outcome_and_no_note() -> None:
    pattern = re.compile(r"\d+(\.\d+)? % more than (a|the) year before|20 % more", re.IGNORECASE)
    assert [row["id"] for row in TABLES["outcomes"] if pattern.search(row["note"])] == []
    growth = {row["id"]: row["value"] for row in TABLES["outcomes"] if row["basis"] == "percent_change"}
    assert growth["aluminium-processed-2023-growth"] == "20"
    assert growth["cars-2024-02-growth"] == "16.4"
    assert growth["cars-2025-qazinform-growth"] == "18"
    assert growth["housing-2023-h1-area-krisha-growth"] == "11.8"
    assert growth["housing-2024-9m-area-growth"] == "6.2"
    assert growth["housing-2024-11m-area-growth"] == "8.3"


@pytest.mark.parametrize(
    ("target", "body"),
    [
        ("saran-capacity-2024-08", "silk-road-electronics"),
        ("cars-2026", "kazakhstan-automobile-union"),
        ("astana-motors-plant-2025-02", "astana-motors"),
        ("baiterek-2026-money", "baiterek"),
        ("otbasy-2026-families", "otbasy-bank"),
        ("cars-2024", "ministry-industry-construction"),
    ],
)
def test_a_promise_is_charged_to_who_made_it(target: str, body: str) -> None:
    indicator = BY_ID["indicators"][BY_ID["targets"][target]["indicator"]]
    assert BY_ID["programmes"][indicator["programme"]]["responsible"] == body


def test_no_target_is_met_on_the_day_it_is_announced() -> None:
    said_and_done = [
        (target["id"], outcome["id"])
        for target in TABLES["targets"]
        for outcome in TABLES["outcomes"]
        if (target["indicator"], target["announced"])
        == (outcome["indicator"], BY_ID["sources"][outcome["source"]]["published"])
        and target["basis"] == outcome["basis"] == "absolute"
        and outcome["period_start"] == target["window_start"] != ""
        and Decimal(outcome["value"]) >= Decimal(target["value"])
    ]
    assert said_and_done == []


def test_park_of_astana_was_announced_anew_in_october_2025() -> None:
    assert [link["announced"] for link in chain("park-2-2015")] == ["2015-09-04", "2025-10-30"]
    assert [(link["announced"], link["qualifier"]) for link in chain("park-2-money-2025-10")] == [
        ("2025-10-30", "at_least"),
        ("2025-11-12", "exactly"),
    ]


def test_milestones_are_done_and_nothing_else_is() -> None:
    for name in ("targets", "outcomes"):
        for row in TABLES[name]:
            indicator = BY_ID["indicators"][row["indicator"]]
            assert (row["basis"] == "done") == (indicator["accumulation"] == "milestone"), row["id"]
            assert bool(indicator["unit"]) == (indicator["accumulation"] != "milestone"), indicator["id"]


def test_chains_of_revisions_have_no_circle_and_no_fork() -> None:
    revised = [row["revises"] for row in TABLES["targets"] if row["revises"]]
    assert len(revised) == len(set(revised))
    reached = {link["id"] for row in TABLES["targets"] if not row["revises"] for link in chain(row["id"])}
    assert reached == set(BY_ID["targets"])


def test_a_revision_is_about_the_same_thing_later_and_changes_something() -> None:
    says = ("value", "deadline", "qualifier", "basis", "timing", "withdrawn")
    for row in TABLES["targets"]:
        if row["revises"]:
            before = BY_ID["targets"][row["revises"]]
            assert (row["indicator"], row["bundle"]) == (before["indicator"], before["bundle"]), row["id"]
            assert row["announced"] > before["announced"], row["id"]
            assert any(row[column] != before[column] for column in says), row["id"]


@pytest.mark.parametrize(
    ("first", "values"),
    [
        ("pool-2021-projects-2021-07", ["126", "128"]),
        ("pool-2021-money-2021-07", ["1100000000000", "1200000000000"]),
        ("pool-2023-projects", ["149", "170"]),
        ("pool-2023-money", ["1100000000000", "1000000000000"]),
        ("pool-2023-jobs", ["16300", "15000"]),
        ("housing-2024-area-2023-03", ["15500000", "18000000"]),
        ("housing-2025-area-2024-12", ["19000000", "19200000"]),
    ],
)
def test_chain_of_a_promise_that_moved(first: str, values: list[str]) -> None:
    assert [link["value"] for link in chain(first)] == values


def test_figure_on_a_page_without_a_day_has_the_earliest_day_that_its_content_allows() -> None:
    earliest = {
        "pool-2024-projects-final": "2025-06-03",
        "cars-2023-24kz": "2024-01-01",
        "passenger-cars-2021": "2022-01-01",
        "housing-2024-area-kaztag": "2025-01-01",
        "pool-2025-projects-final": "2026-01-01",
    }
    sources = {id: BY_ID["sources"][BY_ID["outcomes"][id]["source"]] for id in earliest}
    assert {id: source["published"] for id, source in sources.items()} == earliest
    assert [id for id, source in sources.items() if "earliest possible one" not in source["note"]] == []


def test_shares_of_small_unit_assembly_are_steps_of_one_path() -> None:
    steps = [row for row in TABLES["targets"] if row["interim_for"] == "ckd-share-2027"]
    assert [(row["deadline"], row["value"]) for row in steps] == [
        ("2024-12-31", "20"),
        ("2025-12-31", "30"),
        ("2026-12-31", "40"),
    ]


def test_the_money_of_2024_was_revised_four_times() -> None:
    links = chain("pool-2024-money-2024-02")
    assert [Decimal(link["value"]) / 10**9 for link in links] == [1200, 1300, 1500, 1300, 1200]
    assert [link["announced"] for link in links] == [
        "2024-02-05",
        "2024-03-21",
        "2024-04-08",
        "2024-06-30",
        "2024-11-15",
    ]
    assert "not known" in links[3]["note"]


@pytest.mark.parametrize("year", [2021, 2023, 2024, 2025, 2026])
def test_the_pool_of_a_year_is_one_promise(year: int) -> None:
    parts = {row["indicator"] for row in TABLES["targets"] if row["bundle"] == f"pool-{year}"}
    expected = {"manufacturing-pool-projects", "manufacturing-pool-jobs"}
    assert parts == (expected if year == 2026 else expected | {"manufacturing-pool-money"})


def test_only_the_projects_of_the_pool_of_2024_have_a_final_report() -> None:
    final_reports = {
        row["indicator"]: (row["value"], BY_ID["sources"][row["source"]]["published"])
        for row in TABLES["outcomes"]
        if row["indicator"].startswith("manufacturing-pool-") and row["period_end"] == "2024-12-31"
    }
    assert final_reports == {"manufacturing-pool-projects": ("180", "2025-06-03")}


@pytest.mark.parametrize(
    ("outcome", "whole"),
    [
        ("pool-nonferrous-2024-projects", "manufacturing-pool-projects"),
        ("pool-metallurgy-2025-projects", "manufacturing-pool-projects"),
        ("pool-engineering-2025-jobs", "manufacturing-pool-jobs"),
        ("passenger-cars-2024-06", "cars-produced"),
        ("allur-2025-11", "cars-produced"),
        ("saran-appliances-2024", "appliances-output"),
        ("railway-engineering-2024-04-growth", "mech-output"),
        ("housing-2024-individual-houses", "housing-dwellings"),
        ("rental-flats-bought-2025", "rental-flats-built"),
        ("rental-flats-transferred-2026-02", "flats-transferred"),
        ("nauryz-selected-2025-04", "nauryz-loans"),
        ("nauryz-applications-2024-05", "nauryz-loans"),
        ("nauryz-otau-families-2024", "nauryz-families"),
        ("park-1-load-2025", "park-1-occupancy"),
        ("housing-2025-area-flats", "housing-area"),
        ("housing-company-2025-area", "housing-area"),
        ("hyundai-cars-2023", "passenger-cars-produced"),
        ("subsidised-loans-2-5-2025", "subsidised-loans"),
        ("network-bond-loans-2025", "regional-bond-loans"),
        ("nauryz-approvals-2025-04", "nauryz-loans"),
        ("pool-2025-projects-final", "investment-pool-projects"),
        ("zones-industrial-2025-12-25", "industrial-zones"),
    ],
)
def test_a_part_is_never_mixed_into_the_whole(outcome: str, whole: str) -> None:
    assert whole in BY_ID["indicators"]
    assert BY_ID["outcomes"][outcome]["indicator"] != whole


def test_conflicting_reports_are_both_kept() -> None:
    by_period: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in TABLES["outcomes"]:
        key = (row["indicator"], row["basis"], row["period_start"], row["period_end"])
        by_period[key].add(row["value"])
    assert by_period["housing-area", "absolute", "2024-01-01", "2024-12-31"] == {"18960000", "18963400", "18000000"}
    assert by_period["cars-produced", "percent_change", "2024-01-01", "2024-04-30"] == {"8", "8.6"}
    assert by_period["cars-produced", "absolute", "2024-01-01", "2024-12-31"] == {"145000", "145300"}
    assert by_period["manufacturing-pool-jobs", "absolute", "2022-01-01", "2022-12-31"] == {"14400", "15000"}
    assert by_period["housing-area", "absolute", "2022-01-01", "2022-12-31"] == {"15400000", "15300000"}
    assert by_period["credit-housing-money", "absolute", "2025-01-01", "2025-12-31"] == {"140000000000", "140200000000"}


def test_the_industry_ministry_was_divided_in_september_2023() -> None:
    heirs = {row["id"]: row["succeeded_on"] for row in TABLES["organisations"] if row["succeeds"]}
    assert heirs == {"ministry-industry-construction": "2023-09-01", "ministry-transport": "2023-09-01"}


def test_every_plant_has_an_event() -> None:
    assert {row["project"] for row in TABLES["project_events"]} == set(BY_ID["projects"])


def test_expected_verdicts_are_on_current_links() -> None:
    revised = {row["revises"] for row in TABLES["targets"]}
    assert [row["target"] for row in VERDICTS if row["target"] not in BY_ID["targets"]] == []
    assert [row["target"] for row in VERDICTS if row["target"] in revised] == []


@pytest.mark.parametrize("path", sorted(PACKAGE.iterdir()) + sorted(HERE.glob("*.csv")), ids=lambda path: path.name)
def test_nothing_of_the_workshop_is_left_in_the_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workshop = r"\b[OC]\d{2,3}\b|\bse" + r"eds?\b|fac" + r"ts\.csv|\.\./|/" + r"work/|/tm" + r"p/|TO" + r"DO"
    assert re.findall(workshop, text) == []
