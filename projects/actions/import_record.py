"""A whole Data Package into the record, all or nothing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from projects import wording
from projects.actions.recording import lock_record
from projects.actions.refresh import refresh_affected, refresh_assessments
from projects.models.audit import record_audit
from projects.models.system_user import system_user
from projects.packages.doubt_rules import Doubt
from projects.packages.load import Loaded, explained, staged_package
from projects.packages.problems import refused


def import_package(*, path: Path, by: AbstractBaseUser | None, at: datetime, as_of: date) -> Loaded:
    """Write what a package adds to the record or changes in it, and refresh the verdicts that depend on it.

    ``by`` none is the tracker's own account. Importing what is there already writes nothing at all. Raises
    PackageRefusedError, and then nothing is written.
    """
    try:
        with transaction.atomic():
            lock_record()
            user = by or system_user()
            with staged_package(path, say=_in_english) as staged:
                loaded = staged.load(by_id=user.pk, at=at)
            if loaded.changed:
                _audit(loaded, user, at)
                refresh_loaded(loaded, as_of, at)
    except IntegrityError as error:  # constraints that wait for the commit
        raise refused(path.name, f"the database refuses it: {explained(error)}") from error
    return loaded


def check_package(*, path: Path) -> Loaded:
    """What importing the package would do; writes nothing. Raises PackageRefusedError."""
    with transaction.atomic(), staged_package(path, say=_in_english) as staged:
        return staged.difference()


def _in_english(doubt: Doubt) -> str:
    return wording.doubt(doubt.code, doubt.values, "en")  # as every line about a package


def _audit(loaded: Loaded, by: AbstractBaseUser, at: datetime) -> None:
    counts = {name: {"new": count.new, "updated": count.updated} for name, count in loaded.tables.items()}
    record_audit("import_package", None, by=by, at=at, details={"package": loaded.package, "tables": counts})


def refresh_loaded(loaded: Loaded, as_of: date, at: datetime) -> None:
    """Rewrites the verdicts that depend on what was written."""
    if loaded.touched is None:
        refresh_assessments(as_of=as_of, at=at)
    else:
        refresh_affected(as_of=as_of, at=at, **loaded.touched)
