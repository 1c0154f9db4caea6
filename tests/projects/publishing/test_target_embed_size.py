"""The height of a frame follows from its words. That it is enough is looked at in a browser (tests/browser)."""

from __future__ import annotations

import pytest
from django.utils import translation

from projects import wording
from projects.actions.refresh import refresh_assessments
from projects.publishing.target_embed_size import framed, target_frame_height
from projects.reports.targets.picture import target_picture
from tests.factories import IndicatorFactory, TargetFactory
from tests.projects.conftest import NOW, TODAY

pytestmark = [pytest.mark.usefixtures("shared_record", "db"), pytest.mark.once]


def test_height_grows_with_the_words_the_chart_and_the_languages_and_shrinks_with_the_room() -> None:
    TargetFactory(
        id="long", indicator=IndicatorFactory(name="Projects of every kind launched " * 20, name_ru="Проекты")
    )
    refresh_assessments(as_of=TODAY, at=NOW)
    picture = target_picture("count-2024", TODAY)
    short, long = framed(picture.card), framed(target_picture("long", TODAY).card)
    height = target_frame_height(short, ["en"])
    assert 200 <= height <= 500
    assert height % 10 == 0
    assert target_frame_height(long, ["en"]) > height
    assert target_frame_height(short, ["en"], picture.trajectory) >= height + 200
    assert target_frame_height(short, ["en"], room=200) > height == target_frame_height(short, ["en"], room=900)
    every = [target_frame_height(long, [lang]) for lang in wording.spoken()]
    assert target_frame_height(long, wording.spoken()) == max(every) > min(every)
    assert translation.get_language() == "en", "measuring leaves the language as it was"


def test_height_of_no_room_and_of_a_word_without_end_is_a_number() -> None:
    TargetFactory(id="long", indicator=IndicatorFactory(name="x" * 5000))
    refresh_assessments(as_of=TODAY, at=NOW)
    shown = framed(target_picture("long", TODAY).card)
    assert target_frame_height(shown, ["en"], room=1) > target_frame_height(shown, ["en"]) > 1000
