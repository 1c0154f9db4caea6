"""Rows for tests, each valid by itself. A test sets the columns that it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory

from projects.comparison.publishers import publisher_key
from projects.models import (
    Indicator,
    Office,
    Organisation,
    Outcome,
    Person,
    Programme,
    Project,
    ProjectEvent,
    Publisher,
    Source,
    Target,
    Territory,
)
from projects.models.publisher import standing_for
from projects.models.source import public_on

RECORDED_AT = datetime(2024, 1, 1, 12, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    role = "watcher"

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        if extracted:
            self.set_password(extracted)
        else:
            self.set_unusable_password()  # hashing takes a tenth of a second; most tests force the log-in
        if create:
            self.save(update_fields=["password"])

    class Params:
        editor = factory.Trait(role="editor", is_staff=True)
        admin = factory.Trait(role="admin", is_staff=True, is_superuser=True)


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("id",)

    id = "kz"
    name = "Kazakhstan"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("id",)

    id = factory.Sequence(lambda n: f"body-{n}")
    name = factory.LazyAttribute(lambda body: body.id.replace("-", " ").title())
    kind = "ministry"


class PublisherFactory(DjangoModelFactory):
    class Meta:
        model = Publisher

    id = factory.Sequence(lambda n: f"publisher-{n}")
    name = factory.LazyAttribute(lambda publisher: publisher.id.replace("-", " ").title())
    key = factory.LazyAttribute(lambda publisher: publisher_key(publisher.name))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    id = factory.Sequence(lambda n: f"person-{n}")
    name = factory.LazyAttribute(lambda person: person.id.replace("-", " ").title())


class OfficeFactory(DjangoModelFactory):
    """A minister since 1 January 2023."""

    class Meta:
        model = Office

    id = factory.Sequence(lambda n: f"office-{n}")
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title = "Minister"
    since = date(2023, 1, 1)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    id = factory.Sequence(lambda n: f"source-{n}")
    title = "A report"
    publisher = "Government press service"
    publisher_key = factory.LazyAttribute(lambda source: standing_for([source.publisher])[source.publisher])
    published = date(2024, 2, 5)
    published_precision = "day"
    public_on = factory.LazyAttribute(lambda source: public_on(source.published, source.published_precision))
    kind = "government"
    url = "https://example.org/report"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    id = factory.Sequence(lambda n: f"programme-{n}")
    name = "A programme"
    responsible = factory.SubFactory(OrganisationFactory)
    territory = factory.SubFactory(TerritoryFactory)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    id = factory.Sequence(lambda n: f"indicator-{n}")
    programme = factory.SubFactory(ProgrammeFactory)
    name = "Projects launched"
    unit = "projects"
    accumulation = "sum"
    direction = "increase"


class TargetFactory(DjangoModelFactory):
    """180 projects in 2024, announced on 5 February 2024."""

    class Meta:
        model = Target

    id = factory.Sequence(lambda n: f"target-{n}")
    indicator = factory.SubFactory(IndicatorFactory)
    basis = "absolute"
    qualifier = "exactly"
    value = Decimal(180)
    window_start = date(2024, 1, 1)
    deadline = date(2024, 12, 31)
    timing = "within_period"
    announced = date(2024, 2, 5)
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED_AT
    recorded_by = factory.SubFactory(UserFactory, editor=True)


class OutcomeFactory(DjangoModelFactory):
    """90 projects in the first half of 2024, reported on 10 July 2024."""

    class Meta:
        model = Outcome

    id = factory.Sequence(lambda n: f"outcome-{n}")
    indicator = factory.SubFactory(IndicatorFactory)
    basis = "absolute"
    qualifier = "exactly"
    value = Decimal(90)
    period_start = date(2024, 1, 1)
    period_end = date(2024, 6, 30)
    final = True
    source = factory.SubFactory(SourceFactory, published=date(2024, 7, 10))
    recorded_at = RECORDED_AT
    recorded_by = factory.SubFactory(UserFactory, editor=True)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    id = factory.Sequence(lambda n: f"project-{n}")
    programme = factory.SubFactory(ProgrammeFactory)
    name = "A plant"
    territory = factory.SubFactory(TerritoryFactory)


class ProjectEventFactory(DjangoModelFactory):
    class Meta:
        model = ProjectEvent

    id = factory.Sequence(lambda n: f"event-{n}")
    project = factory.SubFactory(ProjectFactory)
    stage = "announced"
    date = date(2024, 2, 5)
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED_AT
    recorded_by = factory.SubFactory(UserFactory, editor=True)
