"""What is judged: the announcement, its starting level and its terms (R1, R4, R10)."""

from projects.wording.languages import Phrase

PROMISE: dict[str, Phrase] = {
    "promise": Phrase(
        "As of {as_of:day} the announcement of {announced:day} stands ({link}): {promise}, {when}. {timing}",
        "На {as_of:day} действует объявление от {announced:day} ({link}): {promise}, {when}. {timing}",
        "Бағалау күні: {as_of:day}. Қолданыстағы хабарлама: {announced:day} ({link}): {promise}, {when}. {timing}",
    ),
    "promise_withdrawn": Phrase(
        "As of {as_of:day} the promise is withdrawn, by the announcement of {announced:day} ({link})",
        "На {as_of:day} обещание отозвано объявлением от {announced:day} ({link})",
        "Бағалау күні: {as_of:day}. Уәде кері қайтарылған: {announced:day} ({link})",
    ),
    "ceiling": Phrase(
        "It is a ceiling: further figures can only break it, and the evidence ends at the deadline",
        "Это потолок: новые числа могут его только нарушить, и данные учитываются до срока",
        "Бұл – жоғарғы шек: жаңа сандар оны тек бұзуы мүмкін, деректер мерзімге дейін ғана есептеледі",
    ),
    "range_on_sum": Phrase(
        "It is a range: {value:amount} to be reached, and {upper:amount} not to be passed before the deadline",
        "Это диапазон: нужно достичь {value:amount} и до срока не превысить {upper:amount}",
        "Бұл – аралық: {value:amount} орындалуы тиіс, ал мерзімге дейін {upper:amount} асырылмауы керек",
    ),
    "baseline_stated": Phrase(
        "Starting level, as announced: {baseline:amount}{of_period}",
        "Исходный уровень, как объявлено: {baseline:amount}{of_period}",
        "Бастапқы деңгей, жарияланғандай: {baseline:amount}{of_period}",
    ),
    "baseline_reported": Phrase(
        "Starting level, as reported: {baseline:amount}{of_period} ({reports:ids})",
        "Исходный уровень, по отчётам: {baseline:amount}{of_period} ({reports:ids})",
        "Бастапқы деңгей, есептер бойынша: {baseline:amount}{of_period} ({reports:ids})",
    ),
    "baseline_unknown": Phrase(
        "The starting level is not known{of_period}",
        "Исходный уровень неизвестен{of_period}",
        "Бастапқы деңгей белгісіз{of_period}",
    ),
    "baseline_not_positive": Phrase(
        "The starting level is {baseline:amount}{of_period}: of zero or less there is no multiple and no percent",
        "Исходный уровень: {baseline:amount}{of_period}. От нуля и меньшего нет ни кратности, ни процента",
        "Бастапқы деңгей: {baseline:amount}{of_period}. Нөлден және одан төмен мәннен еселік те, пайыз да есептелмейді",
    ),
    "own_terms": Phrase(
        "The starting level is not published, so the target is judged by reports expressed in the same way, against "
        "the same "
        "period{of_period}; the path starts at {baseline:n}",
        "Исходный уровень не опубликован, поэтому о цели судят по отчётам, выраженным так же, как цель, и к тому же "
        "периоду{of_period}; путь начинается с {baseline:n}",
        "Бастапқы деңгей жарияланбаған, сондықтан мақсат сол кезеңмен{of_period} салыстырылған, өлшемі бірдей "
        "есептер бойынша бағаланады; жол {baseline:n} мәнінен басталады",
    ),
    "resolved_multiple": Phrase(
        "In absolute terms the target is {baseline:n} × {factor:n} {resolved:eq}",
        "В абсолютном выражении цель: {baseline:n} × {factor:n} {resolved:eq}",
        "Абсолюттік мәнде мақсат: {baseline:n} × {factor:n} {resolved:eq}",
    ),
    "resolved_percent": Phrase(
        "In absolute terms the target is {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
        "В абсолютном выражении цель: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
        "Абсолюттік мәнде мақсат: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
    ),
}
