"""A body or a council ends while its paper is in writing: what was typed and cleared stays."""

import pytest
import time_machine
from django.urls import reverse

from papers import demanded, front_sheets
from papers.actions import fill_front_sheet
from papers.choices import Outline
from papers.models import DemandedClearance, FrontSheetField, Part
from programme import council_posts
from reports import actions as reports
from reports.clearances import ClearanceAnswer
from reports.models import Report
from tests.factories import BodyFactory, PartnerFactory
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, LATER, NOBODY, WRITTEN, draw
from tests.reading import sent, typed, words


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


@pytest.fixture
def heir(programme):
    return BodyFactory(programme=programme, name="New scrutiny", slug="new-scrutiny")


def press(client, address, **given):
    """Sends the form of a page as it stands, with what is `given` typed into it."""
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


@pytest.fixture
def pass_body(officer, body, heir, meeting, at):
    """A function that ends the body through its page; its meeting goes to the successor."""

    def step():
        passes = {f"meeting_{meeting.pk}": "pass"}
        dated = {"on": "23 March 2012", "why": "Merged"}
        shown = press(officer, at("body_end", body.pk), successor=str(heir.pk), **dated, **passes)
        meeting.refresh_from_db()
        assert meeting.body == heir, words(shown)
        for report in Report.objects.filter(state="due"):  # its heading names the successor
            draw(report, ANSWERED)

    return step


@pytest.fixture
def sheet(definition, start, add_field, programme_manager, democratic_services):
    """The front sheet of a paper, its subject and purpose answered."""
    who = {"by": democratic_services, "at": definition.created_at}
    reports.change_definition(definition, sections=["front-sheet", "risks"], **who)
    subject, purpose = add_field("Subject", is_required=True), add_field("Purpose", "text")
    paper = start(outlines=[Outline("front-sheet", "Front sheet", "front_sheet")])
    part = paper.parts.get()
    answers = {subject.key: "Closure", purpose.key: "To close."}
    who = {"by": programme_manager, "at": WRITTEN}
    return fill_front_sheet(part, answers=answers, state="done", **who)


def answered(client, at, sheet):
    """What stands in the form of the front sheet, by the labels of its fields."""
    page = client.get(at("papers:answers", sheet.pk))
    body = sheet.paper.meeting.body_id
    fields = FrontSheetField.objects.in_use().filter(body=body)
    return {one.label: typed(page, one.name) for one in fields}


@pytest.mark.once
def test_answers_pass_with_the_front_sheet(sheet, pass_body, heir, officer, at):
    pass_body()
    sheet = Part.objects.get()
    assert answered(officer, at, sheet) == {"Subject": "Closure", "Purpose": "To close."}
    copy = FrontSheetField.objects.get(body=heir, label="Purpose")
    press(officer, at("papers:field", copy.pk), label="Purpose of the report")
    assert answered(officer, at, sheet)["Purpose of the report"] == "To close."
    press(officer, at("papers:answers", sheet.pk), **{copy.name: "To close it."})
    sheet.refresh_from_db()
    assert sheet.answers[copy.key] == "To close it." and copy.key != str(copy.pk)
    shown = words(officer.get(at("reports:preview", sheet.paper_id)))
    assert "Subject Closure Purpose of the report To close it." in shown


def test_a_front_sheet_of_then_has_the_fields_of_the_body_of_then(sheet, pass_body, officer, at):
    before = "2012-03-10T12:00"
    pass_body()
    preview = at("reports:preview", sheet.paper_id)
    assert "Subject Closure" in words(officer.get(preview, {"at": before}))


@pytest.mark.once
def test_answers_come_back_with_the_body(sheet, pass_body, body, meeting, officer, at):
    pass_body()
    copy = FrontSheetField.objects.get(label="Subject", body=meeting.body)
    press(officer, at("papers:answers", sheet.pk), **{copy.name: "Closure of it"})
    moves = [f"meeting-{meeting.pk}"]
    press(officer, at("body_restore", body.pk), why="Ended by mistake", back=moves)
    sheet = Part.objects.get()
    assert sheet.paper.meeting.body == body
    assert answered(officer, at, sheet)["Subject"] == "Closure of it"


