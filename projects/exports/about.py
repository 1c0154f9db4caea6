"""What a file says of itself: which list of which day, by which method, under which licence, how to name the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projects import wording
from projects.comparison.figures import METHOD_VERSION
from projects.publishing.licence import DATA, SITE_NAME, attribution, terms
from projects.wording.languages import Phrase, in_words

_LABELS = {
    "publisher": Phrase("Publisher", "Издатель", "Жариялаушы"),
    "list": Phrase("List", "Список", "Тізім"),
    "as_of": Phrase("As of", "По состоянию на", "Мына күнгі жағдай"),
    "address": Phrase("Address of the list", "Адрес списка", "Тізімнің мекенжайы"),
    "licence": Phrase("Licence", "Лицензия", "Лицензия"),
    "licence_address": Phrase("Text of the licence", "Текст лицензии", "Лицензия мәтіні"),
    "terms": Phrase("Terms", "Условия", "Шарттары"),
    "attribution": Phrase("Cite as", "Как ссылаться", "Сілтеме жасау үлгісі"),
    "method_version": Phrase("Version of the method", "Версия метода", "Әдіс нұсқасы"),
}


@dataclass(frozen=True, slots=True)
class About:
    """``name`` is that of the list or table, ``address`` where the same can be had again."""

    name: str
    as_of: date
    address: str
    lang: str = "en"

    def facts(self) -> dict[str, str]:
        """What there is to say, by code."""
        return {
            "publisher": SITE_NAME.text(self.lang),
            "list": self.name,
            "as_of": self.as_of.isoformat(),
            "address": self.address,
            "licence": f"{DATA.title} ({DATA.short})",
            "licence_address": DATA.url,
            "terms": terms(self.lang),
            "attribution": attribution(self.as_of, self.lang, self.address),
            "method_version": METHOD_VERSION,
        }

    def labelled(self) -> Sequence[tuple[str, str]]:
        """The same with labels in the language of the file; the day as it is written there."""
        facts = {**self.facts(), "as_of": wording.day(self.as_of, self.lang)}
        return [(in_words(_LABELS, code, self.lang), text) for code, text in facts.items()]
