"""The pages of an import: bring, look, answer, take in."""

import shutil

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from lxml import html

from intake import taking_in
from intake.choices import State
from intake.models import Import
from intake.working import work_on
from lessons.models import Lesson
from milestones.models import Milestone
from programme.models import AuditEvent, ScanState, Upload, User
from risks.models import Risk
from tests.intake.conftest import work
from tests.intake.making import workbook
from tests.reading import words

HEAD = ["Ref", "Risk", "Owner", "L", "I", "Mitigation"]
ONE = ["X1", "Staff leave", "Director of People", 3, 4, "1. Pay more\n2. Ask why"]
TWO = ["X2", "Money runs out", "Director of Finance", 2, 5, None]


def cells(*rows):
    """Cells as they are copied in Excel."""
    words = (["" if one is None else f'"{one}"' for one in row] for row in rows)
    return "\n".join("\t".join(row) for row in words)


@pytest.mark.once
def test_a_file_is_read_looked_at_and_taken_in(bring, press, manager):
    address = bring(workbook(HEAD, ONE, TWO))
    assert "2 rows are records of Risks" in words(manager.get(address))
    assert not Risk.objects.exists()
    assert "2 rows added, 0 changed" in press(address, "apply", how="all")
    assert [one.reference for one in Risk.objects.order_by("number")] == ["X1", "X2"]


@pytest.mark.once
def test_cells_are_pasted(bring, press):
    address = bring(cells(HEAD[:5], ONE[:5]))
    assert "1 row added" in press(address, "apply")
    assert Risk.objects.get().score == 12


@pytest.mark.once
def test_the_page_refreshes_by_itself_until_it_is_read(manager, programme):
    start = f"/programmes/{programme.slug}/import/risks/"
    address = manager.post(start, {"cells": cells(HEAD, ONE)}).url
    page = manager.get(address)
    assert page["Refresh"] == "1" and "Waiting for a worker" in words(page)
    assert "Refresh" not in manager.get(f"{address}?still=1")
    work()
    assert "Refresh" not in manager.get(address)


def test_the_register_leads_to_its_imports_for_who_keeps_it(manager, programme, auditor, signed_in):
    register = f"/programmes/{programme.slug}/risks/"
    link = f'href="/programmes/{programme.slug}/import/risks/"'
    assert link in manager.get(register).content.decode()
    assert link not in signed_in(auditor).get(register).content.decode()
    assert link not in manager.get(f"{register}?at=2012-03-09").content.decode()


@pytest.mark.parametrize(
    "data, said",
    [
        ({}, "Paste cells, or choose a file."),
        ({"cells": " \n\t"}, "Paste cells, or choose a file."),
    ],
)
def test_nothing_brought_is_said(manager, programme, data, said):
    answer = manager.post(f"/programmes/{programme.slug}/import/risks/", data)
    assert said in words(answer)
    assert not Import.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_is_read_again_or_discarded(bring, press, manager):
    address = bring(b"%PDF-1.7 no log", name="log.pdf")
    page = words(manager.get(address))
    assert "Cannot be read" in page and "Bring another file" in page
    assert "Cannot be read" in press(address, "again")
    assert "Discarded" in press(address, "discard")
    assert "moved on" in press(address, "apply")


@pytest.mark.once
def test_the_same_file_again_changes_nothing_and_says_so(bring, press, manager):
    content = workbook(HEAD, ONE, TWO)
    press(bring(content), "apply")
    events = AuditEvent.objects.count()
    page = words(manager.get(bring(content)))
    assert "This file was imported before" in page and "The log says all of it already" in page
    assert "Import 2 rows" not in page and AuditEvent.objects.count() == events


@pytest.mark.once
def test_what_differs_stands_side_by_side(bring, press, manager):
    press(bring(cells(HEAD, ONE, TWO)), "apply")
    page = words(manager.get(bring(cells(HEAD, [*ONE[:2], "Mayor", *ONE[3:]]))))
    assert "Changed X1" in page
    assert "Owner: was Director of People becomes Mayor" in page


@pytest.mark.once
def test_a_question_is_answered_in_place(bring, press, manager):
    address = bring(cells(HEAD, ["X1", "Staff leave", "Director", 6, 4, None]))
    assert "6 is outside 1 to 5" in words(manager.get(address))
    page = press(address, "answers", **{"text|0:current_likelihood": "3"})
    assert "New: 1" in page and "outside" not in page
    press(address, "apply")
    assert Risk.objects.get().score == 12


