"""The codes of a verdict: statuses, reasons and flags (R11), growth."""

from projects.wording.languages import Phrase

STATUSES: dict[str, Phrase] = {
    "achieved": Phrase("Achieved", "Достигнуто", "Орындалды"),
    "achieved_late": Phrase("Achieved late", "Достигнуто с опозданием", "Кешігіп орындалды"),
    "on_track": Phrase("On track", "По плану", "Жоспар бойынша"),
    "behind": Phrase("Behind", "Отстаёт", "Кешеуілдеуде"),
    "off_track": Phrase("Off track", "Сильно отстаёт", "Жоспардан ауытқыған"),
    "too_early": Phrase("Too early to tell", "Рано судить", "Әлі ерте"),
    "no_data": Phrase("No data", "Нет данных", "Дерек жоқ"),
    "overdue": Phrase("Overdue", "Просрочено", "Мерзімі өткен"),
    "unreported": Phrase("No final report", "Нет итогового отчёта", "Қорытынды есеп жоқ"),
    "missed": Phrase("Missed", "Не достигнуто", "Орындалмады"),
    "not_assessable": Phrase("Not assessable", "Нельзя оценить", "Бағалау мүмкін емес"),
    "withdrawn": Phrase("Withdrawn", "Отозвано", "Кері қайтарылған"),
}

# Of a ceiling, where less is better (R7, R11.3); its other statuses mean what they mean of any promise.
CEILING_MEANINGS: dict[str, Phrase] = {
    "achieved": Phrase(
        "It stayed within what was promised at most.",
        "Обещанный предел не превышен.",
        "Уәде етілген шектен асқан жоқ.",
    ),
    "missed": Phrase(
        "More was reported than was promised at most.",
        "Согласно отчётам, обещанный предел превышен.",
        "Есептер бойынша уәде етілген шектен асып кетті.",
    ),
    "on_track": Phrase(
        "By the last report no more is used than the path to the limit allows by then, or hardly more.",
        "По последнему отчёту израсходовано не больше, чем к этой дате позволяет путь к пределу, или почти не больше.",
        "Соңғы есеп бойынша шекке апаратын жол сол күнге рұқсат еткеннен көп жұмсалмаған немесе сәл ғана артық.",
    ),
    "behind": Phrase(
        "By the last report more is used than the path to the limit allows by then.",
        "По последнему отчёту израсходовано больше, чем к этой дате позволяет путь к пределу.",
        "Соңғы есеп бойынша шекке апаратын жол сол күнге рұқсат еткеннен көп жұмсалған.",
    ),
    "off_track": Phrase(
        "By the last report far more is used than the path to the limit allows by then.",
        "По последнему отчёту израсходовано намного больше, чем к этой дате позволяет путь к пределу.",
        "Соңғы есеп бойынша шекке апаратын жол сол күнге рұқсат еткеннен әлдеқайда көп жұмсалған.",
    ),
    "not_assessable": Phrase(
        "What is public does not tell whether it stayed within what was promised at most.",
        "По опубликованному нельзя сказать, соблюдён ли обещанный предел.",
        "Жарияланғаны бойынша уәде етілген шектің сақталған-сақталмағанын айту мүмкін емес.",
    ),
}
# Off track without a pace: a promise to hold, or a reading worse than the start of a path that is still flat (R11.10).
MEANINGS_WITHOUT_PACE: dict[str, Phrase] = {
    "off_track": Phrase(
        "The last reported figure does not hold what was promised, or is worse than at the start.",
        "Последнее значение не удерживает обещанного или хуже исходного.",
        "Соңғы мән уәде етілген деңгейді сақтап тұрған жоқ немесе бастапқысынан нашар.",
    ),
}
STATUS_MEANINGS: dict[str, Phrase] = {
    "achieved": Phrase(
        "The promised value was reached in time.",
        "Обещанное значение достигнуто в срок.",
        "Уәде етілген мән мерзімінде орындалды.",
    ),
    "achieved_late": Phrase(
        "The promised value was reached, but after the deadline.",
        "Обещанное значение достигнуто, но после срока.",
        "Уәде етілген мән орындалды, бірақ мерзімінен кейін.",
    ),
    "on_track": Phrase(
        "The last report shows at least 95% of the progress that the path to the target asks for by then.",
        "По последнему отчёту пройдено не менее 95 % того пути к цели, который следовало пройти к этой дате.",
        "Соңғы есеп бойынша мақсатқа апаратын жолдың сол күнге дейін жүріп өтілуге тиіс бөлігінің "
        "кемінде 95 пайызы өтілген.",
    ),
    "behind": Phrase(
        "The last report shows between 60% and 95% of the progress that the path to the target asks for by then.",
        "По последнему отчёту пройдено от 60 до 95 % того пути к цели, который следовало пройти к этой дате.",
        "Соңғы есеп бойынша мақсатқа апаратын жолдың сол күнге дейін жүріп өтілуге тиіс бөлігінің "
        "60–95 пайызы өтілген.",
    ),
    "off_track": Phrase(
        "The last report shows less than 60% of the progress that the path to the target asks for by then.",
        "По последнему отчёту пройдено менее 60 % того пути к цели, который следовало пройти к этой дате.",
        "Соңғы есеп бойынша мақсатқа апаратын жолдың сол күнге дейін жүріп өтілуге тиіс бөлігінің "
        "60 пайызынан азы өтілген.",
    ),
    "too_early": Phrase(
        "The window has not opened, or under a tenth of it is covered by reports.",
        "Период ещё не начался, или отчёты охватывают менее его десятой части.",
        "Кезең әлі басталған жоқ немесе есептер оның оннан бірінен азын қамтиды.",
    ),
    "no_data": Phrase(
        "The deadline is ahead, and nothing that counts towards it has been reported yet.",
        "Срок ещё не наступил, и пока не сообщено ничего, что шло бы в зачёт.",
        "Мерзімі әлі келген жоқ, есепке алынатын дерек те әзірге хабарланбаған.",
    ),
    "overdue": Phrase(
        "The deadline has passed, and a report shows that what was promised is still owed.",
        "Срок прошёл, и, согласно отчёту, обещанное ещё не выполнено.",
        "Мерзімі өтті, ал есепке қарағанда, уәде етілгені әлі орындалмаған.",
    ),
    "unreported": Phrase(
        "The deadline has passed, and no report covers it. To be silent is not to have failed.",
        "Срок прошёл, но ни один отчёт его не охватывает. Молчание ещё не означает, что обещание не выполнено.",
        "Мерзімі өтті, бірақ оны қамтитын есеп жоқ. Есептің болмауы уәде орындалмады деген сөз емес.",
    ),
    "missed": Phrase(
        "The reports cover the whole window, and the promised value was not reached.",
        "Отчёты охватывают весь период, и обещанное значение не достигнуто.",
        "Есептер бүкіл кезеңді қамтиды, уәде етілген мәнге қол жетпеді.",
    ),
    "not_assessable": Phrase(
        "As announced, the promise cannot be compared with any report.",
        "В том виде, в каком обещание объявлено, его нельзя сопоставить с отчётами.",
        "Жарияланған түрінде уәдені есептермен салыстыру мүмкін емес.",
    ),
    "withdrawn": Phrase(
        "Those who promised it have withdrawn it.",
        "Давшие обещание отозвали его.",
        "Уәде бергендер оны кері қайтарып алды.",
    ),
}

