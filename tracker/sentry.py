"""What is sent to Sentry, where there is one: errors without secrets, without bodies, without people."""

from __future__ import annotations

from typing import Any

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from sentry_sdk.utils import BadDsn

from tracker.masking import mask_all
from tracker.version import REVISION, VERSION


def without_secrets(event: Any, _hint: Any = None) -> Any:
    """An event, breadcrumb, transaction or log line as it may leave the machine."""
    return mask_all(event)


# Without "data_collection" Sentry's own scrubber is on, and nothing is collected that names people.
OPTIONS: dict[str, Any] = {
    "include_local_variables": False,  # a frame's variables are whatever they are
    "max_request_body_size": "never",
    "before_send": without_secrets,
    "before_send_transaction": without_secrets,
    "before_breadcrumb": without_secrets,
}


def start(dsn: str) -> None:
    """Begin to send. Raises ImproperlyConfigured, without the address: it holds a key."""
    try:
        sentry_sdk.init(dsn=dsn, release=REVISION or VERSION, **OPTIONS)
    except BadDsn as error:
        raise ImproperlyConfigured(
            f"SENTRY_DSN cannot be read ({error}): copy it from the project's page in Sentry, or leave it empty."
        ) from None
