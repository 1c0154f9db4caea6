"""A record of housing with an editor at the desk, and an article about it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from projects.actions.articles.keep_article import keep_article
from projects.actions.record_target import record_target
from projects.models import Article
from projects.models.article import ArticleText
from tests.factories import IndicatorFactory, OrganisationFactory, ProgrammeFactory, SourceFactory, UserFactory
from tests.projects.desk.reading.texts import TEXT, URL

AT = datetime(2025, 5, 20, 6, tzinfo=UTC)


@pytest.fixture
def record():
    """Homes to be built in 2025, and a sum for them by 2034."""
    body = OrganisationFactory(name="Ministry of Homes")
    programme = ProgrammeFactory(id="homes", name="Homes for all", responsible=body)
    homes = IndicatorFactory(
        id="homes-built", programme=programme, name="Homes built", unit="dwellings", accumulation="sum"
    )
    money = IndicatorFactory(
        id="homes-money", programme=programme, name="Money for homes", unit="KZT", accumulation="sum"
    )
    by, source = UserFactory(editor=True), SourceFactory(published=date(2024, 12, 1))
    for name, indicator, value, start, deadline in (
        ("homes-2025", homes, 52_000, date(2025, 1, 1), date(2025, 12, 31)),
        ("money-2034", money, 1_300_000_000_000, None, date(2034, 12, 31)),
    ):
        record_target(
            id=name,
            indicator=indicator,
            basis="absolute",
            qualifier="exactly",
            value=Decimal(value),
            window_start=start,
            deadline=deadline,
            timing="within_period" if start else "by_deadline",
            announced=date(2024, 12, 1),
            source=source,
            by=by,
            at=AT,
        )
    return programme


@pytest.fixture
def article(record, editor):
    text = ArticleText(
        text=TEXT, url=URL, title="Homes", publisher="Steppe Herald", published=date(2025, 5, 19), language="en"
    )
    return keep_article(text, by=editor, at=AT, origin=Article.Origin.FETCHED)
