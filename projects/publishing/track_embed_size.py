"""How high the frame of an embedded track record has to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from projects.charts.endings import HEIGHT, NARROW
from projects.comparison.track_record import TrackRecord
from projects.reports.named import Named
from projects.reports.verdicts.scope_names import subject_of
from projects.reports.verdicts.track_records import Question
from projects.templatetags.track_sentences import ListAddresses, sentences

from .frame_text import GAP, KICKER, NARROWEST, TEXT, TITLE, block, foot, frame_of, room_for_words

LATER = 3  # lines that the sentences may get while promises fall due


def track_frame_height(
    record: TrackRecord,
    question: Question,
    names: Sequence[tuple[str, Named]],
    languages: Iterable[str],
    *,
    room: int = NARROWEST,
    is_past: bool = False,
) -> int:
    """The height in pixels at which a frame ``room`` wide shows the whole track record in each of the languages.

    ``is_past``: it stays as of a day, so that no promise is added to it.
    """
    heights = []
    for lang in languages:
        with translation.override(lang):
            parts = [*_words(record, question, names, lang, room_for_words(room))]
        heights.append(frame_of([*parts, 0 if is_past else LATER * TEXT.line]))
    return max(heights)


def _words(
    record: TrackRecord, question: Question, names: Sequence[tuple[str, Named]], lang: str, room: int
) -> Iterator[float]:
    phrases = {name: strip_tags(words) for name, words in sentences(record, ListAddresses({}, question), lang).items()}
    yield block(_("Track record"), KICKER, room)
    yield block(subject_of(names) or _("All promises"), TITLE, room)
    yield block(f"{phrases['lead']} {phrases['others']}", TEXT, room)
    yield room * HEIGHT / NARROW.width + GAP
    if phrases["kept_share"]:
        yield block(phrases["kept_share"], TEXT, room)
    yield block(f"{phrases['moved']} {phrases['after_the_fact']}", TEXT, room)
    yield foot(lang, room)
