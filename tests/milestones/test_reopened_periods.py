"""A period that was closed by mistake is reopened: what rolled over comes back."""

import pytest
from django.urls import reverse

from milestones import actions
from milestones.models import Milestone, Period
from programme.models import AuditEvent
from tests import world
from tests.factories import MARCH_2012, as_at, as_now, noon
from tests.reading import errors, links, words

WHY = {"why": "The board had not met"}
BEFORE = noon(2012, 3, 1)


def address(name, *args):
    return reverse(f"milestones:{name}", args=["shared-management", *args])


@pytest.fixture
def pages(signed_in, programme_manager):
    return signed_in(programme_manager)


@pytest.fixture
def march(period, add, programme_manager):
    """March 2012, closed by mistake: M1 and M2 rolled over into April, M3 was complete."""
    march, _ = period(at=BEFORE), period("April 2012", 4, at=BEFORE)
    for title in ("Structure agreed", "Staff consulted", "Plan written"):
        add(title, period=march, at=BEFORE)
    who = {"by": programme_manager, "at": MARCH_2012}
    actions.complete_milestone(Milestone.objects.get(reference="M3"), **who)
    return actions.close_period(march, why="Over", **who)


def reopen(pages, march, **typed):
    page = pages.get(address("reopen_period", march.pk))
    return pages.post(address("reopen_period", march.pk), {**WHY, **typed}), page


def test_what_rolled_over_comes_back_and_its_roll_over_counts_no_more(pages, march):
    assert address("reopen_period", march.pk) in links(pages.get(address("periods")))
    done, page = reopen(pages, march)
    assert "They come back M1, M2" in words(page) and done.url == address("periods")
    assert set(Milestone.objects.values_list("period__label", "roll_overs")) == {("March 2012", 0)}
    assert "It has not been rolled over." in words(pages.get(address("detail", "M1")))
    assert "Current period" in words(pages.get(address("periods")))
    assert AuditEvent.objects.filter(reason=WHY["why"]).count() == 3
    assert address("close_period", march.pk) in links(pages.get(address("periods")))


def test_the_past_stays_as_it_was_known(pages, programme, march):
    reopen(pages, march)
    then, now = (Period.objects.in_phases(p) for p in (as_at(programme), as_now(programme)))
    assert [one.phase for one in then] == ["Closed period", "Current period"]
    assert [one.phase for one in now] == ["Current period", "Next period"]
    past = pages.get(f"{address('detail', 'M1')}?at=2012-03-09")
    assert "Rolled over once" in words(past)


@pytest.mark.once
def test_what_was_done_there_since_comes_back_what_was_added_there_stays(pages, add, march):
    april = Period.objects.get(label="April 2012")
    moved = Milestone.objects.get(reference="M1")
    pages.post(address("complete", "M1"), {"version": moved.version})
    add("New in April", period=april)
    reopen(pages, march)
    held = dict(Milestone.objects.values_list("reference", "period__label"))
    assert (held["M1"], held["M4"]) == ("March 2012", "April 2012")
    assert Milestone.objects.get(reference="M1").state == "complete"


def test_it_is_closed_again_and_rolls_over_once(pages, programme_manager, march):
    reopen(pages, march)
    march = Period.objects.get(pk=march.pk)
    actions.close_period(march, by=programme_manager, at=noon(2012, 4, 9))
    moved = Milestone.objects.get(reference="M1")
    assert (moved.period.label, moved.roll_overs) == ("April 2012", 1)
    assert moved.roll_over_rows.known_at(None).count() == 1


def test_the_last_one_closed_is_reopened_first(pages, period, programme_manager, march):
    period("May 2012", 5)
    april = Period.objects.get(label="April 2012")
    actions.close_period(april, by=programme_manager, at=noon(2012, 4, 9))
    found = links(pages.get(address("periods")))
    assert address("reopen_period", march.pk) not in found
    assert address("reopen_period", april.pk) in found
    done, _ = reopen(pages, march)
    assert "Reopen April 2012 first" in errors(done)["__all__"]


@pytest.mark.once
def test_where_a_published_report_rests_on_it_the_officer_says_so(
    pages, programme, democratic_services, march
):
    world.publish(programme, democratic_services)
    done, page = reopen(pages, march)
    assert "Published since Programme management report, Joint committee" in words(page)
    assert "rests on it and stays as it is." in errors(done)["reported"]
    assert Period.objects.get(pk=march.pk).closed_at
    done, _ = reopen(pages, march, reported="on")
    assert done.status_code == 302 and not Period.objects.get(pk=march.pk).closed_at
    event = AuditEvent.objects.filter(verb="rolled back").last()
    assert not event.corrects  # the next report tells it: the last one told that it rolled over


def test_a_period_that_is_open_is_not_reopened(pages, march):
    april = Period.objects.get(label="April 2012")
    assert pages.get(address("reopen_period", april.pk)).url == address("periods")
    assert "is not closed" in errors(reopen(pages, april)[0])["__all__"]


def test_a_reason_is_asked_for(pages, march):
    done, _ = reopen(pages, march, why="")
    assert set(errors(done)) == {"why"}


def test_a_workstream_lead_may_not(signed_in, workstream_lead, march):
    lead = signed_in(workstream_lead)
    assert address("reopen_period", march.pk) not in links(lead.get(address("periods")))
    assert lead.get(address("reopen_period", march.pk)).status_code == 403
