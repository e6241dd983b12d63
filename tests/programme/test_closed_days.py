"""Closed days: entered once for all bodies that meet at a council, listed, undone."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programme import closed_days, lifecycle
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Body, ClosedDay
from tests.factories import BodyFactory, MeetingFactory, PartnerFactory, noon, person
from tests.reading import errors, links, sent, typed, words

pytestmark = pytest.mark.once

MEETINGS = "/programmes/shared-management/meetings/"
DAYS = f"{MEETINGS}closed-days/"
TODAY = noon(2010, 12, 1)
KEEPERS = {Role.PROGRAMME_MANAGER, Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR}


@pytest.fixture(autouse=True)
def autumn_2010():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def host(programme):
    return PartnerFactory(programme=programme, name="Host council")


@pytest.fixture
def bodies(programme, host):
    """Two that meet at the host council, and one elsewhere; each meets on 17 December 2010."""
    named = [("Cabinet", host), ("Joint committee", host), ("Board", None)]
    found = [
        BodyFactory(programme=programme, name=name, slug=name[:5].lower(), host=at)
        for name, at in named
    ]
    for body in found:
        MeetingFactory(body=body, on=date(2010, 12, 17))
    return found


@pytest.fixture
def close(programme, democratic_services):
    """A function that enters a closed day as the officer."""

    def add(at=TODAY, on=date(2010, 12, 14), reason="Offices move", **whose):
        by = {"programme": programme, "by": democratic_services, "at": at}
        return closed_days.add_closed_day(**by, on=on, reason=reason, **whose)

    return add


def enter(client, whose, on="14 December 2010", **more):
    form = {"whose": whose, "on": on, "reason": "Offices move", **more}
    return client.post(f"{DAYS}add/", form, follow=True)


def test_a_day_is_entered_once_for_all_bodies_that_meet_there(officer, bodies, host):
    enter(officer, f"host-{host.pk}")
    cabinet, committee, board = [body.meetings.get().reckoning().publish_by for body in bodies]
    assert (cabinet, committee, board) == (date(2010, 12, 8), date(2010, 12, 8), date(2010, 12, 9))
    page = words(officer.get(MEETINGS))
    assert "It meets at Host council." in page and "8 December 2010 5 working days" in page


def test_the_form_says_for_whom_it_holds(officer, bodies):
    page = words(officer.get(f"{DAYS}add/"))
    assert "All bodies that meet at Host council (Cabinet, Joint committee)" in page
    assert "Only Board" in page


def test_the_days_are_listed_in_order_for_everybody(officer, bodies, host, close, signed_in):
    close(host=host)
    close(body=bodies[2], on=date(2010, 12, 13), reason="Flood")
    page = words(officer.get(DAYS))
    assert page.index("13 December 2010 Board Flood") < page.index(
        "14 December 2010 all bodies that meet at Host council Offices move 1 December 2010"
    )
    assert DAYS in links(officer.get(MEETINGS))


def test_a_day_that_has_passed_is_refused_in_plain_words_and_kept(officer, bodies):
    values = {"whose": f"body-{bodies[0].pk}", "on": "30 November 2010", "reason": "Snow"}
    page = officer.post(f"{MEETINGS}closed-days/add/", values)
    assert "30 November 2010 has passed: enter a day to come." in errors(page)["on"]
    assert typed(page, "reason") == "Snow" and not ClosedDay.objects.exists()


@pytest.mark.each
def test_an_empty_list_says_so(officer, bodies):
    assert "No closed day yet." in words(officer.get(DAYS))


def test_a_day_is_undone_with_a_reason_and_stays_on_record(officer, bodies, host, close):
    closed = close(host=host)
    assert f"{DAYS}{closed.pk}/undo/" in links(officer.get(DAYS))
    assert set(errors(officer.post(f"{DAYS}{closed.pk}/undo/", {"why": ""}))) == {"why"}
    officer.post(f"{DAYS}{closed.pk}/undo/", {"why": "Wrong year"})
    assert bodies[0].meetings.get().reckoning().publish_by == date(2010, 12, 9)
    page = words(officer.get(DAYS))
    assert "Undone" in page and "by Democratic services officer Wrong year" in page
    assert f"{DAYS}{closed.pk}/undo/" not in links(officer.get(DAYS))


def test_a_day_is_undone_once(officer, bodies, host, close):
    closed = close(host=host)
    for _ in range(2):
        page = officer.post(f"{DAYS}{closed.pk}/undo/", {"why": "Wrong year"})
    assert "undone already" in errors(page)["__all__"]


@pytest.mark.each
def test_a_day_that_was_undone_can_be_entered_again_and_no_other_twice(officer, bodies, host):
    enter(officer, f"host-{host.pk}")
    assert "entered already" in errors(enter(officer, f"host-{host.pk}"))["__all__"]
    officer.post(f"{DAYS}{ClosedDay.objects.get().pk}/undo/", {"why": "Wrong year"})
    enter(officer, f"host-{host.pk}", reason="It is that year")
    assert ClosedDay.objects.standing().get().reason == "It is that year"


def test_history_names_the_day_and_whose_it_was(officer, bodies, host, close):
    for whose in {"host": host}, {"body": bodies[2]}:
        closed = close(**whose)
        officer.post(f"{DAYS}{closed.pk}/undo/", {"why": "Wrong year"})
    page = words(officer.get("/programmes/shared-management/history/"))
    for done in "added the closed day", "undid the closed day":
        assert f"{done} 14 December 2010 (all bodies that meet at Host council)" in page
        assert f"{done} 14 December 2010 (Board)" in page


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("25 December 2010", "is a Saturday"),
        ("27 December 2010", "Christmas Day (observed)"),
        ("14 December 2110", "is 100 years ahead"),
    ],
)
def test_a_doubtful_day_is_asked_back(officer, bodies, host, on, why):
    page = enter(officer, f"host-{host.pk}", on)
    assert why in errors(page)["sure"] and typed(page, "reason") == "Offices move"
    officer.post(f"{DAYS}add/", {**sent(page), "sure": "on"})
    assert ClosedDay.objects.get().reason == "Offices move"


@pytest.mark.parametrize("whose", ["", "body-0", "host-0", "rubbish"])
def test_a_day_is_somebodys(officer, bodies, whose):
    assert set(errors(enter(officer, whose))) == {"whose"}


def test_a_day_of_both_or_of_another_programme_is_refused(bodies, host, close):
    for whose in {"host": host, "body": bodies[0]}, {}, {"host": PartnerFactory()}:
        with pytest.raises(ValidationError):
            close(**whose)


@pytest.mark.parametrize("role", Role)
def test_they_are_for_those_who_keep_the_calendar(programme, bodies, host, close, role):
    closed, who = close(host=host), {"by": person(programme, role), "at": TODAY}
    new = {"programme": programme, "on": date(2010, 12, 15), "reason": "Flood", **who}
    for step in (
        lambda: closed_days.add_closed_day(body=bodies[0], **new),
        lambda: closed_days.undo_closed_day(closed, why="Wrong year", **who),
        lambda: closed_days.set_host(bodies[0], host=None, **who),
    ):
        if role in KEEPERS:
            step()
        else:
            with pytest.raises(NotPermitted):
                step()


def test_the_database_keeps_what_was_entered(bodies, host, close):
    closed = close(host=host)
    for refused in (
        lambda: ClosedDay.objects.all().delete(),
        lambda: ClosedDay.objects.update(on=date(2010, 12, 15)),
        lambda: ClosedDay.objects.update(body=bodies[2], host=None),
        lambda: ClosedDay.objects.create(on=closed.on, reason="Nobody's", recorded_at=TODAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            refused()


# --- Where a body meets ---------------------------------------------------------------------------


@pytest.mark.each
def test_a_body_says_where_it_meets(officer, bodies, host, close):
    close(host=host)
    url = f"{MEETINGS}bodies/{bodies[2].pk}/host/"
    assert url in links(officer.get(MEETINGS))
    page = officer.post(url, {**sent(officer.get(url)), "host": host.pk}, follow=True)
    assert "Board meets at Host council." in words(page)
    bodies[2].refresh_from_db()
    assert bodies[2].closures() == {date(2010, 12, 14): "Offices move"}
    change = AuditEvent.objects.get(verb="changed the body").changes[0]
    assert (change["label"], change["was"], change["now"]) == ("Meets at", "", "Host council")


@pytest.mark.each
def test_a_body_does_not_meet_at_a_partner_of_another_programme(officer, bodies):
    url = f"{MEETINGS}bodies/{bodies[2].pk}/host/"
    assert set(errors(officer.post(url, {"host": PartnerFactory().pk}))) == {"host"}


def test_a_new_body_says_where_it_meets(officer, host):
    form = {"name": "Scrutiny", "kind": "scrutiny", "clear_days": "5", "nation": "ENG"}
    form["regime"] = "council"
    officer.post(f"{MEETINGS}bodies/add/", {**form, "host": host.pk})
    assert "It meets at Host council." in words(officer.get(MEETINGS))


@pytest.mark.each
def test_a_host_that_has_ended_is_kept_until_another_is_chosen(
    programme, programme_manager, signed_in, bodies, host
):
    lifecycle.end_standing(
        host, on=date(2010, 11, 30), why="Merged", by=programme_manager, at=TODAY
    )
    manager, url = signed_in(programme_manager), f"{MEETINGS}bodies/{bodies[0].pk}/host/"
    page = manager.get(url)
    assert "Host council (ended on 30 November 2010)" in words(page)
    manager.post(url, sent(page))
    assert Body.objects.get(pk=bodies[0].pk).host == host
    assert f"host-{host.pk}" not in manager.get(f"{DAYS}add/").content.decode()
