"""A meeting is moved, postponed, cancelled, restored; a body meets twice on one day."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programme import lifecycle, meetings
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Meeting
from programme.records import StaleEntry
from tests.factories import BodyFactory, MeetingFactory, noon, person
from tests.reading import errors, links, sent, typed, words

pytestmark = pytest.mark.once

MEETINGS = "/programmes/shared-management/meetings/"
TODAY = noon(2010, 12, 1)
STEPS = {
    "move": {"on": "12 January 2011", "why": "The hall is taken"},
    "postpone": {"why": "Snow"},
    "cancel": {"why": "Nothing to decide"},
    "restore": {"why": "It takes place after all"},
}
OFFERED = {
    "standing": {"move", "postpone", "cancel"},
    "postponed": {"move", "cancel", "restore"},
    "cancelled": {"restore"},
    "over": {"cancel"},
    "postponed and passed": {"move", "cancel"},
    "cancelled and passed": set(),
    "did not take place": {"restore"},
}
KEEPERS = {Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}


@pytest.fixture(autouse=True)
def autumn_2010():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Joint committee", slug="joint-committee")


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def add(programme, body, democratic_services):
    """A function that enters a meeting of the body."""

    def make(on=date(2010, 12, 17), **more):
        by = {"programme": programme, "by": democratic_services, "at": noon(2010, 11, 1)}
        return meetings.add_meeting(**by, body=body, on=on, **more)

    return make


@pytest.fixture
def take(democratic_services):
    """A function that takes a step of a meeting as the officer."""

    def step(name, meeting, at=TODAY, why="Snow", **values):
        action = getattr(meetings, f"{name}_meeting")
        return action(meeting, by=democratic_services, at=at, why=why, **values)

    return step


@pytest.fixture
def in_state(add, take):
    """A function that gives a meeting in one of the states of `OFFERED`."""

    def make(state):
        passed = state in ("over", "did not take place") or "passed" in state
        meeting = add(date(2010, 11, 30) if passed else date(2010, 12, 17))
        if state.startswith(("postponed", "cancelled")):
            step = "postpone" if state.startswith("postponed") else "cancel"
            meeting = take(step, meeting, at=noon(2010, 11, 15))
        return take("cancel", meeting) if state == "did not take place" else meeting

    return make


def address(meeting, step=""):
    return f"{MEETINGS}{meeting.pk}/{step}{'/' if step else ''}"


def press(client, meeting, step, **values):
    """Opens the form of a step, fills it in and sends it."""
    form = sent(client.get(address(meeting, step)))
    return client.post(address(meeting, step), {**form, **STEPS[step], **values}, follow=True)


# --- Steps in the browser -------------------------------------------------------------------------


@pytest.mark.parametrize("state", OFFERED)
def test_a_meeting_offers_the_steps_that_its_state_allows(officer, in_state, state):
    meeting = in_state(state)
    there = links(officer.get(address(meeting)))
    assert {step for step in STEPS if address(meeting, step) in there} == OFFERED[state]


@pytest.mark.parametrize(("state", "step"), [(s, n) for s in OFFERED for n in STEPS])
def test_a_step_is_taken_where_it_is_offered_and_refused_elsewhere(officer, in_state, state, step):
    meeting = in_state(state)
    if step in OFFERED[state]:
        done = "did not take place" if state == "over" else meetings.DONE[step]
        assert done in words(press(officer, meeting, step))
        assert Meeting.objects.get().version == meeting.version + 1
        return
    page = officer.get(address(meeting, step), follow=True)
    assert page.redirect_chain and "This meeting is" in words(page) or "passed" in words(page)
    version = {"version": meeting.version}
    assert errors(officer.post(address(meeting, step), {**STEPS[step], **version}))["__all__"]
    assert Meeting.objects.get().version == meeting.version


@pytest.mark.parametrize("step", STEPS)
def test_a_step_says_why(officer, in_state, step):
    meeting = in_state("postponed" if step == "restore" else "standing")
    form = {**sent(officer.get(address(meeting, step))), **STEPS[step], "why": " "}
    assert set(errors(officer.post(address(meeting, step), form))) == {"why"}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_step_is_for_those_who_keep_the_calendar(programme, in_state, role, step):
    meeting = in_state("postponed" if step == "restore" else "standing")
    by, action = person(programme, role), getattr(meetings, f"{step}_meeting")
    values = {"on": date(2011, 1, 12)} if step == "move" else {}
    if role in KEEPERS:
        assert action(meeting, by=by, at=TODAY, why="Snow", **values).version > meeting.version
    else:
        with pytest.raises(NotPermitted):
            action(meeting, by=by, at=TODAY, why="Snow", **values)


def test_no_step_is_offered_to_others_nor_in_the_past(signed_in, auditor, officer, add):
    meeting = add()
    in_the_past = officer.get(f"{address(meeting)}?at=2010-11-30")
    for page in signed_in(auditor).get(address(meeting)), in_the_past:
        assert not {address(meeting, step) for step in STEPS} & set(links(page))


# --- What becomes of it ---------------------------------------------------------------------------


def test_a_moved_meeting_has_its_new_date_and_clock(officer, add):
    meeting = add(place="Town hall")
    page = press(officer, meeting, "move", time="6.30pm")
    assert "Meeting moved to 12 January 2011 at 6.30pm. Publish by 4 January 2011." in words(page)
    listed = words(officer.get(MEETINGS))
    assert "12 January 2011 at 6.30pm 4 January 2011" in listed and "Town hall" in listed
    assert "17 December 2010" not in listed


def test_a_postponed_meeting_has_no_clock_until_it_is_moved(officer, add):
    meeting = add()
    page = words(press(officer, meeting, "postpone"))
    assert "This meeting is postponed. It has no new date yet." in page
    assert "Latest day of publication" not in page
    assert "17 December 2010 Postponed" in words(officer.get(MEETINGS))
    assert officer.get("/programmes/shared-management/").context["clock"] == []
    press(officer, meeting, "move")
    (line,) = officer.get("/programmes/shared-management/").context["clock"]
    assert line["meeting_on"] == date(2011, 1, 12)


def test_the_form_to_move_shows_what_is_and_a_postponed_one_asks_for_the_date(officer, add, take):
    meeting = add(time=time(18, 30), place="Town hall")
    form = officer.get(address(meeting, "move"))
    shown = [typed(form, name) for name in ("on", "time", "place")]
    assert shown == ["17 December 2010", "6.30pm", "Town hall"]
    take("postpone", meeting)
    assert typed(officer.get(address(meeting, "move")), "on") is None


def test_a_restored_meeting_is_back_on_its_date(officer, add, take):
    meeting = take("cancel", add())
    assert "17 December 2010 9 December 2010" in words(
        press(officer, meeting, "restore") and officer.get(MEETINGS)
    )


def test_a_meeting_comes_back_at_another_time_where_its_body_meets_by_now(officer, add, take):
    meeting = take("cancel", add())
    add(time=time(10))
    assert "Enter the time of this one" in errors(press(officer, meeting, "restore"))["time"]
    press(officer, meeting, "restore", time="2pm")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.time) == ("standing", time(14))


def test_history_names_the_body_and_the_date_and_what_changed(officer, add):
    meeting = add()
    for step in ("move", "postpone", "cancel", "restore"):
        press(officer, meeting, step)
    page = words(officer.get("/programmes/shared-management/history/"))
    for done in meetings.DONE.values():
        assert f"{done} the meeting Joint committee on 12 January 2011" in page
    moved = AuditEvent.objects.get(verb="moved the meeting")
    assert [(one["was"], one["now"]) for one in moved.changes] == [
        ("17 December 2010", "12 January 2011")
    ]
    assert "moved the meeting" in words(officer.get(address(meeting)))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "17 December 2010"}, "on"),  # nothing is new
        ({"on": "30 November 2010"}, "on"),  # in the past
        ({"on": "soon"}, "on"),
        ({"time": "25.00"}, "time"),
        ({"time": "6"}, "time"),
    ],
)
def test_a_move_that_will_not_do_is_refused_and_what_was_typed_kept(officer, add, values, field):
    meeting = add(place="Guildhall")
    page = press(officer, meeting, "move", **values)
    assert field in errors(page) and typed(page, "place") == "Guildhall"


# --- Two people at once ---------------------------------------------------------------------------


def test_of_two_who_move_it_at_once_the_second_is_told(officer, signed_in, programme_manager, add):
    meeting, manager = add(), signed_in(programme_manager)
    mine = {**sent(officer.get(address(meeting, "move"))), **STEPS["move"]}
    press(manager, meeting, "move", on="20 January 2011")
    page = officer.post(address(meeting, "move"), mine)
    said = errors(page)["__all__"]
    assert "Programme manager changed Joint committee on 20 January 2011" in said
    assert "20 January 2011 (was 17 December 2010)" in said
    assert typed(page, "on") == "12 January 2011"
    officer.post(address(meeting, "move"), {**mine, "version": sent(page)["version"]})
    assert Meeting.objects.get().on == date(2011, 1, 12)


def test_of_two_who_move_and_cancel_it_the_second_is_told(officer, add, take):
    meeting = add()
    mine = {**sent(officer.get(address(meeting, "move"))), **STEPS["move"]}
    take("cancel", meeting)
    said = errors(officer.post(address(meeting, "move"), mine))["__all__"]
    assert "This meeting is cancelled. Restore it first." in said


def test_a_move_that_does_not_say_from_where_is_stale(officer, add):
    page = officer.post(address(add(), "move"), {**STEPS["move"], "version": None})
    assert "does not say which version" in errors(page)["__all__"]


def test_the_action_refuses_an_older_version(add, take):
    meeting = add()
    take("move", meeting, on=date(2011, 1, 12), version=1)
    with pytest.raises(StaleEntry):
        take("move", meeting, on=date(2011, 1, 13), version=1)


# --- Two on one day -------------------------------------------------------------------------------


def test_the_second_meeting_of_a_day_needs_a_time(officer, body, add):
    add()
    form = {"body": body.pk, "on": "17 December 2010"}
    assert "Enter the time of this one" in errors(officer.post(f"{MEETINGS}add/", form))["time"]
    officer.post(f"{MEETINGS}add/", {**form, "time": "6.30pm"})
    officer.post(f"{MEETINGS}add/", {**form, "time": "14:00"})
    assert [meeting.address for meeting in Meeting.objects.all()] == [
        "2010-12-17",
        "2010-12-17-1400",
        "2010-12-17-1830",
    ]
    said = errors(officer.post(f"{MEETINGS}add/", {**form, "time": "18.30"}))["time"]
    assert said == "Joint committee has a meeting on 17 December 2010 at 6.30pm already."


def test_a_meeting_is_not_moved_or_restored_to_where_another_is(add, take):
    first, second = add(), add(date(2010, 12, 20))
    with pytest.raises(ValidationError, match="already"):
        take("move", second, on=first.on)
    first = take("cancel", first)
    take("move", second, on=first.on)
    with pytest.raises(ValidationError, match="already"):
        take("restore", first)


def test_the_database_takes_no_two_meetings_at_one_time(body):
    MeetingFactory(body=body, on=date(2010, 12, 17))
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(body=body, on=date(2010, 12, 17), address="another")


@pytest.mark.each
def test_an_address_that_one_meeting_had_is_never_anothers(add, take):
    first = take("move", add(), on=date(2011, 1, 12))
    assert first.address == "2011-01-12"
    assert add().address == "2010-12-17-2"
    assert add(time=time(18, 30)).address == "2010-12-17-1830"
    with_one_only = take("move", Meeting.objects.get(address="2010-12-17-2"), on=date(2011, 1, 13))
    back = take("move", first, on=date(2010, 12, 17), time=time(10))
    assert (with_one_only.address, back.address) == ("2011-01-13", "2010-12-17")


# --- Dates that may be a slip ---------------------------------------------------------------------

DOUBTFUL = [
    ("25 December 2010", "25 December 2010 is a Saturday."),
    ("27 December 2010", "27 December 2010: Christmas Day (observed)."),
    ("3 January 2011", "3 January 2011: New Year's Day (observed)."),
    ("19 December 2010", "19 December 2010 is a Sunday."),
    ("17 December 2110", "17 December 2110 is 100 years ahead."),
]


@pytest.mark.parametrize(("on", "why"), DOUBTFUL)
def test_a_doubtful_date_is_asked_back_and_saved_when_ticked(officer, body, on, why):
    typed_in = {"body": body.pk, "on": on, "place": "Town hall"}
    page = officer.post(f"{MEETINGS}add/", typed_in)
    assert why in errors(page)["sure"] and "tick the box" in errors(page)["sure"]
    assert typed(page, "place") == "Town hall" and not Meeting.objects.exists()
    officer.post(f"{MEETINGS}add/", {**sent(page), "sure": "on"})
    assert Meeting.objects.get().place == "Town hall"


def test_a_tick_is_for_the_date_that_was_asked_about(officer, body):
    page = officer.post(f"{MEETINGS}add/", {"body": body.pk, "on": "25 December 2010"})
    again = officer.post(f"{MEETINGS}add/", {**sent(page), "sure": "on", "on": "19 December 2010"})
    assert "is a Sunday" in errors(again)["sure"] and not typed(again, "sure")
    officer.post(f"{MEETINGS}add/", {**sent(again), "on": "17 December 2010"})
    assert Meeting.objects.get().on == date(2010, 12, 17)


def test_a_doubtful_new_date_is_asked_back_too(officer, add):
    meeting = add()
    page = press(officer, meeting, "move", on="25 December 2010")
    assert "is a Saturday" in errors(page)["sure"]
    officer.post(address(meeting, "move"), {**sent(page), "sure": "on"})
    assert Meeting.objects.get().on == date(2010, 12, 25)


def test_a_new_date_whose_papers_would_be_late_is_asked_back(officer, add):
    meeting = add()
    page = press(officer, meeting, "move", on="7 December 2010")
    passed = "Its papers had to be published by 29 November 2010, which has passed."
    assert passed in errors(page)["sure"]
    officer.post(address(meeting, "move"), {**sent(page), "sure": "on"})
    assert Meeting.objects.get().on == date(2010, 12, 7)


def test_a_publication_date_that_has_passed_is_said_when_it_is_saved(officer, body):
    page = officer.post(f"{MEETINGS}add/", {"body": body.pk, "on": "7 December 2010"}, follow=True)
    assert "Publish by 29 November 2010, which has passed." in words(page)


@pytest.mark.parametrize(
    ("place", "said"), [("Town hall", "is now at Town hall."), ("", "has no place now.")]
)
def test_another_place_is_said(officer, add, place, said):
    page = press(officer, add(place="Guildhall"), "move", on="17 December 2010", place=place)
    assert f"The meeting on 17 December 2010 {said}" in words(page)


def test_a_usual_date_asks_nothing(officer):
    assert "This date is right" not in words(officer.get(f"{MEETINGS}add/"))


def test_a_body_that_has_ended_meets_no_more(officer, democratic_services, body, add, take):
    step, meeting = "restore", take("cancel", add())
    lifecycle.end_standing(
        body, on=date(2010, 11, 30), why="Over", by=democratic_services, at=TODAY
    )
    assert address(meeting, step) not in links(officer.get(address(meeting)))
    said = "Joint committee ended on 30 November 2010. It has no further meetings."
    with pytest.raises(ValidationError, match=said):
        take(step, meeting)
    assert said in words(officer.get(address(meeting, step), follow=True))


def test_a_meeting_earlier_today_is_in_the_past(officer, body):
    for time_of_day, left in (("9.30am", 0), ("6.30pm", 1)):
        typed_in = {"body": body.pk, "on": "1 December 2010", "time": time_of_day}
        page = officer.post(f"{MEETINGS}add/", typed_in)
        assert Meeting.objects.count() == left
        assert left or "cannot be in the past" in errors(page)["time"]


def test_a_meeting_that_did_not_take_place_is_said_not_to_have(officer, in_state, take):
    meeting = in_state("did not take place")
    assert "This meeting did not take place." in words(officer.get(address(meeting)))
    assert "Did not take place" in words(officer.get(f"{MEETINGS}?past=all"))
    press(officer, meeting, "restore")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.on) == ("standing", date(2010, 11, 30))


def test_a_postponed_meeting_that_is_cancelled_after_its_day_does_not_come_back(in_state, take):
    meeting = take("cancel", in_state("postponed and passed"))
    with pytest.raises(ValidationError, match="The date of this meeting has passed"):
        take("restore", meeting)
