"""The editors' desk: every table of the record. Writing goes through the actions, so each deed is checked, audited
and followed by its verdicts; recorded figures are read-only.
"""

from . import (
    assessment,
    audit,
    indicator,
    organisation,
    outcome,
    programme,
    project,
    project_event,
    source,
    status_change,
    target,
    territory,
)

__all__ = [
    "assessment",
    "audit",
    "indicator",
    "organisation",
    "outcome",
    "programme",
    "project",
    "project_event",
    "source",
    "status_change",
    "target",
    "territory",
]
