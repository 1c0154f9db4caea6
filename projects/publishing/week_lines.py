"""What became of one promise in a week, and what was put right, as lines of text for feeds and mails."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from projects import wording
from projects.models.names import local_name
from projects.reports.overviews.correction_lines import CorrectionLine
from projects.reports.overviews.week_entries import WeekEntry
from projects.reports.targets.promise_titles import title_of
from projects.templatetags.revisions import moves


def standing_line(entry: WeekEntry, lang: str) -> str:
    """The new verdict, or what was announced: ``Missed``, ``moved``."""
    if entry.status is not None:
        return wording.status(entry.status.to_status, lang)
    return wording.week_entry(entry.section, lang)


def moved_lines(entry: WeekEntry, lang: str) -> list[str]:
    """What the announcements of the week moved, each with its numbers before and after."""
    with override(lang):
        return [
            _("it was: %(earlier)s") % {"earlier": title_of(before, lang).text}
            if after.withdrawn
            else "; ".join(moves(before, after))
            for before, after in entry.moves
        ]


def about_line(entry: WeekEntry, lang: str) -> str:
    """The day, the status before, the programme and who answers for it."""
    programme = entry.target.indicator.programme
    with override(lang):
        day = wording.day(entry.on, lang)
        lateness = [_("became known in this week")] if entry.late else []
        before = []
        if entry.status is not None:
            before = [_("before: %(before)s") % {"before": wording.status(entry.status.from_status, lang)}]
        return " · ".join([day, *lateness, *before, local_name(programme), local_name(programme.responsible)])


def corrected_line(line: CorrectionLine, lang: str) -> str:
    """A mistake of ours and what is right: ``Projects launched: 777 projects → 77 projects (…)``."""
    with override(lang):
        name = f"{local_name(line.indicator)}: " if line.indicator is not None else ""
    right = line.right_text(lang)
    step = f"{line.wrong_text(lang)} → {right}" if right else line.wrong_text(lang)
    return f"{name}{step} ({wording.correction(line.kind, lang)})"
