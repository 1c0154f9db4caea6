"""What a claim must keep to before it is recorded. The rules are those that an imported package is held to."""

from __future__ import annotations

from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.models import Outcome, ProjectEvent, Target
from projects.models.text import overlong_texts, tidy_texts
from projects.packages.one_row import TABLE_OF, Problems, cells_of, relation_problems, row_problems

Claim: TypeAlias = Target | Outcome | ProjectEvent
UNCHECKED = ["recorded_at", "recorded_by"]


def validate_claim(claim: Claim, *, is_row_checked: bool = False) -> None:
    """Raises ValidationError with every field that breaks a rule, and the rule. Four queries at most for a good claim.

    ``is_row_checked``: the row was sent as cells, which keep the rules of a row and have an id that is free.
    """
    tidy_texts(claim)
    for field in claim._meta.concrete_fields:
        if getattr(claim, field.attname) is None and field.blank and field.empty_strings_allowed and not field.null:
            setattr(claim, field.attname, "")  # absent text is empty text
    problems = overlong_texts(claim) or _row_problems(claim, is_row_checked=is_row_checked)
    for column, sentences in relation_problems(TABLE_OF[type(claim)], cells_of(claim)).items():
        problems.setdefault(column, []).extend(sentences)
    if not is_row_checked and type(claim)._default_manager.filter(pk=claim.pk).exists():
        problems["id"] = [_("“%(id)s” is taken: every row has an id of its own.") % {"id": claim.pk}]
    if isinstance(claim, Outcome) and claim.corrects is not None:
        _judge_correction(claim, claim.corrects, problems)
    if problems:
        raise ValidationError(problems)


def _row_problems(claim: Claim, *, is_row_checked: bool) -> Problems:
    """What breaks the rules of a row. Raises ValidationError for what a column cannot hold.

    Every constraint of the database is a rule of the row too, or a list of choices: the database is not asked.
    """
    read = [name for name, row in claim._state.fields_cache.items() if row is not None]
    try:
        claim.clean_fields(exclude=[*UNCHECKED, *read])
    except ValidationError as error:
        if claim.pk or len(error.error_dict) == 1:
            raise
        # an id would have been made of what is wrong or absent
        raise ValidationError({name: faults for name, faults in error.error_dict.items() if name != "id"}) from None
    return {} if is_row_checked else row_problems(TABLE_OF[type(claim)], cells_of(claim))


def _judge_correction(outcome: Outcome, wrong: Outcome, problems: Problems) -> None:
    if not outcome.counts_as_correction:
        problems.setdefault("note", []).append(
            _("Say why this corrects the figure of another publisher, %(publisher)s (R9).")
            % {"publisher": wrong.source.publisher}
        )