REASONS: dict[str, Phrase] = {
    "no_unit": Phrase(
        "The announcement names no unit to measure it in.",
        "В объявлении не названа единица измерения.",
        "Хабарламада өлшем бірлігі аталмаған.",
    ),
    "no_value": Phrase(
        "The announcement names no figure to compare with.",
        "В объявлении не названо число, с которым можно сравнить.",
        "Хабарламада салыстыруға болатын сан аталмаған.",
    ),
    "baseline_not_published": Phrase(
        "The target is relative to a starting level that has not been published.",
        "Цель задана относительно исходного уровня, который не опубликован.",
        "Мақсат жарияланбаған бастапқы деңгейге қатысты берілген.",
    ),
    "baseline_not_positive": Phrase(
        "The target is relative to a starting level of zero or less, of which there is no multiple and no percent.",
        "Цель задана относительно исходного уровня, который равен нулю или меньше: кратность и процент от него не "
        "имеют смысла.",
        "Мақсат нөлге тең не одан төмен бастапқы деңгейге қатысты берілген: мұндай деңгейден еселік те, пайыз да "
        "есептелмейді.",
    ),
    "no_baseline": Phrase(
        "There are readings, but no known starting level from which to measure progress.",
        "Данные есть, но исходный уровень, от которого считать продвижение, неизвестен.",
        "Деректер бар, бірақ ілгерілеуді өлшейтін бастапқы деңгей белгісіз.",
    ),
    "no_deadline": Phrase(
        "The announcement sets no date by which it should be done.",
        "В объявлении не указано, к какой дате это должно быть сделано.",
        "Хабарламада орындалу мерзімі көрсетілмеген.",
    ),
    "no_report": Phrase(
        "No report on it has been found at all.",
        "Не найдено ни одного отчёта о выполнении.",
        "Орындалуы туралы бірде-бір есеп табылмады.",
    ),
    "no_final_report": Phrase(
        "No report covers the whole window up to the deadline.",
        "Ни один отчёт не охватывает весь период до срока.",
        "Мерзімге дейінгі бүкіл кезеңді қамтитын есеп жоқ.",
    ),
    "short_at_deadline": Phrase(
        "The report that covers the deadline falls short, and the rest is still owed.",
        "Отчёт на дату срока показывает недовыполнение; остальное всё ещё не сделано.",
        "Мерзім күнгі есеп бойынша жоспар толық орындалмаған, қалғаны әлі де орындалуы тиіс.",
    ),
    "not_done": Phrase(
        "It has been reported as not done.",
        "Сообщено, что это не выполнено.",
        "Орындалмағаны хабарланған.",
    ),
    "gap_in_reports": Phrase(
        "Some days of the window are covered by no report, so the actual figure is a lower bound.",
        "Часть периода не охвачена отчётами, поэтому фактическое значение – нижняя граница.",
        "Кезеңнің бір бөлігі есептермен қамтылмаған, сондықтан нақты мән – төменгі шек.",
    ),
    "provisional": Phrase(
        "A figure behind this verdict is provisional.",
        "Одно из чисел, на которых основан вывод, предварительное.",
        "Қорытындыға негіз болған деректердің бірі алдын ала.",
    ),
    "within_rounding": Phrase(
        "Met within the rounding of the announced figure.",
        "Достигнуто в пределах округления объявленного числа.",
        "Жарияланған санның дөңгелектеуі шегінде орындалды.",
    ),
    "moving_away": Phrase(
        "The last reading is further from the target than the starting level.",
        "Последнее значение дальше от цели, чем исходный уровень.",
        "Соңғы мән мақсаттан бастапқы деңгейге қарағанда алысырақ.",
    ),
    "sources_disagree": Phrase(
        "Published figures do not agree.",
        "Опубликованные числа расходятся.",
        "Жарияланған сандар бір-біріне қайшы.",
    ),
}

