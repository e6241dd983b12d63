"""What becomes of reports when their meeting is moved, postponed, cancelled, restored."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import closed_days, lifecycle, meetings
from programme.models import AuditEvent, Body, Meeting
from reports import actions, drawing, schedule
from reports.document import render_html
from reports.models import Report
from tests.factories import BodyFactory, MeetingFactory, PartnerFactory, noon
from tests.reading import links, words
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, london

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
PUBLIC = "/published/joint-committee/2012-04-04/programme-management/"
MOVED_TO = "/published/joint-committee/2012-05-09/programme-management/"
LATER, NEW_DRAFT_MOMENT = date(2012, 5, 9), london(2012, 4, 23)
NEXT_DAY = date(2012, 4, 5)
RENAMED = noon(2012, 3, 28)
WHEN = noon(2012, 3, 23)  # between the draft and its publication


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def take(meeting, democratic_services):
    """A function that takes a step of the meeting as it stands."""

    def step(name, at=WHEN, **values):
        now = Meeting.objects.get(pk=meeting.pk)
        action = getattr(meetings, f"{name}_meeting")
        return action(now, by=democratic_services, at=at, why="Snow", **values)

    return step


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def drawn(report, at=WHEN):
    return draw(report, at)


# --- Not due yet ----------------------------------------------------------------------------------


def test_a_report_falls_due_by_the_new_date(definition, meeting, take):
    take("move", at=noon(2012, 3, 12), on=LATER)
    assert schedule.raise_due(DRAFT_MOMENT) == []
    (report,) = schedule.raise_due(NEW_DRAFT_MOMENT)
    assert (report.position_at, report.meeting.on) == (NEW_DRAFT_MOMENT, LATER)


def test_an_earlier_date_whose_draft_moment_has_passed_is_reported_as_at_now(
    definition, meeting, take
):
    now = noon(2012, 3, 19)
    take("move", at=now, on=date(2012, 3, 28))
    assert [report.position_at for report in schedule.raise_due(now)] == [now]


@pytest.mark.parametrize("step", ["postpone", "cancel"])
def test_a_meeting_without_a_date_gets_none_until_it_has_one(definition, meeting, take, step):
    take(step, at=noon(2012, 3, 12))
    assert schedule.raise_due(DRAFT_MOMENT) == []
    take("restore", at=noon(2012, 3, 13))
    assert [one.position_at for one in schedule.raise_due(DRAFT_MOMENT)] == [DRAFT_MOMENT]


def test_a_closed_day_entered_after_the_draft_moment_it_makes_has_no_earlier_position(
    definition, meeting, democratic_services
):
    """With 22 March closed the draft moment is 19 March, which has passed."""
    now = london(2012, 3, 20, 12)
    by = {"programme": meeting.body.programme, "by": democratic_services, "at": now}
    closed_days.add_closed_day(**by, body=meeting.body, on=date(2012, 3, 22), reason="Flood")
    assert [one.position_at for one in schedule.raise_due(now)] == [now]


# --- Drawn up, not published ----------------------------------------------------------------------


def test_a_draft_follows_its_meeting_as_at_the_same_moment(draft, take):
    take("move", on=NEXT_DAY)  # whose draft moment has passed as well
    due = Report.objects.get()
    assert (due.state, due.position_at, due.content) == ("due", DRAFT_MOMENT, None)
    again = drawn(due)
    heading = again.content["heading"]
    assert (heading["meeting_on"], again.printed_on) == ("2012-04-05", NEXT_DAY)
    assert heading["proof_url"].endswith("/joint-committee/2012-04-05/programme-management/")


def test_a_draft_waits_for_the_draft_moment_of_a_much_later_date(draft, take, officer):
    take("move", on=LATER)
    report = Report.objects.get()
    assert (report.state, report.position_at) == ("due", NEW_DRAFT_MOMENT)
    assert report.next_try_at == NEW_DRAFT_MOMENT
    page = words(officer.get(f"{HOME}reports/{report.pk}/"))
    assert "Waiting for 23 April 2012 at 5.00pm" in page and "9 May 2012" in page
    assert schedule.raise_due(NEW_DRAFT_MOMENT) == []
    assert drawn(report, NEW_DRAFT_MOMENT).content["heading"]["meeting_on"] == "2012-05-09"


def test_no_worker_takes_it_before_that_moment(draft, take):
    Report.objects.filter(pk=draft.pk).update(state="due")
    ahead = timezone.now().replace(year=timezone.now().year + 1)
    Report.objects.filter(pk=draft.pk).update(next_try_at=ahead)
    assert drawn(draft) is None


def test_a_worker_that_has_it_loses_its_claim(due, take):
    claimed = drawing.claim(due.pk)
    take("move", on=NEXT_DAY)
    with pytest.raises(drawing.ClaimLost):
        drawing._write(claimed, progress=50)
    assert Report.objects.get().state == "due"


def test_a_draft_of_a_meeting_without_a_date_is_neither_published_nor_lost(
    draft, take, publish, officer
):
    take("postpone")
    with pytest.raises(ValidationError, match="The meeting is postponed"):
        publish(draft)
    answer = officer.get(f"{HOME}reports/{draft.pk}/publish/", follow=True)
    assert "not possible, its meeting is postponed" in words(answer)
    assert not [
        one
        for group in officer.get(HOME).context["needs"]
        for one in group["first"]
        if "draft waits" in one.text
    ]
    take("restore")
    assert publish(Report.objects.get()).state == "published"


def test_a_draft_that_was_postponed_follows_to_the_new_date(draft, take):
    take("postpone")
    take("move", on=NEXT_DAY)
    assert drawn(Report.objects.get()).printed_on == NEXT_DAY


def test_history_says_that_the_draft_was_given_up(draft, take):
    take("move", on=LATER)
    event = AuditEvent.objects.get(verb="sent back to be drawn up for its new date:")
    assert "Joint committee on 9 May 2012" in event.title
    assert event.reason == "It is drawn up again on 23 April 2012 at 5.00pm."


def test_another_place_leaves_a_draft_alone(draft, take):
    take("move", on=date(2012, 4, 4), place="Guildhall")
    assert Report.objects.get().state == "draft"


def test_another_time_is_printed(draft, take):
    take("move", on=date(2012, 4, 4), time=time(18, 30))
    again = drawn(Report.objects.get())
    assert "4 April 2012 at 6.30pm" in render_html(again.content)
    assert again.file_name.startswith("joint-committee-2012-04-04-1830-")


# --- The deadline ---------------------------------------------------------------------------------


def test_a_later_date_makes_a_late_draft_one_in_time(draft, take, publish, democratic_services):
    late = noon(2012, 3, 29)
    given = {"urgency": "The letter came late.", "urgency_given_by": "Chair"}
    actions.give_urgency(draft, by=democratic_services, at=late, **given)
    drawn(draft, late)
    take("move", at=late, on=date(2012, 4, 25))
    again = drawn(Report.objects.get(), late)
    assert "urgency" not in again.content["heading"]
    report = publish(again, at=late)
    assert (report.after_deadline, report.urgency) == (False, "")


def test_an_earlier_date_makes_a_draft_late(draft, take, publish):
    take("move", on=date(2012, 3, 30))
    again = drawn(Report.objects.get())
    with pytest.raises(ValidationError, match="Give the reason for urgency"):
        publish(again, at=WHEN)


@pytest.fixture
def published_late(draft, publish, democratic_services):
    late = noon(2012, 3, 29)
    given = {"urgency": "The letter came late.", "urgency_given_by": "Chair"}
    actions.give_urgency(draft, by=democratic_services, at=late, **given)
    return publish(drawn(draft, late), at=late)


def test_a_correction_for_a_later_date_for_which_the_paper_was_in_time_is_no_late_report(
    published_late, take, correct, publish, client, officer
):
    take("move", at=noon(2012, 3, 30), on=LATER)
    published_late.refresh_from_db()
    second = publish(correct(published_late, noon(2012, 3, 31)), at=noon(2012, 3, 31))
    assert (second.after_deadline, second.urgency) == (False, "")
    page = words(client.get(f"{MOVED_TO}v2/"))
    assert "Late report. Reason" not in page
    assert "Reason for urgency The letter came late. blank" in page  # what differs from version 1
    assert "late" not in words(client.get("/published/"))


def test_a_correction_follows_its_meeting_with_and_without_the_reason_for_urgency(
    published_late, take, correct
):
    second = correct(published_late, noon(2012, 3, 30))
    take("move", at=noon(2012, 3, 31), on=LATER)
    assert Report.objects.get(pk=second.pk).urgency == ""
    take("move", at=noon(2012, 4, 1), on=date(2012, 4, 4))
    assert Report.objects.get(pk=second.pk).urgency == "The letter came late."


@pytest.mark.each
def test_what_was_published_in_time_stays_so(published, take, officer):
    take("move", at=noon(2012, 3, 27), on=date(2012, 3, 30))
    report = Report.objects.get()
    assert (report.state, report.after_deadline) == ("published", False)
    assert schedule.raise_due(noon(2012, 3, 28)) == []
    with time_machine.travel(noon(2012, 3, 28), tick=False):  # whatever the new date asks
        assert days_left(officer) == "Published on 26 March 2012"


def test_a_correction_of_a_moved_meeting_is_of_the_same_moment(published, take, correct, publish):
    take("move", at=noon(2012, 3, 27), on=LATER)
    second = publish(correct(published, noon(2012, 3, 28)), at=noon(2012, 3, 28))
    assert (second.position_at, second.printed_on) == (published.position_at, LATER)


def test_a_correction_in_the_making_follows_as_at_the_same_moment(published, take, correct):
    correct(published, noon(2012, 3, 27))
    take("move", at=noon(2012, 3, 28), on=LATER)
    second = Report.objects.get(version=2)
    assert (second.state, second.position_at) == ("due", published.position_at)
    assert drawn(second).printed_on == LATER


def test_the_report_after_is_compared_with_the_one_that_was_published_before(published, take, body):
    """Although the meeting of the earlier one was moved beyond its own."""
    take("move", at=noon(2012, 3, 27), on=date(2012, 6, 6))
    MeetingFactory(body=body, on=date(2012, 5, 2))
    (due,) = schedule.raise_due(london(2012, 4, 17))
    since = drawn(due, london(2012, 4, 17)).content["heading"]["since"]
    assert since.startswith("2012-03-20T17:00")


# --- Passed deadlines -----------------------------------------------------------------------------


def days_left(client):
    (line,) = client.get(HOME).context["clock"]
    return line["days_left_text"]


def test_a_deadline_that_passed_is_not_said_of_what_is_published(
    draft, publish, democratic_services, officer
):
    late = noon(2012, 3, 29)
    with time_machine.travel(late, tick=False):
        assert days_left(officer) == "Publication date passed 2 days ago"
        pages = [words(officer.get(f"{HOME}{page}")) for page in ("reports/", "meetings/")]
        assert all("passed 2 days ago" in page for page in pages)
        given = {"urgency": "The letter came late.", "urgency_given_by": "Chair"}
        actions.give_urgency(draft, by=democratic_services, at=late, **given)
        publish(drawn(draft, late), at=late)
        assert days_left(officer) == "Published on 29 March 2012, 2 days late"
        for page in "reports/", "meetings/", f"meetings/{draft.meeting_id}/":
            page = words(officer.get(f"{HOME}{page}"))
            assert "passed" not in page and "ublished on 29 March 2012" in page


def test_a_meeting_waits_until_every_report_is_published(published, define, body, officer):
    with time_machine.travel(noon(2012, 3, 28), tick=False):
        assert days_left(officer) == "Published on 26 March 2012"
        define(body, kind="risk", title="Risks", sections=["risks"])
        assert days_left(officer) == "Publication date passed 1 day ago"


@pytest.mark.each
def test_before_it_was_published_the_clock_ran(published, officer):
    with time_machine.travel(noon(2012, 3, 28), tick=False):
        (line,) = officer.get(f"{HOME}?at=2012-03-22").context["clock"]
        assert line["days_left_text"] == "3 working days left"


def test_a_closed_day_proclaimed_later_moves_no_deadline_that_was_met(
    draft, publish, officer, democratic_services
):
    publish(draft, at=london(2012, 3, 27, 12))
    by = {"programme": draft.definition.programme, "by": democratic_services}
    mourning = {"body": draft.meeting.body, "on": date(2012, 3, 30), "reason": "Day of mourning"}
    closed_days.add_closed_day(**by, **mourning, at=noon(2012, 3, 28))
    with time_machine.travel(noon(2012, 3, 29), tick=False):
        for page in "meetings/", f"meetings/{draft.meeting_id}/", "reports/":
            page = words(officer.get(f"{HOME}{page}"))
            assert "27 March 2012" in page and "26 March 2012" not in page
        (line,) = officer.get(HOME).context["clock"]
        assert line["publish_by"] == date(2012, 3, 27)


def change_body(body, by, at=RENAMED, **values):
    kept = {"name": body.name, "reports_to": None, "nation": "ENG", "is_public": True}
    kept |= {"kind": body.kind, "clear_days": body.clear_days}
    lifecycle.change_standing(body, by=by, at=at, **kept | values)


def move_host(body, by):
    council = PartnerFactory(programme=body.programme)
    closed = {"programme": body.programme, "host": council, "on": date(2012, 3, 30)}
    by = {"by": by, "at": noon(2012, 3, 28)}
    closed_days.add_closed_day(**closed, reason="Moving day", **by)
    closed_days.set_host(body, host=council, **by)


CHANGES = [
    lambda body, by: change_body(body, by, clear_days=3),
    lambda body, by: change_body(body, by, nation="WLS", clear_days=3),
    move_host,
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("today", [noon(2012, 3, 29), noon(2026, 11, 26)])
def test_what_becomes_of_the_body_later_moves_no_deadline(
    draft, publish, officer, democratic_services, change, today
):
    publish(draft, at=london(2012, 3, 27, 12))
    change(Body.objects.get(), democratic_services)
    with time_machine.travel(today, tick=False):
        pages = [
            words(officer.get(f"{HOME}meetings/{end}")) for end in ("", f"{draft.meeting_id}/")
        ]
        for page in pages:
            assert "27 March 2012" in page and "late" not in page.replace("Latest", "")
    assert "5 clear days before the meeting" in pages[1]
    assert "Papers are published 3 clear days" in pages[0] or change is move_host


@pytest.mark.each
def test_after_the_meeting_nothing_moves_its_deadline(meeting, officer, democratic_services):
    later = {"by": democratic_services, "at": noon(2026, 11, 26)}
    with time_machine.travel(later["at"], tick=False):
        lifecycle.end_standing(meeting.body, on=date(2026, 11, 25), why="Over", **later)
        lifecycle.restore_standing(Body.objects.get(), why="Not over", **later)
        values = {"name": "Board", "clear_days": 3, "reports_to": None}
        lifecycle.change_standing(Body.objects.get(), **values, **later)
        assert "4 April 2012 27 March 2012" in words(officer.get(f"{HOME}meetings/"))


# --- Public addresses -----------------------------------------------------------------------------


def test_the_old_address_leads_to_the_new_one_which_says_what_happened(client, published, take):
    take("move", at=noon(2012, 3, 27), on=LATER)
    for rest in "", "v1/", "v1.pdf", "v1.json":
        answer = client.get(f"{PUBLIC}{rest}")
        assert (answer.status_code, answer["Location"]) == (302, f"{MOVED_TO}{rest}")
        assert client.get(f"{MOVED_TO}{rest}").status_code == 200
    page = words(client.get(PUBLIC, follow=True))
    assert "This paper is for the meeting on 4 April 2012." in page
    assert "The meeting was moved to 9 May 2012." in page
    listed = words(client.get("/published/"))
    assert "meeting on 4 April 2012 (moved to 9 May 2012)" in listed


def test_a_meeting_that_moves_back_has_its_first_address(client, published, take):
    take("move", at=noon(2012, 3, 27), on=LATER)
    take("move", at=noon(2012, 3, 28), on=date(2012, 4, 4))
    assert client.get(MOVED_TO)["Location"] == PUBLIC
    page = words(client.get(PUBLIC))
    assert "This paper is for" not in page and "moved" not in page


def test_a_postponed_meeting_says_so(client, officer, published, take):
    take("postpone", at=noon(2012, 3, 27))
    said = "The meeting is postponed and has no new date yet."
    for page in client.get(PUBLIC), officer.get(f"{HOME}reports/{published.pk}/"):
        assert said in words(page)
    assert "4 April 2012 (postponed)" in words(client.get("/published/"))


def test_a_cancelled_meeting_leads_to_the_next_one_and_then_to_its_paper(
    client, published, take, body, publish
):
    take("cancel", at=noon(2012, 3, 27))
    assert "The meeting was cancelled." in words(client.get(PUBLIC))
    MeetingFactory(body=body, on=LATER)
    page = client.get(PUBLIC)
    assert "The next meeting is on 9 May 2012" in words(page)
    next_one = "/published/joint-committee/2012-05-09/"
    assert f'href="{next_one}"' in page.content.decode()
    assert "Papers are published by 30 April 2012." in words(client.get(next_one))
    (due,) = schedule.raise_due(NEW_DRAFT_MOMENT)
    publish(drawn(due, NEW_DRAFT_MOMENT), at=NEW_DRAFT_MOMENT)
    page = client.get(PUBLIC)
    assert "See the paper for the meeting on 9 May 2012" in words(page)
    assert f'href="{MOVED_TO}"' in page.content.decode()


def test_the_second_meeting_of_a_day_has_papers_of_its_own(client, published, body, publish):
    MeetingFactory(body=body, time=time(18, 30), address="2012-04-04-1830")
    (due,) = schedule.raise_due(DRAFT_MOMENT)
    second = publish(drawn(due, DRAFT_MOMENT))
    evening = PUBLIC.replace("2012-04-04", "2012-04-04-1830")
    assert second.content["heading"]["proof_url"].endswith(evening)
    assert "4 April 2012 at 6.30pm" in words(client.get(evening))
    assert "6.30pm" not in words(client.get(PUBLIC))
    assert client.get(f"{evening}v1.pdf").status_code == 200


@pytest.mark.each
def test_no_address_leads_to_what_was_never_published(client, draft, take):
    take("move", on=LATER)
    for address in PUBLIC, MOVED_TO, PUBLIC.replace("-04/", "-04-1830/"):
        assert client.get(address).status_code == 404


@pytest.mark.each
def test_an_address_answers_after_a_new_name(client, published, body, definition):
    type(body).objects.filter(pk=body.pk).update(name="Another body")
    type(body.programme).objects.update(name="Another programme")
    actions.change_definition(
        definition,
        by=published.published_by,
        at=noon(2012, 3, 28),
        title="Another title",
        sections=["changes"],
        lead_days=5,
    )
    for rest in "", "v1/", "v1.pdf", "v1.json":
        assert client.get(f"{PUBLIC}{rest}").status_code == 200


def test_a_paper_of_a_renamed_body_says_so(client, published, body, officer, democratic_services):
    change_body(body, democratic_services, name="Unity committee")
    said = "Joint committee is now called Unity committee."
    for browser, page in (client, PUBLIC), (officer, f"{HOME}reports/{published.pk}/"):
        assert said in words(browser.get(page))


@pytest.mark.each
def test_a_paper_of_a_body_that_ended_leads_to_its_successors(
    client, published, body, define, publish, democratic_services
):
    after = BodyFactory(programme=body.programme, name="Unity committee", slug="unity")
    by = {"by": democratic_services, "at": noon(2012, 4, 5)}
    lifecycle.end_standing(body, on=date(2012, 4, 5), why="Merged", successor=after, **by)
    said = "Joint committee ended on 5 April 2012 and was succeeded by Unity committee."
    assert said in words(client.get(PUBLIC))
    MeetingFactory(body=after, on=LATER)
    (due,) = schedule.raise_due(NEW_DRAFT_MOMENT)
    publish(drawn(due, NEW_DRAFT_MOMENT), at=NEW_DRAFT_MOMENT)
    page = client.get(PUBLIC)
    assert "See the paper for the meeting on 9 May 2012" in words(page)
    assert 'href="/published/unity/2012-05-09/programme-management/"' in page.content.decode()


@pytest.fixture
def unity(body):
    return BodyFactory(programme=body.programme, name="Unity committee", slug="unity")


def end_into(unity, body, meeting, by, at=WHEN):
    """Ends the body; its meeting goes to its successor."""
    values = {"on": timezone.localdate(at), "why": "Merged", "successor": unity}
    lifecycle.end_standing(body, by=by, at=at, meetings={meeting.pk: "pass"}, **values)


def test_a_draft_goes_with_its_meeting_to_the_successor(draft, unity, body, democratic_services):
    end_into(unity, body, draft.meeting, democratic_services)
    (report,) = Report.objects.all()
    assert (report.definition.body, report.state) == (unity, "due")
    assert schedule.raise_due(WHEN) == []
    assert drawn(report).printed_body == "Unity committee"


@pytest.mark.each
def test_a_paper_that_was_published_stays_and_leads_on(
    client, published, unity, body, democratic_services, officer
):
    end_into(unity, body, published.meeting, democratic_services, at=noon(2012, 3, 28))
    page = client.get(PUBLIC)
    assert "Unity committee holds it on 4 April 2012." in words(page)
    assert 'href="/published/unity/2012-04-04/"' in page.content.decode()
    on = client.get("/published/unity/2012-04-04/")
    assert f'href="{PUBLIC}"' in on.content.decode()  # its papers are where they were published
    assert schedule.raise_due(noon(2012, 3, 29)) == []  # and are not drawn up once more
    shown = words(officer.get(f"{HOME}meetings/{published.meeting_id}/?at=2012-03-28"))
    assert "To be drawn up" not in shown


@pytest.mark.each
def test_the_page_of_a_meeting_shows_its_papers_and_follows_it(client, published, take, body):
    first = "/published/joint-committee/2012-04-04/"
    assert f'href="{PUBLIC}"' in client.get(first).content.decode()
    take("move", at=noon(2012, 3, 27), on=LATER, place="Guildhall")
    page = client.get(first, follow=True)
    assert page.redirect_chain == [("/published/joint-committee/2012-05-09/", 302)]
    assert "It meets at: Guildhall." in words(page)
    take("cancel", at=noon(2012, 3, 28))
    assert "This meeting is cancelled." in words(client.get(first, follow=True))
    type(body).objects.filter(pk=body.pk).update(is_public=False)
    assert client.get(first).status_code == 404


def test_the_page_of_a_past_meeting_has_the_name_that_its_body_had_then(
    client, published, body, democratic_services
):
    change_body(body, democratic_services, at=noon(2012, 5, 1), name="Unity committee")
    page = words(client.get("/published/joint-committee/2012-04-04/"))
    assert "Joint committee, 4 April 2012" in page and "Unity committee, 4 April" not in page
    assert "Joint committee is now called Unity committee." in page
    assert page.count("Unity committee") == 1


@pytest.mark.each
def test_a_day_that_one_meeting_left_and_another_has_names_both(client, published, take, body):
    first = "/published/joint-committee/2012-04-04/"
    take("move", at=noon(2012, 3, 27), on=LATER)
    MeetingFactory(body=body, address="2012-04-04-2")
    page = client.get(first)
    assert page.status_code == 200
    there = links(page)
    assert there["/published/joint-committee/2012-05-09/"] == ["Joint committee on 9 May 2012"]
    assert there[f"{first[:-1]}-2/"] == ["Joint committee on 4 April 2012"]
    assert client.get(PUBLIC, follow=True).redirect_chain == [(MOVED_TO, 302)]


def test_two_meetings_of_a_day_name_each_other(client, published, body):
    MeetingFactory(body=body, time=time(18, 30), address="2012-04-04-1830")
    first, evening = "/published/joint-committee/2012-04-04/", "2012-04-04-1830"
    assert f"{first[:-1]}-1830/" in links(client.get(first))
    assert first in links(client.get(first.replace("2012-04-04", evening)))


def test_the_pages_behind_the_sign_in_say_for_which_meeting_it_was(officer, published, take):
    take("move", at=noon(2012, 3, 27), on=LATER)
    assert "Joint committee, 4 April 2012 (moved to 9 May 2012)" in words(
        officer.get(f"{HOME}reports/")
    )
    page = words(officer.get(f"{HOME}reports/{published.pk}/"))
    assert "The meeting was moved to 9 May 2012. See the meeting" in page
