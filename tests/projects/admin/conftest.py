"""An editor who is logged in, and a record with a row of every kind."""

from __future__ import annotations

from datetime import date

import pytest

from projects.actions.refresh import refresh_assessments
from projects.actions.watching.save_watch import save_watch
from projects.models import AuditEntry, RenamedId, Watch, WatchedAddress
from tests.factories import (
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProjectEventFactory,
    PublisherFactory,
    TargetFactory,
    TerritoryFactory,
    UserFactory,
)
from tests.projects.admin.desk_pages import AT


@pytest.fixture
def editor(client):
    person = UserFactory(editor=True)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


@pytest.fixture
def record():
    """A little of everything: chains, corrections, places in places, bodies that succeed bodies."""
    PublisherFactory(id="gazette", same_as=PublisherFactory(id="a-gazette"))
    TerritoryFactory(id="kz-71", name="Astana", parent=TerritoryFactory(id="kz"))
    for number in range(2):
        body = OrganisationFactory(id=f"ministry-{number}", succeeds=OrganisationFactory())
        first = TargetFactory(id=f"pool-{number}", indicator__programme__responsible=body)
        second = TargetFactory(
            id=f"pool-{number}-2", revises=first, indicator=first.indicator, announced=date(2024, 4, 1)
        )
        TargetFactory(id=f"pool-{number}-3", revises=second, indicator=first.indicator, announced=date(2024, 5, 1))
        person = OfficeFactory(id=f"minister-{number}", organisation=body).person
        wrong = OutcomeFactory(id=f"half-{number}", indicator=first.indicator, territory_id="kz", spoken_by=person)
        OutcomeFactory(id=f"half-{number}-2", indicator=first.indicator, corrects=wrong)
        project = ProjectEventFactory(id=f"stage-{number}").project
        ProjectEventFactory(project=project, stage="started")
        AuditEntry.objects.create(action="record", object_id=f"{number}", done_at=AT, done_by=first.recorded_by)
        RenamedId.objects.create(
            kind="target", old_id=f"pol-{number}", new_id=first.pk, renamed_at=AT, renamed_by=first.recorded_by
        )
        watch = save_watch(watch=Watch(url=f"https://pool.kz/{number}", organisation=body), by=first.recorded_by, at=AT)
        address = {"watch": watch, "url": f"https://pool.kz/{number}/a", "url_sha256": str(number), "named_at": AT}
        WatchedAddress.objects.create(**address, state="unread", error="pdf")
    refresh_assessments(as_of=AT.date(), at=AT)
