from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.accounts import BY_STAFF, change_account
from accounts.actions.roles import set_role
from accounts.models import DigestPreferences, Follow, User
from accounts.people.second_factor import has_factor

from .reading import ReadOnlyAdmin, SearchingAdmin


@admin.register(User)
class UserAdmin(SearchingAdmin):
    """People sign up themselves. Here they get their role, and accounts are closed or opened again."""

    list_display = ("email", "role", "is_active", "follow_count", "date_joined", "last_login")
    list_filter = ("role", "is_active", "may_publish", "digest_preferences__cadence", "digest_preferences__language")
    search_fields = ("email", "first_name", "last_name")
    date_hierarchy = "date_joined"
    list_per_page = 50
    show_full_result_count = False
    actions = ("make_watcher", "make_editor", "make_admin")
    fields = (
        "email",
        "addresses",
        "has_second_factor",
        "role",
        "is_active",
        "may_publish",
        "first_name",
        "last_name",
        "date_joined",
        "last_login",
    )
    # The role is changed by the actions of the list, which set the rights too and write the audit.
    readonly_fields = ("email", "addresses", "has_second_factor", "role", "date_joined", "last_login")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        return people.annotate(follow_count=Count("follows"))

    @admin.display(description=gettext_lazy("follows"), ordering="follow_count")
    def follow_count(self, person: Any) -> int:
        return int(person.follow_count)

    @admin.display(description=gettext_lazy("addresses they can log in with"))
    def addresses(self, person: Any) -> str:
        """Read only: the person adds and confirms addresses."""
        entries = EmailAddress.objects.filter(user=person).order_by("-primary", "email")
        state = {True: _("confirmed"), False: _("not confirmed")}
        return ", ".join(f"{entry.email} ({state[entry.verified]})" for entry in entries) or "–"

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def has_second_factor(self, person: Any) -> bool:
        return has_factor(person)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves through the action, which audits the change."""
        assert isinstance(request.user, User)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        values = {name: getattr(obj, name) for name in BY_STAFF}
        try:
            change_account(person=obj, by=request.user, at=now, **values)
        except ValidationError as error:
            obj.refresh_from_db()
            messages.set_level(request, messages.ERROR)  # and not "was changed"
            self.message_user(request, " ".join(error.messages), messages.ERROR)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what a person recorded keeps their name. Accounts are closed instead."""
        return False

    @admin.action(description=gettext_lazy("Make the selected people watchers"))
    def make_watcher(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._make(request, people, User.Role.WATCHER)

    @admin.action(description=gettext_lazy("Make the selected people editors"))
    def make_editor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._make(request, people, User.Role.EDITOR)

    @admin.action(description=gettext_lazy("Make the selected people admins"))
    def make_admin(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self._make(request, people, User.Role.ADMIN)

    def _make(self, request: HttpRequest, people: QuerySet[User], role: str) -> None:
        assert isinstance(request.user, User)
        now = timezone.now()  # noqa: TID251  # an edge: this is the clock
        for person in people:
            try:
                set_role(user=person, role=role, by=request.user, at=now)
            except ValidationError as error:
                self.message_user(request, f"{person.email}: {error.messages[0]}", messages.ERROR)
            else:
                names = {"person": person.email, "role": person.get_role_display()}
                sentence = _("%(person)s is %(role)s now.") % names
                self.message_user(request, sentence, messages.SUCCESS)


@admin.register(DigestPreferences)
class DigestPreferencesAdmin(ReadOnlyAdmin):
    """Read only: people choose on their own page, and a choice moves the next digest."""

    list_display = ("user", "cadence", "weekday", "hour", "time_zone", "language", "due_at")
    list_filter = ("cadence", "language", "weekday")
    search_fields = ("user__email", "time_zone")
    list_select_related = ("user",)
    ordering = ("due_at",)
    fields = ("user", "cadence", "weekday", "hour", "time_zone", "language", "kinds", "quiet", "due_at")


@admin.register(Follow)
class FollowAdmin(ReadOnlyAdmin):
    """Who follows what."""

    list_display = ("user", "kind", "thing_id", "created_at")
    list_filter = ("created_at",)
    search_fields = (
        "user__email",
        "target__id",
        "programme__id",
        "organisation__id",
        "territory__id",
        "sector",
        "search",
    )
    list_select_related = ("user",)
    date_hierarchy = "created_at"
