"""What stops a backup, a restore or a drill: one line for the operator."""

from __future__ import annotations


class BackupError(Exception):
    """Nothing was changed; the message says what is wrong and what to do."""
