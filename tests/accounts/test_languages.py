"""Every string of people's pages and mails is there in Russian and Kazakh, and what is compiled is what is written."""

import re
from pathlib import Path

import allauth
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

import accounts

pytestmark = pytest.mark.once
HOME = Path(accounts.__file__).parent
CATALOGUES = sorted(HOME.glob("locale*/*/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-4:-2]))
def test_catalogues_are_complete_and_compiled(path):
    with path.open("rb") as written, path.with_suffix(".mo").open("rb") as compiled:
        source, machine = read_po(written), read_mo(compiled)

    untranslated = [message.id for message in source if message.id and not all(_forms(message.string))]
    assert not untranslated
    assert _said(source) == _said(machine)


def _said(catalogue):
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def _forms(string):
    return tuple(string) if isinstance(string, (tuple, list)) else (string,)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_string_in_the_code_has_a_translation(language):
    with (HOME / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as written:
        translated = {message.id for message in read_po(written)}
    keywords = {"_": None, "gettext": None, "gettext_lazy": None}
    strings = extract_from_dir(
        HOME, method_map=[("**/migrations/**", "ignore"), ("**.py", "python")], keywords=keywords
    )

    assert {message for _file, _line, message, *_rest in strings} <= translated


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("text", ["Sign Up", "Please Confirm Your Email Address", "This password is too common."])
def test_the_libraries_speak_it_too(language, text):
    with translation.override(language):
        assert translation.gettext(text) != text


SHOWN = ("templates/account/", "templates/mfa/", "mfa/", "account/")
SLIPS = {
    "«вы» in the middle of a sentence begins small": r"(?<=[а-яё,] )Ва[шмс]\w*|(?<=[а-яё,] )Вы\b",
    "a space follows the end of a sentence": r"[а-яё»\"]\.[А-ЯЁ]",
    "quotation marks are angular": r"\"[А-Яа-яё]",
    "no word stands twice": r"\b([а-яё]+) \1\b",
}


@pytest.mark.parametrize("rule", SLIPS)
def test_the_libraries_write_russian_as_the_tracker_does(rule):
    """What allauth says on the way from the sign-up to the second factor, as a reader gets it here."""
    with (Path(allauth.__file__).parent / "locale" / "ru" / "LC_MESSAGES" / "django.po").open("rb") as written:
        sayings = [
            message.id
            for message in read_po(written)
            if isinstance(message.id, str) and any(file.startswith(SHOWN) for file, _line in message.locations)
        ]
    with translation.override("ru"):
        texts = [translation.gettext(saying) for saying in sayings]
    assert texts
    assert not [text for text in texts if re.search(SLIPS[rule], text)]
