"""The column types of the record's tables."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.comparison.quantities import plain
from projects.reading.limits import MAX_DECIMALS, MAX_WHOLE_DIGITS

if TYPE_CHECKING:  # the stubs' fields are generic, Django's are not
    TextColumn = models.CharField[str, str]
    DecimalColumn = models.Field[Decimal | int | str | None, Decimal | None]
else:
    TextColumn, DecimalColumn = models.CharField, models.Field

LONG_TEXT = 10_000  # characters of a name, a title or a locator

PUBLIC_ID = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"

validate_public_id = RegexValidator(
    rf"^{PUBLIC_ID}\Z",
    _("An id is made of lower-case letters a–z, digits and single hyphens: pool-2024-money."),
)


class PublicIdField(TextColumn):
    """A permanent public slug: primary key, part of the address, and id in the Data Package."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("validators", [validate_public_id])
        super().__init__(**kwargs)


class FigureField(DecimalColumn):
    """An exact decimal: ``numeric`` on PostgreSQL, text on SQLite, whose decimals are floats.

    Values are ``Decimal`` in base units. Text sorts as text, so figures are compared in Python, never in SQL.
    """

    description = _("Exact decimal figure")

    def get_internal_type(self) -> str:
        return "FigureField"

    def db_type(self, connection: Any) -> str:
        return "text" if connection.vendor == "sqlite" else "numeric"

    def get_db_converters(self, connection: Any) -> list[Any]:
        return [] if connection.vendor == "postgresql" else [self.from_db_value]  # psycopg gives Decimal

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            figure = Decimal(value) if not isinstance(value, float) else Decimal(repr(value))
        except (InvalidOperation, TypeError, ValueError):
            raise ValidationError(_("“%(value)s” is not a decimal number."), params={"value": value}) from None
        if not figure.is_finite():
            raise ValidationError(_("“%(value)s” is not a finite number."), params={"value": value})
        _sign, digits, exponent = figure.as_tuple()
        if not isinstance(exponent, int) or -exponent > MAX_DECIMALS or len(digits) + exponent > MAX_WHOLE_DIGITS:
            raise ValidationError(_("“%(value)s” has too many digits."), params={"value": value})
        return figure

    def get_prep_value(self, value: Any) -> Decimal | None:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        figure = super().get_db_prep_value(value, connection, prepared)
        if figure is None or connection.vendor != "sqlite":
            return figure
        return plain(figure)

    def value_to_string(self, obj: models.Model) -> str:
        figure = self.value_from_object(obj)
        return "" if figure is None else plain(figure)

    def formfield(self, **kwargs: Any) -> Any:
        """A text box: in a number box browsers drop what they cannot read, and a mouse wheel changes the figure."""
        box = forms.TextInput({"inputmode": "decimal"})
        return super().formfield(**{"form_class": forms.DecimalField, "widget": box, **kwargs})
