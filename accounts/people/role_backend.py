"""What each role may do, as an authentication backend. There are no groups and no permissions of single people."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from accounts.models import User

RECORD = "projects"


class RoleBackend(BaseBackend):
    """Editors may see, add and change everything in the record, and delete nothing. Admins are superusers."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _dot, codename = perm.partition(".")
        return self.has_module_perms(user_obj, app) and not codename.startswith("delete_")

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return bool(
            user_obj.is_active
            and getattr(user_obj, "role", None) in {User.Role.EDITOR, User.Role.ADMIN}
            and app_label == RECORD
        )
