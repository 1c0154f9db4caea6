"""Why each report counts or does not: the second half of the steps ``report_…`` (R1 to R5, R7, R9, R11)."""

from __future__ import annotations

from projects.wording.languages import Phrase


def _counted(en: str, ru: str, kk: str) -> Phrase:
    return Phrase(f"Counted: {en}", f"Учтено: {ru}", f"Есепке алынды: {kk}")


def _left_out(en: str, ru: str, kk: str) -> Phrase:
    return Phrase(f"Not counted: {en}", f"Не учтено: {ru}", f"Есепке алынбады: {kk}")


REPORTS: dict[str, Phrase] = {
    "adds_up": _counted("it is part of the sum", "входит в сумму", "қосындыға кіреді"),
    "stands": _counted("it answers for the target", "по нему судят о цели", "мақсат осы дерек бойынша бағаланады"),
    "not_yet_public": _left_out(
        "it was not public yet on the day of the verdict",
        "на день оценки оно ещё не было опубликовано",
        "бағалау күні ол әлі жарияланбаған еді",
    ),
    "period_not_over": _left_out(
        "its period was not over on the day of the verdict",
        "на день оценки период ещё не закончился",
        "бағалау күні кезең әлі аяқталмаған еді",
    ),
    "other_indicator": _left_out(
        "it belongs to another indicator ({indicator}), and evidence stays with its own",
        "оно относится к другому показателю ({indicator}), а данные остаются при своём показателе",
        "ол басқа көрсеткішке жатады ({indicator}), ал дерек өз көрсеткішінде қалады",
    ),
    "other_unit": _left_out(
        "it is in another unit ({unit:unit}, the target is in {wanted_unit:unit}), and units are not converted",
        "другая единица измерения ({unit:unit}, а цель – {wanted_unit:unit}), единицы не пересчитываются",
        "өлшем бірлігі басқа ({unit:unit}, мақсаттікі – {wanted_unit:unit}), бірліктер қайта есептелмейді",
    ),
    "other_currency": _left_out(
        "it is in another currency ({unit:unit}, the target is in {wanted_unit:unit}), and the record has no rate "
        "to convert by",
        "другая валюта ({unit:unit}, а цель – {wanted_unit:unit}), курса для пересчёта в записях нет",
        "валютасы басқа ({unit:unit}, мақсаттікі – {wanted_unit:unit}), қайта есептейтін бағам жазбаларда жоқ",
    ),
    "other_territory": _left_out(
        "it is for another place ({territory:place}; the target is for {wanted_territory:place}), and parts are "
        "never added up to the whole",
        "оно о другой территории ({territory:place}; цель – {wanted_territory:place}), части не складываются в целое",
        "ол басқа аумақ туралы ({territory:place}; мақсат – {wanted_territory:place}), бөліктер бүтінге қосылмайды",
    ),
    "corrected": _left_out(
        "a later figure corrects it ({instead})",
        "его исправляет более позднее число ({instead})",
        "оны кейінгі сан түзетеді ({instead})",
    ),
    "our_slip": _left_out(
        "we had copied it wrongly, and what the source says counts instead ({instead})",
        "мы записали его с ошибкой; вместо него учтено то, что сказано в источнике ({instead})",
        "біз оны қате көшіргенбіз; оның орнына дереккөзде айтылғаны есепке алынды ({instead})",
    ),
    "no_value": _left_out(
        "it names no figure, and absence is not zero",
        "число не названо, а отсутствие числа – не ноль",
        "саны аталмаған, ал санның жоқтығы нөл емес",
    ),
    "promise_withdrawn": _left_out("the promise was withdrawn", "обещание отозвано", "уәде кері қайтарылған"),
    "nothing_to_compare": _left_out(
        "the announcement leaves nothing to compare it with",
        "в объявлении не с чем сравнивать",
        "хабарламада салыстыратын ештеңе жоқ",
    ),
    "other_terms": _left_out(
        "it is not expressed in the same way as the target: an amount and a change on a starting level are not "
        "compared without "
        "that level",
        "цель выражена иначе: абсолютное значение и изменение к исходному уровню нельзя сравнить, не зная этого уровня",
        "мақсат басқаша көрсетілген: бастапқы деңгей белгісіз болса, абсолюттік мән мен өзгеріс салыстырылмайды",
    ),
    "other_comparison": _left_out(
        "it is compared with another period than the target’s starting level",
        "сравнение дано с другим периодом, чем исходный уровень цели",
        "салыстыру мақсаттың бастапқы деңгейінен басқа кезеңмен берілген",
    ),
    "no_comparison": _left_out(
        "it does not say what it is compared with, so it proves nothing",
        "не сказано, с чем сравнивается, поэтому оно ничего не доказывает",
        "немен салыстырылғаны айтылмаған, сондықтан ештеңені дәлелдемейді",
    ),
    "no_baseline_period": _left_out(
        "the target does not say which period it is relative to",
        "в цели не сказано, к какому периоду она отнесена",
        "мақсаттың қай кезеңге қатысты екені айтылмаған",
    ),
    "baseline_not_positive": _left_out(
        "the starting level is zero or less, and a multiple or a percent change of it says nothing",
        "исходный уровень равен нулю или меньше: кратность и изменение в процентах к нему ни о чём не говорят",
        "бастапқы деңгей нөлге тең не одан төмен: оған қатысты еселік пен пайыздық өзгеріс ештеңе білдірмейді",
    ),
    "gives_baseline": _left_out(
        "it gives the starting level", "оно задаёт исходный уровень", "ол бастапқы деңгейді береді"
    ),
    "gives_season": _left_out(
        "it is of an earlier year, and only shows how such a year runs",
        "это прошлый год: он лишь показывает, как распределяется год",
        "ол өткен жылдікі: жылдың қалай бөлінетінін ғана көрсетеді",
    ),
    "no_period_start": _left_out(
        "the start of its period is not known", "начало периода неизвестно", "кезеңнің басы белгісіз"
    ),
    "period_reversed": _left_out(
        "its period ends before it starts",
        "конец периода раньше его начала",
        "кезеңнің соңы басынан бұрын",
    ),
    "before_window": _left_out(
        "its period starts before the window",
        "период начинается раньше периода цели",
        "оның кезеңі мақсат кезеңінен бұрын басталады",
    ),
    "after_window": _left_out(
        "its period ends after the window",
        "период кончается позже периода цели",
        "оның кезеңі мақсат кезеңінен кейін аяқталады",
    ),
    "before_baseline": _left_out(
        "it is not later than the starting level",
        "оно не позже исходного уровня",
        "ол бастапқы деңгейден кейін емес",
    ),
    "before_opening": _left_out(
        "it is from before the window",
        "оно относится ко времени раньше периода цели",
        "ол мақсат кезеңі басталғанға дейінгі уақытқа жатады",
    ),
    "before_promise": _left_out(
        "it is from before the promise, and what was there already does not fulfil it",
        "оно старше обещания, а то, что уже было, его не выполняет",
        "ол уәдеден бұрынғы, ал бұрыннан барды уәденің орындалуы деуге болмайды",
    ),
    "retired_by_final": _left_out(
        "the same publisher’s final figure replaces it ({instead})",
        "его сменило окончательное число того же издателя ({instead})",
        "оны сол жариялаушының түпкілікті саны алмастырды ({instead})",
    ),
    "weaker_kind": _left_out(
        "for the same period a better kind of source stands ({instead})",
        "за тот же период действует источник более надёжного вида ({instead})",
        "сол кезең үшін сенімдірек түрдегі дереккөз қолданылады ({instead})",
    ),
    "not_final": _left_out(
        "for the same period a final figure stands ({instead})",
        "за тот же период действует окончательное число ({instead})",
        "сол кезең үшін түпкілікті сан қолданылады ({instead})",
    ),
    "published_earlier": _left_out(
        "for the same period a later publication stands ({instead})",
        "за тот же период действует более поздняя публикация ({instead})",
        "сол кезең үшін кейінірек жарияланған сан қолданылады ({instead})",
    ),
    "same_rank": _left_out(
        "for the same period another figure of equal standing is taken, by its id ({instead})",
        "за тот же период взято другое, равноценное число – первое по идентификатору ({instead})",
        "сол кезең үшін дәрежесі тең, идентификаторы бойынша бірінші сан алынды ({instead})",
    ),
    "fewer_days": _left_out(
        "it overlaps what is counted; the best choice with it covers {days:days}, the one taken {days_chosen:days}",
        "оно пересекается с учтённым; лучший набор с ним охватывает {days:days}, а взятый – {days_chosen:days}",
        "ол есепке алынғанмен қабаттасады; оны қосқандағы ең жақсы жиын {days:days+accusative}, ал алынғаны "
        "{days_chosen:days+accusative} қамтиды",
    ),
    "weaker_pieces": _left_out(
        "it overlaps what is counted; with it as many days ({days:days}) would rest on a weaker kind of source",
        "оно пересекается с учтённым; с ним столько же ({days:days}), но на источнике менее надёжного вида",
        "ол есепке алынғанмен қабаттасады; онымен де сонша ({days:days}), бірақ дереккөз түрі әлсіздеу",
    ),
    "more_pieces": _left_out(
        "it overlaps what is counted; with it as many days ({days:days}) would take more reports",
        "оно пересекается с учтённым; с ним столько же ({days:days}), но отчётов нужно больше",
        "ол есепке алынғанмен қабаттасады; онымен де сонша ({days:days}), бірақ есеп көбірек керек",
    ),
    "earlier_pieces": _left_out(
        "it overlaps what is counted; with it as many days ({days:days}) would rest on earlier publications",
        "оно пересекается с учтённым; с ним столько же ({days:days}), но по более ранним публикациям",
        "ол есепке алынғанмен қабаттасады; онымен де сонша ({days:days}), бірақ жарияланымдар ертерек",
    ),
    "equal_pieces": _left_out(
        "it overlaps what is counted, which is as good in everything",
        "оно пересекается с учтённым, которое во всём не хуже",
        "ол есепке алынғанмен қабаттасады, ал ол ештеңеден кем емес",
    ),
    "other_percent_period": _left_out(
        "percentages of different periods do not add up; the longest period is taken ({instead})",
        "проценты за разные периоды не складываются; взят самый длинный период ({instead})",
        "әр кезеңнің пайыздары қосылмайды; ең ұзақ кезең алынды ({instead})",
    ),
    "not_latest": _left_out(
        "a later reading answers for the target ({instead})",
        "о цели судят по более позднему значению ({instead})",
        "мақсат кейінгі дерек бойынша бағаланады ({instead})",
    ),
    "fell_short": _left_out(
        "it covers the deadline and falls short; what is still owed goes on to a later reading ({instead})",
        "оно покрывает срок, но цели не достигает; обязательство остаётся, и смотрят дальше ({instead})",
        "ол мерзімді қамтиды, бірақ жетпейді; міндеттеме сақталады, кейінгі дерек қаралады ({instead})",
    ),
    "after_covering": _left_out(
        "the reading that covers the deadline stands for good ({instead})",
        "значение, покрывающее срок, остаётся навсегда ({instead})",
        "мерзімді қамтитын дерек біржола қалады ({instead})",
    ),
    "after_met": _left_out(
        "the first reading that met the target stands for good ({instead})",
        "первое значение, достигшее цели, остаётся навсегда ({instead})",
        "мақсатқа жеткен алғашқы дерек біржола қалады ({instead})",
    ),
    "taken_back": _left_out(
        "a later report took it back", "более поздний отчёт отменил его", "кейінгі есеп оны жоққа шығарды"
    ),
    "already_done": _left_out(
        "it was reported done before ({instead})",
        "о выполнении сообщалось раньше ({instead})",
        "орындалғаны бұрынырақ хабарланған ({instead})",
    ),
}
