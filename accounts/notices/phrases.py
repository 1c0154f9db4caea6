"""What digests say around the facts, in three languages. ``projects.wording`` words the facts."""

from __future__ import annotations

from collections.abc import Mapping

from projects.wording.languages import Phrase, say
from projects.wording.plurals import counted

SITE_NAME = Phrase("Promise tracker", "Трекер обещаний", "Уәделер трекері")

GREETING = Phrase(
    "Your digest of {}: what you follow, and what became known after {}.",
    "Ваш дайджест на {}: то, за чем вы следите, и новое после {}.",
    "Дайджест күні: {}. Сіз бақылап отырған уәделер және мына күннен бергі жаңалықтар: {}.",
)

GREETING_FIRST = Phrase(
    "This is your first digest: first what became known since you began to follow on {}, then the rest in short.",
    "Это ваш первый дайджест: сначала новое с {}, когда вы начали следить, затем коротко об остальном.",
    "Бұл – алғашқы дайджестіңіз: алдымен бақылау басталған күннен ({}) бергі жаңалықтар, кейін қалғаны қысқаша.",
)
GREETING_FIRST_QUIET = Phrase(
    "This is your first digest: nothing new has become known since you began to follow on {}; how things stand:",
    "Это ваш первый дайджест: с {}, когда вы начали следить, ничего нового не было; как обстоят дела:",
    "Бұл – алғашқы дайджестіңіз: бақылау басталған күннен ({}) бері жаңалық болған жоқ; қазіргі жағдай:",
)
BACKLOG = Phrase(
    "As it was when you began to follow",
    "Как было, когда вы начали следить",
    "Бақылай бастағаныңызда осылай еді",
)

HEADINGS: dict[str, Phrase] = {
    "overdue": Phrase("Past the deadline", "Срок прошёл", "Мерзімі біткендер"),
    "fell_due": Phrase(
        "Fell due without a final report", "Срок прошёл, итогового отчёта нет", "Мерзімі өтті, қорытынды есеп жоқ"
    ),
    "decided": Phrase("Decided", "Итог известен", "Нәтижесі белгілі"),
    "revised": Phrase("Revised", "Пересмотрено", "Қайта қаралды"),
    "disputed": Phrase("Sources disagree", "Источники расходятся", "Дереккөздер бір-біріне қайшы"),
    "reported": Phrase("Reported on", "Новые отчёты", "Жаңа есептер"),
    "in_other_terms": Phrase(
        "Reported in other terms", "Сообщено в других показателях", "Басқа көрсеткіштермен хабарланғаны"
    ),
    "announced": Phrase("Newly promised", "Новые обещания", "Жаңа уәделер"),
    "due_soon": Phrase("Due within 30 days", "Срок в ближайшие 30 дней", "Мерзімі 30 күн ішінде"),
}

# What a subject counts. English puts the number first, Russian and Kazakh last.
SUBJECT: dict[str, Phrase] = {
    "overdue": Phrase("{} overdue", "просрочено: {}", "мерзімі өткені: {}"),
    "unreported": Phrase("{} without a final report", "без итогового отчёта: {}", "қорытынды есебі жоғы: {}"),
    "fell_due": Phrase("{} fell due", "срок прошёл: {}", "мерзімі жеткені: {}"),
    "decided": Phrase("{} decided", "итог известен: {}", "нәтижесі белгілі: {}"),
    "revised": Phrase("{} revised", "пересмотрено: {}", "қайта қаралғаны: {}"),
    "disputed": Phrase("{} disputed", "источники разошлись: {}", "дереккөздері қайшысы: {}"),
    "reported": Phrase("{} reported on", "с новыми отчётами: {}", "жаңа есебі бары: {}"),
    "in_other_terms": Phrase(
        "{} reported in other terms", "отчёт в других показателях: {}", "басқа көрсеткішпен хабарланғаны: {}"
    ),
    "announced": Phrase("{} newly promised", "новые обещания: {}", "жаңа уәде: {}"),
    "due_soon": Phrase("{} due soon", "скоро срок: {}", "мерзімі жақын: {}"),
}
NEWLY = Phrase("{} ({} newly)", "{} (новых – {})", "{} (оның жаңасы: {})")
TARGETS = {"en": ("target", "targets"), "ru": ("цель", "цели", "целей", "цели"), "kk": ("мақсат",)}