def test_answers_meet_a_front_sheet_that_the_successor_has(
    sheet, pass_body, heir, officer, at, democratic_services
):
    who = {"by": democratic_services, "at": WRITTEN}
    for label in ("subject", "Wards affected"):
        front_sheets.add_field(body=heir, label=label, kind="line", **who)
    pass_body()
    sheet = Part.objects.get()
    assert answered(officer, at, sheet) == {"subject": "Closure", "Wards affected": ""}
    page = at("papers:answers", sheet.pk)
    assert "not asked for any more" in words(officer.get(page))
    for _ in range(2):  # before it is saved, and after
        assert "Purpose To close." in words(officer.get(page))
        press(officer, page)
    subject = FrontSheetField.objects.get(body=heir, label="subject")
    assert Part.objects.get().answers[subject.key] == "Closure"


def test_a_field_that_is_added_again_finds_its_answers(sheet, officer, body, at):
    field = FrontSheetField.objects.get(label="Purpose")
    press(officer, at("papers:leave_out_field", field.pk), why="By mistake")
    assert "Purpose To close." in words(officer.get(at("papers:answers", sheet.pk)))
    press(officer, at("papers:add_field", body.pk), label="Purpose", kind="text")
    assert answered(officer, at, sheet)["Purpose"] == "To close."


@pytest.mark.once
def test_clearances_that_were_given_pass_with_what_is_demanded(
    demand, draft, ask, clear, pass_body, heir, legal_officer, officer, at
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer)
    pass_body()
    copy = DemandedClearance.objects.get(body=heir)
    press(officer, at("papers:demand", copy.pk), label="Legal implications")
    shown = words(officer.get(at("reports:detail", draft.pk)))
    assert "not asked for yet" not in shown
    assert "Legal Legal officer 26 March 2012 Void: the draft was changed since. Cleared" in shown
    clear(draft, "Legal", legal_officer)
    draw(draft, ANSWERED)
    publish = at("reports:publish", draft.pk)
    assert "Published." in words(press(officer, publish))


def test_what_is_asked_already_counts_for_the_same_demand_of_the_successor(
    demand, draft, ask, pass_body, heir, democratic_services, officer, at
):
    demand()
    ask(draft)
    who = {"by": democratic_services, "at": WRITTEN}
    demanded.demand_clearance(body=heir, label="Legal", role="legal_officer", **who)
    pass_body()
    shown = words(officer.get(at("reports:detail", draft.pk)))
    assert "not asked for yet" not in shown and "Legal (Legal officer): Not answered yet." in shown


@pytest.fixture
def end_council(programme_manager, signed_in, council, at, clock):
    """A function that ends the council through its page, and lets a day pass."""

    def step(successor=None):
        given = {"on": "23 March 2012", "why": "Merged"}
        given["successor"] = successor.pk if successor else ""
        press(signed_in(programme_manager), at("partner_end", council.pk), **given)
        council.refresh_from_db()
        assert council.ended_on
        clock.move_to(LATER)

    return step


@pytest.fixture
def unity(programme):
    return PartnerFactory(programme=programme, name="Unity Council")


def give_unity(unity, person, administrator):
    held = {"kind": "section_151", "holder": "Chief Finance Officer", "person": person}
    council_posts.give_post(unity, by=administrator, at=LATER, **held)


@pytest.mark.parametrize("of_each", [True, False])
def test_a_clearance_asked_of_a_council_passes_to_its_successor(
    demand,
    council,
    draft,
    ask,
    officer,
    at,
    end_council,
    of_each,
    legal_officer,
    administrator,
    signed_in,
    programme,
):
    demand(label="Finance", role="", post="section_151", partner=None if of_each else council)
    ask(draft)
    asked = draft.clearances.get(partner=council)
    end_council(PartnerFactory(programme=programme, name="Unity Council"))
    unity = programme.partners.get(name="Unity Council")
    detail = at("reports:detail", draft.pk)
    shown = words(officer.get(detail))
    assert "Section 151 officer, Unity Council (in the place of First Council)" in shown
    assert "Nobody who signs in here holds this post today." in shown
    assert "not asked for yet" not in shown
    give_unity(unity, legal_officer, administrator)
    page = at("reports:clearance", asked.pk)
    assert "Finance" in words(signed_in(legal_officer).get(at("overview")))
    press(signed_in(legal_officer), page, answer="cleared")
    draft.refresh_from_db()
    assert ClearanceAnswer.objects.get().clearance == asked and draft.state == "due"


