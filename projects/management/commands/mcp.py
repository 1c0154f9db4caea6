from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.assistants.installed import MISSING, is_installed


class Command(BaseCommand):
    help = (
        "Answers an assistant over standard input and output (Model Context Protocol), reading this record; ends with "
        "the input. An assistant starts it by itself: docs/assistants.md."
    )

    def handle(self, **options: Any) -> None:
        if not is_installed():
            raise CommandError(MISSING, returncode=2)
        from projects.assistants.over_stdio import serve  # noqa: PLC0415  # the SDK is not installed everywhere

        serve()
