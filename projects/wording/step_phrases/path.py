"""How far the target should be, and how far it is: path, pace and progress (R6, R7)."""

from projects.wording.languages import Phrase

PATH: dict[str, Phrase] = {
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
}
