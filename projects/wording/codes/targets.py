"""The codes of a target and of its indicator, and what a revision moved (R10, R14)."""

from projects.wording.languages import Phrase

QUALIFIERS: dict[str, Phrase] = {
    "exactly": Phrase("as stated", "как указано", "айтылғандай"),
    "at_least": Phrase("at least", "не менее", "кемінде"),
    "more_than": Phrase("more than", "более", "астам"),
    "about": Phrase("about", "около", "шамамен"),
    "at_most": Phrase("at most", "не более", "ең көбі"),
    "less_than": Phrase("less than", "менее", "кем"),
    "between": Phrase("between", "в пределах", "аралығында"),
}

BASES: dict[str, Phrase] = {
    "absolute": Phrase("an amount", "абсолютное значение", "абсолюттік мән"),
    "multiple": Phrase("a multiple of the starting level", "кратно исходному уровню", "бастапқы деңгейге еселік"),
    "percent_change": Phrase(
        "a percent change on the starting level",
        "изменение в процентах к исходному уровню",
        "бастапқы деңгейге пайыздық өзгеріс",
    ),
    "done": Phrase("done or not done", "выполнено или нет", "орындалды немесе орындалмады"),
}

TIMINGS: dict[str, Phrase] = {
    "within_period": Phrase(
        "Only what falls within the window counts.",
        "Учитывается только то, что приходится на этот период.",
        "Тек осы кезеңге түскені есептеледі.",
    ),
    "by_deadline": Phrase(
        "Still owed after the deadline.",
        "Обязательство сохраняется и после срока.",
        "Міндеттеме мерзімнен кейін де сақталады.",
    ),
}

ACCUMULATIONS: dict[str, Phrase] = {
    "sum": Phrase("adds up over the window", "накапливается за период", "кезең бойы жинақталады"),
    "level": Phrase("a reading at a date", "значение на дату", "белгілі бір күнгі мән"),
    "milestone": Phrase("done or not done", "выполнено или нет", "орындалды немесе орындалмады"),
}

DIRECTIONS: dict[str, Phrase] = {
    "increase": Phrase("more is better", "чем больше, тем лучше", "көп болған сайын жақсы"),
    "decrease": Phrase("less is better", "чем меньше, тем лучше", "аз болған сайын жақсы"),
}

CHANGES: dict[str, Phrase] = {
    "raised": Phrase("raised", "повышено", "көтерілді"),
    "lowered": Phrase("lowered", "понижено", "төмендетілді"),
    "postponed": Phrase("postponed", "срок перенесён на более поздний", "мерзімі кейінге шегерілді"),
    "advanced": Phrase("brought forward", "срок перенесён на более ранний", "мерзімі ертеге жылжытылды"),
    "requalified": Phrase("terms changed", "изменены условия", "шарттары өзгертілді"),
    "withdrawn": Phrase("withdrawn", "отозвано", "кері қайтарылды"),
    "unchanged": Phrase("repeated", "повторено", "қайталанды"),
}

MEASURABILITY: dict[str, Phrase] = {
    "unit": Phrase("a unit", "единица измерения", "өлшем бірлігі"),
    "value": Phrase("a value", "числовое значение", "сандық мән"),
    "baseline": Phrase("a starting level", "исходный уровень", "бастапқы деңгей"),
    "deadline": Phrase("a deadline", "срок", "мерзім"),
    "responsible": Phrase("a responsible body", "ответственный орган", "жауапты орган"),
    "source": Phrase("a source of measurement", "источник измерения", "өлшеу көзі"),
}
