from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .digest_preferences import DigestPreferences
from .reminder_preferences import ReminderPreferences

RECORD = "projects"  # the app of the record
PUBLISHES = "publish_draft"  # the right of that app to publish drafts
FORMER = "@former.invalid"  # a domain that nobody can have (RFC 2606)


def former_address(number: int) -> str:
    """What stands in place of the address of somebody who has deleted their account."""
    return f"{number}{FORMER}"


class UserManager(BaseUserManager["User"]):
    """People log in by their e-mail address; their rights follow from their role."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person with the rights of their role, and stored preferences. Raises ValueError without an address."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        fields.setdefault("role", User.Role.WATCHER)
        user = self.model(email=self.normalize_email(email).lower(), **{**User.rights(fields["role"]), **fields})
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            DigestPreferences.objects.using(self._db).get_or_create_for(user, at=user.date_joined)
            ReminderPreferences.objects.using(self._db).get_or_create_for(user, at=user.date_joined)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{**fields, "role": User.Role.ADMIN})


class User(AbstractUser):
    """A person: watcher, editor or admin. ``is_staff`` and ``is_superuser`` follow from the role."""

    class Role(models.TextChoices):
        WATCHER = "watcher", _("watcher")
        EDITOR = "editor", _("editor")
        ADMIN = "admin", _("admin")

    username = None  # type: ignore[assignment]  # people log in by e-mail
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody is already registered with this e-mail address.")},
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.WATCHER)

    may_publish = models.BooleanField(
        _("may publish"),
        default=True,
        db_default=True,
        help_text=_("Whether an editor may publish drafts; without it their own work waits for somebody who may."),
    )

    # Counted up to end all sessions while the password stays, as when a second factor is switched on.
    session_epoch = models.PositiveIntegerField(_("times all sessions were ended"), default=0, editable=False)

    # Set by the session: whether rights are withheld until it has shown a second factor (ADR 53). Never stored.
    second_factor_missing = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[misc,assignment]  # AbstractUser declares one that knows usernames

    class Meta:
        ordering = ["email"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(role="watcher", is_staff=False, is_superuser=False)
                | Q(role="editor", is_staff=True, is_superuser=False)
                | Q(role="admin", is_staff=True, is_superuser=True),
                name="user_rights_follow_role",
                violation_error_message=_(
                    "Rights follow the role: a watcher has none, an editor is staff, an admin may do everything."
                ),
            ),
        ]

    def __str__(self) -> str:
        return gettext("former editor %d") % self.pk if self.is_former else self.email

    @property
    def is_former(self) -> bool:
        """Whether its owner has deleted the account, and the record still names it."""
        return not self.is_active and self.email.endswith(FORMER)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django ends a session when this value changes. While ``session_epoch`` is 0 it is Django's own value."""
        own = str(super()._get_session_auth_hash(secret=secret))  # type: ignore[misc]  # the stubs leave it out
        if not self.session_epoch:
            return own
        salt = "accounts.models.User.session_epoch"
        return salted_hmac(salt, f"{self.session_epoch}:{own}", secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Editors may see, add and change everything in the record, and delete nothing; admins may do everything.

        Rights follow the role alone, but for that to publish, which an admin can take from an editor. There are no
        groups and no permissions of single people, so no query asks.
        """
        app, _dot, codename = perm.partition(".")
        if codename == PUBLISHES and not (self.may_publish or self.is_superuser):
            return False
        return self.has_module_perms(app) and (self.is_superuser or not codename.startswith("delete_"))

    def has_module_perms(self, app_label: str) -> bool:
        """Whether there is something in an app that the role may see."""
        if self.second_factor_missing:
            return False
        return self.is_active and (self.is_superuser or (self.role == User.Role.EDITOR and app_label == RECORD))

    @property
    def preferences_or_defaults(self) -> DigestPreferences:
        """The stored preferences, else unsaved defaults. No query where they were selected with the person."""
        stored: DigestPreferences | None = getattr(self, "digest_preferences", None)
        return stored or DigestPreferences()

    @staticmethod
    def rights(role: str) -> dict[str, bool]:
        """The two flags that Django reads, for a role."""
        return {"is_staff": role != User.Role.WATCHER, "is_superuser": role == User.Role.ADMIN}
