"""How the OpenAPI document is made: from the serializers that answer and the parameters that are read."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from projects.http.problems import MEDIA_TYPE, ProblemSerializer
from projects.models.idempotency_key import MAX_KEY
from projects.reports.parameters import MAX_TEXT, Kind, Parameter

from .idempotent import BARE, HEADER, QUOTED
from .serializers import ID_PATTERN

STATUS_WORDS = {
    200: "As asked.",
    201: "Done.",
    202: "Kept as a draft: it is published when a second person has read it.",
    204: "Done; nothing more to say.",
    400: "A parameter cannot be understood; `errors` names it.",
    401: "Nobody is logged in.",
    403: "That is not allowed.",
    404: "No such thing; where a parameter names it, `errors` says which.",
    406: "This API only returns application/json.",
    409: "It is there already, there is no room for more, or the request with this key has not ended.",
    411: "Send `Content-Length`.",
    413: "The body is too long: send less at a time.",
    415: "Send application/json in UTF-8, not packed.",
    422: "The `Idempotency-Key` belongs to a request with other content.",
    429: "Too much was asked from one address in this minute; `Retry-After` says how many seconds to wait.",
}


KEY_SCHEMA = {
    "type": "string",
    "minLength": 1,
    "maxLength": MAX_KEY,
    "pattern": rf"^({QUOTED.pattern}|{BARE.pattern})$",
}
KEY_ABOUT = (
    "A text of your own for this request, such as a UUID: the same request with the same key is done once, and "
    "answered with the first answer again for 24 hours, with `Idempotent-Replayed: true`."
)


class RecordSchema(AutoSchema):
    """Asks the view: ``parameters``, ``answers`` (by status), ``problems`` (statuses), ``about``, ``name``."""

    view: Any

    def get_operation_id(self) -> str:
        return f"{self.view.name.replace('-', '_')}_{self.view.verbs[self.method]}"

    def get_tags(self) -> list[str]:
        return [self.view.name]

    def get_summary(self) -> str:
        return str(self.view.summaries[self.method])

    def get_description(self) -> str:  # type: ignore[override]  # as in the base class
        return str(self.view.about)

    def get_request_serializer(self) -> Any:
        return self.view.bodies.get(self.method)

    def _get_request_body(self, direction: str = "request") -> Any:
        """Whoever writes says what: without it a document lets a request have no body."""
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]  # of the base class
        return {**body, "required": True} if body else body

    def get_override_parameters(self) -> list[Any]:
        parameters = [described(parameter) for parameter in (self.view.parameters if self.method == "GET" else ())]
        if self.method == "POST":
            parameters.append(OpenApiParameter(HEADER, KEY_SCHEMA, OpenApiParameter.HEADER, description=KEY_ABOUT))
        if "{id}" in self.path:
            pattern = {"type": "string", "pattern": self.view.id_pattern, "maxLength": self.view.id_max}
            parameters.append(OpenApiParameter("id", pattern, OpenApiParameter.PATH, description=self.view.id_about))
        return parameters

    def get_response_serializers(self) -> Any:
        answers: dict[Any, Any] = {
            status: OpenApiResponse(serializer, description=STATUS_WORDS[status])
            for status, serializer in self.view.answers(self.method).items()
        }
        for status in self.view.problems(self.method):
            answers[status, MEDIA_TYPE] = OpenApiResponse(ProblemSerializer, description=STATUS_WORDS[status])
        return answers

    def get_serializer_name(self, serializer: Any, direction: str) -> str:
        return type(serializer).__name__.removesuffix("Serializer")

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # a page has a serializer of its own


def described(parameter: Parameter) -> OpenApiParameter:
    """A parameter as the schema says it."""
    schema, between_commas = value_schema(parameter), parameter.kind is Kind.MEMBERS
    if parameter.repeatable:
        schema = {"type": "array", "items": schema}
    several = parameter.repeatable or between_commas
    return OpenApiParameter(
        parameter.name,
        schema,
        description=parameter.about,
        explode=not between_commas if several else None,
        style="form" if several else None,
    )


def value_schema(parameter: Parameter) -> dict[str, Any]:
    """The JSON schema of one value."""
    match parameter.kind:
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case Kind.MOMENT:
            return {"type": "string", "format": "date-time"}
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.CHOICE:
            return {"type": "string", "enum": list(parameter.choices)}
        case Kind.MEMBERS:
            names = {"type": "string", "enum": list(parameter.choices)}
            return {"type": "array", "items": names, "minItems": 1}
        case Kind.WHOLE:
            return {"type": "integer", "minimum": 1, "maximum": parameter.maximum}
        case Kind.REFERENCE:
            return {"type": "string", "pattern": ID_PATTERN, "maxLength": MAX_TEXT}
        case _:
            longest = parameter.maximum or MAX_TEXT
            return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": r"^[^\u0000]+$"}
