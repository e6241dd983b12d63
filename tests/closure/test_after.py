"""Long after closing: owners post what was realised, and reviews judge it, on pages."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, transaction

from benefits import actions as benefits
from benefits.models import Benefit
from closure.after.actions import plan_review
from closure.after.extension import AfterClosing
from closure.custody.actions import answer_rows, offer_rows
from closure.models import ReviewedBenefit
from outbox.models import Mail
from programme.models import AuditEvent, Programme
from programme.reporting import sections
from tests.factories import MARCH_2012, as_at, as_now, noon
from tests.reading import errors, words

from .conftest import ANSWERED, CLOSED, OFFERED

pytestmark = pytest.mark.django_db

YEARS_LATER = noon(2014, 4, 7)  # a Monday
DAYS = {"measure": "Days to answer", "unit": "number", "counted": "days", "direction": "down"}
AFTER = "/programmes/shared-management/closure/benefit-reviews/"
POST = "/programmes/shared-management/benefits/BEN1/post/"
VALUE = {"on": "1 May 2013", "value": "7", "evidence": "Post room log"}


@pytest.fixture
def closed(programme, programme_manager, partner_director, body):
    """A closed programme with a planned benefit, which a director took on, and one without a
    measure.
    """
    who = {"by": programme_manager, "at": MARCH_2012}
    one = benefits.add_benefit(programme=programme, title="Letters", kind="tangible", **who)
    values = {"baseline": 1000, "baseline_on": date(2011, 4, 1), "target": 500}
    one = benefits.set_measure(one, counting="level", **DAYS, **values, **who)
    one = benefits.validate_benefit(one, why="Seen", **who)
    plan = [("2011/12", date(2012, 3, 31), 800), ("2013/14", date(2014, 3, 31), 500)]
    benefits.set_profile(one, profile=plan, **who)
    benefits.add_benefit(programme=programme, title="Morale", kind="non_tangible", **who)
    said = {"rows": ["benefits:BEN1", "benefits:BEN2"], "plan": "Plan", "why": "Goes on"}
    said |= {"to": partner_director, "monitored_by": body}
    offer_rows(programme, by=programme_manager, at=OFFERED, **said)
    rows = said["rows"]
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows, accepted=True)
    on = {"closed_on": CLOSED.date(), "closed_by": "Executive", "fixed_at": CLOSED}
    Programme.objects.filter(pk=programme.pk).update(**on)
    return Programme.objects.get(pk=programme.pk)


@pytest.fixture
def planned(closed, democratic_services, auditor):
    """A review that an auditor is to hold."""
    on = date(2014, 4, 1)
    return plan_review(closed, by=democratic_services, at=CLOSED, on=on, reviewer=auditor)


def judging(**more):
    said = {"judged_benefits-BEN1": "partly", "reason_benefits-BEN1": "7 days, not 5"}
    said |= {"judged_benefits-BEN2": "too_early", "reason_benefits-BEN2": "Nobody measured it"}
    return {**said, "unexpected_benefits-BEN1": "Fewer letters", **more}


@pytest.mark.once
@time_machine.travel(YEARS_LATER, tick=False)
def test_whoever_took_a_benefit_on_posts_and_takes_back_and_nobody_else_of_their_role(
    closed, signed_in, partner_director, auditor
):
    director = signed_in(partner_director)
    page = director.get("/programmes/shared-management/benefits/BEN1/")
    assert "Post an actual value" in words(page) and "/edit/" not in page.content.decode()
    assert "7 days as at 1 May 2013" in words(director.post(POST, VALUE, follow=True))
    benefit = Benefit.objects.get(reference="BEN1")
    assert (benefit.actual, benefit.state) == (700, "realising")
    ledger = "/programmes/shared-management/benefits/BEN1/ledger/1/reverse/"
    assert ledger in director.get(page.request["PATH_INFO"]).content.decode()
    director.post(ledger, {"why": "A slip of the pen"})
    assert Benefit.objects.get(reference="BEN1").actual is None
    stranger, before = signed_in(auditor), AuditEvent.objects.count()
    assert "Post an actual" not in words(stranger.get(page.request["PATH_INFO"]))
    assert "only for" in words(stranger.get(POST, follow=True))
    assert stranger.post(POST, {**VALUE, "version": benefit.version}).status_code == 403
    assert AuditEvent.objects.count() == before


@time_machine.travel(YEARS_LATER, tick=False)
def test_a_review_is_planned_held_and_kept_for_good(
    closed, planned, signed_in, auditor, partner_director, programme_manager
):
    url = f"{AFTER}{planned.pk}/"
    signed_in(partner_director).post(POST, VALUE)
    reviewer = signed_in(auditor)
    assert "Call it off" not in words(reviewer.get(url))
    assert "Hold the review" not in words(signed_in(partner_director).get(url))
    opened = signed_in(partner_director).get(f"{url}hold/", follow=True)
    assert "not yours to hold" in words(opened)
    assert "Hold the review" in words(signed_in(programme_manager).get(url))
    form = reviewer.get(f"{url}hold/")
    assert "Planned to date: 5 days; realised: 7 days. Target: 5 days" in words(form)
    seen = form.context["form"]["seen"].value()
    missing = reviewer.post(f"{url}hold/", judging(seen=seen, **{"reason_benefits-BEN2": ""}))
    assert set(errors(missing)) == {"reason_benefits-BEN2"} and "Fewer letters" in words(missing)
    signed_in(partner_director).post(POST, {**VALUE, "on": "1 June 2013", "value": "6.5"})
    moved = reviewer.post(f"{url}hold/", judging(seen=seen))
    assert "has changed since you opened" in words(moved) and not ReviewedBenefit.objects.exists()
    seen = moved.context["form"]["seen"].value()
    held = words(reviewer.post(f"{url}hold/", judging(seen=seen), follow=True))
    assert "5 days 6.5 days Partly realised 7 days, not 5 Fewer letters" in held
    assert "10 days 5 days 5 days 6.5 days +1.5 days" in held and "Hold the review" not in held
    benefit = words(reviewer.get("/programmes/shared-management/benefits/BEN1/"))
    assert "Reviewed after closing" in benefit and "Fewer letters" in benefit
    assert "Planned" in words(reviewer.get(f"{url}?at=2013-01-01"))
    assert "Fewer letters" not in words(reviewer.get(f"{url}?at=2013-01-01"))
    assert "was held already" in words(reviewer.get(f"{url}hold/", follow=True))
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        ReviewedBenefit.objects.update(judged="realised")


@time_machine.travel(YEARS_LATER, tick=False)
def test_reviews_are_planned_and_called_off_on_pages(
    closed, signed_in, democratic_services, auditor
):
    officer = signed_in(democratic_services)
    form = officer.get(f"{AFTER}plan/")
    assert "5 October 2012, 5 April 2013, 5 April 2014" in words(form)
    said = {"on": "1 April 2014", "reviewer": auditor.pk}
    assert "has passed" in words(officer.post(f"{AFTER}plan/", said))
    said["on"] = "1 May 2014"
    page = officer.post(f"{AFTER}plan/", said, follow=True)
    assert "Planned" in words(page)
    assert "for this day already" in words(officer.post(f"{AFTER}plan/", {**said, "again": "1"}))
    off = f"{page.request['PATH_INFO']}call-off/"
    assert off in page.content.decode()
    gone = words(officer.post(off, {"why": "No money"}, follow=True))
    assert "Called off" in gone and "No money" in gone and "Hold" not in gone
    assert Mail.objects.filter(person=auditor, subject__endswith="is called off").exists()
    assert "called off already" in words(officer.get(off, follow=True))


def test_what_is_late_waits_for_its_reviewer_and_is_told_on_mondays(
    closed, planned, auditor, programme_manager, outsider
):
    assert "You are to review" in Mail.objects.get(person=auditor).subject
    room, late = AfterClosing(), "late, to be held by"
    [need] = room.waits_for(auditor, [closed], YEARS_LATER)
    assert late in need.text and room.waits_for(outsider, [closed], YEARS_LATER) == []
    asked = {"now": YEARS_LATER, "roles": frozenset(["auditor"])}
    assert [one.kind for one in room.needs(closed, user=auditor, **asked)] == ["overdue"]
    [told] = room.morning(closed, YEARS_LATER.date())
    assert told["people"] == [auditor] and late in told["subject"]
    assert list(room.morning(closed, date(2014, 4, 8))) == []
    assert [one.on for one in room.due_soon(closed, date(2014, 3, 30), date(2014, 4, 5))]


def test_the_report_tells_planned_and_realised_years_later(
    closed, partner_director, auditor, signed_in
):
    one = Benefit.objects.get(reference="BEN1")
    said = {"on": date(2013, 5, 1), "value": 700, "evidence": "Log"}
    benefits.post_actual(one, by=partner_director, at=noon(2013, 5, 2), **said)
    section = sections()["planned-and-realised"]
    position = as_at(closed, YEARS_LATER)
    row, bare = found = section.rows(position)
    assert [row[key] for key in ("planned", "realised", "difference")] == [
        "5 days",
        "7 days",
        "+2 days",
    ]
    assert bare["measure"] == "" and "Without a measure" in " ".join(section.notes(found))
    years = [(one["year"], one["moved"]) for one in section.parts(found, position)[0]["rows"]]
    assert years == [
        ("2011/12", "Nothing posted"),
        ("2012/13", "Nothing posted"),
        ("2013/14", "−3 days"),
        ("2014/15, to date", "Nothing posted"),
    ]
    partner_director.memberships.update(ended_at=noon(2013, 6, 1), ended_by=partner_director)
    left = "Whoever took on BEN1 and BEN2 has left, and nobody goes on in their place."
    assert left in section.notes(section.rows(as_at(closed, YEARS_LATER)))
    assert left in words(signed_in(auditor).get(AFTER)) and left not in section.notes(found)
    before = section.rows(as_at(closed, noon(2013, 1, 1)))
    assert before[0]["realised"] == "" and before[0]["planned"] == "8 days"
    assert section.rows(as_now(closed))[1]["judged"] == "Not reviewed"
