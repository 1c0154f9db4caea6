"""Fetches the article at an address: its text, and what the page says of itself."""

from __future__ import annotations

import ssl

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.http.fetch import Check, FetchedPage, NoPageError, fetch_page
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError, parse_address
from projects.http.web_address import tidy_address
from projects.models.article import ArticleText
from projects.models.link_check import CLOSED_TO_US
from projects.reading.clean_text import clean_text
from projects.reading.page_head import PageHead, read_head
from projects.reading.page_process import text_of_page
from projects.reading.page_text import NoTextError
from projects.reading.text_language import language_of

WITHIN = 12.0  # seconds for everything but the reading, which has its own
MAX_PAGE = 2_000_000  # bytes: some pages of news carry a megabyte of scripts before their text
MAX_READ = 3_000_000  # bytes of all answers, with their headers and redirects


class Refusal(models.TextChoices):
    """Why no article was read, as a sentence for the editor."""

    OFF = "off", _("Pages are not fetched here (FETCH_PAGES=0): paste the text.")
    ADDRESS = (
        "address",
        _("This is no address of a page; one looks like https://example.org/news/1, without a password."),
    )
    PRIVATE = "private", _("It leads to no public address: nothing is asked for in private networks.")
    UNREACHABLE = "unreachable", _("Nobody answers there.")
    CERTIFICATE = "certificate", _("The certificate of the site cannot be checked. Open the page and paste its text.")
    NO_ANSWER = "no_answer", _("It took too long, or more came than is read. Open the page and paste its text.")
    REDIRECTS = "redirects", _("The address leads from one to the next and to no page.")
    STATUS = "status", _("There is no page: the site answers %(status)s.")
    CLOSED = "closed", _("The site lets no program in (answer %(status)s). Open the page and paste its text.")
    PDF = "pdf", _("This is a PDF, which is not read here. Open it and paste the text that matters.")
    KIND = "kind", _("This is a file and no page of text. Open it and paste the text that matters.")
    LETTERS = "letters", _("The letters of the page cannot be made out. Open the page and paste its text.")
    EMPTY = "empty", _("The page holds no text, or a script draws it. Open the page and paste its text.")
    SOUP = "soup", _("The page is built so that reading it takes too long. Open the page and paste its text.")


OF_A_PAGE = {"redirects": Refusal.REDIRECTS, "pdf": Refusal.PDF, "letters": Refusal.LETTERS}  # others: a file
OF_A_TEXT = {"empty": Refusal.EMPTY, "soup": Refusal.SOUP}


class NoArticleError(Exception):
    """No article was read: ``code`` says why; as text it is a sentence in the language of the editor."""

    def __init__(self, code: Refusal, status: int | None = None) -> None:
        super().__init__(code.value)
        self.code, self.status = code, status

    def __str__(self) -> str:
        return str(self.code.label) % {"status": self.status}


def fetch_article(url: str, within: float = WITHIN, check: Check | None = None) -> ArticleText:
    """The article at an address, within the limits of ``fetch`` and ``page_process``. Raises NoArticleError.

    ``check`` sees each address before it is asked, and raises to stop. A request to a server of strangers: never
    inside a transaction.
    """
    if not settings.FETCH_PAGES:
        raise NoArticleError(Refusal.OFF)
    page = _fetched(url, within, check)
    if page.is_plain:
        head, (text, is_cut) = PageHead(), clean_text(page.text)
    else:
        head, (text, is_cut) = read_head(page.text), clean_text(_read(page.text))
    if not text:
        raise NoArticleError(Refusal.EMPTY)
    return ArticleText(
        text=text,
        url=page.url,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        language=language_of(text, head.language),
        is_cut=is_cut or page.is_cut,
    )


def _fetched(url: str, within: float, check: Check | None) -> FetchedPage:
    try:
        return fetch_page(_tidy(url), within, MAX_PAGE, MAX_READ, may_be_plain=True, check=check)
    except RefusedAddressError as error:
        raise NoArticleError(Refusal.PRIVATE) from error
    except NotReachedError as error:
        is_untrusted = isinstance(error.__cause__, ssl.SSLCertVerificationError)
        raise NoArticleError(Refusal.CERTIFICATE if is_untrusted else Refusal.UNREACHABLE) from error
    except NoAnswerError as error:
        raise NoArticleError(Refusal.NO_ANSWER) from error
    except NoPageError as error:
        if error.status is not None:
            code = Refusal.CLOSED if error.status in CLOSED_TO_US else Refusal.STATUS
            raise NoArticleError(code, error.status) from error
        raise NoArticleError(OF_A_PAGE.get(error.code, Refusal.KIND)) from error


def _tidy(url: str) -> str:
    try:
        parse_address(tidy := tidy_address(url.strip()))
        return tidy
    except ValueError as error:
        raise NoArticleError(Refusal.ADDRESS) from error


def _read(html: str) -> str:
    try:
        return text_of_page(html)
    except NoTextError as error:
        raise NoArticleError(OF_A_TEXT[error.code]) from error
