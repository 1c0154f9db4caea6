"""A program: a small record in a language that is a folder. Prints what pages and a mail say in it, as JSON.

`LANGUAGE_FOLDERS=FOLDER DATABASE_URL=sqlite:///FILE python -m tests.fourth_language eo`; the file has the tables.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime

import django

NOW = datetime(2024, 7, 8, 3, tzinfo=UTC)


def main(code: str) -> None:
    django.setup()

    import time_machine  # and the others: they need the settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    from accounts.actions.digest_preferences import set_preferences
    from accounts.actions.follows import follow
    from accounts.models import DigestPreferences
    from accounts.notices.digests.draft import draft_preview
    from projects.actions.refresh import refresh_assessments
    from tests.factories import TargetFactory, UserFactory

    setup_test_environment()
    with time_machine.travel(NOW, tick=False):
        target = TargetFactory(id="late", deadline=date(2024, 6, 30), note="A note.")
        refresh_assessments(as_of=NOW.date(), at=NOW, processes=1)
        person = UserFactory(email="watcher@example.org")
        DigestPreferences.objects.get_or_create_for(person, at=target.recorded_at)
        set_preferences(by=person, at=target.recorded_at, language=code)
        follow(by=person, kind="target", thing_id=target.pk, at=target.recorded_at)
        draft = draft_preview(DigestPreferences.objects.get(user=person), NOW)
        assert draft is not None
        reader, chooser = Client(), Client()
        chooser.force_login(person)
        answers = {
            "first": reader.get(f"/{code}/"),
            "target": reader.get(f"/{code}/targets/late/"),
            "method": reader.get(f"/{code}/method/"),
            "by_header": Client().get("/", headers={"accept-language": code}),
            "api": reader.get("/api/v1/targets/late/", {"language": code}),
            "preferences": chooser.get(f"/{code}/following/preferences/"),
            "search": reader.get(f"/{code}/search/", {"q": "projects"}),
            "about": reader.get(f"/{code}/about/"),
            "track_records": reader.get(f"/{code}/track-record/"),
            "card": reader.get("/targets/late/card.png", {"lang": code}),
            "targets": reader.get(f"/{code}/targets/"),
        }
    pages = {
        name: {"status": answer.status_code, "text": answer.content.decode(errors="replace")}
        for name, answer in answers.items()
    }
    mail = {"subject": draft.mail.subject, "text": draft.mail.text, "html": draft.mail.html}
    print(json.dumps({"pages": pages, "mail": mail}))


if __name__ == "__main__":
    main(*sys.argv[1:])
