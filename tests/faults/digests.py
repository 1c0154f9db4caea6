"""A tracker whose people are all due for a digest, and what a test asks of the messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests import servers
from tests.faults.clusters import Postgres
from tests.faults.site import Site
from tests.soak.hand import Hand
from tests.soak.postmaster import Postmaster

# What the killed worker had begun is known for lost after fifteen minutes; what it had only taken is free after five.
TIME_PASSES = """
UPDATE accounts_message
SET next_attempt_at = CASE WHEN state = 'pending' THEN now() END,
    sending_at = CASE WHEN state = 'sending' THEN now() - interval '16 minutes' END
WHERE state IN ('pending', 'sending')
"""
SETTLED = "SELECT count(*)::int FROM accounts_message WHERE kind = 'digest' AND state IN ('sent', 'uncertain')"
_UNCERTAIN = "SELECT count(*)::int FROM accounts_message WHERE state = 'uncertain'"
_MOST = (
    "SELECT max(count)::int FROM (SELECT count(*) FROM accounts_message WHERE kind = 'digest' GROUP BY user_id) AS of"
)


def one_digest_each(people: int, primary: Postgres, mail: Postmaster) -> None:
    """Asserts it, but for what a killed process was handing over: nobody knows of these, so none is sent again."""
    assert primary.ask(_MOST) == [(1,)]
    uncertain = primary.ask(_UNCERTAIN)[0][0]
    print(f"uncertain, because their sender was killed amid handing over: {uncertain}")
    assert uncertain <= 2  # the processes of the killed worker
    assert set(mail.recipients.values()) == {1}
    assert len(mail.recipients) >= people - uncertain


def with_people_due(people: int, primary: Postgres, redis: servers.Server, mail: Postmaster, folder: Path) -> Site:
    """The site is not served, and nobody sends yet."""
    site = Site(
        folder,
        DATABASE_URL=primary.url,
        EMAIL_URL=f"smtp://127.0.0.1:{mail.port}?timeout=20",
        **servers.of_redis(redis),
    )
    now = datetime.now(UTC)  # noqa: TID251  # the tasks go by this clock too
    hand = Hand(site.environment, folder / "hand.log")
    hand.ask("populate", people=people, targets=2, at=now - timedelta(days=10))
    hand.ask("everybody_due", at=now - timedelta(minutes=1))
    hand.ask("news", at=now - timedelta(minutes=30), seed=1, number=4)
    hand.end()
    return site
