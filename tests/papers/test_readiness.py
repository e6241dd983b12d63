"""What of a paper is not ready is said beside "Publish", and stops it in the same words."""

import pytest
import time_machine
from django.urls import reverse

from papers.models import Part
from reports import actions as reports
from reports.models import Report
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, LATER, draw
from tests.reading import sent, words

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(ANSWERED, tick=False) as now:
        yield now


@pytest.fixture
def at(programme):
    """A function that gives the address of a page of the programme."""
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def press(client, address, **given):
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


@pytest.fixture
def said(officer, draft, at):
    """A function that holds what the pages say against what publication says."""

    def check(line):
        publish = at("reports:publish", draft.pk)
        shown = words(officer.get(at("reports:detail", draft.pk)))
        assert f"The paper is not ready. Finish the paper, then draft it again. {line}" in shown
        assert f"The paper is not ready {line} Finish" in words(officer.get(publish))
        assert f"{line} Finish the paper, then draft it again." in words(press(officer, publish))
        assert Report.objects.get().state == "draft"

    return check


@pytest.fixture
def sheet(definition, democratic_services):
    """The definition with a front sheet before all."""
    sections = ["front-sheet", *definition.sections]
    who = {"by": democratic_services, "at": definition.created_at}
    reports.change_definition(definition, sections=sections, **who)
    definition.refresh_from_db()


def test_a_part_that_is_in_work_again(draft, write, said, officer, at):
    write("background", "1. We were wrong.", state="in_work", at=ANSWERED)
    said("In work again since this draft was drawn: Background.")
    write("background", "1. We were right.", state="done", at=ANSWERED)
    assert "not ready" not in words(officer.get(at("reports:publish", draft.pk)))
    press(officer, at("reports:publish", draft.pk))
    assert Report.objects.get().state == "published"


def test_a_part_that_the_draft_prints_unfinished(draft, write, redraw, said):
    write("background", "1. Not yet.", state="in_work", at=ANSWERED)
    redraw(draft)
    said("Not done yet: Background.")


def test_a_field_that_came_to_a_sheet_that_is_done(
    sheet, add_field, draft, part, officer, at, body, redraw, said, clock
):
    add_field("Subject")
    front = at("papers:answers", part("front-sheet").pk)
    press(officer, front, state="done")
    redraw(draft, at=ANSWERED)
    assert "not ready" not in words(officer.get(at("reports:detail", draft.pk)))
    asked = {"label": "Legal implications", "kind": "line", "is_required": "on"}
    press(officer, at("papers:add_field", body.pk), **asked)
    blank = "Blank on the front sheet of this draft, though it has to be filled in: Legal impl"
    said(f"{blank}ications.")
    field = body.front_sheet.get(label="Legal implications")
    clock.move_to(LATER)
    press(officer, front, state="done", **{field.name: "None"})
    said(f"{blank}ications.")  # the draft does not print it
    redraw(draft)
    shown = words(officer.get(at("reports:detail", draft.pk)))
    assert "not ready" not in shown and "Legal implications None" in shown


def test_a_correction_of_rows_is_not_held_up_by_what_is_written_now(
    draft, publish, write, officer, at, democratic_services
):
    publish(draft)
    write("background", "1. For next time.", state="in_work", at=LATER)
    second = reports.correct_report(draft, by=democratic_services, at=LATER, reason="A slip")
    draw(second, LATER)
    assert "not ready" not in words(officer.get(at("reports:detail", second.pk)))
    assert Part.objects.filter(state="in_work").exists()
