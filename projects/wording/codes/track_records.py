"""What became of promises that fell due, and the questions that a track record asks of them (R15)."""

from projects.wording.languages import Phrase

ENDINGS: dict[str, Phrase] = {
    "achieved": Phrase("Kept in time", "Выполнено в срок", "Мерзімінде орындалды"),
    "achieved_late": Phrase("Kept late", "Выполнено с опозданием", "Кешігіп орындалды"),
    "missed": Phrase("Missed", "Не достигнуто", "Орындалмады"),
    "overdue": Phrase("Overdue", "Просрочено", "Мерзімі өткен"),
    "unreported": Phrase("No final report", "Нет итогового отчёта", "Қорытынды есеп жоқ"),
    "not_assessable": Phrase("Not assessable", "Нельзя оценить", "Бағалау мүмкін емес"),
    "withdrawn": Phrase("Withdrawn", "Отозвано", "Кері қайтарылды"),
    "ahead": Phrase("Moved ahead", "Отодвинуто", "Алға шегерілді"),
}

ENDING_MEANINGS: dict[str, Phrase] = {
    "achieved": Phrase(
        "The promised value was reached by the deadline.",
        "Обещанное значение достигнуто к сроку.",
        "Уәде етілген мән мерзіміне дейін орындалды.",
    ),
    "achieved_late": Phrase(
        "It was reached after the deadline.", "Достигнуто, но после срока.", "Мерзімінен кейін орындалды."
    ),
    "missed": Phrase(
        "Reports show that it was not reached.",
        "Согласно отчётам, не достигнуто.",
        "Есептер бойынша орындалмады.",
    ),
    "overdue": Phrase(
        "The deadline has passed, and a report shows that it is still owed.",
        "Срок прошёл, и из отчётов видно, что обещание ещё не исполнено.",
        "Мерзімі өтті, есептен уәденің әлі орындалмағаны көрінеді.",
    ),
    "unreported": Phrase(
        "The deadline has passed, and nobody has said how it ended.",
        "Срок прошёл, и никто не сообщил, чем всё кончилось.",
        "Мерзімі өтті, немен аяқталғанын ешкім айтқан жоқ.",
    ),
    "not_assessable": Phrase(
        "Nothing published lets it be judged.",
        "Опубликованного недостаточно, чтобы судить.",
        "Жарияланған дерек бағалауға жетпейді.",
    ),
    "withdrawn": Phrase("It was given up.", "От обещания отказались.", "Уәдеден бас тартылды."),
    "ahead": Phrase(
        "The first deadline has passed; the one that stands has not.",
        "Первый срок прошёл, действующий ещё впереди.",
        "Алғашқы мерзім өтті, қолданыстағысы әлі алда.",
    ),
}
