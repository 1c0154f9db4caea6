"""New passwords are long, and not on lists of stolen ones; nothing else is asked of them."""

from __future__ import annotations

import random
import string
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.people import breached_passwords
from tests.accounts.logging_in import is_logged_in, log_in, somebody


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("elevenchars", "password_too_short"),
        ("manchesterunited", "password_breached"),
        ("ManchesterUnited", "password_breached"),  # lists are tried in every case
        ("qwerty123456", "password_breached"),
        ("1q2w3e4r5t6y", "password_breached"),
        ("ghjcnjgfhjkm", "password_breached"),  # Russian words typed on Latin keys
        ("mychemicalromance", "password_breached"),
        ("olive parliament kettle", None),
        ("төрт қазақ сөзі бар", None),
        ("840391762058", None),  # no rule says which characters it must have
        ("x" * 5 + "🙂" * 7, None),
        ("long " * 40, None),
    ],
)
def test_new_password_is_refused_for_one_clear_reason(password, problem):
    if problem is None:
        validate_password(password)
        return
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert [error.code for error in refused.value.error_list] == [problem]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "stolen"), ("ru", "украден"), ("kk", "ұрланған")])
def test_sign_up_says_why_in_the_readers_language(language, words):
    given = {"email": "new@example.org", "password1": "manchesterunited", "password2": "manchesterunited"}
    page = Client().post(f"/{language}/accounts/signup/", given)

    assert page.status_code == 200
    assert words in page.content.decode()


@pytest.mark.django_db
def test_shorter_password_from_before_still_logs_in(client):
    person = somebody()
    person.set_password("short-one")
    person.save()
    log_in(client, person, "short-one")

    assert is_logged_in(client)


def test_other_passwords_are_seldom_taken_for_stolen_ones():
    """A hundred thousand drawn ones: 3 are expected, 15 would happen by chance once in a million runs."""
    draw = random.Random(16)
    drawn = {"".join(draw.choices(string.ascii_letters + string.digits, k=14)) for _number in range(100_000)}
    shipped = breached_passwords.shipped()

    assert sum(password in shipped for password in drawn) < 15
    assert shipped.mistakes < 1e-4
    assert shipped.count >= 100_000
    assert breached_passwords.FILE.stat().st_size < 2_100_000


def test_own_list_is_made_into_a_filter_and_short_ones_are_left_out(tmp_path):
    stolen, made = tmp_path / "stolen.txt", tmp_path / "made.bloom"
    stolen.write_bytes("short\nПарольПарольПароль\nlong-enough-one\nLong-Enough-One\n".encode() + b"\xff" * 12)
    call_command("filter_breached_passwords", stolen, to=made, stdout=StringIO())

    own = breached_passwords.read(made.read_bytes())
    assert own.count == 2
    assert "парольпарольпароль" in own
    assert "LONG-ENOUGH-ONE" in own
    assert "short" not in own


@pytest.mark.parametrize(("content", "said_so"), [(None, "is no file"), (b"short\n", "nothing was written")])
def test_list_that_gives_nothing_changes_nothing(tmp_path, content, said_so):
    stolen, made = tmp_path / "stolen.txt", tmp_path / "made.bloom"
    if content is not None:
        stolen.write_bytes(content)
    with pytest.raises(CommandError, match=said_so):
        call_command("filter_breached_passwords", stolen, to=made, stdout=StringIO())
    assert not made.exists()


def test_file_that_is_no_filter_is_said():
    with pytest.raises(ValueError, match="no filter of passwords"):
        breached_passwords.read(b"<!doctype html>" * 9)
