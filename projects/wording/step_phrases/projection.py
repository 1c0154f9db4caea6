"""Where the pace leads (R8)."""

from projects.wording.languages import Phrase

PROJECTION: dict[str, Phrase] = {
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
}
