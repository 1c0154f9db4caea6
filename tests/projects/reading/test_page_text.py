"""The text of a page: its article and nothing else, no figure run together with its neighbour, within bounds."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from projects.reading.page_process import ROOT, text_of_page
from projects.reading.page_text import NoTextError, page_text

LONG = (
    "<p>A sentence that is long enough to be one of an article, with words and no figure, stands here at the end.</p>"
)
MENU = "<nav><ul>" + "".join(f"<li><a href=/{n}>Rubric {n}</a></li>" for n in range(50)) + "</ul></nav>"


def first_line(html: str) -> str:
    return page_text(f"<html><body>{html}{LONG}</body></html>").partition("\n")[0].strip()


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>Built 5 000<sup>1</sup> homes</p>", "Built 5 000¹ homes"),
        ("<p>Built 5 000<sup><a href=#n>12</a></sup> homes</p>", "Built 5 000¹² homes"),
        ("<p>On 12 м<sup>2</sup>, 10<sup>-6</sup> of CO<sub>2</sub></p>", "On 12 м², 10⁻⁶ of CO₂"),
        ("<p>Built <del>5</del><ins>6</ins><s>7</s> homes</p>", "Built 6 homes"),
        ("<p>Built 1<button>9</button><svg><text>8</text></svg> home</p>", "Built 1 home"),
        ("<p>Built 1<span hidden>8</span><i style='display: none'>9</i> home</p>", "Built 1 home"),
        ("<p>Built 1<script>9</script><!-- 9 --><style>9</style> home</p>", "Built 1 home"),
        ("<p>Built 1&nbsp;<b>000</b>&thinsp;000 homes</p>", "Built 1 000 000 homes"),
        ("<p>Built 1<br>000 homes</p>", "Built 1"),
        ("<p>Built 1<?x 9?>5<wbr>0 homes</p>", "Built 150 homes"),
        ("<p>By 2030 &lt;b&gt;5&lt;/b&gt; homes</p>", "By 2030 <b>5</b> homes"),
    ],
)
def test_figure_is_read_as_it_is_seen(html, line) -> None:
    assert first_line(html) == line


@pytest.mark.parametrize(
    "start",
    [
        "<?xml version='1.0' encoding='windows-1251'?><html>",
        "<body style='display: none'>",
        "<form><p>",
        "\0<p>",
        "\ufeff",
    ],
)
def test_article_of_an_odd_page_is_read(start) -> None:
    assert (
        page_text(f"{start}<p>Әкімдік built 5 homes</p>{LONG}").lstrip("\ufeff").startswith("Әкімдік built 5 homes\n")
    )


def test_menu_and_foot_are_left_out() -> None:
    text = page_text(f"<body>{MENU}<h1>Homes</h1><p>Built 1,250 homes in the year.</p>{LONG}<footer>{MENU}</footer>")
    assert "1,250 homes" in text
    assert "Rubric" not in text


def test_list_and_short_note_are_texts_too() -> None:
    items = "".join(f"<li>By 2030 to build {n} schools in the region" for n in range(10, 20))
    assert "build 17 schools" in page_text(f"<body>{MENU}<h1>Promises</h1><ul>{items}</ul>")
    note = "Построено 1 250 домов за 2024 год, сообщили журналистам вчера в министерстве строительства."
    assert page_text(f"<body>{MENU}<div><h2>News</h2><p>{note}</div>").endswith(note)


@pytest.mark.parametrize(
    "html",
    [
        "<article><table><tr><td>1</td><td>000</td></tr></table>{}</article>",
        "<article><div>1</div><div>000</div>{}</article>",
        "<div><ul><li>1<li>000</ul>{}</div>",
        "<dl><dt>1<dd>000</dl>{}",
        "<p>1<h2>000</h2>{}",
        '<script type=application/ld+json>{{"articleBody": "<td>1</td><td>000</td>{}"}}</script>{}',
    ],
)
@pytest.mark.parametrize("times", [1, 9])
def test_figures_of_two_blocks_or_cells_never_become_one(html, times) -> None:
    long = "".join(LONG.replace("words", f"words{'x' * number}") for number in range(times))
    text = page_text(f"<body>{html.format(long, long)}</body>")
    assert "A sentence that is long" in text
    assert not re.search(r"1\s?000", text.replace("\n", "|"))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain",
        "<html><body><div id=app></div><script>" + "draw(1);" * 5000 + "</script>",
        "<noscript>You need to enable JavaScript to run this app, which is why you see this line of text.</noscript>",
        "<p>You need to enable JavaScript to run this app.</p>",
        "<body style='display: none'><p>No more than a line.</p>",
        "<div>" * 5000 + LONG,
        "\x00\x01\x02",
    ],
)
def test_page_without_a_text_is_empty(html) -> None:
    with pytest.raises(NoTextError) as refusal:
        page_text(html)
    assert refusal.value.code == "empty"


@pytest.mark.slow
def test_text_comes_from_a_process_of_its_own() -> None:
    assert text_of_page(LONG.replace("words", "слова")).startswith("A sentence")
    with pytest.raises(NoTextError) as refusal:
        text_of_page("<p>short")
    assert refusal.value.code == "empty"


MANY_ATTRIBUTES = "<p " + " ".join(f"a{number}=1" for number in range(150_000)) + ">" + LONG


@pytest.mark.parametrize(
    ("html", "bounds"),
    [
        (MANY_ATTRIBUTES, {"seconds": 1}),
        (LONG, {"memory": 30_000_000}),
        (LONG, {"within": 0.01}),
    ],
)
def test_page_that_takes_too_much_is_given_up(html, bounds) -> None:
    with pytest.raises(NoTextError) as refusal:
        text_of_page(html, **bounds)
    assert refusal.value.code == "soup"


def test_parser_is_imported_by_no_other_process() -> None:
    code = (
        "import sys, projects.reading.page_process as p; print('trafilatura' in sys.modules or 'lxml' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert output == "False\n"


def test_process_knows_no_secret(monkeypatch) -> None:
    environments = []

    def run(*_arguments, env, **_how):
        environments.append(env)
        return subprocess.CompletedProcess([], 0, b"text", b"")

    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    monkeypatch.setattr(subprocess, "run", run)
    assert text_of_page("<p>") == "text"
    assert [env.get("SECRET_KEY") for env in environments] == [None]
