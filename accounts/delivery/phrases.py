"""Messages about channels themselves, in three languages."""

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
