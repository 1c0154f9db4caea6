"""The codes of sources, bodies, projects and reports."""

from projects.wording.languages import Phrase

SOURCE_KINDS: dict[str, Phrase] = {
    "official_statistics": Phrase("official statistics", "официальная статистика", "ресми статистика"),
    "government": Phrase("government", "государственный орган", "мемлекеттік орган"),
    "company": Phrase("company", "компания", "компания"),
    "press": Phrase("press", "пресса", "баспасөз"),
}

ORGANISATION_KINDS: dict[str, Phrase] = {
    "ministry": Phrase("ministry", "министерство", "министрлік"),
    "agency": Phrase("agency", "агентство", "агенттік"),
    "akimat": Phrase("akimat", "акимат", "әкімдік"),
    "government": Phrase("government", "правительство", "үкімет"),
    "president": Phrase("president", "президент", "президент"),
    "bank": Phrase("bank", "банк", "банк"),
    "fund": Phrase("fund", "фонд", "қор"),
    "company": Phrase("company", "компания", "компания"),
    "media": Phrase("media", "СМИ", "БАҚ"),
    "other": Phrase("organisation", "организация", "ұйым"),
}

STAGES: dict[str, Phrase] = {
    "announced": Phrase("announced", "объявлен", "жарияланды"),
    "started": Phrase("started", "начат", "басталды"),
    "commissioned": Phrase("commissioned", "введён в эксплуатацию", "іске қосылды"),
    "stopped": Phrase("stopped", "остановлен", "тоқтатылды"),
    "cancelled": Phrase("cancelled", "отменён", "күші жойылды"),
}

WHY_NOT: dict[str, Phrase] = {
    "corrected": Phrase(
        "no: corrected by a later figure", "нет: исправлено более поздним числом", "жоқ: кейінгі санмен түзетілген"
    ),
    "our_slip": Phrase("no: our slip, corrected", "нет: наша ошибка, исправлена", "жоқ: біздің қате, түзетілді"),
    "other_territory": Phrase("no: for another place", "нет: по другой территории", "жоқ: басқа аумақ бойынша"),
    "other_terms": Phrase(
        "no: not expressed in the same way as the target",
        "нет: выражено иначе, чем цель",
        "жоқ: мақсаттан өзгеше көрсетілген",
    ),
    "no_period": Phrase(
        "no: the start of its period is not known",
        "нет: начало периода не указано",
        "жоқ: кезеңнің басы белгісіз",
    ),
    "outside_window": Phrase("no: outside the target’s window", "нет: вне периода цели", "жоқ: мақсат кезеңінен тыс"),
    "another_stands": Phrase(
        "no: another figure for that time stands (R2, R3, R9)",
        "нет: за это время учтено другое число (R2, R3, R9)",
        "жоқ: сол уақытқа басқа сан есепке алынды (R2, R3, R9)",
    ),
    "told_below": Phrase(
        "no: see below how the verdict was reached",
        "нет: ниже показано, как получен вывод",
        "жоқ: төменде қорытындының қалай шыққаны көрсетілген",
    ),
}
