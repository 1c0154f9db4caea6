"""Data sets of the tracker as search engines for data read them: schema.org's Dataset."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from projects import wording
from projects.http.public_urls import public_url
from projects.models.record_version import Version
from projects.publishing.licence import DATA, SITE_NAME
from projects.reports.catalogue.countries import countries
from projects.reports.named import Named
from projects.reports.targets.promise_titles import title_of
from projects.reports.targets.target_detail import TargetDetail
from projects.templatetags.list_files import FORMATS

from .citation import Citation
from .json_ld import Node, present, tracker

MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}


def target_dataset(report: TargetDetail, citation: Citation, lang: str) -> Node:
    """The figures behind one verdict."""
    entry, day = report.entry, report.as_of.isoformat()
    address = public_url("target", entry.id)
    files = [
        _file(_("Inputs of the verdict"), "text/csv", public_url("target-inputs", entry.id, as_of=day)),
        _file(_("API"), "application/json", public_url("api-target", entry.id, as_of=day)),
    ]
    if report.trajectory:
        files.insert(1, _file(_("Chart"), "text/csv", public_url("target-trajectory", entry.id, as_of=day)))
    return present(
        type_="Dataset",
        id_=f"{address}#dataset",
        name=_("Figures on the promise: %(title)s") % {"title": title_of(entry, lang).text},
        description=_(
            "Every figure that was promised and reported, with its source and dates, and the verdict that follows from "
            "them. %(verdict)s"
        )
        % {"verdict": citation.verdict},
        url=address,
        inLanguage=lang,
        creator=tracker(lang),
        license=DATA.url,
        isAccessibleForFree=True,
        version=citation.method,
        dateModified=day,
        citation=citation.text,
        isPartOf={"@id": public_url("data") + "#dataset"},
        temporalCoverage=_covered(entry.window_start, entry.deadline),
        spatialCoverage=_place(Named.of(report.territory), lang),
        variableMeasured=present(
            type_="PropertyValue",
            name=entry.indicator.in_language(lang),
            unitText=wording.unit_name(entry.unit, lang) if entry.unit else "",
        ),
        distribution=files,
    )


def record_dataset(as_of: date, version: Version, lang: str) -> Node:
    """The whole record."""
    address, modified = public_url("data"), version.changed_at
    lists = [
        _file(_("All targets with their verdicts"), MEDIA_TYPES[format], public_url("list-file", "targets", format))
        for format, _name in FORMATS
        if format in MEDIA_TYPES
    ]
    return present(
        type_="Dataset",
        id_=f"{address}#dataset",
        name=f"{SITE_NAME.text(lang)}: {_('the record')}",
        description=_(
            "Public promises with a figure and a date, what has been reported since, every figure with its source, and "
            "the verdicts that follow from them by a published method."
        ),
        url=address,
        inLanguage=lang,
        creator=tracker(lang),
        license=DATA.url,
        isAccessibleForFree=True,
        dateModified=(modified.date() if modified else as_of).isoformat(),
        measurementTechnique=public_url("method"),
        spatialCoverage=[_place(country, lang) for country in countries(version).in_order(lang)],
        distribution=[
            _file(_("The whole record"), "application/zip", public_url("download")),
            *lists,
            _file(_("Inputs of all verdicts"), "text/csv", public_url("inputs")),
            _file(_("IATI activities"), "application/xml", public_url("iati")),
        ],
    )


def _file(name: str, kind: str, address: str) -> Node:
    return present(type_="DataDownload", name=name, encodingFormat=kind, contentUrl=address, license=DATA.url)


def _covered(start: date | None, end: date | None) -> str:
    """An interval of ISO 8601; ".." is an open end."""
    if start is None and end is None:
        return ""
    return "/".join(day.isoformat() if day else ".." for day in (start, end))


def _place(place: Named, lang: str) -> Node:
    address = public_url("territory", place.id)
    return present(type_="Place", id_=address, name=place.in_language(lang), url=address, identifier=place.id.upper())
