"""Columns ``…_at`` and ``…_by`` are set together."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

PAIRS = [
    (model, field.name, f"{field.name.removesuffix('_at')}_by")
    for app in ("projects", "accounts")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.concrete_fields
    if field.name.endswith("_at")
    and f"{field.name.removesuffix('_at')}_by" in {other.name for other in model._meta.concrete_fields}
]


def test_the_claims_and_the_audit_have_pairs():
    assert {model.__name__ for model, *_ in PAIRS} >= {"Target", "Outcome", "ProjectEvent", "AuditEntry"}


@pytest.mark.parametrize(("model", "moment", "hand"), PAIRS, ids=lambda part: getattr(part, "__name__", part))
def test_moment_and_hand_are_set_together(model, moment, hand):
    fields = model._meta.get_field(moment), model._meta.get_field(hand)
    if not any(field.null for field in fields):
        return  # both always set, by the database
    texts = [str(check.condition) for check in model._meta.constraints if isinstance(check, models.CheckConstraint)]
    assert any(moment in text and hand in text for text in texts), f"{model.__name__}: no constraint pairs them"


def test_dates_and_moments_of_the_record_carry_their_suffix():
    from_the_package = {"date", "announced", "published", "deadline", "since", "until"}
    for model in apps.get_app_config("projects").get_models():
        for field in model._meta.concrete_fields:
            if model.__name__.startswith("Historical"):
                continue  # simple-history names its own
            if isinstance(field, models.DateTimeField):
                assert field.name.endswith("_at"), field
            elif isinstance(field, models.DateField):
                fine = field.name.endswith(("_on", "_start", "_end")) or field.name in {"as_of", "on"}
                assert fine or field.name in from_the_package, field
