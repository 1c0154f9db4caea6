"""A record whose every text is hostile: markup, letters that turn the line round, emoji, and no place to break it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from projects.actions.refresh import refresh_assessments
from tests.factories import (
    IndicatorFactory,
    OrganisationFactory,
    OutcomeFactory,
    ProgrammeFactory,
    ProjectEventFactory,
    ProjectFactory,
    SourceFactory,
    TargetFactory,
    TerritoryFactory,
)
from tests.projects.conftest import NOW, TODAY

TURNED = "\u202e"  # from here on right to left
NASTY = f"<script>alert('{TURNED}')</script>&amp;😀{{{{x}}}}"
TEXT = NASTY + "м" * (500 - len(NASTY) - 1) + "!"
LONG = NASTY + "w" * (10_000 - len(NASTY) - 1) + "!"

PATHS = (
    "/", "/programmes/", "/programmes/pool/", "/targets/", "/targets/?search=script", "/targets/first/",
    "/targets/second/", "/targets/plan/", "/targets/first/?as_of=2024-03-01", "/embed/targets/second/",
    "/organisations/", "/organisations/new/", "/territories/", "/territories/kz/", "/territories/kz-71/", "/projects/",
    "/projects/plant/", "/sources/", "/sources/report/", "/sources/paper/", "/changes/", "/calendar/?year=2024",
    "/calendar/?year=2024&month=12", "/compare/", "/compare/?targets=second&targets=other",
    f"/compare/?bundle={'%3Cb%3E' * 30}&bundle=b2", "/targets/none/",
    "/search/?q=script", "/search/?q=%E2%80%AEnothing%3Cscript%3E",
)  # fmt: skip


def hostile_record() -> None:
    """A row of every kind, named ``LONG`` or, in short columns, ``TEXT``."""
    names = {"name": LONG, "name_ru": LONG}
    old = OrganisationFactory(id="old", **names)
    new = OrganisationFactory(id="new", succeeds=old, parent=old, **names)
    kz = TerritoryFactory(id="kz", **names)
    TerritoryFactory(id="kz-71", parent=kz, **names)
    pool = ProgrammeFactory(id="pool", responsible=new, territory=kz, summary=LONG, sector=TEXT[:200], **names)
    sum_of = IndicatorFactory(id="sum", programme=pool, unit="projects", definition=LONG, **names)
    odd = IndicatorFactory(id="odd", programme=pool, unit=TEXT[:100], **names)
    done = IndicatorFactory(id="done", programme=pool, unit="", accumulation="milestone", **names)
    texts_ = {"locator": LONG, "note": LONG, "speaker": LONG}
    report = SourceFactory(id="report", title=LONG, publisher=LONG, note=LONG, published=date(2024, 7, 10))
    paper = SourceFactory(id="paper", title=LONG, publisher="!" + LONG[1:], kind="press", published=date(2024, 7, 11))
    promised = {"source": report, "deadline_text": LONG, "bundle": "<b>" * 30, **texts_}
    first = TargetFactory(id="first", indicator=sum_of, **promised)
    TargetFactory(
        id="second", indicator=sum_of, revises=first, value=200, **{**promised, "announced": date(2024, 9, 1)}
    )
    TargetFactory(id="other", indicator=odd, **promised)
    TargetFactory(id="another", indicator=odd, **{**promised, "bundle": "b2", "deadline": None})
    plan = {"basis": "done", "qualifier": "", "value": None, "window_start": None, "timing": "by_deadline"}
    TargetFactory(id="plan", indicator=done, **{**promised, **plan})
    wrong = OutcomeFactory(id="wrong", indicator=sum_of, source=report, **texts_)
    OutcomeFactory(id="right", indicator=sum_of, source=report, corrects=wrong, value=Decimal(91), **texts_)
    OutcomeFactory(id="otherwise", indicator=sum_of, source=paper, value=Decimal(150), **texts_)
    OutcomeFactory(id="odd-one", indicator=odd, source=paper, territory=kz, **texts_)
    plant = ProjectFactory(
        id="plant", programme=pool, company=LONG, note=LONG, capacity=Decimal(7), capacity_unit=TEXT[:200], **names
    )
    ProjectEventFactory(project=plant, source=report, locator=LONG, note=LONG, stage="commissioned")
    refresh_assessments(as_of=TODAY, at=NOW)
