from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.entries import record_entry
from projects.models import Project


def record_project(*, by: AbstractBaseUser, at: datetime, **columns: Any) -> Project:
    """Records a named undertaking inside a programme. Raises ValidationError naming the column and the rule."""
    project = Project(**columns)
    record_entry(entry=project, by=by, at=at)
    return project
