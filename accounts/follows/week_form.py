"""The form that leaves an address without an account for the week by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models.names import active_language
from projects.models.record_version import Version
from projects.reports.catalogue.countries import countries
from projects.wording.languages import language, own_names


class WeekMailForm(forms.Form):
    """An address, whose weeks, and in which language."""

    email = forms.EmailField(
        label=gettext_lazy("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=lambda: list(own_names().items()))
    homepage = forms.CharField(required=False)  # people do not see it; what fills it is a program

    def __init__(self, *args: Any, version: Version | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, code = countries(version), language(active_language())
        named = [(country.id, country.in_language(code)) for country in here.in_order(code)]
        self.fields["territory"] = forms.ChoiceField(
            label=_("Which promises"),
            required=False,
            choices=[("", _("All countries")), *named],
            widget=forms.Select if here.several else forms.HiddenInput,
        )
        self.order_fields(["email", "territory", "language", "homepage"])

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("homepage"))
