"""Every string of people's pages and mails is there in Russian and Kazakh, and what is compiled is what is written."""

from pathlib import Path

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
