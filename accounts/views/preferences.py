from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

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

from accounts.actions.preferring import set_preferences
from accounts.models import Preferences, User
from projects import wording


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """Only reads what was chosen; the action checks it once more and writes."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("Hour"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    class Meta:
        model = Preferences
        fields = ("cadence", "weekday", "hour", "time_zone", "language")
        help_texts = {
            "weekday": gettext_lazy("Of a weekly digest; a monthly one comes on the first such day of the month."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
        names = sorted({*zones, "UTC", self.instance.time_zone})
        self.fields["time_zone"].choices = [(name, name.replace("_", " ")) for name in names]  # type: ignore[attr-defined]  # a ChoiceField


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often, when and in which language my digest comes."""
    assert isinstance(request.user, User)
    stored = Preferences.objects.filter(user=request.user).first() or Preferences(user=request.user)
    due_at, zone = stored.due_at, stored.time_zone
    form = PreferencesForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        try:
            chosen = set_preferences(by=request.user, at=now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _saved(chosen))
            return redirect("following")
    next_on = None if due_at is None else due_at.astimezone(ZoneInfo(zone))
    return render(request, "accounts/preferences.html", {"form": form, "next_on": next_on})


def _saved(chosen: Preferences) -> str:
    if chosen.due_at is None:
        return _("Saved. You get no digests until you choose how often.")
    when = wording.moment(chosen.due_at.astimezone(ZoneInfo(chosen.time_zone)), chosen.language)
    return _("Saved. Your next digest is due %(when)s (%(zone)s).") % {"when": when, "zone": chosen.time_zone}
