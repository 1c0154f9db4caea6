"""What a claim must keep to before it is recorded: the columns' own rules, the package's rules for one row, and
those between rows. The rules for one row are the same that an imported package is held to.
"""

from __future__ import annotations

from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from projects.actions.former_ids import refuse_former_id
from projects.actions.row_rules import Problems, row_problems
from projects.models import Outcome, ProjectEvent, Target
from projects.models.text import tidy_texts

Claim: TypeAlias = Target | Outcome | ProjectEvent


def validate_claim(claim: Claim) -> None:
    """Raises ValidationError with every field that breaks a rule, and the rule."""
    problems: Problems = {}
    tidy_texts(claim)
    for field in claim._meta.concrete_fields:
        if getattr(claim, field.attname) is None and field.blank and field.empty_strings_allowed and not field.null:
            setattr(claim, field.attname, "")  # absent text is empty text
    try:
        claim.full_clean(exclude=["recorded_at", "recorded_by"], validate_unique=False)
    except ValidationError as error:
        problems = error.message_dict
        if not claim.pk and len(problems) > 1:
            del problems["id"]  # it would have been made of what is wrong or absent
    if not problems:
        problems = row_problems(claim)
        _judge_id(claim, problems)
        if isinstance(claim, Target):
            _judge_basis(claim, problems)
            _judge_revision(claim, problems)
        elif isinstance(claim, Outcome):
            _judge_basis(claim, problems)
            _judge_correction(claim, problems)
    if problems:
        raise ValidationError(problems)


def _judge_id(claim: Claim, problems: Problems) -> None:
    if type(claim)._default_manager.filter(pk=claim.pk).exists():
        problems["id"] = [_("“%(id)s” is taken: every row has an id of its own.") % {"id": claim.pk}]
    else:
        refuse_former_id(str(claim._meta.model_name), str(claim.pk))


def _judge_basis(claim: Target | Outcome, problems: Problems) -> None:
    milestone = claim.indicator.accumulation == "milestone"
    if milestone and claim.basis != "done":
        problems.setdefault("basis", []).append(_("The indicator is a milestone, so the basis must be “done”."))
    if not milestone and claim.basis == "done":
        problems.setdefault("basis", []).append(_("“Done” is for milestones, and the indicator is none."))


def _judge_revision(target: Target, problems: Problems) -> None:
    older = target.revises
    if older is None:
        return
    newer = Target.objects.filter(revises=older).values_list("pk", flat=True).first()
    if newer is not None:
        problems.setdefault("revises", []).append(
            _("“%(older)s” is revised by “%(newer)s” already: a chain does not fork (R10), revise “%(newer)s” instead.")
            % {"older": older.pk, "newer": newer}
        )
    if target.announced < older.announced:
        problems.setdefault("announced", []).append(
            _("Precedes the announcement of “%(older)s”, which it revises, on %(day)s.")
            % {"older": older.pk, "day": older.announced.isoformat()}
        )


def _judge_correction(outcome: Outcome, problems: Problems) -> None:
    wrong = outcome.corrects
    if wrong is None:
        return
    if wrong.indicator_id != outcome.indicator_id:
        problems.setdefault("corrects", []).append(
            _("Is a figure of the indicator “%(indicator)s”: a correction is about the same indicator (R9).")
            % {"indicator": wrong.indicator_id}
        )
    if not outcome.counts_as_correction:
        problems.setdefault("note", []).append(
            _("Say why this corrects the figure of another publisher, %(publisher)s (R9).")
            % {"publisher": wrong.source.publisher}
        )
