"""Nobody learns by measuring whose password was stored before Argon2, nor whether an address has an account."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher, make_password
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from projects.models import AuditEntry
from tests.accounts.logging_in import NEW, PASSWORD, is_logged_in, log_in, somebody

pytestmark = [pytest.mark.once, pytest.mark.django_db]
ARGON2 = "accounts.people.password_hashing.BoundedArgon2PasswordHasher"
PBKDF2 = "accounts.people.password_hashing.BoundedPBKDF2PasswordHasher"


@pytest.fixture
def work(settings, monkeypatch):
    """How often Argon2 hashed, and how many iterations PBKDF2 made: few are asked of it, to keep the test quick."""
    settings.PASSWORD_HASHERS = [ARGON2, PBKDF2]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    cache.clear()
    done = {"argon2": 0, "pbkdf2": 0}
    encode, verify, encode_old = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify, PBKDF2PasswordHasher.encode

    def count(name, amount, then):
        done[name] += amount
        return then()

    def old(self, password, salt, iterations=None):
        amount = iterations or self.iterations
        return count("pbkdf2", amount, lambda: encode_old(self, password, salt, iterations))

    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *given: count("argon2", 1, lambda: encode(*given)))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *given: count("argon2", 1, lambda: verify(*given)))
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", old)
    return done


def with_old_password(email: str, iterations: int):
    person = somebody(email)
    person.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt" * 6, iterations)
    person.save()
    return person


def without_password(email: str):
    person = somebody(email)
    person.set_unusable_password()
    person.save()


def test_wrong_password_is_the_same_work_whatever_the_account(work):
    somebody("new@example.org")
    with_old_password("old@example.org", 1000)
    with_old_password("older@example.org", 600)
    without_password("no-password@example.org")
    amounts = {}
    for name in ("new", "old", "older", "no-password", "nobody"):
        work.update(argon2=0, pbkdf2=0)
        Client().post("/accounts/login/", {"login": f"{name}@example.org", "password": "wrong"})
        amounts[name] = dict(work)

    assert amounts == {name: {"argon2": 1, "pbkdf2": 1000} for name in amounts}


def test_extra_work_ends_with_the_last_old_password(work):
    person = with_old_password("old@example.org", 1000)
    browser = Client()
    log_in(browser, person)
    assert is_logged_in(browser)
    cache.clear()  # what was asked ten minutes ago
    work.update(argon2=0, pbkdf2=0)

    Client().post("/accounts/login/", {"login": person.email, "password": "wrong"})

    assert work == {"argon2": 1, "pbkdf2": 0}


def test_operator_ends_old_passwords_and_their_owners_set_new_ones_by_mail(work, mailoutbox, capsys):
    old, new = with_old_password("old@example.org", 1000), somebody("new@example.org")
    without_password("no-password@example.org")
    call_command("retire_old_passwords")

    assert "Passwords ended: 1." in capsys.readouterr().out
    assert AuditEntry.objects.get(action="retire_password").object_id == str(old.pk)
    log_in(browser := Client(), old)
    assert not is_logged_in(browser)
    log_in(browser := Client(), new)
    assert is_logged_in(browser)

    browser = Client()
    browser.post("/accounts/password/reset/", {"email": old.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[-1].body)[0]
    form = browser.get(link, follow=True)
    browser.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    log_in(browser := Client(), old, NEW)
    assert is_logged_in(browser)


def test_nothing_is_ended_where_there_is_no_former_hasher(work, settings, capsys):
    settings.PASSWORD_HASHERS = [ARGON2]
    person = somebody()
    call_command("retire_old_passwords")
    assert "Passwords ended: 0." in capsys.readouterr().out
    log_in(browser := Client(), person)
    assert is_logged_in(browser)


def test_former_hash_is_read_while_it_is_stored(work):
    assert make_password(PASSWORD).startswith("argon2$")
    log_in(browser := Client(), with_old_password("old@example.org", 700))
    assert is_logged_in(browser)
