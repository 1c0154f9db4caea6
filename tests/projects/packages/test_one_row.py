"""A row breaks the same rule in the same words, whether a person or a program sends it or a package brings it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from projects.actions.import_record import check_package
from projects.actions.record_claim import record_claim
from projects.actions.reference_rows import edit_reference_row, record_reference_row
from projects.actions.rename_row import rename_row
from projects.models import Outcome, Target
from projects.packages.one_row import TABLE_OF, cells_of
from projects.packages.problems import PackageRefusedError, half
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProjectFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2025, 3, 1, 9, tzinfo=UTC)


def forked() -> Target:
    older = TargetFactory(id="promise")
    TargetFactory(id="newer", indicator=older.indicator, revises=older)
    return TargetFactory.build(id="newest", indicator=older.indicator, source=older.source, revises=older)


def announced_too_early() -> Target:
    older = TargetFactory(id="promise", announced=date(2024, 2, 1))
    columns = {"indicator": older.indicator, "source": older.source, "revises": older}
    return TargetFactory.build(id="newer", announced=date(2024, 1, 31), **columns)


def claim_with_former_id() -> Target:
    target = TargetFactory(id="given-up")
    rename_row(row=target, new_id="kept", by=UserFactory(), at=AT)
    return TargetFactory.build(id="given-up", indicator=target.indicator, source=target.source)


def place_with_former_id() -> models.Model:
    rename_row(row=TerritoryFactory(id="kz-77"), new_id="kz-10", by=UserFactory(), at=AT)
    return TerritoryFactory.build(id="kz-77")


def project_with_former_id() -> models.Model:
    project = ProjectFactory(id="given-up")
    rename_row(row=project, new_id="kept", by=UserFactory(), at=AT)
    return ProjectFactory.build(id="given-up", programme=project.programme, territory=project.territory)


def share_of_a_milestone() -> Outcome:
    milestone = IndicatorFactory(id="opened", accumulation="milestone", unit="")
    return OutcomeFactory.build(id="half", indicator=milestone, source=SourceFactory(), basis="absolute")


def deed_of_a_sum() -> Target:
    jobs = IndicatorFactory(id="jobs", accumulation="sum")
    return TargetFactory.build(id="done", indicator=jobs, source=SourceFactory(), basis="done", value=None)


def correction_of_another_indicator() -> Outcome:
    wrong = OutcomeFactory(id="wrong", indicator=IndicatorFactory(id="jobs"))
    return OutcomeFactory.build(id="right", indicator=IndicatorFactory(id="cars"), source=wrong.source, corrects=wrong)


def circle(factory: Any, column: str) -> models.Model:
    top = factory(id="a")
    factory(id="c", **{column: factory(id="b", **{column: top})})
    setattr(top, f"{column}_id", "c")
    return top


def milestone_with_figures() -> models.Model:
    indicator = OutcomeFactory(indicator=IndicatorFactory(accumulation="level", unit="")).indicator
    indicator.accumulation = "milestone"
    return indicator


@pytest.mark.parametrize(
    ("broken", "column"),
    [
        (forked, "revises"),
        (announced_too_early, "announced"),
        (claim_with_former_id, "id"),
        (place_with_former_id, "id"),
        (project_with_former_id, "id"),
        (share_of_a_milestone, "basis"),
        (deed_of_a_sum, "basis"),
        (correction_of_another_indicator, "corrects"),
        (lambda: circle(OrganisationFactory, "parent"), "parent"),
        (lambda: circle(OrganisationFactory, "succeeds"), "succeeds"),
        (lambda: circle(TerritoryFactory, "parent"), "parent"),
        (milestone_with_figures, "accumulation"),
    ],
)
def test_both_ways_refuse_with_the_same_words(broken: Callable[[], Any], column: str, tmp_path: Path) -> None:
    row = broken()
    with pytest.raises(ValidationError) as refused:
        written(row)
    assert list(refused.value.message_dict) == [column]
    (sentence,) = refused.value.message_dict[column]

    with pytest.raises(PackageRefusedError) as refused_package:
        check_package(path=package_of(row, tmp_path))
    (problem,) = refused_package.value.problems
    assert (problem.column, problem.what) == (column, half(sentence))


@pytest.mark.parametrize("factory", [OrganisationFactory, TerritoryFactory])
def test_a_row_may_move_to_another_parent(factory: Any) -> None:
    factory(id="top")
    moved = factory(id="part", parent=factory(id="old"))
    factory(id="below", parent=moved)
    moved.parent_id = "top"
    written(moved)


def written(row: Any) -> None:
    how: dict[str, Any] = {"by": UserFactory(), "at": AT}
    if TABLE_OF[type(row)].is_claim:
        record_claim(row, **how)
    elif row._state.adding:
        record_reference_row(row=row, **how)
    else:
        edit_reference_row(row=row, **how)


def package_of(row: models.Model, folder: Path) -> Path:
    table, cells = TABLE_OF[type(row)], cells_of(row)
    descriptor = {"resources": [{"name": table.name, "path": table.file_name}]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    with (folder / table.file_name).open("w", newline="") as stream:
        writer = csv.DictWriter(stream, cells)
        writer.writeheader()
        writer.writerow(cells)
    return folder
