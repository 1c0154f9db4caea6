"""A renamed id: everything that names the thing follows, the old one leads there, and nobody else gets it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from projects.actions.import_record import import_package
from projects.actions.record_target import record_target
from projects.actions.reference_rows import record_reference_row
from projects.actions.refresh import refresh_assessments
from projects.actions.rename_row import RENAMABLE, rename_row
from projects.actions.verify import verify
from projects.models import (
    Assessment,
    AuditEntry,
    Organisation,
    Outcome,
    Programme,
    RenamedId,
    StatusChange,
    Target,
    Territory,
)
from projects.packages.problems import PackageRefusedError
from projects.packages.tables import TABLES
from projects.packages.writer import write_package
from tests.factories import (
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    PublisherFactory,
    TargetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2025, 1, 10)
NOW = datetime(2025, 1, 10, 9, tzinfo=UTC)


@pytest.fixture
def admin():
    return UserFactory(admin=True)


def renamed(thing, new_id: str, admin) -> None:
    rename_row(row=thing, new_id=new_id, by=admin, at=NOW)
    with connection.cursor():
        connection.check_constraints()  # what waits for the commit: no reference leads nowhere


def test_renamed_target_keeps_its_chain_its_verdict_and_its_history(admin):
    first = TargetFactory(id="frist")
    TargetFactory(id="second", indicator=first.indicator, revises=first, announced=date(2024, 6, 1), value=200)
    step = TargetFactory(id="step", interim_for=first, indicator=first.indicator, deadline=date(2024, 6, 30), value=80)
    OutcomeFactory(indicator=first.indicator)
    refresh_assessments(as_of=TODAY, at=NOW)
    before = Assessment.objects.get(first="frist").payload
    changes = list(StatusChange.objects.filter(first="frist").values_list("on", "to_status", "recorded_at"))

    renamed(first, "first", admin)

    assert not Target.objects.filter(id="frist").exists()
    assert Target.objects.get(id="second").revises_id == "first"
    assert Target.objects.get(id=step.id).interim_for_id == "first"
    after = Assessment.objects.get(first="first").payload
    assert [link["target"] for link in after["revisions"]] == ["first", "second"]
    assert {**after, "revisions": None, "first": None} == {**before, "revisions": None, "first": None}
    assert list(StatusChange.objects.filter(first="first").values_list("on", "to_status", "recorded_at")) == changes
    assert list(verify(as_of=TODAY)) == []


def test_renamed_outcome_stands_under_its_new_id_in_the_stored_verdict(admin):
    outcome = OutcomeFactory(id="old-report", indicator=TargetFactory(id="pool").indicator)
    OutcomeFactory(id="better", corrects=outcome, indicator=outcome.indicator, value=95, source=outcome.source)
    refresh_assessments(as_of=TODAY, at=NOW)

    renamed(Outcome.objects.get(id="better"), "best", admin)
    renamed(outcome, "first-report", admin)

    assert Assessment.objects.get().payload["evidence"] == ["best"]
    assert Outcome.objects.get(id="best").corrects_id == "first-report"
    assert list(verify(as_of=TODAY)) == []


@pytest.mark.parametrize("table", [table for table in TABLES if table.name != "targets"], ids=lambda table: table.name)
def test_every_kind_of_thing_is_renamed_with_all_that_names_it(admin, table):
    event = ProjectEventFactory(project__programme__responsible__id="body", project__programme__id="programme")
    indicator = IndicatorFactory(programme=event.project.programme, territory_id="kz")
    person = OfficeFactory(organisation_id="body").person
    OutcomeFactory(indicator=indicator, source=event.source, territory_id="kz", spoken_by=person)
    OrganisationFactory(id="younger", succeeds_id="body", parent_id="body")
    PublisherFactory(id="gazette", same_as=PublisherFactory(id="a-gazette"))
    Territory.objects.create(id="kz-71", name="Astana", parent_id="kz")
    refresh_assessments(as_of=TODAY, at=NOW)
    thing = table.model.objects.order_by("pk").first()
    old = thing.pk

    renamed(thing, "quite-another", admin)

    assert table.model.objects.filter(pk="quite-another").exists()
    assert not table.model.objects.filter(pk=old).exists()
    entry = AuditEntry.objects.get(action="rename_thing")
    assert (entry.object_id, entry.details, entry.done_by) == ("quite-another", {"id": [old, "quite-another"]}, admin)
    assert thing._meta.model_name in RENAMABLE


def test_history_of_an_entry_and_those_who_follow_go_along(admin):
    follow = pytest.importorskip("accounts.models").Follow
    programme = Programme(
        id="pol",
        name="Pool",
        responsible=OrganisationFactory(),
        territory=TargetFactory().indicator.programme.territory,
    )
    record_reference_row(row=programme, by=admin, at=NOW)
    follow.objects.create(user=admin, programme=programme, created_at=NOW)

    renamed(programme, "pool", admin)

    assert Programme.objects.get(id="pool").history.count() == 1
    assert follow.objects.get().programme_id == "pool"


def test_several_renames_lead_to_the_newest_and_a_thing_may_have_its_own_id_back(admin):
    OrganisationFactory(id="a")
    for new in ("b", "c"):
        renamed(Organisation.objects.get(), new, admin)
    assert RenamedId.objects.current("organisation", ["a", "b", "c"]) == {"a": "c", "b": "c"}
    renamed(Organisation.objects.get(), "a", admin)
    assert RenamedId.objects.current("organisation", ["a", "b", "c"]) == {"b": "a", "c": "a"}
    assert rename_row(row=Organisation.objects.get(), new_id="a", by=admin, at=NOW) is None


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ("Pool 2024", "lower-case letters"),
        ("taken", "is taken"),
        ("given-up", "former id of kept and leads there"),
        ("", "cannot be blank"),
    ],
)
def test_an_id_that_cannot_be_is_refused(admin, wish, says):
    OrganisationFactory(id="taken")
    renamed(OrganisationFactory(id="given-up"), "kept", admin)
    with pytest.raises(ValidationError, match=says):
        rename_row(row=OrganisationFactory(id="body"), new_id=wish, by=admin, at=NOW)
    assert Organisation.objects.filter(id="body").exists()


def test_a_former_id_is_never_given_to_another_thing(admin, tmp_path: Path):
    target = TargetFactory(id="pool-2024")
    refresh_assessments(as_of=TODAY, at=NOW)
    write_package(tmp_path / "before")
    renamed(target, "pool-2024-projects", admin)
    renamed(target.source, "speech", admin)

    wish = {"indicator": target.indicator, "source_id": "speech", "basis": "absolute", "qualifier": "exactly"}
    with pytest.raises(ValidationError, match="former id of pool-2024-projects and leads there"):
        record_target(
            id="pool-2024", value=7, timing="by_deadline", announced=date(2024, 3, 1), by=admin, at=NOW, **wish
        )
    source = Organisation(id="pool-2024", name="Another kind of thing may have it", kind="other")
    record_reference_row(row=source, by=admin, at=NOW)

    with pytest.raises(PackageRefusedError) as refused:
        import_package(path=tmp_path / "before", by=admin, at=NOW, as_of=TODAY)
    assert "targets.csv:2: id: is the former id of pool-2024-projects and leads there for good" in str(refused.value)
    assert Target.objects.count() == 1


def test_package_says_nothing_of_renames(admin, tmp_path: Path):
    target = TargetFactory(id="wrong")
    write_package(tmp_path / "wrong")
    renamed(target, "right", admin)
    write_package(tmp_path / "right")
    names = {path.name for path in (tmp_path / "wrong").iterdir()}
    assert {path.name for path in (tmp_path / "right").iterdir()} == names
    for name in names - {"targets.csv"}:
        assert (tmp_path / "right" / name).read_bytes() == (tmp_path / "wrong" / name).read_bytes()


def test_a_key_changes_only_where_a_redirect_says_so(admin):
    target = TargetFactory(id="old")
    ProgrammeFactory(id="another")
    RenamedId.objects.create(kind="target", old_id="old", new_id="new", renamed_at=NOW, renamed_by=admin)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Target.objects.filter(id="old").update(id="newer")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Target.objects.filter(id="old").update(id="new", value=7)
    Target.objects.filter(id="old").update(id="new")
    assert Target.objects.get().indicator_id == target.indicator_id
