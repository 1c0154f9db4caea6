"""The parameters that narrow the corrections, of the page, the feed and the files."""

from __future__ import annotations

from projects.models import Indicator, Programme
from projects.reports.parameters import Kind, Parameter

from .corrections import WHOSE

WHOSE_MISTAKE = Parameter("whose", Kind.CHOICE, "Only our own mistakes, or only what sources corrected.", choices=WHOSE)
OF_PROGRAMME = Parameter("programme", Kind.REFERENCE, "Only what concerns this programme.", model=Programme)
OF_INDICATOR = Parameter("indicator", Kind.REFERENCE, "Only what concerns this indicator.", model=Indicator)
