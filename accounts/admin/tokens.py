from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.tokens import revoke_token
from accounts.models import ProgramToken, User

from .reading import ReadOnlyAdmin


@admin.register(ProgramToken)
class ProgramTokenAdmin(ReadOnlyAdmin):
    """Tokens of programs. Everybody makes their own; an admin can revoke any."""

    list_display = ("name", "begins_with", "person", "made_on", "last_used_on", "good_until")
    fields = list_display
    search_fields = ("name", "token__user__email", "token__token_key")
    list_select_related = ("token__user",)
    ordering = ("-token__created",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        assert isinstance(request.user, User)
        revoke_token(token=obj, by=request.user, at=timezone.now())  # noqa: TID251  # an edge: this is the clock

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for token in queryset:
            self.delete_model(request, token)

    @admin.display(description=_("begins with"))
    def begins_with(self, program: ProgramToken) -> str:
        return f"{program.token.token_key[:6]}…"

    @admin.display(description=_("person"), ordering="token__user__email")
    def person(self, program: ProgramToken) -> str:
        return str(program.token.user)

    @admin.display(description=_("made on"), ordering="token__created")
    def made_on(self, program: ProgramToken) -> Any:
        return program.token.created

    @admin.display(description=_("good until"), ordering="token__expiry")
    def good_until(self, program: ProgramToken) -> Any:
        return program.token.expiry
