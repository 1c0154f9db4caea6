"""The mail that asks the owner of an address whether they want the week by mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft
from accounts.delivery.links import language_root, token_url
from accounts.delivery.subscription_tokens import Choice, confirming_token, leaving_token
from accounts.models import Message, WeekSubscriber
from accounts.notices.chain_wording import name_in
from accounts.notices.mail_frame import Frame
from accounts.notices.mail_pieces import element
from projects import wording
from projects.models import Territory
from projects.reports.named import Named
from projects.wording.languages import language, say

from . import phrases


def draft_confirmation(subscriber: WeekSubscriber, choice: Choice, *, at: datetime) -> MessageDraft:
    """The mail with the link. Its key names the day: there is one a day. It repeats nothing that somebody typed."""
    lang = language(choice.language)
    stop_url = token_url(leaving_token(subscriber.pk), "week-leave", lang)
    link = token_url(confirming_token(choice), "week-confirm", lang)
    site = f"{language_root(settings.SITE_URL, lang)}/"
    country = Territory.objects.filter(pk=choice.territory).first() if choice.territory else None
    scope = say(phrases.EVERYWHERE, lang) if country is None else name_in(Named.of(country), lang)
    request = say(phrases.ASK, lang, site, scope)
    valid = say(phrases.ASK_LINK, lang, wording.days(settings.FORGET_UNCONFIRMED_AFTER.days, lang))
    otherwise = say(phrases.ASK_ELSE, lang)
    html = "".join(
        (
            element("sentence", words=request),
            element("sentence", words=valid),
            element("title", url=link, words=say(phrases.ASK_BUTTON, lang)),
            element("sentence", words=otherwise),
        )
    )
    frame = Frame(
        lang, settings.SITE_URL, say(phrases.ASK_WHY, lang, site), stop_url, phrases.ASK_STOP, has_account=False
    )
    text = "\n\n".join((request, valid, link, otherwise))
    return frame.mail(say(phrases.ASK_SUBJECT, lang), html, text).draft_to_subscriber(
        subscriber,
        lang,
        kind=Message.Kind.SUBSCRIPTION,
        key=f"confirm:{timezone.localdate(at, timezone.get_default_timezone())}",
        unsubscribe_url=stop_url,
    )