@pytest.mark.once
def test_a_doubt_is_right_as_it_is_read_or_left_blank(bring, press, manager):
    head, row = ["Ref", "Milestone", "Due"], ["M1", "Move in", "1 May 2062"]
    address = bring(cells(head, row), "milestones")
    assert "more than 20 years ahead" in words(manager.get(address))
    page = press(address, "answers", **{"how|0:due": "stands"})
    assert "New: 1" in page
    assert "Asked about: 1" in press(address, "forget")
    page = press(address, "answers", **{"how|0:due": "blank"})
    assert "New: 1" in page and "2062" not in page


@pytest.mark.once
def test_an_answer_that_is_not_understood_is_asked_about_and_not_lost(bring, press):
    address = bring(cells(HEAD, ["X1", "Staff leave", "Director", 6, 4, None]))
    page = press(address, "answers", **{"text|0:current_likelihood": "9"})
    assert "9 is outside 1 to 5" in page


def test_what_no_column_has_is_asked_once_for_all_rows(bring, press, manager):
    address = bring(
        cells(["Lesson", "Stage"], ["Name the options", "Review"], ["Ask", "End"]), "lessons"
    )
    page = words(manager.get(address))
    assert "Asked once for all rows" in page and "2 rows say nothing of it" in page
    kind = Lesson._meta.get_field("kind").flatchoices[0][1]
    assert "New: 2" in press(address, "answers", **{"text|all:kind": str(kind)})
    assert "2 rows added" in press(address, "apply")


@pytest.mark.once
def test_an_owner_whom_nobody_is_called_is_asked(bring, press, manager):
    address = bring(cells(HEAD, ONE, TWO))
    assert "2 owners whom nobody in this programme is called" in words(manager.get(address))
    press(address, "answers", **{"text|owner:1": "Programme manager"})
    press(address, "apply")
    owners = set(Risk.objects.values_list("owner", flat=True))
    assert owners == {"Programme manager", "Director of Finance"}


@pytest.mark.once
def test_a_column_goes_to_another_field_and_that_is_remembered(bring, press, manager):
    address = bring(cells([*HEAD[:2], "Chatter"], ["X1", "Staff leave", "It is hard"]))
    assert "Chatter (no field of Risks takes it)" in words(manager.get(address))
    chosen = {"column:1:A": "reference", "column:1:B": "title", "column:1:C": "cause"}
    assert "Cause: It is hard" in press(address, "columns", **chosen)
    page = words(manager.get(bring(cells([*HEAD[:2], "Chatter"], ["X2", "Fire", "Old wires"]))))
    assert "Cause: Old wires" in page


def test_two_columns_of_sentences_are_joined_and_two_of_one_value_are_not(bring, press):
    address = bring(cells(["Risk", "Why", "Because"], ["Staff leave", "It is hard", "And dull"]))
    chosen = {"column:1:A": "title", "column:1:B": "cause", "column:1:C": "cause"}
    assert "Cause: It is hard And dull" in press(address, "columns", **chosen)
    chosen |= {"column:1:B": "owner", "column:1:C": "owner"}
    assert "Because (another column goes to Owner)" in press(address, "columns", **chosen)


@pytest.mark.once
def test_one_of_two_people_who_press_at_once_is_told(bring, press, manager):
    address = bring(cells(HEAD, ONE))
    data = {"step": "apply", "version": Import.objects.get().version}
    manager.post(address, data)
    assert "moved on since you opened" in words(manager.post(address, data, follow=True))
    work()
    assert Risk.objects.count() == 1


@pytest.mark.once
def test_of_two_imports_at_once_the_second_shows_what_changed(bring, press):
    first, second = bring(cells(HEAD, ONE)), bring(cells(HEAD, [*ONE[:2], "Mayor", *ONE[3:]]))
    press(first, "apply")
    page = press(second, "apply")
    assert "Nothing was taken in. Other than shown before: line 2" in page
    assert Risk.objects.get().owner == "Director of People"
    assert "0 rows added, 1 changed" in press(second, "apply")


CLOSED = [
    ["Ref", "Risk", "Closed on", "Why closed"],
    ["X2", "Money runs out", "1 May 2026", "Over"],
]
LATER = [[*one[:2], "Mayor", *one[3:]] for one in (ONE, TWO)]


