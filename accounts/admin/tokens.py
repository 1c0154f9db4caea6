from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.tokens import let_publish, revoke_token
from accounts.models import ProgramToken, User

from .reading import ReadOnlyAdmin


@admin.register(ProgramToken)
class ProgramTokenAdmin(ReadOnlyAdmin):
    """Tokens of programs. Everybody makes their own; an admin can revoke any, and let others' publish."""

    list_display = ("name", "begins_with", "person", "may_publish", "made_on", "last_used_on", "good_until")
    fields = list_display
    list_filter = ("may_publish",)
    actions = ("let_publish", "let_publish_no_more")
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

    @admin.action(description=_("Let the selected tokens publish without review"), permissions=["delete"])
    def let_publish(self, request: HttpRequest, tokens: QuerySet[ProgramToken]) -> None:
        self._let_publish(request, tokens, may_publish=True)

    @admin.action(description=_("Let the selected tokens publish no more"), permissions=["delete"])
    def let_publish_no_more(self, request: HttpRequest, tokens: QuerySet[ProgramToken]) -> None:
        self._let_publish(request, tokens, may_publish=False)

    def _let_publish(self, request: HttpRequest, tokens: QuerySet[ProgramToken], *, may_publish: bool) -> None:
        assert isinstance(request.user, User)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        for token in tokens.select_related("token__user"):
            try:
                let_publish(token=token, may_publish=may_publish, by=request.user, at=now)
            except ValidationError as error:
                self.message_user(request, f"{token}: {error.messages[0]}", messages.ERROR)
            else:
                words = _("%s publishes without review.") if may_publish else _("What %s sends waits for review.")
                self.message_user(request, str(words) % token, messages.SUCCESS)

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
