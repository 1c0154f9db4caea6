"""The three people `make run` prints: a watcher, an editor and an admin to try the tracker as."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from datetime import timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Count, Q

from accounts.actions.follows import follow
from accounts.models import DigestPreferences, User
from accounts.models.rhythm import next_due
from accounts.notices.digests.sweep import sweep_mail
from projects.comparison.statuses import PAST_DEADLINE
from projects.models import Programme
from projects.reports.catalogue.countries import countries

FILE = "demo-people.json"
FOLLOWED = 2  # of each country
A_WEEK = timedelta(weeks=1)


def people(data_folder: Path) -> list[dict[str, str]]:
    """Make sure the three exist; return role, email and password of each, as kept in the data folder.

    A password is drawn once per data folder; somebody who has changed it since keeps what they chose.
    """
    file = data_folder / FILE
    accounts = json.loads(file.read_text()) if file.exists() else []
    if not accounts:
        accounts = [
            {"role": str(role), "email": f"{role}@example.org", "password": secrets.token_urlsafe(9)}
            for role in (User.Role.WATCHER, User.Role.EDITOR, User.Role.ADMIN)
        ]
        file.touch(mode=0o600)
        file.write_text(json.dumps(accounts, indent=2))
    for person in accounts:
        made = _ensure(**person)
        if made is not None and made.role == User.Role.WATCHER:
            _send_first_digest(made)
    return accounts


@transaction.atomic
def _ensure(role: str, email: str, password: str) -> User | None:
    """The person, if they were not there yet."""
    if User.objects.filter(email=email).exists():
        return None
    user = User.objects.create_user(email, password, role=role)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if role == User.Role.WATCHER:
        _follow_something(user)
    return user


def _follow_something(watcher: User) -> None:
    """Of each country the programmes with most that is past its deadline, so that the first digest has news of both."""
    late = Count("id", filter=Q(indicators__targets__assessment__status__in=PAST_DEADLINE))
    programmes = Programme.objects.annotate(late=late).order_by("-late", "id").values_list("id", "territory")
    country_of, followed = countries().country_of, Counter[str]()
    for programme, place in programmes:
        if followed[country_of[place]] < FOLLOWED:
            followed[country_of[place]] += 1
            follow(by=watcher, kind="programme", thing_id=programme, at=watcher.date_joined)


def _send_first_digest(watcher: User) -> None:
    """This week's digest, so that there is one to read at /dev/mail/ before Monday comes.

    It is written and sent as every digest is. Where mail cannot go out, it waits as others do.
    """
    now = watcher.date_joined
    chosen = DigestPreferences.objects.get_or_create_for(watcher, at=now)
    chosen.due_at = next_due(chosen.rhythm, now - A_WEEK)  # within the week that has passed
    chosen.save(update_fields=["due_at"])
    sweep_mail(lambda: now, watcher.pk)
