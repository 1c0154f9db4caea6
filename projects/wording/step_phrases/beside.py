"""What is shown beside the verdict: revisions, growth, measurability (R10, R14)."""

from projects.wording.languages import Phrase

BESIDE: dict[str, Phrase] = {
    "first_verdict": Phrase(
        "Against the first announcement, of {announced:day} ({link}), as if never revised: "
        "{status:status}{first_figures}",
        "Относительно первого объявления, от {announced:day} ({link}), как если бы его не меняли: "
        "{status:status}{first_figures}",
        "Алғашқы хабарламаға ({announced:day}, {link}) қатысты, ол өзгермегендей алғанда: "
        "{status:status}{first_figures}",
    ),
    "revision": Phrase(
        "Revised on {announced:day} ({link}): {promise}, {when} – {changes:changes}",
        "Пересмотрено {announced:day} ({link}): {promise}, {when} – {changes:changes}",
        "Қайта қаралды: {announced:day} ({link}): {promise}, {when} – {changes:changes}",
    ),
    "revision_withdraws": Phrase(
        "Withdrawn on {announced:day} ({link})",
        "Отозвано {announced:day} ({link})",
        "Кері қайтарылды: {announced:day} ({link})",
    ),
    "revision_other_terms": Phrase(
        "The number of {link} is not expressed in the same way as the one before it, so the two numbers are not "
        "compared",
        "Число в {link} выражено иначе, чем прежнее, поэтому сами числа не сравниваются",
        "{link} саны бұрынғысынан өзгеше өлшемде, сондықтан сандардың өзі салыстырылмайды",
    ),
    "revision_after_deadline": Phrase(
        "{link} came after the fact: by {announced:day} the old deadline, {deadline:day}, had passed",
        "{link} – задним числом: к {announced:day} прежний срок, {deadline:day}, уже прошёл",
        "{link} – іс өткен соң: {announced:day} күні бұрынғы мерзім ({deadline:day}) өтіп кеткен еді",
    ),
    "revision_after_outcome": Phrase(
        "{link} came after the fact: by {announced:day} the outcome that had decided the old target was public",
        "{link} – задним числом: к {announced:day} результат, решивший прежнюю цель, уже был опубликован",
        "{link} – іс өткен соң: {announced:day} күні бұрынғы мақсатты шешкен нәтиже жарияланып қойған еді",
    ),
    "chain_slipped": Phrase(
        "From the first announcement to the last the deadline moved by {days:days}",
        "От первого объявления к последнему срок сдвинулся на {days:days}",
        "Алғашқы хабарламадан соңғысына дейін мерзім {days:days+dative} жылжыды",
    ),
    "chain_advanced": Phrase(
        "From the first announcement to the last the deadline was brought forward by {days:days}",
        "От первого объявления к последнему срок приблизился на {days:days}",
        "Алғашқы хабарламадан соңғысына дейін мерзім {days:days+dative} жақындатылды",
    ),
    "chain_moved": Phrase(
        "From the first announcement to the last the number moved by {net:barepercent}; it has ranged over "
        "{swing:barepercent} of its first value",
        "От первого объявления к последнему число изменилось на {net:barepercent}; между наименьшим и наибольшим – "
        "{swing:barepercent} от первого",
        "Алғашқы хабарламадан соңғысына дейін сан {net:barepercent+dative} өзгерді; ең кішісі мен ең үлкенінің арасы – "
        "алғашқысының {swing:barepercent+possessive}",
    ),
    "growth": Phrase(
        "Compound growth, beside the pace: the yearly rate so far, ({reading:n} ÷ {baseline:n}) to the power of (1 ÷ "
        "{years:n}) − 1, over the rate required, ({goal:n} ÷ {baseline:n}) to the power of (1 ÷ {years_required:n}) "
        "− 1, its sign that of the good direction, {ratio:ratio}: {category:compound}",
        "Среднегодовой темп роста, рядом с темпом выполнения: годовой темп до сих пор, ({reading:n} ÷ {baseline:n}) "
        "в степени (1 ÷ "
        "{years:n}) − 1, к требуемому, ({goal:n} ÷ {baseline:n}) в степени (1 ÷ {years_required:n}) − 1, со знаком "
        "нужного направления, {ratio:ratio}: {category:compound}",
        "Орташа жылдық өсім, қарқынмен қатар: осы уақытқа дейінгі жылдық қарқынның, ({reading:n} ÷ {baseline:n})^(1 ÷ "
        "{years:n}) − 1, қажетті қарқынға, ({goal:n} ÷ {baseline:n})^(1 ÷ {years_required:n}) − 1, қатынасы, дұрыс "
        "бағыт таңбасымен, {ratio:ratio}: {category:compound}",
    ),
    "no_growth": Phrase(
        "Compound growth, beside the pace: no ratio. {no_growth}",
        "Среднегодовой темп роста, рядом с темпом выполнения: отношения нет. {no_growth}",
        "Орташа жылдық өсім, қарқынмен қатар: қатынас жоқ. {no_growth}",
    ),
    "measurability": Phrase(
        "Measurable as announced: {score:n} of 6{missing:missing}",
        "Измеримость объявления: {score:n} из 6{missing:missing}",
        "Хабарламаның өлшенетіндігі: 6-дан {score:n}{missing:missing}",
    ),
}