@pytest.mark.once
def test_a_demand_of_an_ended_council_is_asked_of_its_successor(
    demand, council, draft, officer, at, end_council, unity, body
):
    demand(label="Finance", role="", post="section_151", partner=council)
    end_council(unity)
    assert "Finance (Section 151 officer, Unity Council): not asked for yet." in words(
        officer.get(at("reports:detail", draft.pk))
    )
    assert "Unity Council (in the place of First" in words(
        officer.get(at("papers:front_sheet", body.pk))
    )
    ask = at("reports:ask", draft.pk)
    ticked = officer.get(ask).context["form"]["demands"].value()
    press(officer, ask, demands=ticked, due_on="26 March 2012")
    assert draft.clearances.get().partner == unity


@pytest.mark.once
def test_an_ended_council_without_a_successor_is_not_asked(
    demand, council, draft, officer, at, end_council, body
):
    demand(label="Finance", role="", post="section_151", partner=council)
    end_council()
    ended = "First Council ended on 23 March 2012; nothing succeeds it."
    assert ended in words(officer.get(at("reports:detail", draft.pk)))
    sheet = words(officer.get(at("papers:front_sheet", body.pk)))
    assert f"{ended} Leave this clearance out and demand another one." in sheet
    ask = at("reports:ask", draft.pk)
    ticked = officer.get(ask).context["form"]["demands"].value()
    shown = press(officer, ask, demands=ticked, due_on="26 March 2012")
    assert ended in words(shown) and not draft.clearances.exists()


@pytest.mark.once
def test_somebody_whose_role_ended_is_not_waited_for_in_silence(
    draft, ask, legal_officer, officer, at, programme, administrator, signed_in
):
    ask(draft, also={**NOBODY, "label": "Legal", "person": legal_officer})
    role = legal_officer.memberships.get(programme=programme)
    press(signed_in(administrator), at("role_end", role.pk), why="Left")
    shown = words(officer.get(at("reports:detail", draft.pk)))
    assert "has no role here any more that sees drafts. Nobody may answer: withdraw it" in shown


@pytest.mark.once
def test_somebody_whose_role_ended_is_not_asked(
    demand, draft, legal_officer, officer, at, administrator, body
):
    demand(role="", person=legal_officer)
    legal_officer.memberships.update(ended_at=ANSWERED, ended_by=administrator)
    ask = at("reports:ask", draft.pk)
    ticked = officer.get(ask).context["form"]["demands"].value()
    shown = press(officer, ask, demands=ticked, due_on="26 March 2012")
    assert "has no role here any more" in words(shown) and not draft.clearances.exists()
    assert "has no role here any more" in words(officer.get(at("papers:front_sheet", body.pk)))


@pytest.mark.once
def test_nothing_is_cleared_for_a_meeting_that_is_cancelled(
    demand, draft, ask, meeting, officer, legal_officer, signed_in, at
):
    demand()
    ask(draft)
    lawyer, page = signed_in(legal_officer), at("reports:clearance", draft.clearances.get().pk)
    form = sent(lawyer.get(page))
    assert "Legal" in words(lawyer.get(at("overview")))
    press(officer, at("meeting_cancel", meeting.pk), why="Snow")
    assert "Legal, answer by" not in words(lawyer.get(at("overview")))
    assert page not in lawyer.get("/").content.decode()
    shown = lawyer.post(page, {**form, "answer": "cleared"}, follow=True)
    assert "The meeting is cancelled" in words(shown) and not ClearanceAnswer.objects.exists()
    withdraw = at("reports:withdraw_clearance", draft.clearances.get().pk)
    assert withdraw not in officer.get(at("reports:detail", draft.pk)).content.decode()
