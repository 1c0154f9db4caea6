"""The sectors of programmes. Any other sector of a record is shown as it is written."""

from __future__ import annotations

from .languages import Phrase

SECTORS: dict[str, Phrase] = {
    "agriculture": Phrase("agriculture", "сельское хозяйство", "ауыл шаруашылығы"),
    "automotive": Phrase("automotive", "автомобилестроение", "автомобиль жасау"),
    "culture": Phrase("culture", "культура", "мәдениет"),
    "digital": Phrase("digital", "цифровизация", "цифрландыру"),
    "education": Phrase("education", "образование", "білім беру"),
    "electronics": Phrase("electronics", "электроника", "электроника"),
    "employment": Phrase("employment", "занятость", "жұмыспен қамту"),
    "energy": Phrase("energy", "энергетика", "энергетика"),
    "engineering": Phrase("engineering", "машиностроение", "машина жасау"),
    "environment": Phrase("environment", "окружающая среда", "қоршаған орта"),
    "finance": Phrase("finance", "финансирование", "қаржыландыру"),
    "health": Phrase("health", "здравоохранение", "денсаулық сақтау"),
    "housing": Phrase("housing", "жильё", "тұрғын үй"),
    "industrial parks": Phrase("industrial parks", "индустриальные парки", "индустриялық парктер"),
    "industry": Phrase("industry", "промышленность", "өнеркәсіп"),
    "infrastructure": Phrase("infrastructure", "инфраструктура", "инфрақұрылым"),
    "investment": Phrase("investment", "инвестиции", "инвестиция"),
    "manufacturing": Phrase("manufacturing", "обрабатывающая промышленность", "өңдеу өнеркәсібі"),
    "metals": Phrase("metals", "металлы", "металдар"),
    "mortgages": Phrase("mortgages", "ипотека", "ипотека"),
    "subsoil": Phrase("subsoil", "недропользование", "жер қойнауын пайдалану"),
    "tourism": Phrase("tourism", "туризм", "туризм"),
    "trade": Phrase("trade", "торговля", "сауда"),
    "transport": Phrase("transport", "транспорт", "көлік"),
    "urban planning": Phrase("urban planning", "градостроительство", "қала құрылысы"),
    "water": Phrase("water", "водное хозяйство", "су шаруашылығы"),
}


def sector_code(text: str) -> str:
    """The sector that a word of any language names; another as it is written."""
    word = " ".join(text.split())
    key = word.casefold()
    codes = (code for code, phrase in SECTORS.items() if key in {name.casefold() for name in (code, *phrase)})
    return next(codes, word)
