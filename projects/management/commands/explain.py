from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from projects import wording
from projects.models import Target
from projects.reports.targets.explanation import explanation_of

from .assess import day, moment


class Command(BaseCommand):
    help = "Tells how the verdict on a target was reached, step by step, with every number; writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="TARGET", help="the id of any link of the chain")
        parser.add_argument("--as-of", metavar="DATE", help="the day of the question, as 2024-12-31; today if absent")
        parser.add_argument("--known-at", metavar="DATETIME", help="leave out what was recorded here after that moment")
        parser.add_argument("--language", choices=wording.spoken(), default="en")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, **options: Any) -> None:
        target, language = options["target"], options["language"]
        as_of = day(options["as_of"]) if options["as_of"] else timezone.localdate()
        known_at = moment(options["known_at"]) if options["known_at"] else None
        with transaction.atomic():  # one view of the record, and a cursor that streams
            if not Target.objects.filter(pk=target).exists():
                raise CommandError(f"The record has no target “{target}”; ids are listed by: manage.py assess.")
            result = explanation_of(target, as_of, known_at)
        if result is None:
            condition = f" among what was recorded by {known_at.isoformat()}" if known_at else ""
            raise CommandError(f"Nothing of “{target}” had been announced by {as_of.isoformat()}{condition}.")
        sentences = result.sentences(language)
        if options["format"] == "text":
            for number, sentence in enumerate(sentences, start=1):
                self.stdout.write(f"{number}. {sentence.text}")
            return
        steps = [{"code": step.code, "rules": list(step.rules), "text": step.text} for step in sentences]
        head = {"target": result.explanation.target, "as_of": as_of.isoformat(), "language": language}
        self.stdout.write(json.dumps({**head, "explanation": steps}, ensure_ascii=False, indent=2))
