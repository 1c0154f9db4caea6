"""A promise as a claim that was reviewed: schema.org's ClaimReview."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from projects import wording
from projects.http.public_urls import public_url
from projects.models import Source, Target
from projects.models.source import first_day
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_detail import TargetDetail
from projects.reports.targets.target_entry import TargetEntry

from .json_ld import Node, body, present, tracker
from .rating import rating


def claim_review(report: TargetDetail, lang: str) -> Node | None:
    """The review of the promise as it stands on the day; None on the page of an announcement that was replaced.

    The verdict is that of the announcement that stands, so it would rate a claim that nobody makes any more.
    """
    entry = report.entry
    if entry.superseded_by is not None:
        return None
    verdict = entry.assessment
    address = public_url("target", entry.id)
    began = report.history[-1].on if report.history else entry.announced
    status = wording.status(verdict["status"], lang)
    return present(
        type_="ClaimReview",
        id_=f"{address}#claim-review",
        url=address,
        inLanguage=lang,
        claimReviewed=_claimed(entry, lang),
        itemReviewed=_claim(report, lang),
        author=tracker(lang),
        publisher=tracker(lang),
        datePublished=began.isoformat(),
        sdDatePublished=report.as_of.isoformat(),
        reviewBody=f"{status}. {wording.verdict_meaning(verdict, lang, is_ceiling=entry.is_ceiling)}",
        reviewRating=rating(verdict, lang, is_ceiling=entry.is_ceiling),
        version=verdict["method_version"],
        isBasedOn=_addresses(figure.outcome.source for figure in report.evidence),
    )


def _claimed(entry: TargetEntry, lang: str) -> str:
    title = title_of(entry, lang)
    return f"{title.text} ({title.indicator})" if title.indicator else title.text


def _claim(report: TargetDetail, lang: str) -> Node:
    """The promise: who made it, when, and where it stands, every announcement of its chain."""
    target, first = report.own, report.links[0].target
    works = [_work(link.target.source, lang) for link in report.links]
    return present(
        type_="Claim",
        id_=f"{public_url('target', target.pk)}#claim",
        text=_claimed(report.entry, lang),
        author=_author(report, target, lang),
        creditText=wording.read_plainly(target, "speaker", lang),
        datePublished=target.announced.isoformat(),
        firstAppearance=_work(first.source, lang),
        appearance=works,
    )


def _author(report: TargetDetail, target: Target, lang: str) -> Node:
    """Who said it, where the record knows the person; else the body that answers for it."""
    responsible = body(report.entry.responsible, lang)
    if target.spoken_by is None:
        return responsible
    person = target.spoken_by
    name = getattr(person, f"name_{lang}", "") or person.name
    address = public_url("person", person.pk)
    return present(type_="Person", id_=address, name=name, url=address, affiliation=responsible)


def _work(source: Source, lang: str) -> Node:
    """A document of the record, with the day on which it was published as far as that is known."""
    headline, written = wording.reading(source, "title", lang)
    return present(
        type_="CreativeWork",
        id_=public_url("source", source.pk),
        url=source.url or public_url("source", source.pk),
        headline=headline,
        inLanguage=source.language or written,
        datePublished=_printed(source),
        publisher=present(type_="Organization", name=source.publisher),
        archivedAt=source.archived_url,
    )


def _printed(source: Source) -> str:
    """The printed day as precisely as it is known: ``2024-02`` for a month."""
    day: date = first_day(source.published, source.published_precision)
    return {"year": f"{day.year:04}", "month": f"{day.year:04}-{day.month:02}"}.get(
        source.published_precision, day.isoformat()
    )


def _addresses(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(source.url or public_url("source", source.pk) for source in sources))
