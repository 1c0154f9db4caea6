"""The verdict and the doubt that is left (R5, R9, R11)."""

from projects.wording.languages import Phrase

VERDICT: dict[str, Phrase] = {
    "window_not_open": Phrase(
        "The window opens on {start:day} only, after {as_of:day}",
        "Период начинается лишь {start:day}, позже дня оценки, {as_of:day}",
        "Кезең бағалау күнінен ({as_of:day}) кейін ғана басталады: {start:day}",
    ),
    "under_a_tenth": Phrase(
        "{elapsed:n} of {length:days} is under a tenth ({tenth:n}), too early to tell",
        "{elapsed:n} из {length:n} дней – меньше десятой части ({tenth:n}), судить рано",
        "{length:days} ішінен {elapsed:n} күн – оннан бірінен аз ({tenth:n}), баға беруге әлі ерте",
    ),
    "band_on_track": Phrase(
        "A pace of {on_track:n} or more is on track, and this is {pace:bareratio}",
        "Темп от {on_track:n} – по плану; здесь {pace:bareratio}",
        "{on_track:n} және одан жоғары қарқын – жоспар бойынша; мұнда {pace:bareratio}",
    ),
    "band_behind": Phrase(
        "From {behind:n} to below {on_track:n} is behind, and the pace is {pace:bareratio}",
        "От {behind:n} до {on_track:n} (не включая) – отстаёт; здесь {pace:bareratio}",
        "{behind:n+ablative} бастап {on_track:n+dative} жетпейтін қарқын – кешеуілдеуде; мұнда {pace:bareratio}",
    ),
    "band_off_track": Phrase(
        "Below {behind:n} is off track, and the pace is {pace:bareratio}",
        "Ниже {behind:n} – сильно отстаёт; здесь {pace:bareratio}",
        "{behind:n+ablative} төмен қарқын – жоспардан ауытқыған; мұнда {pace:bareratio}",
    ),
    "band_moving_away": Phrase(
        "Below {behind:n} is off track, and below zero it is moving away: the pace is {pace:bareratio}",
        "Ниже {behind:n} – сильно отстаёт, а ниже нуля – движение от цели; здесь {pace:bareratio}",
        "{behind:n+ablative} төмен қарқын – жоспардан ауытқыған, нөлден төмені – мақсаттан алыстау; мұнда "
        "{pace:bareratio}",
    ),
    "unspent_on_track": Phrase(
        "Nothing of the ceiling is used: on track",
        "Потолок не тронут: по плану",
        "Шектен ештеңе жұмсалмаған: жоспар бойынша",
    ),
    "hold_not_met": Phrase(
        "A promise to hold that is not met is off track",
        "Обещание удержать, которое не выполняется, – сильно отстаёт",
        "Орындалмай тұрған сақтау уәдесі – жоспардан ауытқыған",
    ),
    "hold_moving_away": Phrase(
        "A promise to hold that is not met is off track, and {actual:c} is worse than the starting level, {baseline:c}",
        "Обещание удержать, которое не выполняется, – сильно отстаёт, и {actual:c} хуже исходного уровня, {baseline:c}",
        "Орындалмай тұрған сақтау уәдесі – жоспардан ауытқыған, әрі {actual:c} бастапқы деңгейден ({baseline:c}) нашар",
    ),
    "flat_on_track": Phrase(
        "Nothing more was expected yet, and {actual:n} is not worse than the starting level, {baseline:n}: on track",
        "Большего пока не ожидалось, и {actual:n} не хуже исходного уровня, {baseline:n}: по плану",
        "Артығы әлі күтілмеді, әрі {actual:n} бастапқы деңгейден ({baseline:n}) нашар емес: жоспар бойынша",
    ),
    "flat_moving_away": Phrase(
        "Nothing more was expected yet, but {actual:c} is worse than the starting level, {baseline:c}: off track",
        "Большего пока не ожидалось, но {actual:c} хуже исходного уровня, {baseline:c}: сильно отстаёт",
        "Артығы әлі күтілмеді, бірақ {actual:c} бастапқы деңгейден ({baseline:c}) нашар: жоспардан ауытқыған",
    ),
    "days_overdue": Phrase(
        "From the deadline, {deadline:day}, to {as_of:day}: {days:days} overdue",
        "От срока, {deadline:day}, до {as_of:day}: просрочено, {days:days}",
        "Мерзімнен ({deadline:day}) бағалау күніне ({as_of:day}) дейін: {days:days} өтті",
    ),
    "days_unreported": Phrase(
        "The deadline, {deadline:day}, has passed, and by {as_of:day}, {days:days} later, no report covers it; to be "
        "silent is not to have failed",
        "Срок, {deadline:day}, прошёл, и на {as_of:day}, спустя {days:days}, ни один отчёт его не охватывает; молчание "
        "ещё не означает, что обещание не выполнено",
        "Мерзім ({deadline:day}) өтті, содан бері {days:days} өткенде ({as_of:day}) оны қамтитын есеп әлі жоқ; есептің "
        "болмауы уәде орындалмады деген сөз емес",
    ),
    "status": Phrase(
        "Verdict: {status:status}{reasons}", "Вывод: {status:status}{reasons}", "Қорытынды: {status:status}{reasons}"
    ),
    "printed_low": Phrase(
        "At the low end of what the rounding and wording of the reports leave open, {actual:amount}, the verdict is "
        "“{status:status}”",
        "По нижней границе того, что допускают округление и слова отчётов, {actual:amount}, вывод – «{status:status}»",
        "Есептердегі дөңгелектеу мен сөздер жол беретін төменгі шек бойынша, {actual:amount}, қорытынды – "
        "«{status:status}»",
    ),
    "printed_high": Phrase(
        "At the high end of what the rounding and wording of the reports leave open, {actual:amount}, the verdict is "
        "“{status:status}”",
        "По верхней границе того, что допускают округление и слова отчётов, {actual:amount}, вывод – «{status:status}»",
        "Есептердегі дөңгелектеу мен сөздер жол беретін жоғарғы шек бойынша, {actual:amount}, қорытынды – "
        "«{status:status}»",
    ),
    "disputed_low": Phrase(
        "With the lowest of the figures that disagree, {actual:amount}, the verdict is “{status:status}”",
        "С наименьшим из расходящихся чисел, {actual:amount}, вывод – «{status:status}»",
        "Бір-біріне қайшы сандардың ең кішісі бойынша, {actual:amount}, қорытынды – «{status:status}»",
    ),
    "disputed_high": Phrase(
        "With the highest of the figures that disagree, {actual:amount}, the verdict is “{status:status}”",
        "С наибольшим из расходящихся чисел, {actual:amount}, вывод – «{status:status}»",
        "Бір-біріне қайшы сандардың ең үлкені бойынша, {actual:amount}, қорытынды – «{status:status}»",
    ),
    "status_range": Phrase(
        "So between one reading and the other the verdict would be: {statuses:statuses}",
        "Итак, от одного прочтения к другому вывод был бы: {statuses:statuses}",
        "Сонымен, бір оқылымнан екіншісіне қарай қорытынды: {statuses:statuses}",
    ),
    "stale": Phrase(
        "Nothing new for two reporting intervals of {interval:days}: out of date since {since:day}",
        "Нового нет уже два отчётных интервала (интервал: {interval:days}): данные устарели с {since:day}",
        "Екі есептік аралық бойы жаңа дерек жоқ (аралығы {interval:days}): дерек ескірген күн – {since:day}",
    ),
}
