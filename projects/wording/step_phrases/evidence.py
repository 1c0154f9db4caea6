"""What a verdict rests on: the sum or the reading (R2, R3, R9)."""

from projects.wording.languages import Phrase

EVIDENCE: dict[str, Phrase] = {
    "converted_multiple": Phrase(
        "{report} in absolute terms: {baseline:n} × {factor:n} {reading:eq}",
        "{report} в абсолютном выражении: {baseline:n} × {factor:n} {reading:eq}",
        "{report} абсолюттік мәнде: {baseline:n} × {factor:n} {reading:eq}",
    ),
    "converted_percent": Phrase(
        "{report} in absolute terms: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {reading:eq}",
        "{report} в абсолютном выражении: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {reading:eq}",
        "{report} абсолюттік мәнде: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {reading:eq}",
    ),
    "worse_end": Phrase(
        "{report} gives a range, {value:n} to {upper:n}: the end that is worse for the target counts",
        "{report} даёт диапазон, {value:n} – {upper:n}: берётся конец, худший для цели",
        "{report} аралық береді, {value:n} – {upper:n}: мақсат үшін нашар шеті алынады",
    ),
    "sources_disagree": Phrase(
        "These figures cannot all be right, whatever their rounding: {reports:ids}",
        "Эти числа не могут быть верны одновременно даже с учётом округления: {reports:ids}",
        "Дөңгелектеуді ескергенде де бұл сандардың бәрі бірдей дұрыс бола алмайды: {reports:ids}",
    ),
    "no_evidence": Phrase(
        "No report counts, so there is nothing to compare yet; a missing figure is not zero",
        "Ни один отчёт не учтён, сравнивать пока нечего; отсутствие числа – не ноль",
        "Бірде-бір есеп есепке алынбады, әзірге салыстыратын ештеңе жоқ; санның жоқтығы нөл емес",
    ),
    "sum_of_one": Phrase(
        "Actual: {actual:amount}, from one report",
        "Фактически: {actual:amount}, по одному отчёту",
        "Нақты: {actual:amount}, бір есеп бойынша",
    ),
    "sum_of_many": Phrase(
        "Actual: {pieces:sum} {actual:eq}",
        "Фактически: {pieces:sum} {actual:eq}",
        "Нақты: {pieces:sum} {actual:eq}",
    ),
    "days_covered": Phrase(
        "The counted reports cover {days:days}, up to {until:day}",
        "Учтённые отчёты охватывают {days:days}, последний день – {until:day}",
        "Ескерілген есептер {days:days+accusative} қамтиды, соңғы күні – {until:day}",
    ),
    "gap": Phrase(
        "From {start:day} to {until:day} there are {whole:days}, and {days:days} are covered: {whole:n} − {days:n} = "
        "{missing:n} are not, so the actual figure is a lower bound",
        "С {start:day} по {until:day} всего {whole:days}, охвачено {days:days}: {whole:n} − {days:n} = {missing:n} без "
        "отчётов, поэтому фактическое значение – нижняя граница",
        "{start:day} – {until:day} аралығында {whole:days}, қамтылғаны {days:days}: {whole:n} − {days:n} = {missing:n} "
        "күн есепсіз, сондықтан нақты мән – төменгі шек",
    ),
    "sum_in_time": Phrase(
        "Reported for the time up to the deadline alone, {deadline:day}: {actual:amount}",
        "Сообщено за одно лишь время до срока, {deadline:day}: {actual:amount}",
        "Тек мерзімге дейінгі уақыт үшін хабарланғаны, {deadline:day}: {actual:amount}",
    ),
    "reading_latest": Phrase(
        "The latest reading stands: {reading:amount} on {end:day}",
        "Действует последнее значение: {reading:amount}, {end:day}",
        "Соңғы мән қолданылады: {reading:amount}, {end:day}",
    ),
    "reading_covers": Phrase(
        "The reading of {end:day} is the first on the deadline ({deadline:day}) or within {interval:days} after it, "
        "and stands for good: {reading:amount}",
        "Значение на {end:day} – первое в день срока ({deadline:day}) или не позже чем через {interval:days} после "
        "него, оно остаётся навсегда: {reading:amount}",
        "{end:day} мәні – мерзім күнгі ({deadline:day}) немесе одан кейінгі {interval:days} ішіндегі алғашқы мән, ол "
        "біржола қалады: {reading:amount}",
    ),
    "reading_meets_later": Phrase(
        "Still owed after {deadline:day}: the first later reading that meets the target stands, {reading:amount} on "
        "{end:day}",
        "Обязательство осталось после {deadline:day}: действует первое более позднее значение, достигшее цели, "
        "{reading:amount}, {end:day}",
        "{deadline:day} өткен соң да міндеттеме сақталды: мақсатқа жеткен алғашқы кейінгі мән қолданылады, "
        "{reading:amount}, {end:day}",
    ),
    "reading_still_short": Phrase(
        "Still owed after {deadline:day}, and no later reading meets the target: the latest stands, {reading:amount} "
        "on {end:day}",
        "Обязательство осталось после {deadline:day}, и ни одно более позднее значение цели не достигает: действует "
        "последнее, {reading:amount}, {end:day}",
        "{deadline:day} өткен соң да міндеттеме сақталды, кейінгі мәндердің ешқайсысы мақсатқа жетпейді: соңғысы "
        "қолданылады, {reading:amount}, {end:day}",
    ),
    "done_since": Phrase(
        "Reported done as of {end:day}, and no later report takes it back",
        "Сообщено о выполнении на {end:day}, и более поздние отчёты этого не отменяют",
        "Орындалғаны хабарланған: {end:day}, кейінгі есептер мұны жоққа шығармайды",
    ),
    "not_done_by": Phrase(
        "The latest report, of {end:day}, says it is not done",
        "Последний отчёт, на {end:day}, говорит, что это не выполнено",
        "Соңғы есеп ({end:day}) бойынша орындалған жоқ",
    ),
}
