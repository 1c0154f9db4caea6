"""What each kind of follow brings, and how much of it: on a record written by the real actions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.actions.follows import (
    EverythingError,
    UnknownThingError,
    follow,
    rename_search,
    thing_to_follow,
    unfollow,
)
from accounts.follows.chains import LEAVES_AFTER, chains_by_thing, followed_chains
from accounts.follows.page import following_page, preview_follow
from accounts.follows.searches import describe_search, parse_search
from projects.actions.refresh import refresh_due
from projects.actions.rename_row import rename_row
from projects.models import Programme
from projects.reports.overviews.news_pace import items_a_week, weeks_with_news
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 7, 8, 3, tzinfo=UTC)


def programme(**columns):
    return IndicatorFactory(programme=ProgrammeFactory(**columns))


@pytest.fixture
def brings():
    return lambda kind, thing_id, at=NOW: sorted(chains_by_thing([(kind, thing_id)], at)[kind, thing_id])


def test_a_body_brings_what_came_before_it_and_what_came_after(desk, brings):
    old = OrganisationFactory(id="old")
    middle = OrganisationFactory(id="middle", succeeds=old)
    heir, other_heir = OrganisationFactory(id="heir", succeeds=middle), OrganisationFactory(id="other", succeeds=middle)
    for body in (old, middle, heir, other_heir, OrganisationFactory(id="stranger")):
        desk.promise(f"of-{body.id}", indicator=programme(responsible=body))

    assert brings("organisation", "middle") == ["of-heir", "of-middle", "of-old", "of-other"]
    assert brings("organisation", "old") == ["of-heir", "of-middle", "of-old", "of-other"]
    # A sibling is neither before nor after: what only the other heir answers for is another body's.
    assert brings("organisation", "heir") == ["of-heir", "of-middle", "of-old"]


def test_a_place_brings_what_is_promised_for_its_parts(desk, brings):
    country = TerritoryFactory()
    region = TerritoryFactory(id="kz-71", name="Astana", parent=country)
    desk.promise("everywhere", indicator=programme(territory=country))
    desk.promise("there", indicator=programme(territory=region))
    # The indicator's own place counts before its programme's.
    desk.promise("there-too", indicator=IndicatorFactory(territory=region))

    assert brings("territory", "kz") == ["everywhere", "there", "there-too"]
    assert brings("territory", "kz-71") == ["there", "there-too"]


def test_a_sector_brings_its_programmes(desk, brings):
    desk.promise("flats", indicator=programme(sector="housing"))
    desk.promise("plants", indicator=programme(sector="industry"))

    assert brings("sector", "housing") == ["flats"]


def test_a_search_brings_what_it_finds(desk, brings):
    indicator = programme(sector="housing")
    desk.promise("late", indicator=indicator, deadline=date(2024, 6, 30))
    desk.promise("ahead", indicator=indicator)
    desk.promise("elsewhere", indicator=programme(sector="industry"), deadline=date(2024, 6, 30))
    refresh_due(as_of=date(2024, 7, 1), at=NOW - timedelta(days=7))

    assert brings("search", "status=unreported&sector=housing") == ["late"]
    assert brings("search", "sector=housing&due_before=2024-07-01") == ["late"]


def test_what_leaves_a_search_is_followed_a_while_longer(desk, brings):
    """A follower of overdue targets wants to hear when one is achieved."""
    target = desk.promise("late", deadline=date(2024, 6, 30), timing="by_deadline")
    refresh_due(as_of=date(2024, 7, 1), at=NOW - timedelta(days=7))
    desk.report(target, at=NOW, value=Decimal(200), period_end=date(2024, 7, 7))
    moved = desk.promise("moved", deadline=date(2024, 8, 31))
    desk.revise(moved, at=NOW, deadline=date(2025, 8, 31))

    for search in ("status=unreported&sector=x", "status=unreported", "overdue=true"):
        assert brings("search", search) == ([] if "sector" in search else ["late"])
        assert brings("search", search, NOW + LEAVES_AFTER + timedelta(days=1)) == []
    assert brings("search", "due_before=2024-12-31&due_after=2024-08-01") == ["moved"]
    assert brings("search", "due_before=2024-12-31&due_after=2024-08-01", NOW + LEAVES_AFTER * 2) == []
    assert brings("search", "revised=false&due_after=2024-08-01") == ["moved"]


def test_a_chain_followed_in_many_ways_counts_once_and_says_them_all(desk, follower):
    target = desk.promise(indicator=programme(sector="housing"))
    of = target.indicator.programme
    person = follower(target, of, of.responsible, of.territory)
    for kind, thing_id in (("sector", "housing"), ("search", "search=projects")):
        follow(by=person, kind=kind, thing_id=thing_id, at=NOW)

    ((chain, whys),) = followed_chains([person.pk], NOW)[person.pk].items()

    assert chain == "pool"
    assert [why.kind for why in whys] == ["target", "programme", "organisation", "territory", "sector", "search"]
    assert whys[-1].named.name == "“projects”"
    (own, *_rest) = [thing for thing in following_page(person, NOW).things if thing.kind == "target"]
    assert len(own.also) == 5
    assert following_page(person, NOW).chains == 1


def test_queries_do_not_grow_with_people_follows_or_searches(desk, follower, django_assert_num_queries):
    indicator = programme(sector="housing")
    things = [desk.promise(f"pool-{number}", indicator=indicator) for number in range(4)]

    def everything(number):
        person = follower(things[number], indicator.programme, indicator.programme.responsible, TerritoryFactory())
        follow(by=person, kind="sector", thing_id="housing", at=NOW)
        follow(by=person, kind="search", thing_id=f"territory=kz&search=pool-{number}", at=NOW)
        return person.pk

    reader = everything(0)
    followed_chains([reader], NOW)  # reads the words of the record, which its version keeps
    with django_assert_num_queries(10):
        followed_chains([reader], NOW)
    more = [everything(number) for number in (1, 2, 3)]
    with django_assert_num_queries(10):
        followed = followed_chains([reader, *more], NOW)
    assert {pk: len(chains) for pk, chains in followed.items()} == dict.fromkeys([reader, *more], 4)


def test_what_it_brings_is_measured_by_the_record(desk):
    target = desk.promise(deadline=date(2024, 6, 30))  # announced on 5 February 2024, in the record since 1 March
    desk.report(target, at=datetime(2024, 6, 5, tzinfo=UTC), period_end=date(2024, 5, 31))
    desk.report(
        target, at=datetime(2024, 6, 6, tzinfo=UTC), period_start=date(2023, 1, 1), period_end=date(2023, 5, 31)
    )
    refresh_due(as_of=date(2024, 7, 1), at=NOW)

    weeks = weeks_with_news(["pool"], date(2024, 7, 8))

    assert weeks == {"pool": frozenset({1, 4})}  # it fell overdue a week ago and was reported on 33 days ago
    assert items_a_week(weeks, ["pool"]) == pytest.approx(2 * 7 / 90)
    assert weeks_with_news(["pool"], date(2025, 7, 8)) == {}


@pytest.mark.parametrize(
    ("search", "kept_as"),
    [
        ("status=overdue&status=missed&page=3&as_of=2024-01-01", ("search", "status=missed&status=overdue")),
        ("search=+many++words+&ordering=-announced", ("search", "search=many+words")),
        ("revised=true&unit=&due_before=2024-12-31", ("search", "due_before=2024-12-31&revised=true")),
        ("sector=housing", ("sector", "housing")),
        ("territory=kz&page_size=25", ("territory", "kz")),
    ],
)
def test_a_search_is_kept_in_one_form(search, kept_as):
    TerritoryFactory()
    Programme.objects.bulk_create(
        [ProgrammeFactory.build(sector="housing", territory_id="kz", responsible=OrganisationFactory())]
    )

    thing = thing_to_follow(kind="search", thing_id=search)

    assert (thing.kind, thing.id) == kept_as
    assert thing_to_follow(kind=thing.kind, thing_id=thing.id).id == thing.id


def test_a_search_without_a_filter_cannot_be_followed():
    with pytest.raises(EverythingError):
        follow(by=UserFactory(), kind="search", thing_id="page=2&ordering=deadline", at=NOW)


def test_a_sector_that_no_programme_has_cannot_be_followed():
    with pytest.raises(UnknownThingError):
        follow(by=UserFactory(), kind="sector", thing_id="alchemy", at=NOW)


def test_a_thing_that_has_left_the_record_can_still_be_left(desk):
    person = UserFactory()
    target = desk.promise(indicator=programme(sector="housing"))
    follow(by=person, kind="sector", thing_id="housing", at=NOW)
    Programme.objects.filter(pk=target.indicator.programme_id).update(sector="homes")

    assert unfollow(by=person, kind="sector", thing_id="housing") is True


def test_a_search_is_renamed_by_its_owner_alone():
    owner = UserFactory()
    mine = follow(by=owner, kind="search", thing_id="status=overdue", at=NOW)

    assert rename_search(by=owner, follow_id=mine.pk, name=" What\tis late ").name == "What is late"
    with pytest.raises(UnknownThingError):
        rename_search(by=UserFactory(), follow_id=mine.pk, name="Mine")
    assert unfollow(by=owner, kind="search", thing_id="status=overdue") is True


def test_what_a_thing_would_bring_is_said_before(desk):
    indicator = IndicatorFactory()
    for number in range(3):
        desk.promise(f"pool-{number}", indicator=indicator)

    preview = preview_follow(("territory", "kz"), datetime(2024, 3, 8, tzinfo=UTC))

    assert (preview.chains, preview.of, preview.everything, preview.nothing, preview.too_much) == (
        3,
        3,
        True,
        False,
        False,
    )
    assert preview_follow(("search", "status=overdue"), NOW).nothing


def test_follows_survive_that_things_get_other_ids(desk, brings):
    admin, person = UserFactory(admin=True), UserFactory()
    target = desk.promise(indicator=programme(id="flats", sector="housing"))
    follow(by=person, kind="search", thing_id="programme=flats&revised=false", at=NOW)
    follow(by=person, kind="programme", thing_id="flats", at=NOW)

    rename_row(row=target.indicator.programme, new_id="homes", by=admin, at=NOW)

    whys = followed_chains([person.pk], NOW)[person.pk]["pool"]
    assert [(why.kind, why.thing_id) for why in whys] == [
        ("programme", "homes"),
        ("search", "programme=flats&revised=false"),
    ]
    assert thing_to_follow(kind="programme", thing_id="flats").id == "homes"


def test_a_search_for_a_person_brings_what_they_announced(desk, brings):
    person = PersonFactory(id="minister", name="Minister")
    desk.promise("theirs", spoken_by=person)
    desk.promise("not-theirs")
    assert brings("search", "spoken_by=minister") == ["theirs"]
    assert describe_search(parse_search("spoken_by=minister"), "en") == "Minister"
