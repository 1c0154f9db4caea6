"""What is away for a while – a database, the cache, room on a disk – and comes back without a change of the code."""

from __future__ import annotations

from errno import EDQUOT, ENOSPC

from django.db import InterfaceError, InternalError, OperationalError
from redis.exceptions import RedisError

RETRY_AFTER = 30  # seconds
READ_ONLY = "25006"  # PostgreSQL's code of a write on a server that only reads: the former primary


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the same request may well succeed later: 503 and not 500.

    OperationalError is also a lock or a statement that took too long.
    """
    if isinstance(error, OperationalError | InterfaceError | RedisError):
        return True
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) == READ_ONLY
    return isinstance(error, OSError) and error.errno in {ENOSPC, EDQUOT}
