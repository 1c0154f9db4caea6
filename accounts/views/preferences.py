from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.actions.digest_preferences import set_preferences
from accounts.models import DigestPreferences, ReminderPreferences, User
from accounts.models.digest_preferences import NO_KIND
from accounts.models.news_kinds import KINDS
from accounts.models.rhythm import next_due
from accounts.people.time_zones import city, zone_choices
from projects import wording
from projects.models.names import active_language
from projects.reports.catalogue.countries import countries

NEWS = {
    "overdue": gettext_lazy("what is past its deadline: overdue, or without a final report"),
    "decided": gettext_lazy("what was decided: achieved, missed, withdrawn"),
    "revised": gettext_lazy("what was revised"),
    "disputed": gettext_lazy("where sources began to disagree"),
    "reported": gettext_lazy("new reports"),
    "in_other_terms": gettext_lazy("what was reported in other terms, where nothing counts yet"),
    "announced": gettext_lazy("new promises of what I follow"),
    "due_soon": gettext_lazy("what falls due within 30 days"),
}


HAD_THIS_PERIOD = {
    "daily": gettext_lazy("Saved. Today's digest was sent already; the next one is due %(when)s (%(zone)s)."),
    "weekly": gettext_lazy("Saved. This week's digest was sent already; the next one is due %(when)s (%(zone)s)."),
    "monthly": gettext_lazy("Saved. This month's digest was sent already; the next one is due %(when)s (%(zone)s)."),
}


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """Reads what was chosen. The action validates it again and saves."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("The hour stays the same when clocks are changed.")
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me"),
        choices=[(kind, NEWS[kind]) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": NO_KIND},
    )

    class Meta:
        model = DigestPreferences
        fields = ("cadence", "weekday", "hour", "time_zone", "language", "kinds", "quiet")
        help_texts = {
            "weekday": gettext_lazy("Of a weekly digest; a monthly one comes on the first such day of the month."),
            "quiet": gettext_lazy(
                "What was past its deadline before and still is counts as nothing new. Never an empty mail."
            ),
        }

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = active_language()
        zones = zone_choices(at, lang, self.instance.time_zone, countries().in_order(lang))
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]  # a ChoiceField


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often, when, in which language and with what news my digest comes."""
    assert isinstance(request.user, User)
    now = timezone.now()  # noqa: TID251  # an edge: this is the clock
    stored = DigestPreferences.objects.for_user(request.user)
    due_at, zone = stored.due_at, stored.zone
    form = PreferencesForm(request.POST or None, instance=stored, at=now)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = set_preferences(by=request.user, at=now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _saved(chosen, now))
            return redirect("following")
    context = {
        "form": form,
        "next_on": None if due_at is None else due_at.astimezone(zone),
        "reminder_preferences": ReminderPreferences.objects.filter(user=request.user).first()
        or ReminderPreferences(user=request.user),
    }
    return render(request, "accounts/preferences.html", context)


def _saved(chosen: DigestPreferences, now: datetime) -> str:
    if chosen.due_at is None:
        return _("Saved. You get no digests until you choose how often.")
    lang = active_language()  # of the page: the mails may be in another
    when = wording.moment(chosen.due_at.astimezone(chosen.zone), lang)
    values = {"when": when, "zone": city(chosen.time_zone, lang)}
    usual = next_due(chosen.rhythm, now)
    if usual is not None and usual < chosen.due_at:
        return str(HAD_THIS_PERIOD[chosen.cadence]) % values
    return _("Saved. Your next digest is due %(when)s (%(zone)s).") % values
