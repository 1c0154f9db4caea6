"""What is sent to Sentry, where there is one: errors without secrets, without bodies, without people."""

from __future__ import annotations

from typing import Any

from tracker.masking import mask_all


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
