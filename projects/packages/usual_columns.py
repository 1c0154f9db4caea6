"""Columns that several tables of the Data Package have."""

from __future__ import annotations

from .columns import Column


def id_column(doc: str = "Permanent public slug, also the address of the thing.") -> Column:
    return Column("id", "id", doc, required=True)


def reference(name: str, references: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, "reference", doc, required=required, references=references)


NAME = Column("name", "text", "Name in English.", required=True, translated=True)
SOURCE = reference("source", "sources", "Source that says so.", required=True)
LOCATOR = Column("locator", "text", "Where in the source: page, paragraph, minute.", translated=True)
NOTE = Column("note", "text", "Remark of the editor.", translated=True)
