"""What is kept about readers, why, how long, and who sees it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from accounts.actions.retention import RETENTION
from projects.http.pages import public_page, render_page
from projects.wording.languages import grammar


@public_page()
def show_privacy(request: HttpRequest, as_of: date) -> HttpResponse:
    """The page. The operator's own words are ABOUT_PRIVACY."""
    own_words = settings.ABOUT["ABOUT_PRIVACY"][grammar(get_language() or "en")]
    context = {"own_words": own_words, "retention": RETENTION, "telegram": bool(settings.TELEGRAM_BOT_NAME)}
    return render_page(request, "accounts/privacy.html", as_of=as_of, **context)
