"""``/data/catalog.jsonld``: the record and its files for catalogues of data, in DCAT 3 with the profile DCAT-AP.

The context is in the document: whoever reads it needs nothing from elsewhere. Media types, languages, frequencies and
licences are the addresses that DCAT-AP asks for.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from projects.packages.schema import DESCRIPTION
from projects.publishing.licence import DATA, SITE_NAME, attribution, terms
from projects.wording import LANGUAGES

from .published import ADDRESS, Coverage, PublishedFile, PublishedSet

MEDIA_TYPE = "application/ld+json"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "adms": "http://www.w3.org/ns/adms#",
}
_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGES = {"en": f"{_EU}/language/ENG", "ru": f"{_EU}/language/RUS", "kk": f"{_EU}/language/KAZ"}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TITLES = {
    "en": "The record of public promises and what became of them",
    "ru": "База публичных обещаний и того, что с ними стало",
    "kk": "Жария уәделер мен олардың орындалуының базасы",
}
_PACKAGE = "https://specs.frictionlessdata.io/tabular-data-package/"


def catalogue(published: PublishedSet | None) -> dict[str, Any]:
    """The catalogue: one data set with a distribution for each file, and the service that answers questions."""
    dataset = _iri("#record")
    return {
        "@context": _CONTEXT,
        "@id": _iri("/data/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _in_languages({lang: SITE_NAME.text(lang) for lang in LANGUAGES}),
        "dct:description": _text(DESCRIPTION),
        "dct:publisher": _publisher(),
        "dct:license": {"@id": DATA.url},
        "dct:language": [{"@id": _LANGUAGES[lang]} for lang in LANGUAGES],
        "foaf:homepage": {"@id": _iri("/")},
        **({"dct:modified": _moment(published)} if published else {}),
        "dcat:dataset": [_dataset(dataset, published)],
        "dcat:service": [_service(dataset)],
    }


def _dataset(dataset: str, published: PublishedSet | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@id": dataset,
        "@type": "dcat:Dataset",
        "dct:title": _in_languages(_TITLES),
        "dct:description": _text(DESCRIPTION),
        "dct:publisher": _publisher(),
        "dct:license": {"@id": DATA.url},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/DAILY"},
        "dct:language": [{"@id": _LANGUAGES[lang]} for lang in LANGUAGES],
        "dct:identifier": dataset,
        "dcat:landingPage": {"@id": _iri("/data/")},
        "dcat:theme": {"@id": f"{_EU}/data-theme/GOVE"},
        "dcat:distribution": [_live_package()],
    }
    if published is not None:
        described |= {
            "dct:modified": _moment(published),
            "dcat:version": published.as_of.isoformat(),
            "adms:versionNotes": _text(f"Verdicts by version {published.method_version} of the method."),
            "dct:bibliographicCitation": attribution(published.as_of, "en"),
            **_extent(published.coverage),
        }
        described["dcat:distribution"] += [_distribution(published, file) for file in published.files]
    return described


def _extent(coverage: Coverage) -> dict[str, Any]:
    extent: dict[str, Any] = {
        "dct:spatial": [
            {"@id": _iri(f"/territories/{place}/"), "@type": "dct:Location", "dct:title": name, "dct:identifier": place}
            for place, name in coverage.countries
        ]
    }
    if coverage.first_day and coverage.last_day:
        extent["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": coverage.first_day, "@type": "xsd:date"},
            "dcat:endDate": {"@value": coverage.last_day, "@type": "xsd:date"},
        }
    return extent


def _distribution(published: PublishedSet, file: PublishedFile) -> dict[str, Any]:
    address = _iri(f"{ADDRESS}{file.name}")
    described: dict[str, Any] = {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dct:description": _text(file.about),
        "dcat:accessURL": {"@id": _iri(ADDRESS)},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _media_type(file.media_type),
        "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        "dct:license": {"@id": DATA.url},
        "dct:rights": _text(terms("en")),
        "dct:modified": _moment(published),
    }
    if file.group == "package":
        described["dct:conformsTo"] = {"@id": _PACKAGE}
    return described


def _live_package() -> dict[str, Any]:
    """The package as it is at the moment of asking."""
    address = _iri("/data/record.zip")
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": "record.zip",
        "dct:description": _text("The whole record as a Data Package, as it is at the moment of asking."),
        "dcat:accessURL": {"@id": _iri("/data/")},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _media_type("application/zip"),
        "dct:license": {"@id": DATA.url},
        "dct:conformsTo": {"@id": _PACKAGE},
    }


def _service(dataset: str) -> dict[str, Any]:
    return {
        "@id": _iri("/api/v1/#service"),
        "@type": "dcat:DataService",
        "dct:title": _text("The reading API"),
        "dct:license": {"@id": DATA.url},
        "dcat:endpointURL": {"@id": _iri("/api/v1/")},
        "dcat:endpointDescription": {"@id": _iri("/api/v1/schema/")},
        "dcat:servesDataset": {"@id": dataset},
    }


def _publisher() -> dict[str, Any]:
    return {"@id": _iri("/about/"), "@type": "foaf:Agent", "foaf:name": SITE_NAME.text("en")}


def _media_type(media_type: str) -> dict[str, str]:
    return {"@id": f"{_MEDIA}{media_type.split(';', maxsplit=1)[0]}"}


def _moment(published: PublishedSet) -> dict[str, str]:
    return {"@value": published.made_at.isoformat(), "@type": "xsd:dateTime"}


def _text(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _in_languages(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for lang, text in texts.items()]


def _iri(address: str) -> str:
    return f"{settings.SITE_URL}{'/data/' if address.startswith('#') else ''}{address}"
