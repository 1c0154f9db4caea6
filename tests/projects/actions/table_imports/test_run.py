"""What workers do with spreadsheets: check, publish, take out; one worker at a time, and none that was lost writes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings

from projects.actions.annotate_claim import annotate_claim
from projects.actions.erase_claim import erase_claim
from projects.actions.fix_copying_error import fix_copying_error
from projects.actions.reference_rows import edit_reference_row
from projects.actions.rename_row import rename_row
from projects.actions.table_imports import run
from projects.actions.table_imports.requests import (
    answer_questions,
    approve_import,
    condemn_import,
    discard_import,
    upload_table,
)
from projects.actions.table_imports.run import drop_outdated, lease_import, run_waiting
from projects.models import AuditEntry, Correction, ImportedFile, ImportedRow, Outcome, Source, TableImport, Target
from projects.models.table_import import KEPT_FOR, LEASE, MOST_FAILURES
from projects.packages.sheets.answers import Answers
from projects.packages.tables import BY_NAME
from tests.factories import UserFactory

from .imports import AT, HEADER, ROW, checked, clock, load_record, published, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record(tmp_path: Path) -> None:
    load_record(tmp_path)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def test_good_file_is_checked_and_nothing_is_written(editor) -> None:
    table_import = checked(
        editor, ROW.format(value=700), ROW.format(value=500).replace("07-01,2023-12-31", "01-01,2023-06-30")
    )
    assert table_import.state == "checked"
    counts = {"new": 1, "same": 0, "updated": 0, "replace": 0, "disagree": 1}
    assert table_import.result["counts"] == counts
    assert table_import.result["disagreements"] == [
        {"line": 3, "value": "500", "other_id": "cars-first-half-corrected", "other_value": "495.5"}
    ]
    assert not Outcome.objects.filter(value=700).exists()


def test_problems_and_questions_are_kept(editor) -> None:
    refused = checked(editor, ROW.format(value="abc"))
    assert refused.state == "refused"
    assert refused.result["problems"][0]["line"] == 2
    assert refused.result["problems"][0]["column"] == "value"
    unclear = checked(editor, ROW.format(value='"1,000"') + ",x", header=HEADER + ",Wo")
    assert unclear.state == "unclear"
    assert unclear.result["questions"]["decimal"]["examples"][0]["readings"] == {",": "1", ".": "1000"}
    assert unclear.result["questions"]["columns"] == [{"place": 8, "letters": "I", "heading": "Wo", "example": "x"}]
    answers = Answers(decimal=".", columns={"I": "locator"})
    answer_questions(table_import=unclear, answers=answers, by=editor, at=AT)
    run_waiting(clock)
    unclear.refresh_from_db()
    assert (unclear.state, unclear.result["counts"]["new"]) == ("checked", 1)


def test_published_file_is_in_the_record_under_the_name_of_who_brought_it(editor, other) -> None:
    table_import = published(editor, other, ROW.format(value=700))
    outcome = Outcome.objects.get(value=700)
    assert (table_import.state, table_import.published_by, outcome.recorded_by) == ("published", other, editor)
    assert list(ImportedRow.objects.values_list("row_id", flat=True)) == [outcome.pk]
    assert not ImportedFile.objects.exists()
    audit = AuditEntry.objects.get(action="publish_import")
    assert (audit.done_by, audit.details["uploaded_by"]) == (other, str(editor.pk))
    assert published(editor, other, ROW.format(value=701)).state == "published"


def test_second_pair_of_eyes(editor, other) -> None:
    table_import = checked(editor, ROW.format(value=700))
    with override_settings(REVIEW="two"):
        with pytest.raises(PermissionDenied, match="another editor publishes it"):
            approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=editor, at=AT)
        with pytest.raises(PermissionDenied, match="You may not publish"):
            approve_import(
                table_import=table_import, attempt=table_import.attempts, confirmed=True, by=UserFactory(), at=AT
            )
        approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=other, at=AT)
    with pytest.raises(ValidationError, match="waits to be published"):
        approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=other, at=AT)


def test_who_answers_the_questions_is_no_second_pair_of_eyes(editor, other) -> None:
    table_import = checked(editor, ROW.format(value='"1,000"'))
    answer_questions(table_import=table_import, answers=Answers(decimal="."), by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    with override_settings(REVIEW="two"), pytest.raises(PermissionDenied, match="answered its questions"):
        approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=other, at=AT)


def test_who_only_has_a_file_checked_again_is_a_second_pair_of_eyes(editor, other) -> None:
    table_import = checked(editor, ROW.format(value=700))
    answer_questions(table_import=table_import, answers=Answers(), by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert (table_import.state, table_import.asked_by) == ("checked", other)
    how = {"table_import": table_import, "attempt": table_import.attempts, "confirmed": True, "at": AT}
    with override_settings(REVIEW="two"):
        with pytest.raises(PermissionDenied, match="You brought this file"):
            approve_import(by=editor, **how)
        approve_import(by=other, **how)


def test_who_answered_stays_so_when_another_has_the_file_checked_again(editor, other) -> None:
    table_import = checked(editor, ROW.format(value='"1,000"'))
    for person in (other, editor):
        answer_questions(table_import=table_import, answers=Answers(decimal="."), by=person, at=AT)
        run_waiting(clock)
    table_import.refresh_from_db()
    how = {"table_import": table_import, "attempt": table_import.attempts, "confirmed": True, "at": AT}
    with override_settings(REVIEW="two"):
        with pytest.raises(PermissionDenied, match="answered its questions"):
            approve_import(by=other, **how)
        approve_import(by=UserFactory(editor=True), **how)


def test_what_is_approved_is_the_check_that_was_read(editor, other) -> None:
    table_import = checked(editor, ROW.format(value='"1,000"'))
    answer_questions(table_import=table_import, answers=Answers(decimal="."), by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    read = table_import.attempts
    answer_questions(table_import=table_import, answers=Answers(decimal=","), by=editor, at=AT)
    run_waiting(clock)
    with override_settings(REVIEW="two"), pytest.raises(ValidationError, match="changed meanwhile"):
        approve_import(table_import=table_import, attempt=read, confirmed=True, by=other, at=AT)
    table_import.refresh_from_db()
    assert table_import.state == "checked"


def test_doubtful_rows_are_confirmed(editor) -> None:
    table_import = checked(editor, ROW.format(value=70000))
    assert table_import.result["doubts"]
    with pytest.raises(ValidationError, match="doubtful rows"):
        approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=False, by=editor, at=AT)


def test_doubtful_rows_that_were_confirmed_are_published(editor) -> None:
    assert published(editor, editor, ROW.format(value=70000)).state == "published"
    assert Outcome.objects.filter(value=70000).exists()


def test_what_became_wrong_between_check_and_publishing_is_refused(editor) -> None:
    table_import = checked(editor, ROW.format(value=700) + ",given", header=HEADER + ",id")
    published(editor, editor, ROW.format(value=701) + ",given", header=HEADER + ",id")
    approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.state == "refused"
    assert "differs from what is recorded" in table_import.result["problems"][0]["what"]


def test_what_nobody_has_seen_of_a_file_is_not_published_an_edit_made_meanwhile(editor, other) -> None:
    header, row = "id,title,publisher,published,kind", "report,Another title,Statistics,2024-02-01,press"
    table_import = checked(editor, row, table="sources", header=header)
    assert table_import.result["counts"]["updated"] == 1
    source = Source.objects.get(pk="report")
    source.title = "The title as printed"
    edit_reference_row(row=source, by=other, at=AT)
    approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert (table_import.state, "check it again" in table_import.error) == ("failed", True)
    assert Source.objects.get(pk="report").title == "The title as printed"

    answer_questions(table_import=table_import, answers=Answers(), by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=other, at=AT)
    run_waiting(clock)
    source = Source.objects.get(pk="report")
    assert (source.title, source.published_precision, source.public_on) == ("Another title", "month", date(2024, 2, 29))


def test_what_nobody_has_seen_of_a_file_is_not_published_a_figure_recorded_meanwhile(editor, other) -> None:
    waiting = checked(editor, ROW.format(value=700))
    assert waiting.result["counts"]["disagree"] == 0
    published(other, editor, ROW.format(value=600))
    approve_import(table_import=waiting, attempt=waiting.attempts, confirmed=True, by=other, at=AT)
    run_waiting(clock)
    waiting.refresh_from_db()
    assert (waiting.state, Outcome.objects.filter(value=700).exists()) == ("failed", False)


def test_file_that_does_less_than_was_seen_is_published(editor, other) -> None:
    earlier = ROW.replace("2023-07-01,2023-12-31", "2022-07-01,2022-12-31").format(value=690)
    waiting = checked(editor, ROW.format(value=700), earlier)
    assert waiting.result["counts"]["new"] == 2
    published(other, editor, earlier)
    approve_import(table_import=waiting, attempt=waiting.attempts, confirmed=True, by=other, at=AT)
    run_waiting(clock)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result["counts"]["new"], waiting.result["counts"]["same"]) == ("published", 1, 1)


def test_undo_takes_the_batch_out_with_its_public_lines(editor, other) -> None:
    before = set(Outcome.objects.values_list("pk", flat=True))
    first, second = ROW.format(value=700) + ",a,", ROW.format(value=690) + ",b,a"
    table_import = published(editor, editor, first, second, header=HEADER + ",id,corrects")
    condemn_import(table_import=table_import, reason="The wrong year.", by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert (table_import.state, table_import.undone_by, table_import.error) == ("undone", other, "")
    assert set(Outcome.objects.values_list("pk", flat=True)) == before
    lines = Correction.objects.order_by("row_id")
    assert [(line.row_id, line.action, line.reason) for line in lines] == [
        ("a", "erased", "The wrong year."),
        ("b", "erased", "The wrong year."),
    ]
    assert lines[0].cells["value"] == "700"
    assert AuditEntry.objects.filter(action="erase_claim", details__import=table_import.pk).count() == 2


def test_undo_takes_out_what_was_renamed_meanwhile(editor, other) -> None:
    before = set(Outcome.objects.values_list("pk", flat=True))
    table_import = published(editor, other, ROW.format(value=700) + ",a", header=HEADER + ",id")
    rename_row(row=Outcome.objects.get(pk="a"), new_id="better", by=other, at=AT)
    condemn_import(table_import=table_import, reason="The wrong year.", by=other, at=AT)
    run_waiting(clock)
    assert set(Outcome.objects.values_list("pk", flat=True)) == before


def test_undo_leaves_a_row_that_a_later_file_brought_under_the_id_of_an_erased_one(editor, other) -> None:
    first = published(editor, other, ROW.format(value=700) + ",a", header=HEADER + ",id")
    erase_claim(claim=Outcome.objects.get(pk="a"), reason="A slip.", by=other, at=AT)
    published(other, editor, ROW.format(value=690) + ",a", header=HEADER + ",id")
    condemn_import(table_import=first, reason="The wrong file.", by=editor, at=AT)
    run_waiting(clock)
    first.refresh_from_db()
    assert first.state == "undone"
    assert Outcome.objects.get(pk="a").value == 690


def test_undo_names_and_leaves_what_was_put_right_since(editor, other) -> None:
    header = "id,indicator,basis,qualifier,value,deadline,timing,announced,source"
    row = "{id},cars-made,absolute,at_least,900,202{year}-12-31,by_deadline,2023-02-01,plan"
    rows = [row.format(id=row_id, year=year) for year, row_id in enumerate(("as-read", "mended", "worded", "named"))]
    table_import = published(editor, editor, *rows, table="targets", header=header)
    fix_copying_error(target=Target.objects.get(pk="mended"), value=Decimal(990), reason="A digit.", by=other, at=AT)
    annotate_claim(claim=Target.objects.get(pk="worded"), locator="p. 7", by=other, at=AT)
    annotate_claim(claim=Target.objects.get(pk="named"), locator="p. 8", by=other, at=AT)
    rename_row(row=Target.objects.get(pk="named"), new_id="renamed", by=other, at=AT)
    condemn_import(table_import=table_import, reason="The wrong file.", by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert (table_import.state, table_import.error) == ("undone", "")
    assert table_import.result["left"] == ["mended", "renamed", "worded"]
    assert not Target.objects.filter(pk="as-read").exists()
    assert Target.objects.get(pk="mended").value == 990
    assert set(Correction.objects.filter(action="erased").values_list("row_id", flat=True)) == {"as-read"}
    assert not AuditEntry.objects.filter(action="erase_claim").exclude(object_id="as-read").exists()


def test_undo_is_refused_where_every_row_was_put_right_since(editor, other) -> None:
    table_import = published(editor, editor, ROW.format(value=700) + ",a", header=HEADER + ",id")
    annotate_claim(claim=Outcome.objects.get(pk="a"), locator="p. 7", by=other, at=AT)
    condemn_import(table_import=table_import, reason="The wrong file.", by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.state == "published"
    assert "take them out one by one" in table_import.error
    assert Outcome.objects.filter(pk="a").exists()


def test_undo_is_refused_where_a_row_that_was_put_right_builds_on_another(editor, other) -> None:
    first, second = ROW.format(value=700) + ",a,", ROW.format(value=690) + ",b,a"
    table_import = published(editor, editor, first, second, header=HEADER + ",id,corrects")
    annotate_claim(claim=Outcome.objects.get(pk="b"), locator="p. 7", by=other, at=AT)
    condemn_import(table_import=table_import, reason="The wrong file.", by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.state == "published"
    assert "“b” (corrects)" in table_import.error


def test_copy_in_an_archive_puts_no_source_right(editor, other) -> None:
    header = "id,title,publisher,published,kind"
    rows = [f"s{number},Report {number},Statistics,2024-02-0{number},press" for number in (1, 2)]
    table_import = published(editor, editor, *rows, table="sources", header=header)
    copied, edited = Source.objects.get(pk="s1"), Source.objects.get(pk="s2")
    copied.archived_url = "https://web.archive.org/s1"
    edited.title = "A report"
    for source in (copied, edited):
        edit_reference_row(row=source, by=other, at=AT)
    condemn_import(table_import=table_import, reason="The wrong file.", by=other, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.result["left"] == ["s2"]
    assert set(Source.objects.filter(pk__in=["s1", "s2"]).values_list("pk", flat=True)) == {"s2"}


def test_undo_of_targets_takes_their_verdicts_along(editor) -> None:
    header = "id,indicator,basis,qualifier,value,deadline,timing,announced,source,revises"
    rows = (
        "new,cars-made,absolute,at_least,900,2025-12-31,by_deadline,2023-02-01,plan,",
        "newer,cars-made,absolute,at_least,950,2025-12-31,by_deadline,2023-03-01,plan,new",
    )
    table_import = published(editor, editor, *rows, table="targets", header=header)
    assert Target.objects.filter(pk="newer").exists()
    condemn_import(table_import=table_import, reason="Never announced.", by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert (table_import.state, table_import.error) == ("undone", "")
    assert not Target.objects.filter(pk__in=["new", "newer"]).exists()


def test_undo_waits_for_rows_that_build_on_it(editor) -> None:
    table_import = published(
        editor, editor, "s2,A second report,Statistics,2024-02-02,press", table="sources",
        header="id,title,publisher,published,kind",
    )  # fmt: skip
    published(editor, editor, ROW.format(value=700).replace(",report", ",s2"))
    condemn_import(table_import=table_import, reason="A slip.", by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.state == "published"
    assert "Other rows build on it" in table_import.error
    assert Source.objects.filter(pk="s2").exists()
    later = TableImport.objects.get(table="outcomes")
    for waiting in (later, table_import):
        condemn_import(table_import=waiting, reason="A slip.", by=editor, at=AT)
        run_waiting(clock)
    assert not Source.objects.filter(pk="s2").exists()


def test_undo_is_refused_where_rows_were_changed_or_are_edited_by_hand(editor) -> None:
    changed = published(
        editor, editor, "report,Another title,Statistics,2024-02-01,press", table="sources",
        header="id,title,publisher,published,kind",
    )  # fmt: skip
    condemn_import(table_import=changed, reason="A slip.", by=editor, at=AT)
    run_waiting(clock)
    changed.refresh_from_db()
    assert (changed.state, "also changed rows" in changed.error) == ("published", True)
    for reason in ("", "mail me@example.org"):
        with pytest.raises(ValidationError):
            condemn_import(table_import=changed, reason=reason, by=editor, at=AT)


def test_worker_that_died_is_followed_by_another_and_writes_no_more(editor) -> None:
    table_import = uploaded(editor, ROW.format(value=700))
    lost = lease_import(AT)
    assert lost is not None
    assert run_waiting(clock) == 0
    assert run_waiting(lambda: AT + LEASE + timedelta(seconds=1)) == 1
    table_import.refresh_from_db()
    assert (table_import.state, table_import.attempts) == ("checked", 2)
    with pytest.raises(run.LostError):
        run._finish(lost, "refused")
    table_import.refresh_from_db()
    assert table_import.state == "checked"


def test_publisher_that_lost_the_import_writes_nothing(editor, monkeypatch: pytest.MonkeyPatch) -> None:
    table_import = checked(editor, ROW.format(value=700))
    approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=editor, at=AT)
    note_rows = run._note_rows

    def taken_over(*arguments) -> None:
        note_rows(*arguments)
        TableImport.objects.update(attempts=9)

    monkeypatch.setattr(run, "_note_rows", taken_over)
    run_waiting(clock)
    assert not Outcome.objects.filter(value=700).exists()
    assert not ImportedRow.objects.exists()


def test_import_that_ends_its_workers_fails_visibly(editor) -> None:
    table_import = uploaded(editor, ROW.format(value=700))
    at = AT
    for _worker in range(MOST_FAILURES):
        assert lease_import(at) is not None
        at += LEASE + timedelta(seconds=1)
    run_waiting(lambda: at)
    table_import.refresh_from_db()
    assert (table_import.state, table_import.error) == ("failed", "The worker ended at this, again and again.")


def test_unforeseen_failure_is_told_and_can_be_tried_again(editor, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    monkeypatch.setattr(run, "check_table", lambda **_options: 1 / 0)
    table_import = checked(editor, ROW.format(value=700))
    assert table_import.state == "failed"
    assert "nothing was written" in table_import.error
    monkeypatch.undo()
    answer_questions(table_import=table_import, answers=Answers(), by=editor, at=AT)
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.state == "checked"


def test_file_is_dropped_when_nobody_publishes_it(editor) -> None:
    table_import = checked(editor, ROW.format(value=700))
    assert drop_outdated(AT + KEPT_FOR - timedelta(seconds=1)) == 0
    assert drop_outdated(AT + KEPT_FOR) == 1
    table_import.refresh_from_db()
    assert table_import.state == "discarded"


def test_discarded_file_is_gone(editor) -> None:
    table_import = checked(editor, ROW.format(value=700))
    discard_import(table_import=table_import, by=editor, at=AT)
    assert not ImportedFile.objects.exists()
    with pytest.raises(ValidationError, match="was discarded"):
        approve_import(table_import=table_import, attempt=table_import.attempts, confirmed=True, by=editor, at=AT)


def test_person_has_so_many_files_here(editor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("projects.actions.table_imports.requests.MOST_FILES", 1)
    uploaded(editor, ROW.format(value=700))
    with pytest.raises(ValidationError, match="You have 1 files that wait"):
        upload_table(table=BY_NAME["outcomes"], file_name="b.csv", content=b"", by=editor, at=AT)


def test_messages_are_in_the_language_of_who_brought_the_file(editor) -> None:
    table_import = uploaded(editor, ROW.format(value="abc"))
    TableImport.objects.filter(pk=table_import.pk).update(language="ru")
    run_waiting(clock)
    table_import.refresh_from_db()
    assert table_import.result["problems"][0]["what"].startswith("здесь нет цифр") or "цифр" in str(table_import.result)
