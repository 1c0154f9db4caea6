"""Variables given as files: taken, or refused with one line that says which file and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker.environment import take_files

pytestmark = pytest.mark.once


def test_file_is_taken_without_the_space_around_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("  redis://:pass word@host/0 \n")
    variables = {"CACHE_URL": "", "CACHE_URL_FILE": str(tmp_path / "secret"), "SSL_CERT_FILE": "/nowhere"}
    take_files(variables, ["CACHE_URL", "EMAIL_URL"])
    assert variables == {"CACHE_URL": "redis://:pass word@host/0", "SSL_CERT_FILE": "/nowhere"}


def test_empty_name_of_a_file_counts_as_not_set() -> None:
    variables = {"CACHE_URL": "memory", "CACHE_URL_FILE": ""}
    take_files(variables, ["CACHE_URL"])
    assert variables == {"CACHE_URL": "memory"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read (No such file or directory): write the value of MFA_KEYS into it"),
        (b"", "is empty: write the value of MFA_KEYS into it."),
        (b" \n", "is empty: write the value of MFA_KEYS into it."),
        (b"a\nb\n", "holds more than one line"),
        (b"a\x00b", "holds more than one line"),
        (b"\xff\xfe", "cannot be read (it is not UTF-8)"),
    ],
)
def test_file_without_a_value_is_refused(content: bytes | None, words: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "keys").write_bytes(content)
    with pytest.raises(ImproperlyConfigured) as refused:
        take_files({"MFA_KEYS_FILE": str(tmp_path / "keys")}, ["MFA_KEYS"])
    assert str(refused.value).startswith(f"MFA_KEYS_FILE names {tmp_path}/keys, which ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="cannot be read \\(Is a directory\\)"):
        take_files({"MFA_KEYS_FILE": str(tmp_path)}, ["MFA_KEYS"])


def test_value_and_file_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="MFA_KEYS and MFA_KEYS_FILE are both set: leave one"):
        take_files({"MFA_KEYS": "x", "MFA_KEYS_FILE": str(tmp_path)}, ["MFA_KEYS"])
