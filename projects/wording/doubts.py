"""The doubts about a row as sentences with their values, and the words by which an editor confirms the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .amounts import unit_name
from .claims import in_terms
from .dates import day
from .isolation import isolated
from .languages import Phrase

DOUBTS: dict[str, Phrase] = {
    "no_figure": Phrase(
        "No figure is written.",
        "Число не указано.",
        "Сан жазылмаған.",
    ),
    "negative": Phrase(
        "{value} is below zero.",
        "{value} – это меньше нуля.",
        "{value} – нөлден кем.",
    ),
    "fraction": Phrase(
        "{value} is a fraction, but the unit ({unit}) is counted in whole numbers.",
        "{value} – дробное число, а такая единица ({unit}) считается только целыми числами.",
        "{value} – бөлшек сан, ал мұндай бірлік ({unit}) тек бүтін санмен есептеледі.",
    ),
    "far_from_target": Phrase(
        "{value} against a target of {other} ({id}): at least ten times away. Is a digit or a scale word missing?",
        "{value}, а цель – {other} ({id}): разница не менее чем в десять раз. Не пропущена ли цифра или слово «тысяч»?",
        "{value}, ал мақсат – {other} ({id}): айырмашылық кемінде он есе. Цифр немесе «мың» сөзі түсіп қалған жоқ па?",
    ),
    "far_from_last": Phrase(
        "{value} against {other} reported last ({id}): at least ten times away. Is a digit or a scale word missing?",
        "{value}, а в прошлый раз сообщалось {other} ({id}): разница не менее чем в десять раз. Не пропущена ли цифра "
        "или слово «тысяч»?",
        "{value}, ал бұған дейін {other} деп хабарланған ({id}): айырмашылық кемінде он есе. Цифр немесе «мың» сөзі "
        "түсіп қалған жоқ па?",
    ),
    "not_yet_over": Phrase(
        "{ends} has not come yet: a report tells what has been, and a forecast is no report (R1).",
        "{ends} ещё не наступило: отчёт говорит о том, что уже было, а прогноз – не отчёт (R1).",
        "{ends} әлі келген жоқ: есеп болған істі айтады, ал болжам есеп емес (R1).",
    ),
    "after_source": Phrase(
        "{ends} is after the source was published ({published}), which could not know it yet.",
        "{ends} – это позже публикации источника ({published}): знать об этом он ещё не мог.",
        "{ends} – дереккөз жарияланған күннен ({published}) кейін: ол мұны әлі біле алмайтын еді.",
    ),
    "deadline_before_announcement": Phrase(
        "The deadline, {deadline}, is before the announcement, {announced}.",
        "Срок ({deadline}) раньше объявления ({announced}).",
        "Мерзімі ({deadline}) жарияланған күнінен ({announced}) бұрын.",
    ),
    "withdrawn_after_deadline": Phrase(
        "The deadline, {deadline}, had passed when it was given up ({announced}). Was it given up, or not met?",
        "Срок ({deadline}) уже прошёл, когда от обещания отказались ({announced}). Это отказ или невыполнение?",
        "Уәдеден бас тартқанда ({announced}) мерзімі ({deadline}) өтіп кеткен. Бұл – бас тарту ма, әлде орындамау ма?",
    ),
    "wide_range": Phrase(
        "From {value} to {other}: at least ten times. Is a scale word missing at the lower end?",
        "{value} и {other}: разница не менее чем в десять раз. Не пропущено ли у меньшего числа слово «тысяч»?",
        "{value} және {other}: айырмашылық кемінде он есе. Кіші санда «мың» сөзі түсіп қалған жоқ па?",
    ),
    "coarse_rounding": Phrase(
        "Rounded to {rounding}, which is more than the figure itself, {value}.",
        "Округлено до {rounding}, а это больше самого числа: {value}.",
        "Дөңгелектеу бірлігі – {rounding}, ал бұл санның өзінен үлкен: {value}.",
    ),
    "unusual_rounding": Phrase(
        "Rounded to {rounding}: no other figure of the indicator is, the nearest to {other}. Is the scale right?",
        "Округлено до {rounding}: других таких чисел у показателя нет, ближайшее – до {other}. Верен ли масштаб?",
        "Дөңгелектеу бірлігі – {rounding}: көрсеткіштің басқа сандарында ондай жоқ, ең жақыны – {other}. Масштабы "
        "дұрыс па?",
    ),
    "unit_changed": Phrase(
        "Its figures were recorded in another unit ({before}) and become {unit}. Are the two one unit?",
        "Числа записаны в другой единице ({before}), а станут в этой: {unit}. Это одна и та же единица?",
        "Сандары басқа бірлікте ({before}) жазылған, енді мынандай болады: {unit}. Екеуі бір бірлік пе?",
    ),
    "like_unit": Phrase(
        "Another indicator has a unit spelt almost so: {known}. Is it the same?",
        "У другого показателя почти такая же единица: {known}. Не та же ли она?",
        "Басқа көрсеткіште осыған өте ұқсас бірлік бар: {known}. Бұл сол емес пе?",
    ),
    "like_publisher": Phrase(
        "A publisher spelt almost so is known: {publisher}. Is it the same?",
        "Известен издатель с почти таким же именем: {publisher}. Не тот же ли он?",
        "Атауы осыған өте ұқсас жариялаушы бар: {publisher}. Бұл сол емес пе?",
    ),
    "same_figure": Phrase(
        "The same figure for the same period is recorded already: {id}.",
        "Такое же число за тот же период уже записано: {id}.",
        "Дәл осы кезеңге дәл осындай сан бұрын жазылған: {id}.",
    ),
    "corrected_already": Phrase(
        "It is corrected by {id} already: correct that one, unless this source corrects the first figure too.",
        "Это число уже исправляет {id}: исправьте ту запись, если только источник не исправляет именно первое число.",
        "Бұл санды {id} бұрын түзеткен: дереккөз дәл алғашқы санды түзетпесе, сол жазбаны түзетіңіз.",
    ),
    "same_promise": Phrase(
        "The same promise from the same source is recorded already: {id}.",
        "Такое же обещание из того же источника уже записано: {id}.",
        "Дәл осы дереккөзден дәл осындай уәде бұрын жазылған: {id}.",
    ),
    "no_office_then": Phrase(
        "The record knows of no office that {id} held on {day}. Was it said by somebody else?",
        "В записи нет должности, которую {id} занимал бы на эту дату ({day}). Не сказал ли это кто-то другой?",
        "Жазбада {id} осы күні ({day}) атқарған лауазым жоқ. Мұны басқа біреу айтқан жоқ па?",
    ),
    "same_stage": Phrase(
        "The same stage on the same day is recorded already: {id}.",
        "Такой же этап в тот же день уже записан: {id}.",
        "Дәл осы күнгі дәл осындай кезең бұрын жазылған: {id}.",
    ),
    "same_source": Phrase(
        "The same source is recorded already: {id}.",
        "Такой источник уже записан: {id}.",
        "Мұндай дереккөз бұрын жазылған: {id}.",
    ),
}
_AS_PRINTED = Phrase("As printed in the source", "Так напечатано в источнике", "Дереккөзде осылай басылған")
_CONFIRMATIONS = {
    "no_figure": Phrase("The source gives none", "В источнике его нет", "Дереккөзде сан жоқ"),
    "corrected_already": Phrase(
        "The source corrects the first figure", "Источник исправляет первое число", "Дереккөз алғашқы санды түзетеді"
    ),
    "no_office_then": Phrase("Said by this person all the same", "Сказал именно этот человек", "Дәл осы адам айтқан"),
    "like_publisher": Phrase(
        "Another publisher, as printed", "Другой издатель, так напечатано", "Басқа жариялаушы, осылай басылған"
    ),
    "like_unit": Phrase("Another unit, as printed", "Другая единица, так напечатано", "Басқа бірлік, осылай басылған"),
    "unit_changed": Phrase("They are one unit", "Это одна единица", "Бұл – бір бірлік"),
}
_ANOTHER = Phrase("It is another one: record it", "Это другая запись: записать", "Бұл басқа жазба: жазылсын")


UNITS = ("unit", "before", "known")  # values that are units


def doubt(code: str, values: Mapping[str, Any], lang: str) -> str:
    """The sentence for a doubt; ``values`` are figures, days, a unit and ids."""
    basis, unit = str(values.get("basis", "absolute")), str(values.get("unit", ""))
    words = {name: _word(name, value, basis, unit, lang) for name, value in values.items()}
    return DOUBTS[code].text(lang).format_map(words)


def confirmation(code: str, lang: str) -> str:
    """The editor's answer: as printed, no figure in the source, a correction of its own, or another entry."""
    phrase = _ANOTHER if code.startswith("same_") else _CONFIRMATIONS.get(code, _AS_PRINTED)
    return phrase.text(lang)


def _word(name: str, value: Any, basis: str, unit: str, lang: str) -> str:
    if isinstance(value, Decimal):
        return in_terms(value, basis, unit, lang)
    if isinstance(value, date):
        return day(value, lang)
    if name in UNITS:
        return unit_name(value, lang) or "–"
    return isolated(str(value))
