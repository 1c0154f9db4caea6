"""An announcement → changes: what they add, in which order, under which ids, and which box each came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.actions.changes import Change
from projects.desk.announcement.changes import changes_of, names_in
from projects.desk.announcement.promises import (
    Amount,
    Announcement,
    Baseline,
    KnownIndicator,
    KnownTarget,
    Promise,
    Thing,
    Window,
)
from projects.desk.made_ids import MadeIds

DAY = date(2026, 11, 2)
IN_2026 = Window(date(2026, 1, 1), date(2026, 12, 31))
IN_2027 = Window(date(2027, 1, 1), date(2027, 12, 31), "in 2027")
SCHOOLS = Promise(
    number=1,
    what="Schools built",
    indicator=None,
    unit="schools",
    accumulation="sum",
    direction="increase",
    basis="absolute",
    amount=Amount(Decimal(12), None, None, "exactly"),
    window=IN_2027,
    timing="within_period",
    baseline=Baseline(),
)
JOBS = replace(SCHOOLS, number=2, what="Jobs created", unit="jobs", amount=Amount(Decimal(900), None, None, "at_least"))
KNOWN = KnownIndicator("schools-built", ("Schools built",), "schools", "sum", "increase")
RECORDED = KnownTarget(
    "schools-2027",
    "schools-built",
    "absolute",
    Amount(Decimal(10)),
    IN_2027,
    "within_period",
    Baseline(),
    "old-bundle",
    DAY,
)
NEW = Announcement(
    organisation=Thing(name="Министерство просвещения", columns={"kind": "ministry"}),
    territory=Thing("kz"),
    programme=Thing(name="New schools", columns={"sector": "education"}),
    elsewhere=False,
    source="example-2026-11-02",
    source_change=Change("add", "sources", "example-2026-11-02"),
    announced=DAY,
    earlier=None,
    is_bundle=False,
    texts={"locator": "p. 2", "speaker": "", "note": "“words”"},
    promises=(SCHOOLS, JOBS),
)
OLD = replace(
    NEW,
    organisation=Thing("ministry"),
    programme=Thing("schools"),
    source_change=None,
    promises=(replace(SCHOOLS, indicator=KNOWN),),
)


def planned(announcement, taken=()):
    return changes_of(announcement, MadeIds(), "en", taken)


def rows(announcement, taken=()):
    return [(step.change.table, step.change.row_id) for step in planned(announcement, taken)]


def cells(announcement, row_id, taken=()):
    return next(step.change.cells for step in planned(announcement, taken) if step.change.row_id == row_id)


def test_what_is_named_comes_first():
    assert rows(NEW) == [
        ("organisations", "ministerstvo-prosveshcheniya"),
        ("sources", "example-2026-11-02"),
        ("programmes", "new-schools"),
        ("indicators", "new-schools-schools-built"),
        ("targets", "new-schools-schools-built-2027"),
        ("indicators", "new-schools-jobs-created"),
        ("targets", "new-schools-jobs-created-2027"),
    ]
    assert all(step.change.makes_id for step in planned(NEW) if step.change.table != "sources")


def test_what_is_recorded_is_not_made_again():
    assert rows(OLD) == [("targets", "schools-built-2027")]


def test_cells_of_new_rows():
    assert cells(NEW, "ministerstvo-prosveshcheniya") == {
        "id": "ministerstvo-prosveshcheniya",
        "name": "Министерство просвещения",
        "name_ru": "Министерство просвещения",
        "kind": "ministry",
    }
    assert cells(NEW, "new-schools") == {
        "id": "new-schools",
        "name": "New schools",
        "sector": "education",
        "responsible": "ministerstvo-prosveshcheniya",
        "territory": "kz",
    }
    target = cells(NEW, "new-schools-schools-built-2027")
    assert target["value"] == "12"
    assert (target["window_start"], target["deadline"], target["deadline_text"]) == (
        "2027-01-01",
        "2027-12-31",
        "in 2027",
    )
    assert (target["source"], target["locator"], target["note"]) == ("example-2026-11-02", "p. 2", "“words”")
    assert target["bundle"] == target["revises"] == ""


@pytest.mark.parametrize(
    ("earlier", "announced"), [(None, "2026-11-02"), (date(2025, 3, 1), "2025-03-01")], ids=["unknown", "known"]
)
def test_what_was_promised_before_is_the_first_link(earlier, announced):
    moved = replace(NEW, earlier=earlier, promises=(replace(SCHOOLS, was=(SCHOOLS.amount, IN_2026)),))
    assert rows(moved)[-2:] == [
        ("targets", "new-schools-schools-built-2026"),
        ("targets", "new-schools-schools-built-2027"),
    ]
    first, revision = (cells(moved, f"new-schools-schools-built-{year}") for year in (2026, 2027))
    assert (first["announced"], first["deadline"], first.get("revises", "")) == (announced, "2026-12-31", "")
    assert (revision["announced"], revision["revises"]) == ("2026-11-02", "new-schools-schools-built-2026")


def test_figure_before_has_an_id_of_its_own():
    raised = replace(NEW, promises=(replace(SCHOOLS, was=(Amount(Decimal(10), None, None, "exactly"), IN_2027)),))
    assert [row for table, row in rows(raised) if table == "targets"] == [
        "new-schools-schools-built-2027",
        "new-schools-schools-built-2027-2",
    ]


def test_recorded_target_is_revised_within_its_bundle():
    revising = replace(OLD, is_bundle=True, promises=(replace(SCHOOLS, indicator=KNOWN, revises=RECORDED),))
    assert rows(revising) == [("targets", "schools-2027-revised")]
    revision = cells(revising, "schools-2027-revised")
    assert (revision["revises"], revision["bundle"]) == ("schools-2027", "old-bundle")


@pytest.mark.parametrize(
    ("taken", "bundle"),
    [((), "new-schools-2027"), (("new-schools-2027",), "new-schools-2027-2"), (("new-schools",), "new-schools-2027")],
)
def test_lines_of_one_promise_share_a_bundle_that_no_other_has(taken, bundle):
    bundled = replace(NEW, is_bundle=True)
    targets = [row_id for table, row_id in rows(bundled) if table == "targets"]
    assert {cells(bundled, row_id, taken)["bundle"] for row_id in targets} == {bundle}


def test_two_promises_of_one_thing_share_its_indicator():
    later = replace(SCHOOLS, number=2, window=Window(None, date(2029, 12, 31), "by 2029"))
    twice = replace(NEW, promises=(SCHOOLS, later))
    assert [row for row in rows(twice) if row[0] == "indicators"] == [("indicators", "new-schools-schools-built")]


def test_new_place_is_part_of_the_country():
    somewhere = replace(NEW, territory=Thing(name="Saran", columns={"parent": "kz"}))
    assert ("territories", "kz-saran") in rows(somewhere)
    assert cells(somewhere, "new-schools")["territory"] == "kz-saran"


def test_place_of_its_own_stands_with_the_indicator():
    elsewhere = replace(OLD, territory=Thing("kz-71"), elsewhere=True, promises=(SCHOOLS,))
    assert cells(elsewhere, "schools-schools-built")["territory"] == "kz-71"


@pytest.mark.parametrize(
    ("text", "lang", "columns"),
    [
        ("Schools", "ru", {"name"}),
        ("Школы", "en", {"name", "name_ru"}),
        ("Мектептер", "kk", {"name", "name_kk"}),
        ("Мектептердің құны", "ru", {"name", "name_kk"}),
    ],
)
def test_name_stands_in_its_language_too(text, lang, columns):
    assert set(names_in(text, lang)) == columns


def test_each_column_leads_back_to_a_box_of_its_line():
    moved = replace(NEW, promises=(replace(SCHOOLS, was=(SCHOOLS.amount, IN_2026)),))
    indicator, first, revision = planned(moved)[-3:]
    assert (indicator.box("name"), indicator.line) == ("what", 1)
    assert (first.box("value"), first.box("deadline")) == ("was", "was_by")
    assert (revision.box("value"), revision.box("deadline"), revision.box("unknown")) == ("how_many", "by", "")