@pytest.mark.once
def test_a_refused_row_takes_all_with_it_or_is_named_as_chosen(bring, press):
    press(bring(cells(HEAD, ONE, TWO)), "apply")
    press(bring(cells(*CLOSED)), "apply")
    address = bring(cells(HEAD, *LATER))
    page = press(address, "apply", how="all")
    assert "Nothing was taken in" in page and "line 4: You cannot change X2" in page
    assert Risk.objects.get(reference="X1").owner == "Director of People"
    page = press(address, "apply", how="each")
    assert "0 rows added, 1 changed" in page and "Not taken in (1)" in page
    assert Risk.objects.get(reference="X1").owner == "Mayor"


@pytest.mark.once
def test_a_row_that_waits_for_an_answer_is_named_and_not_taken_in(bring, press, manager):
    address = bring(cells(HEAD, ONE, ["X2", None, "B", 2]))
    assert "1 row cannot be taken in before an answer" in words(manager.get(address))
    page = press(address, "apply")
    assert "1 row added" in page and "line 4: It has no name" in page


@pytest.mark.once
def test_tables_for_another_log_are_brought_there(bring, press, manager):
    due = ["Milestone", "Owner", "Due"], ["Move in", "Director", "1 May 2027"]
    address = bring(cells(HEAD, ONE) + "\n\n" + cells(*due))
    assert "1 row (table 2) look like Milestones" in words(manager.get(address))
    press(address, "apply")
    version = Import.objects.get().version
    other = manager.post(address, {"step": "other", "table": 2, "version": version}).url
    work()
    assert "/import/milestones/" in other
    press(other, "apply")
    assert Milestone.objects.get().title == "Move in"


@pytest.mark.once
def test_one_table_is_chosen(bring, press):
    address = bring(cells(HEAD, ONE) + "\n\n" + cells(HEAD[1:4], TWO[1:4]))
    page = press(address, "table", table="2")
    assert "1 row is a record" in page and "Money runs out" in page


@pytest.mark.once
def test_what_no_button_sends_does_nothing(bring, manager):
    address = bring(cells(HEAD, ONE))
    said = "Press one of the buttons"
    assert said in words(manager.post(address, {"step": "get"}, follow=True))
    other = {"step": "other", "table": "7"}
    assert "no such table" in words(manager.post(address, other, follow=True))


