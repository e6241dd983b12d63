"""An executive in England gives notice of key decisions and private business (SI 2012/2089)."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from programme.models import AuditEvent
from reports import executive_clock as clock
from reports.actions import executive as actions
from reports.document import render_html
from reports.models import ExecutiveBusiness, ExecutiveNotice
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import errors, links, sent, words
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT

# The meeting is on 4 April 2012. 28 days of the calendar lie between it and 6 March, five clear
# days between it and 27 March (31 March and 1 April are a weekend).
FIRST, LAST = date(2012, 3, 6), date(2012, 3, 27)
CHAIR = "Chair of Overview and Scrutiny"
MATTER = "Award of the contract for street lighting"
WHY = "It is about the affairs of the bidders"
REPRESENTED = "One resident wants to hear the prices"
ANSWER = "The prices are published with the award"


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Cabinet", slug="cabinet", regime="executive")


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def plan(meeting, democratic_services):
    def make(what="key", **how):
        how = {"by": democratic_services, "at": noon(2012, 3, 1), **how}
        return actions.add_business(meeting=meeting, what=what, matter=MATTER, **how)

    return make


@pytest.fixture
def record(democratic_services):
    def make(business, step, on, **said):
        who = {"by": democratic_services, "at": noon(on.year, on.month, on.day)}
        return actions.record_notice(business, step=step, given_on=on, **said, **who)

    return make


def warned(business, on):
    (found,) = clock.with_notices(ExecutiveBusiness.objects.filter(pk=business.pk))
    return clock.warnings(found, business.meeting, on)


def test_a_key_decision_needs_notice_28_days_of_the_calendar_before(plan, record):
    business = plan()
    assert not warned(business, FIRST)
    (line,) = warned(business, date(2012, 3, 7))
    assert "Notice by 6 March 2012: missed 1 day ago" in line and "told by 27 March 2012" in line
    record(business, "notice", FIRST)
    assert not warned(business, date(2012, 3, 7))


def test_a_late_notice_is_recorded_as_it_was_and_warned_of(plan, record):
    business = plan()
    record(business, "notice", date(2012, 3, 9))
    assert ": 9 March 2012, 3 days late. Without" in warned(business, date(2012, 3, 10))[0]
    assert "special urgency, to which" in warned(business, date(2012, 3, 28))[0]


@pytest.mark.parametrize("step", ["general_exception", "special_urgency"])
def test_an_exception_takes_the_place_of_the_notice(plan, record, step):
    business = plan()
    record(business, step, LAST, told=CHAIR, words="The grant ends")
    assert not warned(business, date(2012, 3, 28))


def test_a_general_exception_needs_five_clear_days(plan, record):
    with pytest.raises(ValidationError, match="had to be told by 27 March 2012"):
        record(plan(), "general_exception", date(2012, 3, 28), told=CHAIR, words="It is late")


def test_private_business_needs_a_second_notice_five_clear_days_before(plan, record):
    business = plan("private")
    record(business, "notice", FIRST, words=WHY)
    assert not warned(business, LAST)
    assert "Second notice by 27 March 2012" in warned(business, date(2012, 3, 28))[0]
    record(business, "urgent_in_private", date(2012, 3, 28), told=CHAIR, words="It cannot wait")
    assert not warned(business, date(2012, 3, 28))


@pytest.mark.parametrize(
    ("what", "step", "missing"),
    [
        ("key", "special_urgency", "told"),
        ("key", "general_exception", "words"),
        ("private", "notice", "words"),
        ("private", "second", "representations"),
        ("private", "urgent_in_private", "told"),
    ],
)
def test_each_step_has_the_facts_that_the_law_asks_for(plan, record, what, step, missing):
    said = {"told": CHAIR, "words": WHY, "representations": REPRESENTED}
    with pytest.raises(ValidationError) as refused:
        record(plan(what), step, FIRST, **{**said, missing: " "})
    assert set(refused.value.message_dict) == {missing}


def test_a_step_of_the_other_kind_one_twice_and_one_after_the_meeting_are_refused(plan, record):
    business = plan()
    record(business, "notice", FIRST)
    for step, on, why in (
        ("second", FIRST, "no step of that"),
        ("notice", FIRST, "recorded already"),
        ("special_urgency", date(2012, 4, 5), "The meeting was on 4 April 2012"),
    ):
        with pytest.raises(ValidationError, match=why):
            record(business, step, on, told=CHAIR, words=WHY, representations=REPRESENTED)


def test_a_committee_gives_no_such_notices(programme, democratic_services):
    meeting = MeetingFactory(body=BodyFactory(programme=programme, regime="council"))
    who = {"by": democratic_services, "at": noon(2012, 3, 1)}
    with pytest.raises(ValidationError, match="is no executive"):
        actions.add_business(meeting=meeting, what="key", matter=MATTER, **who)


def test_both_are_undone_with_a_reason_and_stay_on_record(plan, record, democratic_services):
    business = plan()
    notice = record(business, "notice", FIRST)
    who = {"by": democratic_services, "at": noon(2012, 3, 8), "why": "Another matter"}
    actions.undo_notice(notice, **who)
    assert warned(business, date(2012, 3, 8))
    actions.undo_business(business, **who)
    assert not clock.business_of([business.meeting_id])[business.meeting_id]
    assert clock.business_of([business.meeting_id], noon(2012, 3, 7))[business.meeting_id]
    verbs = {"planned", "recorded the", "undid the", "took back"}
    assert verbs <= set(AuditEvent.objects.values_list("verb", flat=True))
    with pytest.raises(ValidationError, match="taken back already"):
        record(business, "notice", FIRST)


@pytest.mark.once
def test_the_paper_prints_what_was_published(definition, plan, record, due):
    business = plan("private", definition=definition)
    record(business, "notice", FIRST, words=WHY)
    said = {"words": WHY, "representations": REPRESENTED, "response": ANSWER}
    record(business, "second", date(2012, 3, 19), **said)
    with time_machine.travel(DRAFT_MOMENT):
        first = render_html(draw(due, DRAFT_MOMENT).content).partition("<nav")[0]
    for said in ("6 March 2012", WHY, "19 March 2012", REPRESENTED, ANSWER, MATTER):
        assert said in first


@pytest.mark.once
def test_a_paper_about_nothing_of_the_kind_says_nothing(definition, plan, draft):
    assert "notices" not in draft.content["heading"]


@pytest.fixture
def officer(democratic_services, signed_in):
    with time_machine.travel(noon(2012, 3, 20)):
        yield signed_in(democratic_services)


def send(client, url, typed):
    return client.post(url, {**sent(client.get(url)), **typed})


def address(name, *args):
    return reverse(f"reports:{name}", args=["shared-management", *args])


def page_of(meeting):
    return reverse("meeting", args=["shared-management", meeting.pk])


def test_the_officer_plans_records_and_undoes_on_the_pages(officer, meeting, definition):
    page, add = officer.get(page_of(meeting)), address("add_business", meeting.pk)
    assert add in links(page) and "by 6 March 2012" in words(page)
    planned = {"what": "private", "matter": MATTER, "definition": definition.pk}
    send(officer, add, planned)
    business = ExecutiveBusiness.objects.get()
    here = address("business", business.pk)
    steps = {
        "notice": {"given_on": "6 March 2012", "words": WHY},
        "second": {"given_on": "19 March 2012", "words": WHY, "representations": REPRESENTED},
        "urgent_in_private": {"given_on": "19 March 2012", "told": CHAIR, "words": "Late"},
    }
    for step, typed in steps.items():
        url = address("record_notice", business.pk, step)
        assert url in links(officer.get(here))
        send(officer, url, typed)
    shown = officer.get(here)
    assert REPRESENTED in words(shown) and CHAIR in words(shown)
    for notice in ExecutiveNotice.objects.all():
        url = address("undo_notice", notice.pk)
        assert url in links(shown)
        send(officer, url, {"why": "Typed twice"})
    url = address("undo_business", business.pk)
    assert url in links(officer.get(here))
    send(officer, url, {"why": "It is dealt with in public"})
    assert "Taken back on 20 March 2012" in words(officer.get(here))
    assert not ExecutiveNotice.objects.standing().exists()


def test_what_was_typed_comes_back_with_a_refusal(officer, plan):
    business = plan()
    url = address("record_notice", business.pk, "general_exception")
    page = send(officer, url, {"given_on": "28 March 2012", "told": CHAIR, "words": WHY})
    assert "given_on" in errors(page) and CHAIR in page.content.decode()


@pytest.mark.once
def test_a_draft_that_was_drawn_before_a_notice_says_so(officer, plan, record, definition, draft):
    record(plan(definition=definition), "notice", FIRST)
    assert "Draw it up again to print them" in words(officer.get(address("detail", draft.pk)))


def test_what_is_missing_is_warned_of_where_people_work(officer, plan, definition, draft):
    plan(definition=definition)
    overview = reverse("overview", args=["shared-management"])
    for url in (page_of(draft.meeting), address("detail", draft.pk), overview):
        assert "Notice by 6 March 2012: missed 14 days ago" in words(officer.get(url))


def test_the_public_page_of_the_meeting_says_what_was_published(client, plan, record, meeting):
    business = plan()
    url = f"/published/{meeting.body.slug}/2012-04-04/"
    assert MATTER not in words(client.get(url))
    record(business, "special_urgency", date(2012, 3, 9), told=CHAIR, words="The grant ends")
    page = words(client.get(url))
    assert f"Key decision: {MATTER}. Special urgency" in page and f"{CHAIR} agreed on" in page


def test_the_database_keeps_what_was_recorded(plan, record):
    notice = record(plan(), "notice", FIRST)
    for row in (notice, notice.business):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        ExecutiveNotice.objects.update(given_on=LAST)
