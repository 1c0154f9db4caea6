"""The steps of an explanation in three languages, one module for each part of it.

A placeholder names a value of the step and how it is written: ``{goal:n}`` a number, ``{expected:eq}`` a result with
its sign of equality, ``{until:day}``. ``explanations.WAYS`` lists the ways of writing.
"""

from .beside import BESIDE
from .evidence import EVIDENCE
from .met import MET
from .path import PATH
from .projection import PROJECTION
from .promise import PROMISE
from .reports import REPORTS
from .verdict import VERDICT

__all__ = ["REPORTS", "STEPS"]

STEPS = PROMISE | EVIDENCE | MET | PATH | PROJECTION | VERDICT | BESIDE
