"""Hashing many passwords at once does not occupy the threads that serve readers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.test import Client

from accounts.people import password_hashing
from accounts.people.password_hashing import PasswordsBusyError, Turnstile
from tests.accounts.logging_in import PASSWORD, is_logged_in, log_in, somebody

BOUNDED = ["accounts.people.password_hashing.BoundedPBKDF2PasswordHasher"]
ARGON2 = ["accounts.people.password_hashing.BoundedArgon2PasswordHasher"]


@pytest.fixture
def slow(settings, monkeypatch):
    """Hashing that lasts until it is let go; how many of it went on at once."""
    settings.PASSWORD_HASHERS = BOUNDED
    gate, lock, now, most = threading.Event(), threading.Lock(), [0], [0]

    def encode(self, password, salt, iterations=None):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        gate.wait(60)
        with lock:
            now[0] -= 1
        return f"pbkdf2_sha256$1${salt}$none"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    monkeypatch.setattr(password_hashing, "turnstile", Turnstile(1, 2, patience=60))
    return gate, most


def test_twenty_at_once_are_three_and_the_rest_is_refused_before_they_have_ended(slow):
    gate, most = slow

    def attempt(number: int) -> bool:
        try:
            make_password(f"password-{number}")
        except PasswordsBusyError:
            return False
        return True

    with ThreadPoolExecutor(20) as threads:
        attempts = [threads.submit(attempt, number) for number in range(20)]
        while sum(done.done() for done in attempts) < 17:  # all but one at work and two that wait
            threading.Event().wait(0.01)
        assert not any(done.result() for done in attempts if done.done())
        gate.set()
        assert sum(done.result() for done in attempts) == 3
    assert most == [1]


def test_impatience_lets_go_of_the_place():
    turnstile = Turnstile(1, 1, patience=0.01)
    with turnstile.turn():
        for _again in range(3):
            with pytest.raises(PasswordsBusyError), turnstile.turn():
                pass
    with turnstile.turn():
        pass


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_who_is_refused_reads_when_to_come_again(monkeypatch, settings, language):
    settings.PASSWORD_HASHERS = BOUNDED
    monkeypatch.setattr(password_hashing, "turnstile", Turnstile(1, 0, patience=1))
    with password_hashing.turnstile.turn():
        answer = Client().post(f"/{language}/accounts/login/", {"login": "a@example.org", "password": "wrong"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.django_db
def test_password_that_was_not_looked_at_does_not_count_as_wrong(monkeypatch, settings):
    person = somebody()
    settings.PASSWORD_HASHERS = [*BOUNDED, *settings.PASSWORD_HASHERS]
    monkeypatch.setattr(password_hashing, "turnstile", Turnstile(1, 0, patience=1))
    with password_hashing.turnstile.turn():
        given = {"login": "nobody@example.org", "password": PASSWORD}
        assert {Client().post("/accounts/login/", given).status_code for _again in range(12)} == {503}

    assert log_in(Client(), person).status_code == 302


def test_stored_passwords_are_read_and_written_as_before(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    before = make_password("secret", "salt")
    settings.PASSWORD_HASHERS = BOUNDED

    assert make_password("secret", "salt") == before
    assert check_password("secret", before)


def test_new_hashes_are_argon2_with_the_parameters_of_owasp(settings):
    settings.PASSWORD_HASHERS = [*ARGON2, *BOUNDED]

    stored = make_password(PASSWORD)

    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(PASSWORD, stored)
    assert not check_password("wrong", stored)


@pytest.mark.django_db
def test_hash_from_before_is_argon2_after_the_next_log_in(client, settings):
    settings.PASSWORD_HASHERS = BOUNDED
    person = somebody()
    settings.PASSWORD_HASHERS = [*ARGON2, *BOUNDED]
    log_in(client, person, "wrong")
    person.refresh_from_db()
    assert person.password.startswith("pbkdf2_sha256$")

    log_in(client, person)
    person.refresh_from_db()
    assert person.password.startswith("argon2$")
    assert is_logged_in(client)


def test_checking_argon2_waits_for_its_turn_too(settings, monkeypatch):
    """The memory of hashes at once is that of AT_ONCE: one."""
    settings.PASSWORD_HASHERS = ARGON2
    stored = make_password(PASSWORD)
    monkeypatch.setattr(password_hashing, "turnstile", Turnstile(1, 0, patience=1))
    with password_hashing.turnstile.turn(), pytest.raises(PasswordsBusyError):
        check_password(PASSWORD, stored)
