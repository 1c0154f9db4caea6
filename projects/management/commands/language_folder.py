from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from projects.language_folders import ABOUT, LanguageFolder, read_folder
from projects.wording.all_phrases import nouns_in, phrases_in

_ANY = "ru"  # a language that has every message
_HOLDS_WORDS = re.compile(r'\bPhrase\(|"en": ?[(a-z]')
_WITHOUT_WORDS = ("migrations", "management", "tests")


class Command(BaseCommand):
    help = "Brings the folder of a language up to date: writes what is to be translated, compiles what is translated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path, help=f"the language's folder, with {ABOUT} in it")

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        if not (folder / ABOUT).is_file():
            raise CommandError(f"{folder / ABOUT} is not there: write it first, as docs/languages.md says.")
        try:
            language = read_folder(folder / ABOUT, with_phrases=False)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        catalogues = folder / "LC_MESSAGES"
        catalogues.mkdir(exist_ok=True)
        for name, messages in (("phrases", _phrases()), ("django", _messages())):
            path = catalogues / f"{name}.po"
            catalogue = _up_to_date(path, messages, language)
            self._write(path, catalogue)
            done = sum(bool(message.id) and _is_translated(message) for message in catalogue)
            self.stdout.write(f"{path}: {done} of {len(catalogue)} are translated.")
        try:
            read_folder(folder / ABOUT)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error

    def _write(self, path: Path, catalogue: Catalog) -> None:
        source, compiled = BytesIO(), BytesIO()
        write_po(source, catalogue, width=120, ignore_obsolete=True)
        path.write_bytes(source.getvalue())
        problems = [f"{path}: “{message.id}”: {errors[0]}." for message, errors in catalogue.check()]
        if problems:
            raise CommandError("\n".join((*problems, "Mend these, then run the command again. Nothing was compiled.")))
        write_mo(compiled, catalogue)
        path.with_suffix(".mo").write_bytes(compiled.getvalue())


def _up_to_date(path: Path, messages: list[Message], language: LanguageFolder) -> Catalog:
    """The messages with the translations that there are; those of messages that are gone are left out."""
    try:
        old = read_po(BytesIO(path.read_bytes()), abort_invalid=True) if path.exists() else Catalog()
    except (ValueError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is no catalogue of gettext in UTF-8: {error}.") from error
    fresh = Catalog(language.locale, fuzzy=False)
    if path.exists():
        fresh.mime_headers = old.mime_headers
    for message in messages:
        there = old.get(message.id, message.context)
        string = "" if there is None or there.fuzzy else there.string
        fresh.add(message.id, string, flags=message.flags - {"fuzzy"}, context=message.context)
    return fresh


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


def _phrases() -> list[Message]:
    modules = list(_modules())
    nouns = nouns_in(modules)
    singular = {noun for noun, _others in nouns}
    return [
        *(Message(noun) for noun in nouns),
        *(Message(phrase) for phrase in phrases_in(modules) if phrase not in singular),
    ]


def _messages() -> list[Message]:
    """What gettext translates: the messages of our own, and those of libraries that their own catalogues lack."""
    own = [Path(app.path) / "locale" for app in _own_apps()]
    given = [Path(path) for path in settings.LOCALE_PATHS if Path(path) not in settings.LANGUAGE_FOLDERS]
    files = [path / _ANY / "LC_MESSAGES" / "django.po" for path in dict.fromkeys((*own, *given))]
    catalogues = [read_po(BytesIO(file.read_bytes())) for file in files if file.exists()]
    by_key = {
        (str(message.id), message.context): message for catalogue in catalogues for message in catalogue if message.id
    }
    return list(by_key.values())


def _own_apps() -> list[Any]:
    return [app for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]


def _modules() -> Iterator[ModuleType]:
    """The modules that hold phrases or nouns."""
    for app in _own_apps():
        for path in sorted(Path(app.path).rglob("*.py")):
            parts = path.relative_to(settings.BASE_DIR).with_suffix("").parts
            if not set(_WITHOUT_WORDS) & set(parts) and _HOLDS_WORDS.search(path.read_text(encoding="utf-8")):
                yield import_module(".".join(part for part in parts if part != "__init__"))
