from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.actions.digest_preferences import set_preferences, stop_digests
from accounts.actions.follows import UnknownThingError, follow, unfollow
from accounts.models import DigestPreferences, Follow, User
from tests.factories import OrganisationFactory, ProgrammeFactory, TargetFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "rights",
    [
        {"role": "watcher", "is_staff": True},
        {"role": "watcher", "is_superuser": True},
        {"role": "editor", "is_staff": False},
        {"role": "editor", "is_staff": True, "is_superuser": True},
        {"role": "admin", "is_staff": True, "is_superuser": False},
        {"role": "owner", "is_staff": True, "is_superuser": True},
    ],
)
def test_rights_that_do_not_follow_the_role_are_refused(rights):
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="x@example.org", **rights)])


@pytest.mark.parametrize(
    ("role", "rights"), [("watcher", (False, False)), ("editor", (True, False)), ("admin", (True, True))]
)
def test_create_user_gives_the_rights_of_the_role_and_preferences(role, rights):
    person = User.objects.create_user("Aigul@Example.org", "secret", role=role)

    assert person.email == "aigul@example.org"
    assert (person.is_staff, person.is_superuser) == rights
    assert person.digest_preferences.cadence == "weekly"
    assert person.digest_preferences.due_at > person.date_joined


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ({"role": "watcher"}, set()),
        ({"role": "editor"}, {"projects", "projects.add_target", "projects.view_source"}),
        ({"role": "editor", "is_active": False}, set()),
        ({"role": "admin"}, {"projects", "projects.add_target", "projects.view_source", "projects.delete_source"}
         | {"accounts", "accounts.view_user", "accounts.delete_user"}),
        ({"role": "admin", "is_active": False}, set()),
    ],
)  # fmt: skip
def test_rights_follow_the_role_and_ask_no_query(person, may, django_assert_num_queries):
    user = User.objects.create_user("a@example.org", "secret", **person)
    with django_assert_num_queries(0):
        apps = {app for app in ("projects", "accounts") if user.has_module_perms(app)}
        rights = ("add_target", "view_source", "delete_source"), ("view_user", "delete_user")
        names = [f"{app}.{name}" for app, names in zip(("projects", "accounts"), rights, strict=True) for name in names]
        assert apps | {name for name in names if user.has_perm(name)} == may


def test_create_superuser_makes_an_admin():
    assert User.objects.create_superuser("chief@example.org", "secret").role == "admin"


@pytest.mark.parametrize("things", [[], ["target", "programme"], ["programme", "organisation"]])
def test_a_follow_is_of_exactly_one_thing(things):
    made = {"target": TargetFactory, "programme": ProgrammeFactory, "organisation": OrganisationFactory}

    with pytest.raises(IntegrityError):
        Follow.objects.create(user=UserFactory(), created_at=NOW, **{kind: made[kind]() for kind in things})


def test_a_thing_is_followed_once():
    person, programme = UserFactory(), ProgrammeFactory()
    first = follow(by=person, kind="programme", thing_id=programme.id, at=NOW)

    assert follow(by=person, kind="programme", thing_id=programme.id, at=NOW) == first
    with pytest.raises(IntegrityError):
        Follow.objects.create(user=person, programme=programme, created_at=NOW)


def test_any_link_of_a_chain_stands_for_its_first():
    first = TargetFactory()
    second = TargetFactory(indicator=first.indicator, revises=first)
    third = TargetFactory(indicator=first.indicator, revises=second)
    person = UserFactory()

    assert follow(by=person, kind="target", thing_id=third.id, at=NOW).target == first
    assert unfollow(by=person, kind="target", thing_id=second.id) is True
    assert not person.follows.exists()


@pytest.mark.parametrize(("kind", "thing"), [("target", "nothing"), ("user", "1"), ("", ""), ("target", "a\0b")])
def test_an_unknown_thing_cannot_be_followed(kind, thing):
    with pytest.raises(UnknownThingError):
        follow(by=UserFactory(), kind=kind, thing_id=thing, at=NOW)


CHOSEN = {"cadence": "daily", "weekday": 2, "hour": 7, "time_zone": "Europe/Berlin", "language": "kk"}


def test_preferences_store_the_next_due_moment():
    person = User.objects.create_user("a@example.org")

    set_preferences(by=person, at=NOW, **CHOSEN)

    assert DigestPreferences.objects.get(user=person).due_at == datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_somebody_without_a_row_gets_one_by_choosing():
    person = UserFactory()

    set_preferences(by=person, at=NOW, **CHOSEN)

    assert DigestPreferences.objects.get(user=person).language == "kk"


def test_somebody_without_a_row_gets_one_by_following():
    person = UserFactory()

    follow(by=person, kind="programme", thing_id=ProgrammeFactory().id, at=NOW)

    assert DigestPreferences.objects.get(user=person).due_at == datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"cadence": "hourly"},
        {"weekday": 7},
        {"weekday": -1},
        {"hour": 24},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"language": "de"},
    ],
)
def test_preferences_that_do_not_exist_are_refused(nonsense):
    person = User.objects.create_user("a@example.org")
    before = DigestPreferences.objects.get(user=person).due_at

    with pytest.raises(ValidationError):
        set_preferences(by=person, at=NOW, **{**CHOSEN, **nonsense})

    assert DigestPreferences.objects.get(user=person).due_at == before


def test_off_has_no_due_moment_and_on_again_has_one():
    person = User.objects.create_user("a@example.org")

    assert stop_digests(user_id=person.pk) is True
    assert stop_digests(user_id=person.pk) is False
    assert DigestPreferences.objects.get(user=person).due_at is None

    set_preferences(by=person, at=NOW, **CHOSEN)
    assert DigestPreferences.objects.get(user=person).due_at is not None
