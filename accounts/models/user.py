from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """People are known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, "role": User.Role.ADMIN, **fields}
        )


class User(AbstractUser):
    """A person: watcher, editor or admin."""

    class Role(models.TextChoices):
        WATCHER = "watcher", _("watcher")
        EDITOR = "editor", _("editor")
        ADMIN = "admin", _("admin")

    username = None  # type: ignore[assignment]  # people log in by e-mail
    email = models.EmailField(_("e-mail address"), unique=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.WATCHER)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email
