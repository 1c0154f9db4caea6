"""What the schedule runs. Tasks may run twice harmlessly: the work they find is found in the database."""

from datetime import timedelta
from time import sleep

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from projects.actions import judging_plans, refresh
from projects.actions.archives.ask_archives import ask_archives as ask_for_due_copies
from projects.actions.articles.empty_article import empty_unused_articles
from projects.actions.check_links import check_links as check_due_links
from projects.actions.host_turns import HostPauses
from projects.actions.idempotency import delete_expired_keys
from projects.actions.table_imports import run
from projects.actions.watching.sweep_watches import sweep_watches as sweep_due_watches
from projects.desk.second_reader.opinion import read_opinion
from projects.exports.record.making import make_due_set
from projects.http.archive import ask_archive
from projects.http.links import look_at_link
from projects.http.watching import Visitor
from projects.models import TableWrite

LINKS_LAST = timedelta(minutes=3)  # a sweep begins nothing after this
ARCHIVES_LAST = timedelta(minutes=6)  # the same for copies in an archive
WATCHES_LAST = timedelta(minutes=3)
JUDGING_LASTS = timedelta(seconds=40)  # then the worker looks at what else waits, mails for one, before it goes on


@shared_task(name="projects.tasks.refresh_due", soft_time_limit=240, time_limit=300, ignore_result=True)
def refresh_due() -> int:
    """Rewrites the verdicts that today may have changed; returns how many."""
    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    TableWrite.objects.forget(at)
    if judging_plans.spread_what_is_outdated(as_of=timezone.localdate(at), at=at):
        judging_plans.wake_workers(at)
        return 0
    return refresh.refresh_due(as_of=timezone.localdate(at), at=at)


@shared_task(name="projects.tasks.judge_planned", soft_time_limit=540, time_limit=600, ignore_result=True)
def judge_planned(wake: bool = False) -> int:
    """Judges chunks of a plan that is under way, and goes on behind whatever else waits; returns how many chains.

    ``wake``, which the schedule says: ask others too.
    """
    clock = timezone.now  # noqa: TID251  # an edge: this is the clock
    if wake:
        judging_plans.wake_workers(clock())
    count = judging_plans.judge_chunks(clock, JUDGING_LASTS)
    if count:
        judging_plans.wake_workers(clock(), at_most=1)
    return count


@shared_task(name="projects.tasks.make_files", soft_time_limit=1500, time_limit=1560, ignore_result=True)
def make_files() -> int:
    """Makes the files of the whole record once a night; returns how many."""
    return make_due_set(timezone.now())  # noqa: TID251  # an edge: the clock is read here and handed down


@shared_task(name="projects.tasks.run_table_imports", soft_time_limit=1500, time_limit=1560, ignore_result=True)
def run_table_imports() -> int:
    """Checks, publishes and takes out the spreadsheets that wait; returns how many."""
    run.drop_outdated(timezone.now())  # noqa: TID251  # an edge: this is the clock
    return run.run_waiting(timezone.now)  # noqa: TID251  # an edge: this is the clock


@shared_task(name="projects.tasks.check_links", time_limit=600, ignore_result=True)
def check_links() -> int:
    """Asks whether the addresses of sources still answer, where that is switched on; returns how many were asked."""
    if not (settings.CHECK_LINKS and settings.FETCH_PAGES):
        return 0
    clock = timezone.now  # noqa: TID251  # an edge: this is the clock
    return check_due_links(look=look_at_link, clock=clock, wait=sleep, lasts=LINKS_LAST)


@shared_task(name="projects.tasks.ask_second_reader", time_limit=600, ignore_result=True)
def ask_second_reader(article_id: int, slot: int) -> None:
    """Asks the second reader about an article and keeps what is believed of its answer; once, however often it runs."""
    read_opinion(article_id, slot)


@shared_task(name="projects.tasks.empty_articles", soft_time_limit=240, time_limit=300, ignore_result=True)
def empty_articles() -> int:
    """Stops keeping texts of others that nothing cites (settings.ARTICLE_DAYS); returns how many."""
    at = timezone.now()  # noqa: TID251  # an edge: the clock is read here and handed down
    return empty_unused_articles(at=at, after=settings.ARTICLE_DAYS)


@shared_task(name="projects.tasks.ask_archives", time_limit=600, ignore_result=True)
def ask_archives() -> int:
    """Asks an archive for copies of sources, where an operator names one; returns how many were asked for."""
    if not (settings.ARCHIVE_URL and settings.FETCH_PAGES):
        return 0
    clock = timezone.now  # noqa: TID251  # an edge: this is the clock
    return ask_for_due_copies(ask=ask_archive, clock=clock, wait=sleep, lasts=ARCHIVES_LAST)


@shared_task(name="projects.tasks.sweep_watches", time_limit=600, ignore_result=True)
def sweep_watches() -> tuple[int, int]:
    """Looks at watched sources and fetches what is new there, where that is switched on; returns how many of each."""
    if not (settings.WATCH_SOURCES and settings.FETCH_PAGES):
        return 0, 0
    clock = timezone.now  # noqa: TID251  # an edge: this is the clock
    visitor = Visitor(HostPauses(clock, sleep))
    return sweep_due_watches(look=visitor.look, fetch=visitor.fetch, clock=clock, lasts=WATCHES_LAST)


@shared_task(name="projects.tasks.forget_idempotency_keys", soft_time_limit=240, time_limit=300, ignore_result=True)
def forget_idempotency_keys() -> int:
    """Deletes the keys of requests that are not repeated any more, with their answers; returns how many."""
    return delete_expired_keys(timezone.now())  # noqa: TID251  # an edge: this is the clock
