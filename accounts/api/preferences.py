"""The API of how a person hears of news: how often, when, in which language, of what, and what reminds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.digest_preferences import CHOICES, set_preferences
from accounts.actions.reminder_preferences import set_reminders
from accounts.models import DigestPreferences, ReminderPreferences
from accounts.models.digest_preferences import mail_languages
from accounts.models.news_kinds import KINDS
from projects.api.serializers import Moment, Serializer, Text, list_of, one_of
from projects.http.problems import BadBodyError
from projects.reports.parameters import Problem, read_parameters

from .own_view import READS, WRITES, OwnView, members_of, nothing_changed, person

REMINDERS = {"remind_of_deadlines": "deadlines", "remind_of_desk": "desk"}
MEMBERS = (*CHOICES, *REMINDERS)
ABOUT = {
    "cadence": "How often digests come.",
    "weekday": "0 is Monday: of a weekly digest; a monthly one comes on the first such day of the month.",
    "hour": "0 to 23, on the clocks of the time zone; it stays the same when clocks are changed.",
    "time_zone": "A name of the IANA list, such as Europe/Berlin.",
    "language": "The language of the mails.",
    "kinds": "The kinds of news that digests tell.",
    "quiet": "What comes when nothing is new: a line on what is past its deadline, or nothing.",
    "remind_of_deadlines": "Deadlines of what you follow: 30, 7 and 1 day before, and on the day after.",
    "remind_of_desk": "For editors: what the record waits for. Null for others.",
}
# Those of a place, and UTC: whoever wants another fixed distance from it finds it on no list of cities.
ZONES = sorted({name for name in available_timezones() if "/" in name and not name.startswith("Etc/")} | {"UTC"})
VALUES: Mapping[str, Mapping[str, Any]] = {
    "cadence": {"type": "string", "enum": DigestPreferences.Cadence.values},
    "weekday": {"type": "integer", "minimum": 0, "maximum": 6},
    "hour": {"type": "integer", "minimum": 0, "maximum": 23},
    "time_zone": {"type": "string", "enum": ZONES},
    "language": {"type": "string", "enum": [code for code, _name in mail_languages()]},
    "kinds": {"type": "array", "items": {"type": "string", "enum": list(KINDS)}, "minItems": 1, "uniqueItems": True},
    "quiet": {"type": "string", "enum": DigestPreferences.Quiet.values},
    "remind_of_deadlines": {"type": "boolean"},
    "remind_of_desk": {"type": "boolean"},
}
BODY = {
    "type": "object",
    "properties": {name: {**VALUES[name], "description": ABOUT[name]} for name in MEMBERS},
    "minProperties": 1,
    "additionalProperties": False,
}


class PreferencesSerializer(Serializer):
    cadence = one_of(DigestPreferences.Cadence.values, help_text=ABOUT["cadence"])
    weekday = serializers.IntegerField(help_text=ABOUT["weekday"])
    hour = serializers.IntegerField(help_text=ABOUT["hour"])
    time_zone = Text(help_text=ABOUT["time_zone"])
    language = Text(help_text=ABOUT["language"])
    kinds = list_of(KINDS)
    quiet = one_of(DigestPreferences.Quiet.values, help_text=ABOUT["quiet"])
    next_digest_at = Moment(source="due_at", allow_null=True, help_text="Null where none will come.")
    remind_of_deadlines = serializers.BooleanField(help_text=ABOUT["remind_of_deadlines"])
    remind_of_desk = serializers.BooleanField(allow_null=True, help_text=ABOUT["remind_of_desk"])


class Preferences(OwnView):
    name = "preferences"
    about = "How the person who asks hears of news, as on the page of preferences; PATCH changes what it names."
    summaries = {"GET": "Read my preferences", "PATCH": "Change my preferences"}
    verbs = {"GET": "read", "PATCH": "update"}
    bodies: Mapping[str, Any] = {"PATCH": {"application/json": BODY}}
    http_method_names = ("get", "patch", "head", "options")

    def answers(self, method: str) -> Mapping[int, Any]:
        return {200: PreferencesSerializer}

    def problems(self, method: str) -> Sequence[int]:
        return READS if method == "GET" else tuple(status for status in WRITES if status != 404)

    def get(self, request: Request) -> Response:
        self.query(request)
        return Response(preferences_of(request))

    def patch(self, request: Request) -> Response:
        """Changes the members that are sent, all or none; the others stay."""
        read_parameters((), request.query_params)
        change = _change_of(request)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        digests = {name: value for name, value in change.items() if name in CHOICES}
        try:
            with transaction.atomic():
                if digests:
                    set_preferences(by=person(request), at=now, **digests)
                if len(digests) < len(change):
                    _set_reminders(request, change, now)
        except ValidationError as error:
            texts = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            raise nothing_changed(
                [Problem("body" if name == NON_FIELD_ERRORS else name, " ".join(what)) for name, what in texts.items()]
            ) from None
        return Response(preferences_of(request))


def preferences_of(request: Request) -> Any:
    """What is stored for the person, else what holds for whoever chose nothing. Two queries."""
    user = person(request)
    digests = DigestPreferences.objects.for_user(user)
    reminders = ReminderPreferences.objects.filter(user=user).first() or ReminderPreferences(user_id=user.pk)
    members: dict[str, Any] = {name: getattr(digests, name) for name in (*CHOICES, "due_at")}
    members["remind_of_deadlines"] = reminders.deadlines
    members["remind_of_desk"] = reminders.desk if user.is_staff else None
    return PreferencesSerializer(members).data


def _set_reminders(request: Request, change: Mapping[str, Any], now: Any) -> None:
    user = person(request)
    stored = ReminderPreferences.objects.filter(user=user).first() or ReminderPreferences(user_id=user.pk)
    chosen = {column: change.get(name, getattr(stored, column)) for name, column in REMINDERS.items()}
    set_reminders(by=user, at=now, **chosen)


# --- What is sent --------------------------------------------------------------------------------------------------


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _as_whole(value: Any) -> Any:
    """8.0 is a whole number in JSON: the document of the API promises to take it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(kind, str) for kind in value) and len({*value}) == len(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "integer": _is_whole,
    "array": _is_list_of_texts,
    "string": _is_text,
    "boolean": _is_boolean,
}


def _change_of(request: Request) -> dict[str, Any]:
    """The members to change, each of its type. Raises BadBodyError naming each that is not."""
    wanted = {
        "integer": _("It is a whole number, without quotation marks."),
        "array": _("It is a list of texts, each once."),
        "string": _("It is a text."),
        "boolean": _("It is true or false, without quotation marks."),
    }
    change = {name: _as_whole(value) for name, value in members_of(request, MEMBERS).items()}
    problems = [
        Problem(name, wanted[VALUES[name]["type"]])
        for name, value in change.items()
        if not CHECKS[VALUES[name]["type"]](value)
    ]
    if not problems and "kinds" in change:
        change["kinds"].sort(key=lambda kind: KINDS.index(kind) if kind in KINDS else len(KINDS))
    if problems:
        raise nothing_changed(problems)
    if "remind_of_desk" in change and not person(request).is_staff:
        what = _("Only editors are reminded of what the record waits for.")
        raise BadBodyError([Problem("remind_of_desk", what)], 403, what)
    return change
