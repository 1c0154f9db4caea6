"""What the OpenAPI document says of the API as a whole, and how drf-spectacular makes it."""

from __future__ import annotations

SETTINGS = {
    "TITLE": "Promise tracker",
    "DESCRIPTION": "What was promised, what was reported since, and how the two compare. Figures are text in plain "
    "decimal notation, dates ISO 8601, absent is null. Errors are problem details (RFC 9457).",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,  # the document is tested against the API itself
    "POSTPROCESSING_HOOKS": [],
}
