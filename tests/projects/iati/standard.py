"""The standard itself: its schema, the codes of its lists, and the rules of its ruleset that files of results break."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent / "schema"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(HERE / "iati-activities-schema.xsd"))


@cache
def lists() -> dict[str, object]:
    return json.loads((HERE / "codelists.json").read_text(encoding="utf-8"))


def problems(document: etree._Element) -> list[str]:
    """What is wrong with a file, in a sentence each."""
    if not schema().validate(document):
        return [str(error) for error in schema().error_log]
    return [*wrong_codes(document), *broken_rules(document)]


def wrong_codes(document: etree._Element) -> list[str]:
    codes, wrong = {name: set(listed) for name, listed in lists()["codes"].items()}, []
    for row in lists()["paths"]:
        path, _slash, attribute = row["path"].rpartition("/@")
        name = LANG if attribute == "xml:lang" else attribute
        condition = f"[{row['condition']}]" if "condition" in row else ""
        for node in document.xpath(f"{path or '//*'}{condition}" if path != "/" else "//*"):
            code = node.get(name)
            if code is not None and code not in codes[row["codelist"]]:
                wrong.append(f"{node.tag}/@{attribute} is {code}, which is not in {row['codelist']}")
    return wrong


RULES = {
    "a planned or actual start": "//iati-activity[not(activity-date[@type='1' or @type='2'])]",
    "a sector": "//iati-activity[not(sector)]",
    "a country or region": "//iati-activity[not(recipient-country or recipient-region)]",
    "ends that follow starts": (
        "//period[translate(period-start/@iso-date, '-', '') > translate(period-end/@iso-date, '-', '')]"
    ),
    "values of what is measured": (
        "//indicator[@measure != '5']//*[self::baseline or self::target or self::actual][not(@value)]"
    ),
    "no values of what is told": "//indicator[@measure = '5']//*[self::target or self::actual][@value]",
    "one reference": "//indicator[reference and ../reference]",
    "a name of a code of one's own": "//*[@vocabulary = '99'][self::sector or self::recipient-region][not(narrative)]",
    "identifiers without the characters that are not allowed": (
        "//iati-identifier[translate(., '/&|?', '') != .] | //@ref[translate(., '/&|?', '') != .]"
    ),
    "locations that are there": "//result//location[not(@ref = ancestor::iati-activity/location/@ref)]",
    "planned days in order": (
        "//iati-activity[translate(activity-date[@type='1']/@iso-date, '-', '') >"
        " translate(activity-date[@type='3']/@iso-date, '-', '')]"
    ),
}


def broken_rules(document: etree._Element) -> list[str]:
    return [f"{node}: {rule}" for rule, path in RULES.items() for node in document.xpath(path)]
