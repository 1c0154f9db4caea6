"""The page of an announcement: its boxes read together, what they come to, and what recording it would do."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _

from projects import wording
from projects.actions.changes import Change
from projects.desk.doubt_questions import CONFIRMED
from projects.desk.made_ids import MadeIds
from projects.desk.source_box import SourceForm

from .changes import Planned, changes_of
from .form import LINES_ARE_ONE, LINES_ARE_SEVERAL, AnnouncementForm
from .known import recorded_of, taken_bundles
from .line_form import MOST_LINES, LineForm
from .line_view import LineView, Option
from .promises import Announcement
from .settled import Settled, settle
from .typed import Programme

LineFormSet = formset_factory(LineForm, extra=1, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True)


class Page:
    """One announcement. ``data``: what came with the form, or was kept with a draft; None for an empty page."""

    def __init__(self, data: QueryDict | None, *, lang: str, initial: dict[str, str] | None = None) -> None:
        start = initial or {}
        self.data = data
        self.lang = lang
        self.form = AnnouncementForm(data, initial=start)
        self.source = SourceForm(data, prefix="source", initial={"url": start.get("url", "")})
        self.lines = LineFormSet(data, prefix="lines")

    # --- What was typed ------------------------------------------------------------------------------------------

    def leave_unchecked(self) -> None:
        """Shows what was typed without saying yet what is missing."""
        for form in (self.form, self.source, *self.lines.forms):
            form.errors.clear()

    @property
    def confirmed(self) -> list[str]:
        """The tokens of the doubts that are ticked as printed."""
        return self.data.getlist(CONFIRMED) if self.data is not None else []

    @cached_property
    def recorded(self) -> Programme:
        """What is recorded of the programme that was named. Two queries at most."""
        if self.data is None or (not self.form.is_valid() and self.form.programme_row is None):
            return Programme()
        programme, place = self.form.programme_row, self.form.territory_row
        elsewhere = programme is not None and place is not None and place.pk != programme.territory_id
        return recorded_of(programme, place.pk if elsewhere and place is not None else "")

    @cached_property
    def settled(self) -> dict[int, Settled]:
        """The lines in which something was typed, by their number from 1, each beside the one above it."""
        settled: dict[int, Settled] = {}
        above: Settled | None = None
        sentence = self.data.get("sentence", "") if self.data is not None else ""
        for number, form in enumerate(self.lines.forms, 1):
            if self.data is not None and not form.is_empty:
                above = settled[number] = settle(form.typed(number), self.recorded, above, sentence)
        return settled

    @cached_property
    def views(self) -> list[LineView]:
        return [
            LineView(form, self.settled.get(number), self.lang, self.recorded.targets)
            for number, form in enumerate(self.lines.forms, 1)
        ]

    @property
    def empty_line(self) -> LineView:
        """For the script that adds lines."""
        return LineView(self.lines.empty_form, None, self.lang)

    @property
    def units(self) -> list[str]:
        """Units to choose from; any other can be typed."""
        return wording.unit_names(self.lang)

    # --- What it comes to ----------------------------------------------------------------------------------------

    @cached_property
    def is_valid(self) -> bool:
        """Whether the boxes can be understood; what else is wrong the changes say."""
        forms = [self.form.is_valid(), self.source.is_valid(), self.lines.is_valid()]
        if not all(forms):
            return False
        if not self.settled:
            self.form.add_error(None, _("Write at least one line: what was promised."))
        if self._announced() is None:
            self.form.add_error("announced", _("The source names no day: write the day of the announcement."))
        if self.form.territory() is None:
            self.form.add_error("place", _("Write the place."))
        problems = any(line.problems for line in self.settled.values())
        return not self.form.errors and not problems

    def _announced(self) -> date | None:
        row = self.source.row
        if row is not None:
            published = row.published if row.published_precision == "day" else None
        else:
            published = self.source.cleaned_data["published"] if self.source.precision() == "day" else None
        return self.form.day_announced(published)

    @property
    def is_bundle(self) -> bool:
        """As chosen; else what is proposed: several promises with one deadline are one promise."""
        chosen = self.data.get("bundle", "") if self.data is not None else ""
        return chosen == LINES_ARE_ONE or (chosen != LINES_ARE_SEVERAL and self._looks_like_one)

    @property
    def _looks_like_one(self) -> bool:
        deadlines = [line.promise.window.deadline for line in self.settled.values()]
        return len(deadlines) > 1 and len(set(deadlines)) == 1 and deadlines[0] is not None

    @property
    def bundle_options(self) -> list[Option]:
        chosen = self.data.get("bundle", "") if self.data is not None else ""
        proposed = _("yes, one promise") if self._looks_like_one else _("no, several")
        return [
            Option("", _("%(proposed)s (proposed)") % {"proposed": proposed}),
            Option(LINES_ARE_ONE, _("yes, one promise"), chosen == LINES_ARE_ONE),
            Option(LINES_ARE_SEVERAL, _("no, several"), chosen == LINES_ARE_SEVERAL),
        ]

    @cached_property
    def planned(self) -> tuple[Planned, ...]:
        """The changes that record it; none where it is not valid."""
        if not self.is_valid:
            return ()
        ids = MadeIds()
        source, source_change = self.source.source(ids)
        announced, territory, programme = self._announced(), self.form.territory(), self.form.programme_thing()
        assert announced is not None
        assert territory is not None
        announcement = Announcement(
            organisation=self.form.organisation(),
            territory=territory,
            programme=programme,
            elsewhere=self.form.is_elsewhere(),
            source=source,
            source_change=source_change,
            announced=announced,
            earlier=self.form.cleaned_data["earlier"],
            is_bundle=self.is_bundle,
            texts=self.form.texts(),
            promises=tuple(line.promise for line in self.settled.values()),
        )
        taken = taken_bundles(programme) if announcement.is_bundle else []
        return changes_of(announcement, ids, self.lang, taken)

    @property
    def changes(self) -> list[Change]:
        return [step.change for step in self.planned]

    @property
    def title(self) -> str:
        """What a list of drafts calls it."""
        names = [str(self.form.programme_row or (self.data.get("programme", "") if self.data else "")).strip()]
        names += [line.promise.what for line in self.settled.values() if line.promise.what]
        return ": ".join((names[0], ", ".join(names[1:4])))[:300].strip(": ") or _("Announcement")

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What is said once, as it was understood: the words of a box and what stands there."""
        if not self.is_valid:
            return []
        form, announced = self.form, self._announced()
        assert announced is not None
        place = form.territory_row or (None if form.cleaned_data["place"] else form.likely_place())
        body = form.programme_row.responsible if form.programme_row is not None else form.organisation_row
        named = (
            ("body", body or _new(form.cleaned_data["body"])),
            ("programme", form.programme_row or _new(form.cleaned_data["programme"])),
            ("place", place or _new(form.cleaned_data["place"])),
            ("announced", wording.day(announced, self.lang)),
        )
        return [(str(form[box].label), str(text)) for box, text in named]


def _new(name: str) -> str:
    return _("%(name)s (new)") % {"name": name}
