"""The countries that an article is about unless it says otherwise: those of its publisher, else of its language."""

from __future__ import annotations

from dataclasses import dataclass

from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from projects.models import Outcome, Target
from projects.models.publisher import standing_for
from projects.models.record_version import Version
from projects.reports.catalogue.countries import Countries, countries
from projects.reports.version_cache import cached_for_version


@dataclass(frozen=True, slots=True)
class ArticleHome:
    """``countries``: ids of countries of the record; none where nothing says anything. ``currency``: their only one."""

    countries: frozenset[str]
    currency: str


def article_home(publisher: str, language: str, version: Version) -> ArticleHome:
    """The countries on which the record cites the publisher; of an unknown one those whose official language it is.

    In a record of one country all articles are at home in it. Kept for a version of the record; at most five queries.
    """
    return cached_for_version(version, lambda: _read(publisher, language, version), "home", publisher, language)


def _read(publisher: str, language: str, version: Version) -> ArticleHome:
    here = countries(version)
    if here.several:
        cited = _cited_on(publisher, here) if publisher else frozenset()
        home = cited or frozenset(country for country in here.by_id if language in get_official_languages(country))
    else:
        home = frozenset(here.by_id)
    currencies = {code for country in home for code in get_territory_currencies(country.upper())}
    return ArticleHome(home, currencies.pop() if len(currencies) == 1 else "")


def _cited_on(publisher: str, here: Countries) -> frozenset[str]:
    key = standing_for([publisher])[publisher]
    places: set[str] = set()
    for model in (Target, Outcome):
        rows = model._default_manager.filter(source__publisher_key=key).order_by()
        columns = rows.values_list("indicator__territory", "indicator__programme__territory").distinct()
        places.update(own or of_programme for own, of_programme in columns)
    return frozenset(here.country_of[place] for place in places)
