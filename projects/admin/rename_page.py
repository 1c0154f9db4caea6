"""A page on which an admin gives a thing another id."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions.rename_row import rename_row
from projects.admin.record_admin import ReadOnlyAdmin, RecordAdmin
from projects.desk.access import moment
from projects.models import RenamedId


class RenameForm(forms.Form):
    new_id = forms.CharField(label=gettext_lazy("New id"), max_length=200)


class RenamePage(RecordAdmin):
    """Adds the page to a desk, and the button that leads there. For admins: an id is meant to stay."""

    def get_urls(self) -> list[Any]:
        return [self.row_page("rename", self.rename_view), *super().get_urls()]

    def buttons(self, request: HttpRequest, row_id: str) -> dict[str, bool]:
        return {**super().buttons(request, row_id), "may_rename": _may(request)}

    def rename_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not _may(request):
            raise PermissionDenied
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            raise Http404
        form = RenameForm(request.POST or None, initial={"new_id": thing.pk})
        if request.method == "POST" and form.is_valid():
            try:
                rename_row(row=thing, new_id=form.cleaned_data["new_id"], by=request.user, at=moment())  # type: ignore[arg-type]  # nobody unknown gets here
            except ValidationError as error:
                for problem in error.messages:
                    form.add_error("new_id", problem)
            else:
                self.message_user(request, _("Renamed. Every address with the old id leads here."), messages.SUCCESS)
                change = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(change, args=[form.cleaned_data["new_id"]]))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "original": thing, "form": form,
            "title": _("Rename “%s”") % thing.pk,
        }  # fmt: skip
        return render(request, "admin/projects/rename.html", context)


def _may(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


@admin.register(RenamedId)
class RenamedIdAdmin(ReadOnlyAdmin):
    list_display = ("kind", "old_id", "new_id", "renamed_at", "renamed_by")
    list_filter = ("kind",)
    search_fields = ("old_id", "new_id")
    related = ("renamed_by",)
