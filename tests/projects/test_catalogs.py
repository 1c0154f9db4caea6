"""The words of pages, admin and API: each has a Russian and a Kazakh text, and the compiled catalogs say the same."""

from __future__ import annotations

import ast
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.db.models import Model
from django.utils import translation
from django.utils.translation.template import templatize

from projects.api.index import document
from projects.models import Outcome, Source, Target
from projects.models.columns import COLUMNS

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
APPS = ("projects", "tracker")
CATALOGUES = sorted(path for path in ROOT.glob("*/locale*/*/LC_MESSAGES/django.po") if path.parts[-5] != ".venv")
TEMPLATES = [path for app in APPS for path in ROOT.glob(f"{app}/templates/**/*.html")]
MODULES = [path for app in APPS for path in ROOT.glob(f"{app}/**/*.py") if "migrations" not in path.parts]
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


PLURALS = re.compile(r"""ngettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),""")
MARKED = re.compile(r"""(?:_|gettext)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


@cache
def words_of_the_code() -> set[str]:
    strings: set[str] = set()
    for path in TEMPLATES:
        strings.update(
            ast.literal_eval(text) for text in MARKED.findall(templatize(path.read_text(), origin=str(path)))
        )
    for path in MODULES:
        for _line, message, _comments, _context in extract("python", io.BytesIO(path.read_bytes()), KEYWORDS):
            strings.add(message[0] if isinstance(message, tuple) else message)
    return strings


def catalog(app: str, language: str) -> Catalog:
    with (ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def key(message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def texts(message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.relative_to(ROOT).parts[:3]))
def test_no_catalogue_leaves_a_text_untranslated_or_in_doubt(path: Path) -> None:
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=path.parts[-3]) if message.id]
    assert messages
    assert not [message.id for message in messages if not all(texts(message)) or message.fuzzy]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_word_of_the_code_is_translated(language: str) -> None:
    translated = {key(message): texts(message) for app in APPS for message in catalog(app, language)}
    missing = {words for words in words_of_the_code() if not all(translated.get(words, ("",)))}
    assert not missing


# Django's admin says these; Django has no Kazakh for them.
OF_LIBRARIES = {"Filters", "Invalid token.", "Please correct the error below."}
ALL_APPS = ("accounts", "projects", "tracker")


@pytest.fixture(scope="module")
def source_texts() -> set[str]:
    """Every text of the source: in modules, in templates, and in the document of the API, which composes some."""
    texts: set[str] = set()
    for app in ALL_APPS:
        for path in (ROOT / app).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text()))
            texts.update(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        for path in (path for path in (ROOT / app).glob("templates/**/*") if path.is_file()):
            marked = MARKED.findall(templatize(path.read_text(), origin=str(path)))
            texts.update(ast.literal_eval(text) for text in marked)
            plurals = PLURALS.findall(templatize(path.read_text(), origin=str(path)))
            texts.update(ast.literal_eval(text) for text in plurals)
    waiting: list[object] = [document()]
    while waiting:
        match waiting.pop():
            case dict() as members:
                waiting += members.values()
            case list() as items:
                waiting += items
            case str() as text:
                texts.add(text)
    return texts


@pytest.mark.parametrize("app", ALL_APPS)
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_translated_that_nothing_says(app: str, language: str, source_texts: set[str]) -> None:
    translated = {key(message) for message in catalog(app, language) if message.id}
    assert translated - source_texts - OF_LIBRARIES == set()


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_compiled_catalog_is_that_of_its_source(app: str, language: str) -> None:
    with (ROOT / app / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {key(message): texts(message) for message in read_mo(file) if message.id}
    assert compiled == {key(message): texts(message) for message in catalog(app, language) if message.id}


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_placeholders_survive_translation(app: str, language: str) -> None:
    words = catalog(app, language)
    for message in words:
        if message.id:
            assert not list(message.check(words)), message.id


# One word for one thing, as the glossaries have it; beside it the words that readers stumbled over.
ONE_WORD = {
    "kk": {"пәрмен": ("команда",), "мирасқор": ("мұрагер", "орнына келген")},
    "ru": {"дайджест": ("мой обзор",), "связка": ("составляющие этого пакета",)},
}


@pytest.mark.parametrize("language", ONE_WORD)
def test_a_thing_has_one_word_in_a_language(language: str) -> None:
    sayings = [text for app in ALL_APPS for message in catalog(app, language) if message.id for text in texts(message)]
    others = [other for words in ONE_WORD[language].values() for other in words]
    assert not [text for text in sayings for other in others if other in text.lower()]


def test_russian_names_nobody_with_brackets() -> None:
    """«Сохранил(а)» is a form that a clerk fills in; the sentence is turned so that it fits everybody."""
    sayings = [text for app in ALL_APPS for message in catalog(app, "ru") if message.id for text in texts(message)]
    assert not [text for text in sayings if re.search(r"[а-яё]\((?:а|ась|ы|и|ов|ей|й|я)\)", text)]


@pytest.mark.parametrize("model", [Target, Outcome, Source])
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_boxes_of_one_form_are_called_differently(language: str, model: type[Model]) -> None:
    with translation.override(language):
        labels = [str(COLUMNS[field.name]) for field in model._meta.fields if field.name in COLUMNS]
    assert labels
    assert not {label for label in labels if labels.count(label) > 1}
