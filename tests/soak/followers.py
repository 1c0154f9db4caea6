"""People whose digests come due one after another, so that workers have something to do for hours.

`python -m tests.soak.followers PEOPLE MINUTES` puts them into the database of DATABASE_URL.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

FOLLOWS = 10  # each
FOLLOWED = timedelta(days=400)  # ago: their first digest has something to tell


def main(people: int, minutes: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from accounts.models import DigestPreferences, Follow, User
    from projects.models import Target

    now = datetime.fromtimestamp(time.time(), UTC)
    users = [User(email=f"follower-{number}@example.org") for number in range(people)]
    User.objects.bulk_create(users)
    firsts = cycle(Target.objects.first_links().order_by("pk"))
    for number, user in enumerate(users):
        due_at = now + timedelta(minutes=minutes) * number / people
        DigestPreferences.objects.create(user=user, due_at=due_at, language=("en", "ru", "kk")[number % 3])
        Follow.objects.bulk_create(
            Follow(user=user, target=target, created_at=now - FOLLOWED) for target in islice(firsts, FOLLOWS)
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