def test_a_worker_that_died_is_followed_by_another(bring, press, manager, monkeypatch):
    address = bring(cells(HEAD, ONE, TWO))
    row = Import.objects.get()
    manager.post(address, {"step": "apply", "how": "each", "version": row.version})
    died = Import.objects.filter(pk=row.pk)
    monkeypatch.setattr(taking_in, "AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt), monkeypatch.context() as patch:
        patch.setattr(taking_in.progress, "say", _die_after_the_first_row)
        work_on(row.pk, timezone.now)
    assert Risk.objects.count() == 1 and died.get().state == State.APPLYING
    assert work_on(row.pk, timezone.now) is None, "it has a worker still"
    died.update(lease_until=timezone.now())
    work()
    assert "2 rows added" in words(manager.get(address)) and Risk.objects.count() == 2


def _die_after_the_first_row(import_id, words):
    if words.startswith("1 of"):
        raise KeyboardInterrupt


def test_a_worker_that_dies_in_the_middle_of_all_rows_keeps_none(bring, manager, monkeypatch):
    address = bring(cells(HEAD, ONE, TWO))
    row = Import.objects.get()
    manager.post(address, {"step": "apply", "how": "all", "version": row.version})
    monkeypatch.setattr(taking_in, "AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt), monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(taking_in.progress, "say", _die_after_the_first_row)
        work_on(row.pk, timezone.now)
    assert not Risk.objects.exists()
    Import.objects.update(lease_until=None)
    work()
    assert "2 rows added" in words(manager.get(address))


def test_what_is_begun_again_and_again_and_never_ends_is_said(bring, manager):
    address = bring(cells(HEAD, ONE))
    Import.objects.update(state=State.READING, attempts=3)
    work()
    assert "It was begun 3 times and never ended" in words(manager.get(address))


def test_two_imports_into_one_log_are_taken_in_one_after_the_other(bring, manager):
    one, two = (Import.objects.get(pk=bring(cells(HEAD, it)).split("/")[-2]) for it in (ONE, TWO))
    Import.objects.update(state=State.APPLYING)
    Import.objects.filter(pk=one.pk).update(
        lease_until=timezone.now() + timezone.timedelta(hours=1)
    )
    assert not Import.objects.to_work_on().exists()
    Import.objects.filter(pk=one.pk).update(state=State.DONE)
    assert list(Import.objects.to_work_on()) == [two]


@pytest.mark.parametrize(
    "state, said",
    [
        (ScanState.INFECTED, "A virus was found: Eicar. The file was not opened."),
        (ScanState.FAILED, "It goes on by itself."),
    ],
)
def test_a_file_in_quarantine_is_not_opened(bring, manager, state, said):
    address = bring(cells(HEAD, ONE))
    Upload.objects.update(state=state, said="Eicar")
    Import.objects.update(state=State.READING, preview={})
    work()
    assert said in words(manager.get(address))
    assert Import.objects.get().preview == {}


@pytest.mark.once
def test_somebody_whose_role_ended_takes_nothing_in(bring, press, manager, programme_manager):
    address = bring(cells(HEAD, ONE))
    row = Import.objects.get()
    manager.post(address, {"step": "apply", "version": row.version})
    programme_manager.memberships.update(ended_at=timezone.now(), ended_by=programme_manager)
    work()
    row.refresh_from_db()
    assert "Nothing was taken in" in row.said[0] and not Risk.objects.exists()


@pytest.mark.once
def test_a_fault_of_ours_is_said_and_keeps_nothing(bring, manager, monkeypatch):
    address = bring(cells(HEAD, ONE))
    manager.post(address, {"step": "apply", "version": Import.objects.get().version})
    shutil.rmtree(default_storage.path("uploads"))
    work()
    assert "Something went wrong on our side" in words(manager.get(address))
    assert not Risk.objects.exists()


def test_the_navigation_says_to_which_log_an_import_belongs(manager, programme):
    for log, marked in (("risks", "Risks"), ("lessons", "All logs")):
        page = manager.get(f"/programmes/{programme.slug}/import/{log}/")
        assert [one["label"] for one in page.context["nav"] if one["current"]] == [marked]


@pytest.mark.once
def test_answers_that_were_typed_and_not_saved_are_saved_before_anything_is_taken_in(bring, press):
    address = bring(cells(HEAD, ["X1", "Staff leave", "Director", 6, 4, None]))
    page = press(address, "apply", **{"text|0:current_likelihood": "3", "text|owner:0": ""})
    assert "Your answers are saved first" in page and "New: 1" in page
    assert "1 row added" in press(address, "apply", **{"text|owner:0": ""})
    assert Risk.objects.get().score == 12


def fields_of(page):
    """What stands in the fields of a page: texts, and which buttons are chosen."""
    typed = "//input[@type='text' or @type='hidden' or @checked]"
    found = html.fromstring(page.content).xpath(typed)
    return {one.get("name"): one.get("value") or "" for one in found}


@pytest.mark.once
def test_what_was_answered_when_the_session_had_ended_comes_back(bring, manager, press):
    address = bring(cells(HEAD, ["X1", "Staff leave", "Director", 6, 4, None], TWO))
    sent = fields_of(manager.get(address)) | {"step": "answers"}
    sent |= {"text|0:current_likelihood": "3", "how|0:current_likelihood": "blank"}
    person = manager.session["_auth_user_id"]
    manager.logout()
    manager.post(address, sent)
    manager.force_login(User.objects.get(pk=person))
    page = manager.get(address)
    assert "Nothing of it is saved yet" in words(page)
    typed = fields_of(page)
    assert typed["text|0:current_likelihood"] == "3"
    assert typed["how|0:current_likelihood"] == "blank"
    assert not Import.objects.get().answers


@pytest.mark.once
def test_what_was_typed_on_another_page_of_many_rows_comes_back_too(bring, manager):
    rows = [[f"X{n}", f"Risk {n}", "Director", 6, 4, None] for n in range(60)]
    address = bring(cells(HEAD, *rows))
    typed = {"version": Import.objects.get().version, "text|55:current_likelihood": "x" * 5_001}
    page = manager.post(address, {"step": "answers", **typed})
    assert "at most 5,000" in words(page)
    assert fields_of(page)["text|55:current_likelihood"] == "x" * 5_001


@pytest.mark.once
def test_the_only_table_of_a_file_can_be_chosen_though_it_fits_no_log(bring, press, manager):
    address = bring(cells(["What went well", "Note", "Recommendation"], ["Calls", "a", "b"]))
    assert "Choose a table" in words(manager.get(address))
    assert "Columns" in press(address, "table", table="1")
    page = press(address, "columns", **{"column:1:A": "title", "column:1:B": "cause"})
    assert "1 row is a record of Risks" in page
