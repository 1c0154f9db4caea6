from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.models import RenamedId


def refuse_former_id(kind: str, wish: str, but_of: str = "") -> None:
    """Raises ValidationError where another thing had that id before: its address must go on leading there."""
    now = RenamedId.objects.current(kind, [wish]).get(wish)
    if now is not None and now != but_of:
        raise ValidationError(
            {
                "id": _("“%(id)s” was the id of what is now “%(now)s”, and leads there for good: choose another.")
                % {"id": wish, "now": now}
            }
        )
