"""How a log line looks: one JSON object for machines, coloured words for people; both carry the request's id.

Every line is masked as a whole, after everything has become text: no secret has a way around it.
"""

from __future__ import annotations

from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from tracker.masking import mask

BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def configuration(level: str, *, machine: bool) -> dict[str, Any]:
    """LOGGING: every line at that level or above goes to stderr, as JSON for a collector or in words for a person."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "tracker.logs.formatter", "machine": machine}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Replaces Django's own handlers, so that each line is written once.
            "django": {"handlers": [], "propagate": True, "level": level},
            # The SDK of the server for assistants tells every request twice.
            "mcp": {"level": "WARNING"},
            # With DEBUG it tells each statement with its values: sessions' keys, hashes of passwords and of tokens.
            "django.db.backends": {"level": "INFO" if level == "DEBUG" else level},
            # And this writes the values of a page wherever a template asks for one that is missing.
            "django.template": {"level": "INFO" if level == "DEBUG" else level},
            "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
        },
    }


def formatter(machine: bool) -> structlog.stdlib.ProcessorFormatter:
    """Build the formatter that LOGGING names, and send structlog's own loggers through it too."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BEFORE,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if machine
        # Plain tracebacks: the pretty ones print local variables, and with them people's addresses.
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=BEFORE,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last, _masked],
    )


def _masked(_logger: WrappedLogger, _name: str, line: EventDict) -> str:
    return mask(str(line))
