"""Whether the target is met, and what is forgiven (R5)."""

from projects.wording.languages import Phrase

MET: dict[str, Phrase] = {
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
}
