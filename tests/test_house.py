"""The rules that hold for every test hold: no network, strict templates, locks that agree."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Origin, Template, engines
from django.utils import translation

from tests import conftest, dead_code, locks, names, network, strict_templates, words

pytestmark = pytest.mark.once


def test_network_is_blocked() -> None:
    with pytest.raises(network.NetworkBlockedError), socket.socket() as sock:
        sock.connect(("192.0.2.1", 80))
    with pytest.raises(network.NetworkBlockedError):
        socket.create_connection(("example.org", 80))


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_undefined_variable_in_our_template_fails() -> None:
    ours = Origin(name=f"{strict_templates.OURS[0]}/templates/made_up.html")
    template = Template("one\n{{ nobody_gave_this }}", origin=ours, engine=engines["django"].engine)
    with pytest.raises(strict_templates.UndefinedVariableError, match=r"made_up.html:2: nobody_gave_this"):
        template.render(Context({}))


@pytest.mark.parametrize(
    ("path", "marker"),
    [("tests/test_docs.py", "browser"), ("tests/browser/test_charts.py", ""), ("tests/x.py", "story")],
)
def test_test_outside_the_folder_of_its_leg_is_refused(path: str, marker: str) -> None:
    item = SimpleNamespace(
        nodeid=path, path=conftest.ROOT / path, get_closest_marker=lambda name: name == marker or None
    )
    with pytest.raises(pytest.UsageError, match=f"{path}: the tests marked (browser|story) are those of "):
        conftest.pytest_collection_modifyitems([item])


@pytest.mark.parametrize("time", ["first", "second"])
def test_language_of_a_test_is_not_that_of_the_next(time: str) -> None:
    assert translation.get_language() == "en", time
    translation.activate("ru")


def test_locks_agree_with_what_they_pin() -> None:
    assert locks.problems() == []


def test_compiled_translations_agree_with_their_sources() -> None:
    assert words.problems() == []


def test_translation_that_was_not_compiled_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "yes"\nmsgstr "да"\n')
    source.with_suffix(".mo").write_bytes(words.compiled(source))
    monkeypatch.setattr(words, "ROOT", tmp_path)
    monkeypatch.setattr(words, "FOLDERS", (".",))
    assert words.problems() == []
    source.write_text(source.read_text().replace("да", "иә"))
    assert words.problems() == ["django.mo was not compiled from today's django.po: run make words"]


PLANTED = """
def used(): return str(spelled)
def idle(): return used()
def by_template(): pass
def spelled(): pass
def listed(): pass
TEXT = "planted.spelled_in_text"
def spelled_in_text(): return TEXT
"""


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A tree of one module and one template in the place of the tracker's."""
    (tmp_path / "projects" / "templates").mkdir(parents=True)
    (tmp_path / "projects" / "planted.py").write_text(PLANTED)
    (tmp_path / "projects" / "templates" / "page.html").write_text("idle {% if x|by_template %}{{ y }}{% endif %}")
    settings = '[tool.vulture]\npaths = ["projects"]\nexclude = []\nmin_confidence = 60\nignore_decorators = []\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    names = tmp_path / "names.txt"
    names.write_text("# libraries\nlisted\n")
    monkeypatch.setattr(dead_code, "ROOT", tmp_path)
    monkeypatch.setattr(dead_code, "CALLED_BY_NAME", names)
    return names


def test_function_that_nothing_uses_is_dead_code(planted: Path) -> None:
    path = dead_code.ROOT / "projects" / "planted.py"
    assert dead_code.problems() == [f"{path}:3: unused function 'idle': remove it"]


def test_listed_name_that_nothing_defines_is_reported(planted: Path) -> None:
    planted.write_text("listed idle gone  # gone with what it called")
    assert dead_code.problems() == ["names.txt: nothing defines gone: remove it"]


def test_variable_that_does_not_say_what_it_holds_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "projects" / "templates").mkdir(parents=True)
    (tmp_path / "projects" / "planted.py").write_text(
        "found = 1\ndef read(told, *, rows): return [each for each in rows]\nclass Row:\n    kept: int\nrow.known = 2\n"
    )
    (tmp_path / "projects" / "templates" / "page.html").write_text(
        "{% for name, one in rows %}one{% endfor %}\n{% include 'x' with said=row %}{% url 'x' as asked %}{{ known }}"
    )
    monkeypatch.setattr(names, "ROOT", tmp_path)
    places = [problem.partition(" does not say what it holds: ")[0].partition(":")[2] for problem in names.problems()]
    assert sorted(places[:5]) == ["1: `found`", "2: `each`", "2: `told`", "4: `kept`", "5: `known`"]
    assert places[5:] == ["1: `one`", "2: `said`", "2: `asked`"]