FELL_DUE = Phrase(
    "New: its deadline has passed.",
    "Новое: срок прошёл.",
    "Жаңа: мерзімі өтті.",
)
TURNED_OUT_OWED = Phrase(
    "New: a report shows that it is still owed.",
    "Новое: отчёт показывает, что обещанное ещё не выполнено.",
    "Жаңа: есеп уәденің әлі орындалмағанын көрсетеді.",
)
STILL_OWED = Phrase(
    "Still owed according to: {}.", "Ещё не выполнено, по данным: {}.", "Әлі орындалмаған. Дереккөз: {}."
)
DECIDED_ON = Phrase("Since {}: {}", "Итог на {}: {}", "Қорытынды ({}): {}")
REVISED = Phrase(
    "Revised on {} ({}): {} instead of {}.",
    "Пересмотрено {} ({}): {} вместо {}.",
    "Қайта қаралды: {} ({}). Қазір: {}; бұрын: {}.",
)
# If the deadline stays, only the figures are compared, and the deadline is said once.
REVISED_FIGURE = Phrase(
    "Revised on {} ({}): {} instead of {} (the deadline stays {}).",
    "Пересмотрено {} ({}): {} вместо {} (срок прежний – {}).",
    "Қайта қаралды: {} ({}). Қазір: {}; бұрын: {} (мерзімі бұрынғыша – {}).",
)
WITHDRAWN = Phrase("Withdrawn on {}; it was {}.", "Отозвано {}; было: {}.", "Кері қайтарылды: {}. Бұрын: {}.")
ANNOUNCED = Phrase("Promised on {}: {}.", "Обещано {}: {}.", "Уәде берілген күн: {}. Уәде: {}.")
REPORTED = Phrase("New report: {} {} ({}).", "Новый отчёт: {} {} ({}).", "Жаңа есеп: {}, {} ({}).")
IN_OTHER_TERMS = Phrase(
    "In other terms: {} {} ({}), “{}”. It does not count: {}.",
    "В других показателях: {} {} ({}), «{}». Не засчитано: {}.",
    "Басқа көрсеткішпен: {}, {} ({}), «{}». Есептелмейді: {}.",
)
CORRECTED = Phrase("Corrected report: {} {} ({}).", "Исправленный отчёт: {} {} ({}).", "Түзетілген есеп: {}, {} ({}).")
SLIP = Phrase(
    "Our slip, corrected on {}: {} {} ({}).",
    "Наша ошибка, исправлена {}: {} {} ({}).",
    "Біздің қатеміз, түзетілген күні {}: {}, {} ({}).",
)
EARLIER = Phrase("And {}.", "И ещё {}.", "Тағы {}.")
REPORTS = {
    "en": ("report on earlier days", "reports on earlier days"),
    "ru": ("отчёт за более ранние дни", "отчёта за более ранние дни", "отчётов за более ранние дни", "отчёта"),
    "kk": ("бұрынғы күндердің есебі",),
}
SO_FAR = Phrase("Reported up to {}: {}.", "По отчётам на {}: {}.", "Есеп берілген соңғы күн: {}. Нәтижесі: {}.")
SO_FAR_SHARE = Phrase(
    "Reported up to {}: {}, {} of the way.",
    "По отчётам на {}: {}, {} пути.",
    "Есеп берілген соңғы күн: {}. Нәтижесі: {}, жолдың {} өтілді.",
)
DISPUTED = Phrase("Sources disagree: {}.", "Источники расходятся: {}.", "Дереккөздер бір-біріне қайшы: {}.")
SIDE = Phrase("{}: {} {}", "{}: {} {}", "{}: {}, {}")
RANGE = Phrase(
    "Depending on which of them holds: {}.", "Смотря кто из них прав: {}.", "Қайсысы дұрыс екеніне қарай: {}."
)
AGAIN = Phrase(
    "As in your last digest, nothing new since:",
    "Как и в прошлом дайджесте, с тех пор без новостей:",
    "Алдыңғы дайджесттегідей, содан бері жаңалық жоқ:",
)
QUIET = Phrase("Nothing new; {}", "Ничего нового; {}", "Жаңалық жоқ; {}")
QUIET_LINE = Phrase(
    "Nothing new since {}. {}; the longest: “{}”, {}.",
    "С {} ничего нового. {}; дольше всего – «{}», {}.",
    "{} бері жаңалық жоқ. {}; ең ұзағы: «{}», {}.",
)
SNOOZED = Phrase(
    "Left out until the day you chose: {}.",
    "До выбранного вами дня не показаны: {}.",
    "Өзіңіз таңдаған күнге дейін көрсетілмейді: {}.",
)
MORE = Phrase("And {} more: {}", "И ещё {}: {}", "Тағы {}: {}")
ANSWERS = Phrase("Responsible: {}.", "Отвечает: {}.", "Жауапты: {}.")
BECAUSE = Phrase("You follow {}.", "Вы следите за {}.", "Сіз {} бақылайсыз.")
ITSELF = Phrase(
    "You follow this target itself, and {} too.",
    "Вы следите за самой целью, а также за {}.",
    "Сіз мақсаттың өзін де, {} да бақылайсыз.",
)
# What is followed, in the grammatical case that the sentence needs.
FOLLOWED: dict[str, Phrase] = {
    "programme": Phrase("“{}”", "программой «{}»", "«{}» бағдарламасын"),
    "organisation": Phrase("“{}”", "органом «{}»", "«{}» органын"),
    "territory": Phrase("“{}”", "территорией «{}»", "«{}» аумағын"),
    "sector": Phrase("“{}”", "отраслью «{}»", "«{}» саласын"),
    "search": Phrase("“{}”", "поиском «{}»", "«{}» іздеуін"),
}

