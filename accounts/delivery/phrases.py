"""Messages about channels and accounts themselves, in three languages."""

from __future__ import annotations

from projects.wording.languages import Phrase

HOOK_OFF = Phrase("Your web hook was switched off", "Ваш веб-хук отключён", "Веб-хугыңыз өшірілді")
HOOK_OFF_TEXT = Phrase(
    "Nothing is sent to {} any more. The last error: {}\n\nWhen it works again, switch it on here: {}",
    "Отправка на {} прекращена. Последняя ошибка: {}\n\nКогда он снова заработает, его можно включить здесь: {}",
    "{} мекенжайына енді ештеңе жіберілмейді. Соңғы қате: {}\n\nҚайта жұмыс істегенде, мына жерде қосыңыз: {}",
)
HELLO = Phrase(
    "This is a test from the promise tracker: what you are told by mail will come here too.",
    "Это проверка от трекера обещаний: сюда будет приходить то же, что и на почту.",
    "Бұл – уәделер трекерінен сынақ хабар: поштаңызға келетін хабарлар осында да келеді.",
)
HELLO_SUBJECT = Phrase("Test", "Проверка", "Сынақ")
LINKED = Phrase(
    "Linked. What you are told by mail comes here too. /stop ends it.",
    "Готово. Сюда будет приходить то же, что и на почту. /stop – отключить.",
    "Дайын. Поштаңызға келетін хабарлар осында да келеді. /stop – өшіру.",
)
UNLINKED = Phrase("Nothing comes here any more.", "Сюда больше ничего не придёт.", "Енді мұнда ештеңе келмейді.")
UNKNOWN_CODE = Phrase(
    "This link is not valid any more. Make a new one on your page of channels.",
    "Эта ссылка уже недействительна. Создайте новую на странице каналов.",
    "Бұл сілтеме жарамсыз. Арналар бетінде жаңасын жасаңыз.",
)
ACCOUNT_DELETED_SUBJECT = Phrase("Your account was deleted", "Ваша учётная запись удалена", "Тіркелгіңіз жойылды")
ACCOUNT_DELETED = Phrase(
    "Your account at {site} was deleted, and with it what you followed, your messages, tokens and sessions. This is "
    "the last mail to this address.\n\nIf it was not you, write to whoever runs the site at once: {contact}\n",
    "Ваша учётная запись на сайте {site} удалена вместе с подписками, сообщениями, токенами и сеансами. Это последнее "
    "письмо на этот адрес.\n\nЕсли это сделали не вы, сразу напишите тем, кто ведёт сайт: {contact}\n",
    "{site} сайтындағы тіркелгіңіз жазылымдарыңызбен, хабарларыңызбен, токендеріңізбен және сеанстарыңызбен бірге "
    "жойылды. Бұл – осы мекенжайға соңғы хат.\n\nМұны сіз жасамаған болсаңыз, сайтты жүргізетіндерге бірден жазыңыз: "
    "{contact}\n",
)
