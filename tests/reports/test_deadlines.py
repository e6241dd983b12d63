"""The days of a body's clock: set in the browser, counted back from publication, warned of."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from papers import demanded
from programme import lifecycle
from programme.authorization.roles import Role
from programme.closed_days import add_closed_day
from programme.deadlines import deadlines
from programme.meeting_clock import clocks
from programme.models import AuditEvent, Body
from programme.models.meetings import meetings_of
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import errors, words
from tests.reports.moments import DRAFT_MOMENT

HOME = "/programmes/shared-management/"
DAYS = {"agenda": 10, "drafting": 5, "clearance": 3, "publication": 1}
SET = {f"{step}_days": count for step, count in DAYS.items()}
SET |= {f"{step}_owner": f"{step.capitalize()} officer" for step in DAYS}


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Joint committee", slug="joint-committee", **SET)


def on_the_clock(programme, *day):
    """{step: (its day, where it stands, whether it is missed)} of the one meeting."""
    today = date(*day)
    with time_machine.travel(noon(*day), tick=False):
        (clock,) = clocks(meetings_of(programme), today)
        found = deadlines([clock], today)[clock.meeting.pk]
    return {one.step: (one.on, one.words, one.is_missed) for one in found}


@pytest.mark.once
def test_an_officer_sets_the_days_and_the_history_tells(officer, programme):
    body = BodyFactory(programme=programme)
    address = f"{HOME}bodies/{body.pk}/"
    assert "No day is set yet" in words(officer.get(address))
    assert f"{address}deadlines/" in officer.get(address).content.decode()
    officer.get(f"{address}deadlines/")
    sent = {**SET, "version": 1, "why": "Agreed by both councils"}
    page = words(officer.post(f"{address}deadlines/", sent, follow=True))
    assert "Clearance 3 Clearance officer" in page
    assert Body.objects.get().deadline_days() == DAYS
    event = AuditEvent.objects.first()
    assert (event.verb, event.reason) == ("set the deadlines of", "Agreed by both councils")
    assert "No day is set yet" in words(officer.get(address, {"at": "2012-01-01"}))


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"drafting_owner": ""}, "drafting_owner", "whoever keeps the day of drafting."),
        ({"clearance_days": ""}, "clearance_days", "or leave the owner blank"),
        ({"clearance_days": 6}, "clearance_days", "Clearance comes after drafting: enter 5"),
        ({"publication_days": 4}, "publication_days", "Publication comes after clearance: enter 3"),
        ({"agenda_days": 0}, "publication_days", "Publication comes after agenda planning"),
        ({"agenda_days": 61}, "agenda_days", "60"),
        ({"agenda_days": "soon"}, "agenda_days", "number"),
    ],
)
def test_days_that_will_not_do_are_refused(officer, body, changed, field, said):
    page = officer.post(f"{HOME}bodies/{body.pk}/deadlines/", {**SET, **changed, "version": 1})
    assert said in errors(page)[field]
    assert Body.objects.get().deadline_days() == DAYS


def test_the_database_wants_both_the_day_and_its_owner(body):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.update(drafting_owner="")


def test_an_old_page_of_the_days_shows_both_versions(officer, body):
    address = f"{HOME}bodies/{body.pk}/deadlines/"
    officer.post(address, {**SET, "agenda_days": 12, "version": 1})
    page = words(officer.post(address, {**SET, "agenda_days": 11, "version": 1}))
    assert "12" in page and "11" in page and Body.objects.get().agenda_days == 12


def test_the_days_are_counted_back_from_the_latest_publication_date(meeting, programme):
    found = on_the_clock(programme, 2012, 3, 1)
    assert {step: one[0].day for step, one in found.items()} == {
        "agenda": 13,
        "drafting": 20,
        "clearance": 22,
        "publication": 26,
    }
    assert list(found) == list(DAYS)


def test_a_closed_day_moves_them(meeting, programme, body, democratic_services):
    by = {"programme": programme, "by": democratic_services, "at": noon(2012, 3, 1)}
    add_closed_day(**by, body=body, on=date(2012, 3, 21), reason="Move")
    assert on_the_clock(programme, 2012, 3, 1)["drafting"][0] == date(2012, 3, 19)


def test_a_day_that_has_passed_is_missed_and_says_whose_it_was(officer, meeting):
    with time_machine.travel(noon(2012, 3, 26), tick=False):
        page = words(officer.get(f"{HOME}meetings/{meeting.pk}/"))
    assert "Drafting by 20 March 2012 (Drafting officer): missed 6 days ago." in page
    assert "13 March 2012 Agenda officer This day has passed" in page
    assert "Warning Agenda planning" not in page and "Warning Publication" not in page


def test_a_draft_that_comes_too_late_is_warned_of_before(meeting, programme, body, define):
    define(body, lead_days=2)  # it is drafted on 23 March
    found = on_the_clock(programme, 2012, 3, 1)
    assert found["drafting"][1:] == ("Will be missed: not before 23 March 2012", True)
    assert found["clearance"][1:] == ("Will be missed: not before 23 March 2012", True)
    assert not found["publication"][2]


def test_a_clearance_asked_for_a_later_day_is_warned_of(
    draft, programme, body, democratic_services, programme_manager
):
    by = {"by": programme_manager, "at": DRAFT_MOMENT}
    demanded.demand_clearance(body=body, label="Legal", role=Role.LEGAL_OFFICER, **by)
    found = on_the_clock(programme, 2012, 3, 21)
    assert found["drafting"][1:] == ("Done on 20 March 2012", False)
    assert found["clearance"][1:] == ("1 working day left", False)
    assert on_the_clock(programme, 2012, 3, 23)["clearance"][1] == "Missed 1 day ago"


@pytest.mark.once
def test_what_is_published_is_done(published, programme):
    found = on_the_clock(programme, 2012, 3, 30)
    assert found["publication"][1:] == ("Done on 26 March 2012", False)
    assert found["drafting"][1] == "Done on 20 March 2012"


def test_a_clearance_that_nobody_asks_for_is_neither_done_nor_late(draft, programme, body):
    Body.objects.update(drafting_days=6, clearance_days=6)  # 19 March, before the draft
    found = on_the_clock(programme, 2012, 3, 21)
    assert found["drafting"][1] == "Done on 20 March 2012, 1 day late"
    assert found["clearance"][1:] == ("No clearance is asked for", False)


def test_what_is_published_after_the_day_is_done_late(published, programme, body):
    Body.objects.update(publication_days=3, clearance_days=4)
    assert on_the_clock(programme, 2012, 3, 30)["publication"][1] == (
        "Done on 26 March 2012, 4 days late"
    )


def test_a_committee_member_does_not_see_the_days_of_officers(
    meeting, body, committee_member, signed_in, democratic_services
):
    by = {"by": democratic_services, "at": noon(2012, 3, 1)}
    lifecycle.set_deadlines(body, **by, **{**SET, "drafting_days": 6})
    client = signed_in(committee_member)
    for page in f"{HOME}meetings/{meeting.pk}/", f"{HOME}bodies/{body.pk}/":
        assert "Drafting officer" not in words(client.get(page))


def test_each_body_has_a_clock_of_its_own(meeting, programme):
    scotland = BodyFactory(programme=programme, nation="SCT", clear_days=3, **SET)
    other = MeetingFactory(body=scotland, on=date(2012, 4, 10))
    found = clocks(meetings_of(programme), date(2012, 3, 1))
    days = deadlines(found, date(2012, 3, 1))
    assert days[meeting.pk][-1].on == date(2012, 3, 26)
    assert days[other.pk][-1].on == date(2012, 4, 2)  # Easter Monday counts, Good Friday does not


def test_the_days_go_to_the_body_that_takes_its_place(body, programme, democratic_services):
    after = BodyFactory(programme=programme, name="Panel")
    by = {"by": democratic_services, "at": noon(2026, 11, 26)}
    lifecycle.end_standing(
        body, **by, on=date(2026, 11, 25), why="A new panel", successor=after, meetings={}
    )
    assert Body.objects.get(pk=after.pk).deadline_days() == DAYS


def test_a_body_that_has_ended_takes_no_days(officer, body, democratic_services):
    by = {"by": democratic_services, "at": noon(2026, 11, 26)}
    lifecycle.end_standing(body, **by, on=date(2026, 11, 25), why="Done", meetings={})
    assert officer.get(f"{HOME}bodies/{body.pk}/deadlines/").status_code == 404
    with pytest.raises(ValidationError, match="ended"):
        lifecycle.set_deadlines(body, by=democratic_services, at=noon(2026, 11, 26), **SET)


def test_many_meetings_cost_no_more_queries_than_one(
    meeting, programme, body, define, django_assert_num_queries
):
    define(body)
    today = date(2012, 3, 1)

    def look():
        found = clocks(meetings_of(programme), today)
        return deadlines(found, today)

    with CaptureQueriesContext(connection) as once:
        look()
    MeetingFactory(body=body, on=date(2012, 5, 2))
    MeetingFactory(body=body, on=date(2012, 6, 6))
    with django_assert_num_queries(len(once)):
        assert len(look()) == 3
