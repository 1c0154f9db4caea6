"""What a correction says around the facts, in three languages."""

from __future__ import annotations

from projects.wording.languages import Phrase

SUBJECT = Phrase("Correction: {}", "Исправление: {}", "Түзету: {}")
SUBJECT_OF_MANY = Phrase("Corrections: {}", "Исправлений: {}", "Түзетулер: {}")
MORE = Phrase("And {} more.", "И ещё {}.", "Тағы {}.")
INTRO = Phrase(
    "We told you something that was wrong. It was our mistake, not that of the source.",
    "Мы сообщили вам неверное. Это наша ошибка, а не ошибка источника.",
    "Біз сізге қате мәлімет жібердік. Бұл – дереккөздің емес, біздің қатеміз.",
)
TOLD = Phrase("What we told you: {}.", "Что мы сообщили: {}.", "Хабарлағанымыз: {}.")
TOLD_OF = Phrase("What we told you: {} ({}).", "Что мы сообщили: {} ({}).", "Хабарлағанымыз: {} ({}).")
WHAT_HAPPENED = Phrase("What happened: {}.", "Что произошло: {}.", "Болған жайт: {}.")
WHY = Phrase("Why: {}", "Почему: {}", "Себебі: {}")
RIGHT = Phrase("What is right: {}.", "Как верно: {}.", "Дұрысы: {}.")
MOVED = Phrase(
    "The same figure belongs to another indicator: {}.",
    "То же число относится к другому показателю: {}.",
    "Бұл сан басқа көрсеткішке жатады: {}.",
)
GONE = Phrase(
    "There is no such promise: it is in the record no more.",
    "Такого обещания нет: оно убрано из записей.",
    "Ондай уәде жоқ: ол жазбалардан алынды.",
)
NOTHING = Phrase(
    "Nothing stands in its place.",
    "Взамен ничего не стоит.",
    "Орнына ештеңе жазылмады.",
)
STANDS_NOW = Phrase("What stands now", "Как обстоит дело теперь", "Қазіргі жағдай")
ALL_CORRECTIONS = Phrase("All corrections:", "Все исправления:", "Барлық түзетулер:")
BECAUSE = Phrase(
    "You get this once, because a message from {} had told you so.",
    "Вы получаете это один раз, потому что сайт {} сообщил вам об этом.",
    "Бұл хат бір рет жіберіледі, өйткені {} сайты сізге осы туралы хабарлаған.",
)
STOP = Phrase(
    "Stop the messages that told it",
    "Больше не присылать таких сообщений",
    "Мұндай хабарларды бұдан былай жібермеу",
)