FLAGS: dict[str, Phrase] = {
    "revised_after_the_fact": Phrase(
        "Revised after the fact: announced when the old deadline had passed or the result was already public.",
        "Изменено задним числом: объявлено, когда прежний срок уже прошёл или результат уже был известен.",
        "Іс өткен соң өзгертілді: бұрынғы мерзім өткен немесе нәтиже белгілі болған кезде жарияланған.",
    ),
    "stale": Phrase(
        "Nothing new has been reported for two reporting intervals.",
        "Новых данных нет уже два отчётных интервала.",
        "Екі есептік аралық бойы жаңа дерек жоқ.",
    ),
    "disputed": Phrase("Sources disagree", "Источники расходятся", "Дереккөздер бір-біріне қайшы"),
    "revised": Phrase("Revised", "Пересмотрено", "Қайта қаралған"),
    "provisional": Phrase("provisional", "предварительно", "алдын ала"),
    "final": Phrase("final", "окончательно", "түпкілікті"),
}

COMPOUND_CATEGORIES: dict[str, Phrase] = {
    "met": Phrase("met", "достигнуто", "қол жеткізілді"),
    "significant": Phrase("significant progress", "значительный прогресс", "айтарлықтай ілгерілеу"),
    "moderate": Phrase("moderate progress", "умеренный прогресс", "орташа ілгерілеу"),
    "insufficient": Phrase("insufficient progress", "недостаточный прогресс", "жеткіліксіз ілгерілеу"),
    "moving_away": Phrase("moving away", "движение от цели", "мақсаттан алыстау"),
}

COMPOUND_REASONS: dict[str, Phrase] = {
    "no_baseline": Phrase(
        "There is no known starting level.", "Исходный уровень неизвестен.", "Бастапқы деңгей белгісіз."
    ),
    "no_value": Phrase("There is no target value.", "Целевое значение не названо.", "Мақсатты мән аталмаған."),
    "no_reading": Phrase("There is no reading yet.", "Данных пока нет.", "Дерек әлі жоқ."),
    "not_positive": Phrase(
        "Compound growth needs positive figures.",
        "Для среднегодового темпа роста нужны положительные числа.",
        "Орташа жылдық өсім үшін оң сандар қажет.",
    ),
    "no_deadline": Phrase("There is no deadline.", "Срок не указан.", "Мерзімі көрсетілмеген."),
    "no_required_change": Phrase(
        "The target asks for no change of the starting level.",
        "Цель не требует изменить исходный уровень.",
        "Мақсат бастапқы деңгейді өзгертуді талап етпейді.",
    ),
    "no_time": Phrase(
        "No time lies between the starting level and the reading, or the deadline.",
        "Между исходным уровнем и данными или сроком не прошло времени.",
        "Бастапқы деңгей мен деректің немесе мерзімнің арасында уақыт жоқ.",
    ),
}
