from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from projects.actions.watching.look_at_watches import AGAIN_AFTER
from projects.models import Watch

EDITED = ("url", "kind", "organisation", "programme", "language", "other_sites", "is_on")


def save_watch(*, watch: Watch, by: AbstractBaseUser, at: datetime) -> Watch:
    """Adds a watched source, or changes one. With another address or kind it begins anew; else its hour goes on."""
    before = Watch.objects.filter(pk=watch.pk).values("url", "kind").first()
    if before is None:
        watch.added_at = watch.next_fetch_at = at
        watch.added_by = by  # type: ignore[assignment]  # whoever works here is a user of ours
        watch.save(force_insert=True)
        return watch
    columns = [*EDITED]
    if before != {"url": watch.url, "kind": watch.kind}:
        watch.etag = watch.last_modified = watch.error = ""
        watch.status = watch.first_failed_at = watch.last_item_at = None
        watch.failures, watch.is_dead = 0, False
        watch.added_at, watch.next_fetch_at = at, at
        if watch.fetched_at is not None and before["url"] == watch.url:
            watch.next_fetch_at = max(at, watch.fetched_at + AGAIN_AFTER)
        columns += ["etag", "last_modified", "error", "status", "first_failed_at", "last_item_at", "failures"]
        columns += ["is_dead", "added_at", "next_fetch_at"]
    watch.save(update_fields=columns)
    return watch
