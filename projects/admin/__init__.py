"""The editors' desk: every table of the record. Writing goes through the actions, so each deed is checked, audited
and followed by its verdicts; recorded figures are read-only.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import (
    assessment,
    audit,
    indicator,
    office,
    organisation,
    outcome,
    person,
    programme,
    project,
    project_event,
    publisher,
    rename_page,
    source,
    status_change,
    target,
    territory,
    watch,
)

__all__ = [
    "assessment",
    "audit",
    "indicator",
    "office",
    "organisation",
    "outcome",
    "person",
    "programme",
    "project",
    "project_event",
    "publisher",
    "rename_page",
    "source",
    "status_change",
    "target",
    "territory",
    "watch",
]

admin.site.site_header = admin.site.site_title = _("Promise tracker")
admin.site.index_title = _("The editors’ desk")
