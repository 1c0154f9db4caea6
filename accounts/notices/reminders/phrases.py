"""What a reminder says around the facts, in three languages."""

from __future__ import annotations

from projects.wording.languages import Phrase

HEADINGS: dict[str, Phrase] = {
    "past": Phrase("The deadline has passed", "Срок прошёл", "Мерзімі бітті"),
    "1": Phrase("Due within a day", "Срок – в течение суток", "Мерзіміне бір тәуліктен аз қалды"),
    "7": Phrase("Due within a week", "Срок – в течение недели", "Мерзіміне бір аптадан аз қалды"),
    "30": Phrase("Due within a month", "Срок – в течение месяца", "Мерзіміне бір айдан аз қалды"),
    "unreported": Phrase("The final figure is missing", "Нет итогового числа", "Қорытынды көрсеткіш енгізілмеген"),
    "report_due": Phrase("A report is due", "Пора искать новый отчёт", "Жаңа есептің уақыты келді"),
    "unexplained": Phrase(
        "A correction that does not count yet",
        "Исправление, которое пока не учитывается",
        "Әзірге есепке алынбайтын түзету",
    ),
}

# What a subject counts, the number first or last as the language has it.
SUBJECT: dict[str, Phrase] = {
    "past": Phrase("{} past the deadline", "срок прошёл: {}", "мерзімі біткені: {}"),
    "1": Phrase("{} due within a day", "срок в течение суток: {}", "бір тәулікте мерзімі жететіні: {}"),
    "7": Phrase("{} due within a week", "срок в течение недели: {}", "бір аптада мерзімі жететіні: {}"),
    "30": Phrase("{} due within a month", "срок в течение месяца: {}", "бір айда мерзімі жететіні: {}"),
    "unreported": Phrase("{} without a final figure", "нет итогового числа: {}", "қорытынды көрсеткішсіз: {}"),
    "report_due": Phrase("{} to report on", "пора обновить: {}", "жаңартатын уақыты келгені: {}"),
    "unexplained": Phrase("{} to explain", "исправления без пояснения: {}", "түсіндірмесі жоқ түзету: {}"),
}
SUBJECT_START = Phrase("Reminder: {}", "Напоминание: {}", "Еске салу: {}")

PASSED = Phrase("The deadline passed {}.", "Срок прошёл {}.", "Мерзімі {} бітті.")
NO_FINAL = Phrase(
    "Deadline {}; what has been reported does not cover it.",
    "Срок – {}; сообщённое его не охватывает.",
    "Мерзімі: {}. Жарияланған есептер оны қамтымайды.",
)
LAST_REPORT = Phrase(
    "Nothing entered about the time since {}.",
    "Нет данных о времени после {}.",
    "Мына күннен кейінгі мәлімет енгізілмеген: {}.",
)
NO_REASON = Phrase(
    "It corrects another publisher's figure for the time up to {}; a note must say why (rule R9).",
    "Оно исправляет число другого издателя за время до {}; нужна пометка с причиной (правило R9).",
    "Ол басқа жариялаушының {} дейінгі көрсеткішін түзетеді; себебі ескертпеде айтылуы керек (R9 ережесі).",
)

WHY = Phrase(
    "You get this because on {} you are reminded of the deadlines of what you follow.",
    "Вы получаете это, потому что на сайте {} просили напоминать о сроках того, за чем следите.",
    "Бұл хат {} сайтында өзіңіз бақылайтын уәделердің мерзімі туралы еске салу болғандықтан жіберілді.",
)
WHY_DESK = Phrase(
    "You get this because on {} you edit the record.",
    "Вы получаете это, потому что на сайте {} редактируете данные.",
    "Бұл хат {} сайтындағы деректерді өңдейтіндіктен жіберілді.",
)
STOP = Phrase("Stop reminders", "Больше не напоминать", "Енді еске салмау")
