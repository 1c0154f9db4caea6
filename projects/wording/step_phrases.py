"""The steps of an explanation, said in three languages; those about single reports are in ``report_phrases``.

A placeholder names a value of the step and how it is written: ``{goal:n}`` a number, ``{expected:eq}`` a result with
its sign of equality, ``{until:day}``. ``explanations`` knows the ways of writing.
One table, long because it is complete.
"""

from __future__ import annotations

from .languages import Phrase

STEPS: dict[str, Phrase] = {
    # --- what is judged ---------------------------------------------------------------------------------------------
    "promise": Phrase(
        "As of {as_of:day} the announcement of {announced:day} stands ({link}): {promise}, {when}. {timing}",
        "На {as_of:day} действует объявление от {announced:day} ({link}): {promise}, {when}. {timing}",
        "Бағалау күні: {as_of:day}. Қолданыстағы хабарлама: {announced:day} ({link}): {promise}, {when}. {timing}",
    ),
    "promise_withdrawn": Phrase(
        "As of {as_of:day} the promise is withdrawn, by the announcement of {announced:day} ({link})",
        "На {as_of:day} обещание отозвано объявлением от {announced:day} ({link})",
        "Бағалау күні: {as_of:day}. Уәде кері қайтарылған: {announced:day} ({link})",
    ),
    "ceiling": Phrase(
        "It is a ceiling: further figures can only break it, and the evidence ends at the deadline",
        "Это потолок: новые числа могут его только нарушить, и данные учитываются до срока",
        "Бұл – жоғарғы шек: жаңа сандар оны тек бұзуы мүмкін, деректер мерзімге дейін ғана есептеледі",
    ),
    "range_on_sum": Phrase(
        "It is a range: {value:amount} to be reached, and {upper:amount} not to be passed before the deadline",
        "Это диапазон: нужно достичь {value:amount} и до срока не превысить {upper:amount}",
        "Бұл – аралық: {value:amount} орындалуы тиіс, ал мерзімге дейін {upper:amount} асырылмауы керек",
    ),
    "baseline_stated": Phrase(
        "Starting level, as announced: {baseline:amount}{of_period}",
        "Исходный уровень, как объявлено: {baseline:amount}{of_period}",
        "Бастапқы деңгей, жарияланғандай: {baseline:amount}{of_period}",
    ),
    "baseline_reported": Phrase(
        "Starting level, as reported: {baseline:amount}{of_period} ({reports:ids})",
        "Исходный уровень, по отчётам: {baseline:amount}{of_period} ({reports:ids})",
        "Бастапқы деңгей, есептер бойынша: {baseline:amount}{of_period} ({reports:ids})",
    ),
    "baseline_unknown": Phrase(
        "The starting level is not known{of_period}",
        "Исходный уровень неизвестен{of_period}",
        "Бастапқы деңгей белгісіз{of_period}",
    ),
    "baseline_not_positive": Phrase(
        "The starting level is {baseline:amount}{of_period}: of zero or less there is no multiple and no percent",
        "Исходный уровень: {baseline:amount}{of_period}. От нуля и меньшего нет ни кратности, ни процента",
        "Бастапқы деңгей: {baseline:amount}{of_period}. Нөлден және одан төмен мәннен еселік те, пайыз да есептелмейді",
    ),
    "own_terms": Phrase(
        "The starting level is not published, so the target is judged by reports expressed in the same way, against "
        "the same "
        "period{of_period}; the path starts at {baseline:n}",
        "Исходный уровень не опубликован, поэтому о цели судят по отчётам, выраженным так же, как цель, и к тому же "
        "периоду{of_period}; путь начинается с {baseline:n}",
        "Бастапқы деңгей жарияланбаған, сондықтан мақсат сол кезеңмен{of_period} салыстырылған, өлшемі бірдей "
        "есептер бойынша бағаланады; жол {baseline:n} мәнінен басталады",
    ),
    "resolved_multiple": Phrase(
        "In absolute terms the target is {baseline:n} × {factor:n} {resolved:eq}",
        "В абсолютном выражении цель: {baseline:n} × {factor:n} {resolved:eq}",
        "Абсолюттік мәнде мақсат: {baseline:n} × {factor:n} {resolved:eq}",
    ),
    "resolved_percent": Phrase(
        "In absolute terms the target is {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
        "В абсолютном выражении цель: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
        "Абсолюттік мәнде мақсат: {baseline:n} + {baseline:n} × {factor:n} ÷ 100 {resolved:eq}",
    ),
    # --- what it rests on -------------------------------------------------------------------------------------------
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
        "Of that, reported for the time up to the deadline, {deadline:day}: {actual:amount}",
        "Из них за время до срока, {deadline:day}: {actual:amount}",
        "Оның ішінде мерзімге дейінгі уақытқа, {deadline:day}: {actual:amount}",
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
    # --- whether it is met ------------------------------------------------------------------------------------------
    "rounding_forgiven": Phrase(
        "The target is printed to the nearest {rounded_to:n}; half of that is forgiven: {rounded_to:n} ÷ 2 {slack:eq}",
        "Цель округлена до {rounded_to:n}; половина этого прощается: {rounded_to:n} ÷ 2 {slack:eq}",
        "Мақсат {rounded_to:n+dative} дейін дөңгелектелген; жартысы кешіріледі: {rounded_to:n} ÷ 2 {slack:eq}",
    ),
    "about_allows": Phrase(
        "“About” allows 5%: {size:n} × 0.05 {allowed:eq}",
        "«Около» допускает 5 %: {size:n} × 0,05 {allowed:eq}",
        "«Шамамен» 5 %-ға жол береді: {size:n} × 0,05 {allowed:eq}",
    ),
    "met": Phrase(
        "Met: {actual:c} {sign} {edge:c}",
        "Цель достигнута: {actual:c} {sign} {edge:c}",
        "Орындалды: {actual:c} {sign} {edge:c}",
    ),
    "not_met": Phrase(
        "Not met: {actual:c} {sign} {edge:c}",
        "Цель не достигнута: {actual:c} {sign} {edge:c}",
        "Орындалған жоқ: {actual:c} {sign} {edge:c}",
    ),
    "inside_range": Phrase(
        "Met: {actual:c} lies between {low:c} and {high:c}",
        "Цель достигнута: {actual:c} – между {low:c} и {high:c}",
        "Орындалды: {actual:c} мәні {low:c} мен {high:c} аралығында",
    ),
    "outside_range": Phrase(
        "Not met: {actual:c} does not lie between {low:c} and {high:c}",
        "Цель не достигнута: {actual:c} не лежит между {low:c} и {high:c}",
        "Орындалған жоқ: {actual:c} мәні {low:c} мен {high:c} аралығында емес",
    ),
    "lower_end_reached": Phrase(
        "The lower end is reached: {actual:c} {sign} {edge:c}",
        "Нижняя граница достигнута: {actual:c} {sign} {edge:c}",
        "Төменгі шекке жетті: {actual:c} {sign} {edge:c}",
    ),
    "lower_end_not_reached": Phrase(
        "The lower end is not reached: {actual:c} {sign} {edge:c}",
        "Нижняя граница не достигнута: {actual:c} {sign} {edge:c}",
        "Төменгі шекке жеткен жоқ: {actual:c} {sign} {edge:c}",
    ),
    "upper_end_kept": Phrase(
        "By the deadline the upper end is kept: {actual:c} ≤ {edge:c}",
        "До срока верхняя граница соблюдена: {actual:c} ≤ {edge:c}",
        "Мерзімге дейін жоғарғы шек сақталды: {actual:c} ≤ {edge:c}",
    ),
    "upper_end_passed": Phrase(
        "Before the deadline the upper end is passed: {actual:c} > {edge:c}",
        "До срока верхняя граница превышена: {actual:c} > {edge:c}",
        "Мерзімге дейін жоғарғы шектен асты: {actual:c} > {edge:c}",
    ),
    "met_within_rounding": Phrase(
        "Only the rounding of the announced figure makes it so: {actual:c} does not keep to {goal:c} itself",
        "Это так лишь в пределах округления объявленного числа: самому числу {goal:c} значение {actual:c} не отвечает",
        "Бұл тек жарияланған санның дөңгелектелуі арқасында: {actual:c} мәні {goal:c} санының өзіне сай келмейді",
    ),
    # --- how far it should be ---------------------------------------------------------------------------------------
    "no_path_deadline": Phrase(
        "Without a deadline there is no path to expect anything by",
        "Без срока нет пути, по которому можно чего-либо ожидать",
        "Мерзімсіз күтілетін жол да жоқ",
    ),
    "no_path_baseline": Phrase(
        "Without a starting level there is no path to measure progress on",
        "Без исходного уровня нет пути, по которому измеряется продвижение",
        "Бастапқы деңгейсіз ілгерілеуді өлшейтін жол жоқ",
    ),
    "path_without_days": Phrase(
        "The path has no days: it starts on {start:day} and the deadline is {deadline:day}",
        "В пути нет дней: он начинается {start:day}, а срок – {deadline:day}",
        "Жолда күн жоқ: басталуы {start:day}, мерзімі {deadline:day}",
    ),
    "window_days": Phrase(
        "The window {start:day} – {deadline:day} has {length:days}; the counted reports cover {elapsed:n} of them, to "
        "{until:day}",
        "Период {start:day} – {deadline:day}: {length:days}; учтённые отчёты охватывают из них {elapsed:n}, последний "
        "день – {until:day}",
        "Кезең {start:day} – {deadline:day}: {length:days}; есепке алынған есептер оның {elapsed:n} күнін қамтиды, "
        "соңғысы – {until:day}",
    ),
    "path_days": Phrase(
        "From {start:day} to {deadline:day} are {length:days}; {elapsed:n} of them had passed at the reading of "
        "{until:day}",
        "С {start:day} по {deadline:day} – {length:days}; к дню значения, {until:day}, из них прошло {elapsed:n}",
        "{start:day} – {deadline:day} аралығы: {length:days}; дерек күніне ({until:day}) дейін оның {elapsed:n} күні "
        "өтті",
    ),
    "interim_points": Phrase(
        "The path leads through the interim targets (those of single periods added up): {points:points}",
        "Путь проходит через промежуточные цели (цели отдельных периодов сложены): {points:points}",
        "Жол аралық мақсаттар арқылы өтеді (жеке кезеңдердікі қосылған): {points:points}",
    ),
    "interim_other_indicator": Phrase(
        "Interim target {link} is of another indicator and is not a point of the path",
        "Промежуточная цель {link} относится к другому показателю и точкой пути не служит",
        "{link} аралық мақсаты басқа көрсеткішке жатады, жолдың нүктесі бола алмайды",
    ),
    "interim_no_point": Phrase(
        "Interim target {link} names no value or no deadline and is not a point of the path",
        "В промежуточной цели {link} нет числа или срока, точкой пути она не служит",
        "{link} аралық мақсатында сан не мерзім жоқ, жолдың нүктесі бола алмайды",
    ),
    "interim_other_terms": Phrase(
        "Interim target {link} cannot be expressed in the same way as the target and is not a point of the path",
        "Промежуточную цель {link} нельзя выразить так же, как цель, точкой пути она не служит",
        "{link} аралық мақсатын негізгі мақсаттың өлшеміне келтіру мүмкін емес, ол жолдың нүктесі бола алмайды",
    ),
    "interim_outside_path": Phrase(
        "Interim target {link} is not due between the start and the end of the path",
        "Срок промежуточной цели {link} не приходится на время между началом и концом пути",
        "{link} аралық мақсатының мерзімі жолдың басы мен соңының арасында емес",
    ),
    "season": Phrase(
        "In {year:year} the same part of the year had {part:n} of {whole:n}: {part:n} ÷ {whole:n} {share:share}",
        "Год {year:year}: на ту же часть года пришлось {part:n} из {whole:n}: {part:n} ÷ {whole:n} {share:share}",
        "{year:year} жыл: жылдың сол бөлігіне {whole:n} ішінен {part:n} келді: {part:n} ÷ {whole:n} {share:share}",
    ),
    "expected_from_zero": Phrase(
        "Expected by then: {goal:n} × {elapsed:n} ÷ {length:n} {expected:eq}",
        "Ожидалось к этому дню: {goal:n} × {elapsed:n} ÷ {length:n} {expected:eq}",
        "Бұл күнге күтілгені: {goal:n} × {elapsed:n} ÷ {length:n} {expected:eq}",
    ),
    "expected_from_baseline": Phrase(
        "Expected by then: {baseline:n} + ({goal:n} − {baseline:n}) × {elapsed:n} ÷ {length:n} {expected:eq}",
        "Ожидалось к этому дню: {baseline:n} + ({goal:n} − {baseline:n}) × {elapsed:n} ÷ {length:n} {expected:eq}",
        "Бұл күнге күтілгені: {baseline:n} + ({goal:n} − {baseline:n}) × {elapsed:n} ÷ {length:n} {expected:eq}",
    ),
    "expected_between": Phrase(
        "Expected by then, between two points of the path: {low:n} + ({high:n} − {low:n}) × {elapsed:n} ÷ {length:n} "
        "{expected:eq}",
        "Ожидалось к этому дню, между двумя точками пути: {low:n} + ({high:n} − {low:n}) × {elapsed:n} ÷ {length:n} "
        "{expected:eq}",
        "Бұл күнге күтілгені, жолдың екі нүктесінің арасында: {low:n} + ({high:n} − {low:n}) × {elapsed:n} ÷ "
        "{length:n} {expected:eq}",
    ),
    "expected_by_season": Phrase(
        "Expected by then, by the mean share of {count:n} earlier years, {mean:bareshare}: {goal:n} × {mean:bareshare} "
        "{expected:eq}",
        "Ожидалось к этому дню по средней доле прошлых лет ({count:n}), {mean:bareshare}: {goal:n} × {mean:bareshare} "
        "{expected:eq}",
        "Бұл күнге күтілгені, өткен жылдардың ({count:n}) орташа үлесі бойынша, {mean:bareshare}: {goal:n} × "
        "{mean:bareshare} {expected:eq}",
    ),
    "expected_compound": Phrase(
        "Expected by then, on a path of steady growth: {baseline:n} × ({goal:n} ÷ {baseline:n}) to the power of "
        "({elapsed:n} ÷ {length:n}) {expected:eq}",
        "Ожидалось к этому дню при равномерном росте: {baseline:n} × ({goal:n} ÷ {baseline:n}) в степени "
        "({elapsed:n} ÷ {length:n}) {expected:eq}",
        "Бұл күнге күтілгені, бірқалыпты өсу жолымен: {baseline:n} × ({goal:n} ÷ {baseline:n})^"
        "({elapsed:n} ÷ {length:n}) {expected:eq}",
    ),
    "expected_full": Phrase(
        "The deadline has come, so the whole target was expected: {expected:amount}",
        "Срок наступил, поэтому ожидалось полное значение цели: {expected:amount}",
        "Мерзім жетті, сондықтан мақсаттың толық мәні күтілді: {expected:amount}",
    ),
    "expected_start": Phrase(
        "The path is at its start, so no more than the starting value was expected: {expected:amount}",
        "Путь только начинается, ожидалось лишь исходное значение: {expected:amount}",
        "Жол енді басталады, тек бастапқы мән күтілді: {expected:amount}",
    ),
    "pace": Phrase(
        "Pace: {actual:n} ÷ {expected:n} {pace:ratio}",
        "Темп: {actual:n} ÷ {expected:n} {pace:ratio}",
        "Қарқын: {actual:n} ÷ {expected:n} {pace:ratio}",
    ),
    "pace_from_baseline": Phrase(
        "Pace: ({actual:n} − {baseline:n}) ÷ ({expected:n} − {baseline:n}) {pace:ratio}",
        "Темп: ({actual:n} − {baseline:n}) ÷ ({expected:n} − {baseline:n}) {pace:ratio}",
        "Қарқын: ({actual:n} − {baseline:n}) ÷ ({expected:n} − {baseline:n}) {pace:ratio}",
    ),
    "pace_ceiling": Phrase(
        "Pace, turned round for a ceiling: {expected:n} ÷ {actual:n} {pace:ratio}",
        "Темп, для потолка наоборот: {expected:n} ÷ {actual:n} {pace:ratio}",
        "Қарқын, жоғарғы шек үшін керісінше: {expected:n} ÷ {actual:n} {pace:ratio}",
    ),
    "no_pace_hold": Phrase(
        "No pace: it is a promise to hold, the target ({goal:n}) lies at or behind the starting level ({baseline:n})",
        "Темпа нет: это обещание удержать, цель ({goal:n}) не дальше исходного уровня ({baseline:n})",
        "Қарқын жоқ: бұл – сақтау туралы уәде, мақсат ({goal:n}) бастапқы деңгейден ({baseline:n}) әрі емес",
    ),
    "no_pace_inside": Phrase(
        "No pace: it is a promise to hold, the starting level ({baseline:n}) lies inside the range "
        "({low:n} to {high:n}) already",
        "Темпа нет: это обещание удержать, исходный уровень ({baseline:n}) уже внутри диапазона "
        "(от {low:n} до {high:n})",
        "Қарқын жоқ: бұл – сақтау туралы уәде, бастапқы деңгей ({baseline:n}) қазірдің өзінде аралықтың "
        "({low:n} – {high:n}) ішінде",
    ),
    "no_pace_flat": Phrase(
        "No pace: nothing beyond the starting level ({baseline:n}) was expected yet",
        "Темпа нет: сверх исходного уровня ({baseline:n}) пока ничего не ожидалось",
        "Қарқын жоқ: бастапқы деңгейден ({baseline:n}) артық ештеңе әлі күтілмеді",
    ),
    "no_pace_unspent": Phrase(
        "No pace: nothing of the ceiling is used, and one cannot divide by zero",
        "Темпа нет: потолок ещё не тронут, а на ноль делить нельзя",
        "Қарқын жоқ: шектен ештеңе жұмсалмаған, ал нөлге бөлуге болмайды",
    ),
    "percent": Phrase(
        "Progress: {actual:n} ÷ {goal:n} {percent:percent}",
        "Выполнено: {actual:n} ÷ {goal:n} {percent:percent}",
        "Орындалғаны: {actual:n} ÷ {goal:n} {percent:percent}",
    ),
    "percent_from_baseline": Phrase(
        "Progress: ({actual:n} − {baseline:n}) ÷ ({goal:n} − {baseline:n}) {percent:percent}",
        "Выполнено: ({actual:n} − {baseline:n}) ÷ ({goal:n} − {baseline:n}) {percent:percent}",
        "Орындалғаны: ({actual:n} − {baseline:n}) ÷ ({goal:n} − {baseline:n}) {percent:percent}",
    ),
    "percent_done": Phrase(
        "Progress {percent:percent}: such a promise is done or not done",
        "Выполнено {percent:percent}: такое обещание либо выполнено, либо нет",
        "Орындалғаны {percent:percent}: мұндай уәде не орындалады, не орындалмайды",
    ),
    "no_percent_hold": Phrase(
        "No progress figure: the target ({goal:n}) lies at or behind the starting level ({baseline:n})",
        "Доля выполнения не считается: цель ({goal:n}) не дальше исходного уровня ({baseline:n})",
        "Орындалу үлесі есептелмейді: мақсат ({goal:n}) бастапқы деңгейден ({baseline:n}) әрі емес",
    ),
    "no_percent_inside": Phrase(
        "No progress figure: the starting level ({baseline:n}) lies inside the range ({low:n} to {high:n}) already",
        "Доля выполнения не считается: исходный уровень ({baseline:n}) уже внутри диапазона (от {low:n} до {high:n})",
        "Орындалу үлесі есептелмейді: бастапқы деңгей ({baseline:n}) қазірдің өзінде аралықтың ({low:n} – {high:n}) "
        "ішінде",
    ),
    "no_percent_ceiling": Phrase(
        "No progress figure: a ceiling is not a goal to reach",
        "Доля выполнения не считается: потолок – не то, чего надо достичь",
        "Орындалу үлесі есептелмейді: жоғарғы шек – жетуге тиіс мақсат емес",
    ),
    "no_percent_baseline": Phrase(
        "No progress figure: the starting level is not known",
        "Доля выполнения не считается: исходный уровень неизвестен",
        "Орындалу үлесі есептелмейді: бастапқы деңгей белгісіз",
    ),
    "shortfall": Phrase(
        "Still missing: {more:n} − {less:n} {shortfall:eq}",
        "Не хватает: {more:n} − {less:n} {shortfall:eq}",
        "Жетпейтіні: {more:n} − {less:n} {shortfall:eq}",
    ),
    "no_shortfall": Phrase("Still missing: {shortfall:n}", "Не хватает: {shortfall:n}", "Жетпейтіні: {shortfall:n}"),
    "required_per_day": Phrase(
        "Needed each day from {until:day} to {deadline:day}: ({goal:n} − {actual:n}) ÷ {days:n} {per_day:eq}",
        "Нужно в день с {until:day} по {deadline:day}: ({goal:n} − {actual:n}) ÷ {days:n} {per_day:eq}",
        "{until:day} – {deadline:day} аралығында күніне қажеті: ({goal:n} − {actual:n}) ÷ {days:n} {per_day:eq}",
    ),
    # --- where it leads ---------------------------------------------------------------------------------------------
    "projection_from_zero": Phrase(
        "At this pace by {deadline:day}: {actual:n} × {length:n} ÷ {elapsed:n} {projection:eq}",
        "При таком темпе к {deadline:day}: {actual:n} × {length:n} ÷ {elapsed:n} {projection:eq}",
        "Осы қарқынмен мерзім күніне ({deadline:day}): {actual:n} × {length:n} ÷ {elapsed:n} {projection:eq}",
    ),
    "projection_from_baseline": Phrase(
        "At this pace by {deadline:day}: {baseline:n} + ({actual:n} − {baseline:n}) × {length:n} ÷ {elapsed:n} "
        "{projection:eq}",
        "При таком темпе к {deadline:day}: {baseline:n} + ({actual:n} − {baseline:n}) × {length:n} ÷ {elapsed:n} "
        "{projection:eq}",
        "Осы қарқынмен мерзім күніне ({deadline:day}): {baseline:n} + ({actual:n} − {baseline:n}) × {length:n} ÷ "
        "{elapsed:n} {projection:eq}",
    ),
    "projection_interim": Phrase(
        "At this pace by {deadline:day}: {baseline:n} + ({actual:n} − {baseline:n}) ÷ ({expected:n} − {baseline:n}) × "
        "({goal:n} − {baseline:n}) {projection:eq}",
        "При таком темпе к {deadline:day}: {baseline:n} + ({actual:n} − {baseline:n}) ÷ ({expected:n} − "
        "{baseline:n}) × ({goal:n} − {baseline:n}) {projection:eq}",
        "Осы қарқынмен мерзім күніне ({deadline:day}): {baseline:n} + ({actual:n} − {baseline:n}) ÷ ({expected:n} − "
        "{baseline:n}) × ({goal:n} − {baseline:n}) {projection:eq}",
    ),
    "projection_by_season": Phrase(
        "At the mean share by {deadline:day}: {actual:n} ÷ {mean:bareshare} {projection:eq}",
        "По средней доле к {deadline:day}: {actual:n} ÷ {mean:bareshare} {projection:eq}",
        "Орташа үлес бойынша мерзім күніне ({deadline:day}): {actual:n} ÷ {mean:bareshare} {projection:eq}",
    ),
    "projection_interval": Phrase(
        "The shares vary by {deviation:bareshare} (standard deviation of {count:n}); with 95% certainty the next "
        "lies within {point:n} × {deviation:bareshare} × √(1 + 1 ÷ {count:n}) {reach:share}, which gives {low:n} to "
        "{high:n}",
        "Разброс долей {deviation:bareshare} (стандартное отклонение, лет: {count:n}); с вероятностью 95 % следующая "
        "отклонится не более чем на {point:n} × {deviation:bareshare} × √(1 + 1 ÷ {count:n}) {reach:share}, что даёт "
        "от {low:n} до {high:n}",
        "Үлестердің шашырауы {deviation:bareshare} (стандартты ауытқу, жыл саны: {count:n}); 95 % ықтималдықпен "
        "келесісі {point:n} × {deviation:bareshare} × √(1 + 1 ÷ {count:n}) {reach:share} шегінде ауытқиды, бұл "
        "{low:n} – {high:n} береді",
    ),
    "projection_compound": Phrase(
        "At this rate of growth by {deadline:day}: {baseline:n} × ({actual:n} ÷ {baseline:n}) to the power of "
        "({length:n} ÷ {elapsed:n}) {projection:eq}",
        "При таком темпе роста к {deadline:day}: {baseline:n} × ({actual:n} ÷ {baseline:n}) в степени ({length:n} ÷ "
        "{elapsed:n}) {projection:eq}",
        "Осы өсу қарқынымен мерзім күніне ({deadline:day}): {baseline:n} × ({actual:n} ÷ {baseline:n})^"
        "({length:n} ÷ {elapsed:n}) {projection:eq}",
    ),
    "completion": Phrase(
        "The path extended at this pace meets the target on day {number:n}, {completion:day}",
        "Путь, продолженный в том же темпе, достигает цели в день {number:n}: {completion:day}",
        "Осы қарқынмен жалғасқан жол мақсатқа {number:n}-күні жетеді: {completion:day}",
    ),
    "completion_from_zero": Phrase(
        "At this pace the target is met on day {elapsed:n} × {goal:n} ÷ {actual:n}, rounded up {number:up}: "
        "{completion:day}",
        "При таком темпе цель достигается в день {elapsed:n} × {goal:n} ÷ {actual:n}, с округлением вверх {number:up}: "
        "{completion:day}",
        "Осы қарқынмен мақсатқа жету күні {elapsed:n} × {goal:n} ÷ {actual:n}, жоғары қарай дөңгелектегенде "
        "{number:up}: {completion:day}",
    ),
    "days_behind": Phrase(
        "The plan expected {actual:amount} by {planned:day}, and the evidence reaches {until:day}: {days:days} behind",
        "По плану {actual:amount} ожидалось к {planned:day}, а данные доходят до {until:day}: отставание {days:days}",
        "Жоспар бойынша {actual:amount} күтілген күн: {planned:day}, ал деректердің соңғы күні: {until:day}; кешігу "
        "{days:days}",
    ),
    "days_ahead": Phrase(
        "The plan expected {actual:amount} only by {planned:day}, and the evidence reaches {until:day}: {days:days} "
        "ahead",
        "По плану {actual:amount} ожидалось лишь к {planned:day}, а данные доходят до {until:day}: опережение "
        "{days:days}",
        "Жоспар бойынша {actual:amount} күтілген күн: {planned:day}, ал деректердің соңғы күні: {until:day}; озу "
        "{days:days}",
    ),
    "days_even": Phrase(
        "The plan expected {actual:amount} by {planned:day}, the very day that the evidence reaches",
        "По плану {actual:amount} ожидалось к {planned:day} – ровно к тому дню, до которого доходят данные",
        "Жоспар бойынша {actual:amount} дәл деректердің соңғы күніне күтілді: {planned:day}",
    ),
    # --- the verdict ------------------------------------------------------------------------------------------------
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
    # --- beside it --------------------------------------------------------------------------------------------------
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
