"""The front sheet of a body, and what a paper answers on it."""

import pytest
from django.core.exceptions import ValidationError

from papers import actions, front_sheets
from papers.extension import Papers
from papers.models import FrontSheetField
from programme import audit
from programme.authorization import NotPermitted
from tests.factories import BodyFactory
from tests.papers.conftest import WRITTEN


@pytest.fixture
def fill(part, programme_manager):
    """A function that answers fields of the front sheet."""

    def step(answers, **how):
        answers = {str(field.pk): answer for field, answer in answers.items()}
        who = {"by": programme_manager, "at": WRITTEN}
        return actions.fill_front_sheet(part("front-sheet"), answers=answers, **who, **how)

    return step


@pytest.mark.once
def test_a_blank_required_field_stops_only_a_sheet_that_is_done(add_field, fill):
    subject, wards = add_field("Subject", is_required=True), add_field("Wards affected")
    assert fill({wards: "All"}).state == "in_work"
    with pytest.raises(ValidationError) as refused:
        fill({wards: "All"}, state="done")
    assert refused.value.message_dict[subject.name] == [
        "Subject has to be filled in before the front sheet is done."
    ]
    assert fill({subject: "Closure"}, state="done").answers[str(wards.pk)] == "All"


@pytest.mark.parametrize(
    "kind, answer, message",
    [
        ("line", "a" * 301, "at most 300"),
        ("line", "a\u200bb", "hidden"),
        ("text", "![a](b)", "picture"),
        ("date", "soon", "Enter a date"),
        ("yes_no", "perhaps", "yes or no"),
        ("ticks", "Other", "Not on the list any more: Other"),
    ],
)
def test_an_answer_is_what_its_field_asks_for(add_field, fill, kind, answer, message):
    field = add_field("A field", kind, options="Decision\nMonitoring")
    with pytest.raises(ValidationError, match=message):
        fill({field: answer})


def test_each_answer_is_told_by_its_label(add_field, fill):
    on, ticked = (
        add_field("Date", "date"),
        add_field("Is it for", "ticks", options="Decision\nNote"),
    )
    row = fill({on: "2008-10-06", ticked: "Decision\nNote"})
    said = {one["label"]: one["now"] for one in audit.events_of(row).first().changes}
    assert said == {"State": "In work", "Date": "6 October 2008", "Is it for": "Decision; Note"}


def test_a_list_has_choices(add_field):
    with pytest.raises(ValidationError, match="Enter the list"):
        add_field("Is it for", "ticks")


def test_fields_are_moved_changed_and_left_out(add_field, body, democratic_services):
    first, second = add_field("Subject"), add_field("Purpose")
    who = {"by": democratic_services, "at": WRITTEN}
    front_sheets.move_field(second, step="up", **who)
    front_sheets.change_field(second, label="Purpose and summary", **who)
    front_sheets.leave_out_field(first, why="Printed elsewhere", **who)
    found = FrontSheetField.objects.in_use().filter(body=body)
    assert [field.label for field in found] == ["Purpose and summary"]
    with pytest.raises(ValidationError, match="was left out"):
        front_sheets.change_field(first, label="Title", **who)


@pytest.mark.once
def test_a_workstream_lead_keeps_no_front_sheet(body, workstream_lead):
    with pytest.raises(NotPermitted):
        front_sheets.add_field(body=body, by=workstream_lead, at=WRITTEN, label="x", kind="line")


def test_a_front_sheet_goes_to_the_body_that_takes_its_place(
    add_field, programme, body, democratic_services
):
    add_field("Subject", is_required=True)
    heir = BodyFactory(programme=programme, name="New scrutiny", slug="new-scrutiny")
    who = {"by": democratic_services, "at": WRITTEN, "why": "Vesting day"}
    assert Papers().passing(body) == ["Front sheet"] and Papers().passing(heir) == []
    for _ in range(2):  # one that it has already stays
        Papers().body_succeeded(body, heir, **who)
    assert [(one.label, one.is_required) for one in heir.front_sheet.all()] == [("Subject", True)]
