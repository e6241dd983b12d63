"""What can be done with a paper, and what is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from papers import actions, unsaved
from papers.models import Paper, Part, UnsavedText
from programme import audit
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MeetingFactory, noon
from tests.papers.conftest import STARTED, WRITTEN


def test_a_paper_has_the_written_parts_of_its_definition(paper):
    headings = [part.heading for part in paper.parts.all()]
    assert headings[:4] == ["Front sheet", "Recommendations", "Background", "Proposals"]
    assert {part.state for part in paper.parts.all()} == {"not_started"}
    assert audit.events_of(paper).get().verb == "started the paper"


def test_parts_that_came_to_the_definition_are_taken_in_and_nothing_else(start, outline, paper):
    with pytest.raises(ValidationError, match="has every part"):
        start()
    outlines = [outline("background"), outline("consultation")]
    assert start(outlines=outlines) == paper
    assert paper.parts.filter(key="consultation").count() == 1 and Paper.objects.count() == 1


def test_a_part_starts_blank_with_a_standing_text_or_as_last_time(start, outline, body):
    first = [outline("purpose", starts="standing", standing="To *inform*."), outline("old")]
    earlier = MeetingFactory(body=body, on=date(2012, 1, 4))
    last = start(meeting=earlier, outlines=first)
    Part.objects.filter(paper=last, key="old").update(text="Written in January")
    paper = start(outlines=[first[0], outline("new"), outline("old", starts="last")])
    texts = dict(paper.parts.values_list("key", "text"))
    assert texts == {"purpose": "To *inform*.", "old": "Written in January", "new": ""}


def test_nothing_is_written_for_a_cancelled_meeting(start, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(cancelled_at=STARTED)
    meeting.refresh_from_db()
    with pytest.raises(ValidationError, match="cancelled"):
        start()


def test_a_text_is_written_kept_and_told(write, part):
    write("background", "It began in 2006.")
    row = write("background", "It began in *2006*.", at=noon(2012, 3, 6), state="done")
    assert (row.version, row.state) == (3, "done")
    assert Part.objects.as_at(WRITTEN).get(pk=row.pk).text == "It began in 2006."
    said = audit.events_of(row).first()
    assert said.verb == "wrote" and said.changes[0]["now"] == "It began in *2006*."


@pytest.mark.parametrize(
    "text, state, message",
    [
        ("", "done", "Nothing is written yet"),
        ("- a\n  - b", "in_work", "Bullets have one level"),
        ("pay \u202e001", "in_work", "hidden character"),
        ("text", "not_started", "Choose in work or done"),
    ],
)
def test_what_cannot_be_printed_is_refused(write, part, text, state, message):
    with pytest.raises(ValidationError, match=message):
        write("background", text, state=state)
    assert part("background").version == 1


def test_saving_over_a_newer_save_is_noticed(write, part):
    write("background", "Mine")
    with pytest.raises(StaleEntry):
        write("background", "Theirs", version=1)


def test_who_only_reads_the_logs_writes_nothing(part, scrutiny_officer, workstream_lead):
    row, who = part("background"), {"at": WRITTEN}
    with pytest.raises(NotPermitted):
        actions.write_part(row, by=scrutiny_officer, text="x", **who)
    with pytest.raises(NotPermitted):
        unsaved.keep_unsaved(row, by=scrutiny_officer, typed={"text": ["x"]}, version=1, **who)
    with pytest.raises(NotPermitted):
        actions.share_part(row, by=workstream_lead, heading="x", **who)


def test_a_part_is_shared_out_until_a_day_before_the_meeting(part, programme_manager):
    row, who = part("background"), {"by": programme_manager, "at": WRITTEN}
    with pytest.raises(ValidationError, match="The meeting is on 4 April 2012"):
        actions.share_part(row, heading="Background", due_on=date(2012, 4, 4), **who)
    row = actions.share_part(
        row, heading="Where we are", owner="Director", due_on=date(2012, 3, 20), **who
    )
    assert (row.heading, row.owner, row.state) == ("Where we are", "Director", "not_started")


def test_each_kind_of_part_has_its_own_way_of_being_written(part, programme_manager):
    who = {"by": programme_manager, "at": WRITTEN}
    with pytest.raises(ValidationError, match="is no text"):
        actions.write_part(part("front-sheet"), text="x", **who)
    with pytest.raises(ValidationError, match="is no front sheet"):
        actions.fill_front_sheet(part("background"), answers={}, **who)
    with pytest.raises(ValidationError, match="is no recommendations"):
        actions.say_recommended(part("background"), state="done", **who)


def test_what_is_typed_is_kept_for_its_writer_until_they_give_it_up(
    write, part, programme_manager, legal_officer
):
    row = part("background")
    for by, text in ((programme_manager, "Mine, so far"), (legal_officer, "Hers, so far")):
        unsaved.keep_unsaved(row, by=by, at=WRITTEN, typed={"text": [text]}, version=1)
    unsaved.keep_unsaved(
        row, by=programme_manager, at=WRITTEN, typed={"text": ["Mine, further"]}, version=1
    )
    assert part("background").text == "" and UnsavedText.objects.count() == 2
    write("background", "Mine, whole")
    mine, hers = (UnsavedText.objects.get(person=by) for by in (programme_manager, legal_officer))
    unsaved.give_up_unsaved(row, by=programme_manager, pk=mine.pk)
    unsaved.give_up_unsaved(row, by=programme_manager, pk=hers.pk)
    assert UnsavedText.objects.get().typed == {"text": ["Hers, so far"]}
    unsaved.give_up_unsaved(row, by=legal_officer, pk=hers.pk)
    late = {"by": programme_manager, "at": WRITTEN, "version": 1}
    assert unsaved.keep_unsaved(row, typed={"text": ["Mine, whole\n"]}, **late) is None
    assert not UnsavedText.objects.exists()
    assert unsaved.keep_unsaved(row, typed={"text": ["Mine, whole, and more"]}, **late)


def test_recommendations_stand_in_their_order_and_stay_on_record(recommend, programme_manager):
    first, second, third = (recommend(text) for text in ("To note", "To approve", "To defer"))
    who = {"by": programme_manager, "at": WRITTEN}
    actions.move_recommendation(third, step="up", **who)
    actions.leave_out_recommendation(first, why="Withdrawn by the chair", **who)
    rows = type(first).objects.in_use().filter(paper=first.paper)
    assert [row.text for row in rows] == ["To defer", "To approve"]
    with pytest.raises(ValidationError, match="cannot be moved further"):
        actions.move_recommendation(rows[0], step="up", **who)
    with pytest.raises(ValidationError, match="was left out"):
        actions.change_recommendation(first, text="To note well", **who)
    assert AuditEvent.objects.filter(verb="left out", reason="Withdrawn by the chair").exists()


def test_recommendations_are_done_once_there_is_one(part, recommend, programme_manager):
    who = {"by": programme_manager, "at": WRITTEN, "state": "done"}
    with pytest.raises(ValidationError, match="Nothing is recommended yet"):
        actions.say_recommended(part("recommended"), **who)
    recommend("To note")
    assert actions.say_recommended(part("recommended"), **who).is_done
