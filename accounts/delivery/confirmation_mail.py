"""The mail that asks whether a stopped address works again, and the signed link in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from accounts.delivery.enqueue import MessageDraft
from accounts.delivery.links import language_root, token_url
from accounts.delivery.stop_tokens import reading_a_token
from accounts.models import Message, StoppedAddress, User
from projects.wording.languages import Phrase, language

SALT = "accounts.delivery.confirmation_mail"
VALID_FOR = timedelta(days=7)

SUBJECT = Phrase("Does mail reach you again?", "Письма снова доходят до вас?", "Хаттар сізге қайта жетіп тұр ма?")
BODY = Phrase(
    "A mail from {site} to this address came back or was refused, so we stopped sending to it.\n\n"
    "You read this, so mail reaches you again. Open this link and confirm it, and your digests and reminders go on "
    "with everything that became known since:\n\n{link}\n\n"
    "The link works for {days} days. If you did not ask for this mail, do nothing: no other will come.",
    "Письмо с сайта {site} на этот адрес вернулось или было отклонено, и мы перестали на него писать.\n\n"
    "Раз вы это читаете, письма снова доходят. Откройте ссылку и подтвердите это – дайджесты и напоминания "
    "продолжатся, ничего из нового не пропадёт:\n\n{link}\n\n"
    "Ссылка действует {days} дней. Если вы не просили об этом письме, ничего не делайте: других не будет.",
    "{site} сайтынан осы мекенжайға жіберілген хат қайтып келді немесе қабылданбады, сондықтан жазуды тоқтаттық.\n\n"
    "Осыны оқып отырсаңыз, хаттар қайта жетіп тұр. Сілтемені ашып растаңыз – дайджесттер мен еске салулар "
    "жалғасады, жаңалықтардың ешқайсысы жоғалмайды:\n\n{link}\n\n"
    "Сілтеме {days} күн жарамды. Бұл хатты сұрамаған болсаңыз, ештеңе істемеңіз: басқа хат келмейді.",
)


def draft_confirmation(stopped: StoppedAddress, *, to: User, lang: str, at: datetime) -> MessageDraft:
    """The mail that asks. Its key names the stop and the day: there is one a day."""
    token = signing.dumps([stopped.pk, to.pk], salt=SALT)
    link = token_url(token, "address-confirm", lang)
    body = str(getattr(BODY, language(lang)))
    return MessageDraft(
        user_id=to.pk,
        kind=Message.Kind.CONFIRMATION,
        key=f"address:{stopped.pk}:{timezone.localdate(at)}",
        recipient=stopped.address,
        language=language(lang),
        subject=str(getattr(SUBJECT, language(lang))),
        text=body.format(site=f"{language_root(settings.SITE_URL, lang)}/", link=link, days=VALID_FOR.days) + "\n",
    )


def read_confirmation(token: str) -> tuple[StoppedAddress, User]:
    """The stopped address that a link confirms, and who asked for the link.

    Raises BadTokenError for a link that is forged or too old, or whose address or person is gone.
    """
    with reading_a_token():
        stopped_id, user_id = signing.loads(token, salt=SALT, max_age=VALID_FOR)
        return StoppedAddress.objects.get(pk=stopped_id), User.objects.get(pk=user_id)
