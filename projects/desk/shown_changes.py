"""Names a list of changes, so that nobody records another one than was shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from projects.actions.changes import Change


def token_of(changes: Sequence[Change]) -> str:
    stored = json.dumps([change.as_json() for change in changes], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(stored.encode()).hexdigest()[:32]
