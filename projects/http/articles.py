"""Fetches the article at an address: its text, and what the page says of itself."""

from __future__ import annotations

import ssl

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.http.fetch import NoPageError, fetch_page
from projects.http.safe_http import NoAnswerError, NotReachedError, RefusedAddressError
from projects.models.article import Article, ArticleText
from projects.reading.clean_text import clean_text
from projects.reading.page_head import read_head
from projects.reading.page_text import NoTextError, page_text


class Refusal(models.TextChoices):
    """Why no article was read, as a sentence for the editor."""

    OFF = "off", _("Pages are not fetched here (FETCH_PAGES=0): paste the text.")
    ADDRESS = "address", _("No request is sent to this address.")
    UNREACHABLE = "unreachable", _("Nobody answers there.")
    CERTIFICATE = "certificate", _("The certificate of the site cannot be checked.")
    NO_ANSWER = "no_answer", _("It took too long, or more came than is read. Open the page and paste its text.")
    NO_PAGE = "no_page", _("There is no page of text there.")
    EMPTY = "empty", _("The page holds no text: a script draws it. Open the page and paste its text.")


class NoArticleError(Exception):
    """No article was read: ``code`` says why; as text it is a sentence in the language of the editor."""

    def __init__(self, code: Refusal, sentence: str = "") -> None:
        super().__init__(code.value)
        self.code, self.sentence = code, sentence

    def __str__(self) -> str:
        return self.sentence or str(self.code.label)


def fetch_article(url: str) -> ArticleText:
    """The article at an address, within the limits of ``fetch``. Raises NoArticleError."""
    if not settings.FETCH_PAGES:
        raise NoArticleError(Refusal.OFF)
    try:
        page = fetch_page(url)
    except RefusedAddressError as error:
        raise NoArticleError(Refusal.ADDRESS, str(error)) from error
    except NotReachedError as error:
        is_untrusted = isinstance(error.__cause__, ssl.SSLCertVerificationError)
        raise NoArticleError(Refusal.CERTIFICATE if is_untrusted else Refusal.UNREACHABLE) from error
    except NoAnswerError as error:
        raise NoArticleError(Refusal.NO_ANSWER) from error
    except NoPageError as error:
        raise NoArticleError(Refusal.NO_PAGE) from error
    try:
        text, is_cut = clean_text(page_text(page.html))
    except NoTextError as error:
        raise NoArticleError(Refusal.EMPTY) from error
    head = read_head(page.html)
    return ArticleText(
        text=text,
        url=page.url,
        title=head.title,
        publisher=head.publisher,
        published=head.published,
        language=head.language if head.language in Article.Language.values else "",
        is_cut=is_cut,
    )
