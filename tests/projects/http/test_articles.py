"""Articles of others: read as they are, or refused with a sentence; never a wrong figure, never held up."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from django.utils import translation

from projects.http import articles
from projects.http.articles import NoArticleError, Refusal, fetch_article
from projects.models.article import ArticleText
from projects.reading.page_text import NoTextError, page_text
from tests.holders import HOLDERS, answering, flood

pytestmark = pytest.mark.once
HTML = "Content-Type: text/html; charset=utf-8"
RUSSIAN = (
    "В 2024 году в области построено 1 250 домов, на это из бюджета выделено 3,5 млрд тенге, как сообщили в акимате. "
    "Это больше, чем было в плане на год, и меньше, чем нужно для очереди."
)
ENGLISH = "In 2024 the agency built 1,250 homes, and by 2027 it is to build 3,000 of them for families – said its head."
HEAD = (
    "<html lang=ru><head><title>Дома</title><meta property=og:site_name content=Акимат>"
    "<meta property=article:published_time content=2025-07-21T09:00:00+05:00></head>"
)
PAGE = f"{HEAD}<body><nav>Меню</nav><article><h1>Дома</h1><p>{RUSSIAN}</p></article></body></html>"


@pytest.fixture(autouse=True)
def here(settings, monkeypatch) -> None:
    """A page is read in this process: that it has one of its own is tested beside it, once."""
    settings.FETCH_NETWORKS = ["127.0.0.1/32"]
    settings.FETCH_PAGES = True
    monkeypatch.setattr(articles, "text_of_page", page_text)


def answer_of(body: bytes | str, head: str = HTML, status: str = "200 OK"):
    content = body.encode() if isinstance(body, str) else body

    def answer(line: socket.socket, _over: Event) -> None:
        line.recv(4096)
        line.sendall(f"HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)

    return answer


def fetched(answer: Callable[[socket.socket, Event], None], path: str = "/a", **how: float) -> ArticleText:
    with answering(answer) as port:
        return fetch_article(f"http://127.0.0.1:{port}{path}", **how)


def test_article_has_what_its_page_says() -> None:
    article = fetched(answer_of(PAGE), "/a?id=5&utm_source=x#part")
    assert article.text.splitlines() == ["Дома", RUSSIAN]
    assert (article.title, article.publisher, article.published) == ("Дома", "Акимат", date(2025, 7, 21))
    assert (article.published_precision, article.language, article.is_cut) == ("day", "ru", False)
    assert article.url.endswith("/a?id=5")


def test_address_is_where_the_redirects_end() -> None:
    pages = {b"/a": answer_of("", "Location: /b?id=1#x", "302 Found"), b"/b": answer_of(PAGE)}

    def answer(line: socket.socket, over: Event) -> None:
        start = line.recv(4096, socket.MSG_PEEK)
        pages[start.split()[1][:2]](line, over)

    assert fetched(answer).url.endswith("/b?id=1")


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (PAGE.encode("cp1251"), "Content-Type: text/html; charset=windows-1251"),
        (PAGE.encode("cp1251"), "Content-Type: text/html; charset=utf-8"),
        (PAGE.encode("cp1251"), "Content-Type: text/html; charset=iso-8859-1"),
        (PAGE.encode("koi8-r"), "Content-Type: text/html; charset=windows-1251"),
        (PAGE.encode(), "Content-Type: text/html; charset=windows-1251"),
        (PAGE.encode(), "Content-Type: text/html; charset=no-such"),
        (PAGE.encode("utf-16"), "Content-Type: text/html"),
        (b"\xef\xbb\xbf" + PAGE.encode(), "Content-Type: text/html; charset=koi8-r"),
        (PAGE.encode(), "X-No: type"),
        (gzip.compress(PAGE.encode(), mtime=0), f"{HTML}\r\nContent-Encoding: gzip"),
        (RUSSIAN.encode("cp1251"), "Content-Type: text/plain"),
    ],
)
def test_letters_are_made_out_whatever_is_said_of_them(body, head) -> None:
    assert RUSSIAN in fetched(answer_of(body, head)).text


def test_western_letters_are_not_taken_for_russian_ones() -> None:
    text = "The agency’s plan cost £3.5 million, naïve as it was; the café and the homes – 1,250 – were built by 2024."
    body = f"<html><body><p>{text}".encode("cp1252")
    assert fetched(answer_of(body, "Content-Type: text/html; charset=utf-8")).text == text


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("\u202e", "built 1,250 homes"),
        ("\u200f", "built 1,250 homes"),
        ("\u2066", "built 1,250 homes"),
        ("\u200b", "built 1,250 homes"),
        ("\u00ad", "built 1,250 homes"),
        ("\x07", "built 1,250 homes"),
        ("\u00a0", "built 1, 250 homes"),
    ],
)
def test_unseen_marks_part_and_turn_no_figure(mark, text) -> None:
    body = "<html><body><p>" + ENGLISH.replace("1,250", f"1,{mark}250")
    assert text in fetched(answer_of(body)).text


def test_article_in_a_soup_of_tags_is_read() -> None:
    soup = "<div><p><b>x</i></td>&#0;&#xD800;<a href='\"><table><li>" * 50
    assert ENGLISH in fetched(answer_of(f"{soup}</a>'><p>{ENGLISH}</p></div></b>{soup}")).text


def test_five_megabytes_of_text_are_cut_and_say_so() -> None:
    article = fetched(answer_of(f"{RUSSIAN}\n" * 15_000, "Content-Type: text/plain; charset=utf-8"))
    assert (len(article.text) <= 100_000, article.is_cut, article.text.startswith(RUSSIAN)) == (True, True, True)
    assert article.text.rsplit(maxsplit=1)[-1] in RUSSIAN.split()


def test_page_that_goes_on_behind_what_is_read_says_so(monkeypatch) -> None:
    monkeypatch.setattr(articles, "MAX_PAGE", 2000)
    article = fetched(answer_of(PAGE + "<!-- x -->" * 1000))
    assert (RUSSIAN in article.text, article.is_cut) == (True, True)


REFUSED = [
    ("a PDF", answer_of("%PDF-1.7 …", "Content-Type: application/pdf"), "pdf"),
    ("a PDF that calls itself a page", answer_of(b"%PDF-1.7\n\xe2\xe3\xcf\xd3 1 0 obj"), "pdf"),
    ("a picture", answer_of(b"\x89PNG\r\n\x1a\n\0\0", "Content-Type: image/png"), "kind"),
    ("a picture that calls itself a page", answer_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 99), "letters kind"),
    ("a program that calls itself a text", answer_of(b"\x7fELF\2\1\1\0\0\0" * 99, "Content-Type: text/plain"), "kind"),
    ("a Word file", answer_of(b"PK\3\4", "Content-Type: application/vnd.openxmlformats"), "kind"),
    ("a feed", answer_of("<rss>", "Content-Type: application/rss+xml"), "kind"),
    ("packed in an unknown way", answer_of("x", f"{HTML}\r\nContent-Encoding: br"), "kind"),
    ("packed wrongly", answer_of("no gzip", f"{HTML}\r\nContent-Encoding: gzip"), "no_answer"),
    ("letters of no encoding", answer_of(PAGE.encode("cp866"), "Content-Type: text/html; charset=koi8-r"), "letters"),
    ("gone", answer_of(PAGE, status="404 Not Found"), "status"),
    ("broken", answer_of(PAGE, status="503 Busy"), "status"),
    ("closed", answer_of(PAGE, status="403 Forbidden"), "closed"),
    ("round in a circle", answer_of("", "Location: /a", "302 Found"), "redirects"),
    ("nowhere", answer_of("", "Location: http://[::1", "302 Found"), "redirects"),
    ("into a private network", answer_of("", "Location: http://127.0.0.2:8000/", "302 Found"), "private"),
    ("to a file", answer_of("", "Location: file:///etc/passwd", "302 Found"), "private"),
    ("nothing", answer_of(""), "empty"),
    ("a script", answer_of("<html><div id=app></div><script>" + "draw();" * 999), "empty"),
    ("deep soup", answer_of("<div>" * 20_000 + ENGLISH), "empty"),
    ("an empty text", answer_of(" \n\u200b", "Content-Type: text/plain"), "empty"),
    ("headers without end", flood(b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"x" * 30_000 + b"\r\n"), "no_answer"),
]


@pytest.mark.parametrize(("answer", "codes"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_article_is_refused_with_its_reason(answer, codes) -> None:
    with pytest.raises(NoArticleError) as refusal:
        fetched(answer)
    assert refusal.value.code in codes.split()
    assert "%(" not in str(refusal.value)


@pytest.mark.parametrize("holder", ["says nothing", "a byte of the body now and then"])
def test_page_that_never_ends_is_left_at_the_deadline(holder) -> None:
    with pytest.raises(NoArticleError) as refusal:
        fetched(HOLDERS[holder], within=0.3)
    assert refusal.value.code == "no_answer"


def test_page_that_floods_is_cut() -> None:
    paragraph = f"<p>{ENGLISH}</p>".encode()
    article = fetched(flood(f"HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n<html><body>".encode(), paragraph * 100))
    assert article.is_cut
    assert article.text.startswith(ENGLISH)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.2/", "private"),
        ("http://[::1]:8000/", "private"),
        ("ftp://example.org/a", "address"),
        ("https://name:word@example.org/", "address"),
        ("http://[::1", "address"),
        ("no address", "address"),
        ("", "address"),
    ],
)
def test_address_that_nothing_is_sent_to_is_refused(url, code) -> None:
    with pytest.raises(NoArticleError) as refusal:
        fetch_article(url)
    assert refusal.value.code == code


def test_dead_server_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NoArticleError) as refusal:
        fetch_article(f"http://127.0.0.1:{port}/")
    assert refusal.value.code == "unreachable"


def test_page_that_takes_too_much_is_soup(monkeypatch) -> None:
    def give_up(_html: str) -> str:
        raise NoTextError("soup")

    monkeypatch.setattr(articles, "text_of_page", give_up)
    with pytest.raises(NoArticleError) as refusal:
        fetched(answer_of(PAGE))
    assert refusal.value.code == "soup"


def test_nothing_is_fetched_where_that_is_switched_off(settings) -> None:
    settings.FETCH_PAGES = False
    with pytest.raises(NoArticleError) as refusal:
        fetched(answer_of(PAGE))
    assert refusal.value.code == "off"


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("code", list(Refusal))
def test_reason_is_told_in_the_language_of_the_editor(language, code) -> None:
    english = str(NoArticleError(code, 404))
    with translation.override(language):
        sentence = str(NoArticleError(code, 404))
    assert sentence != english
    assert ("404" in sentence) == ("404" in english)
