"""gunicorn's logs, masked: it writes addresses as they came, and has handlers of its own."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from tracker.masking import MaskingFilter


class MaskedLogger(Logger):
    """gunicorn's, whose every line passes the filter."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.addFilter(MaskingFilter())
