"""The unit that an editor names, in whatever form the sentence has it."""

from __future__ import annotations

import pytest

from projects.wording import unit_code
from projects.wording.units import UNITS


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("schools", "schools"),
        ("School", "schools"),
        ("школ", "schools"),
        ("школы", "schools"),
        ("мектеп", "schools"),
        ("мектептер", "schools"),
        ("рабочих мест", "jobs"),
        ("жұмыс  орны", "jobs"),
        ("тенге", "KZT"),
        ("kzt", "KZT"),
        ("%", "percent"),
        ("процентов", "процентов"),
        ("м²", "m2"),
        ("kindergartens", "kindergartens"),
        ("", ""),
    ],
)
def test_unit_code(word, code):
    assert unit_code(word) == code


def test_every_unit_is_its_own_code():
    assert {code: unit_code(code) for code in UNITS} == {code: code for code in UNITS}
