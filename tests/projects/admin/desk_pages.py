"""Addresses of the pages of the desk."""

from __future__ import annotations

from datetime import UTC, datetime

from django.urls import reverse

AT = datetime(2024, 8, 1, 9, tzinfo=UTC)


def name_of(part):
    return getattr(part, "__name__", str(part))


def page(model, what, *args):
    return reverse(f"admin:projects_{model._meta.model_name}_{what}", args=args)