FOOTER_WHY = Phrase(
    "You get this mail because on {} you follow these promises.",
    "Вы получаете это письмо, потому что на сайте {} следите за этими обещаниями.",
    "Бұл хатты {} сайтында осы уәделерді бақылайтындықтан алып отырсыз.",
)
FOOTER_FOLLOWING = Phrase("What you follow", "За чем вы следите", "Сіз бақылайтындар")
FOOTER_PREFERENCES = Phrase("Change how often it comes", "Изменить частоту", "Жиілігін өзгерту")
FOOTER_CONTACT = Phrase("Write to us", "Написать нам", "Бізге жазу")
FOOTER_UNSUBSCRIBE = Phrase("Stop these mails", "Больше не присылать", "Бұдан былай жібермеу")


def targets(number: int, lang: str) -> str:
    """``3 targets``, ``3 цели``, ``3 мақсат``."""
    return counted(number, TARGETS, lang)


def subject_parts(counts: Mapping[str, int], newly_overdue: Mapping[str, int], lang: str) -> str:
    """``3 targets overdue (1 newly), 1 revised``: each section with its number of targets, in the order of ``counts``.

    ``newly_overdue`` has the number of those that became overdue since the last digest.
    """
    parts: list[str] = []
    for name, number in counts.items():
        if not number:
            continue
        part = say(SUBJECT[name], lang, number if parts else targets(number, lang))
        parts.append(say(NEWLY, lang, part, newly_overdue[name]) if newly_overdue.get(name) else part)
    return capital(", ".join(parts))


def capital(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]
