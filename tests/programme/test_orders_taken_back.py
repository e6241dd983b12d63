"""An order that was carried out by mistake is taken back: everything that moved moves back."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from benefits import actions as benefits
from benefits.models import Benefit, PartnerShare
from programme import closed_days, further_owners, reorganisation
from programme.models import (
    AuditEvent,
    Body,
    ClosedDay,
    FurtherOwner,
    Meeting,
    Partner,
    Reorganisation,
)
from recommendations import actions as recommendations
from recommendations.models import PartnerOwner
from risks import actions as risks
from risks.models import Mitigation, Risk
from tests import world
from tests.factories import (
    MARCH_2012,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    PartnerFactory,
    noon,
)
from tests.reading import errors, links, sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
BEFORE, AFTER, VESTING = noon(2012, 3, 1), noon(2012, 3, 12), date(2012, 3, 9)
WHY = {"why": "The wrong order"}


@pytest.fixture(autouse=True)
def days_after():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": BEFORE}


@pytest.fixture
def councils(programme):
    return [PartnerFactory(programme=programme, name=name) for name in ("First", "Second", "Unity")]


@pytest.fixture
def rows(programme, councils, who):
    """Open rows of councils that end, what hangs on them, and a committee with a meeting."""
    kept, (first, second, unity) = {"programme": programme, **who}, councils
    risk = {"title": "A partner leaves", "lead_partner": first, "owner": "Director, First"}
    risk = risks.add_risk(**risk, **kept)
    for council in (first, second):
        person = MembershipFactory(programme=programme, role="auditor").user
        further_owners.name_owner(risk, person=person, partner=council, **who)
    risks.add_mitigation(risk, text="Agree terms", owner="Director, First", **who)
    review = recommendations.add_review(title="Review", kind="gateway", **kept)
    one = recommendations.add_recommendation(review=review, text="Publish", **kept)
    recommendations.set_owners(one, owners={first: "Head of A", second: "Head of B"}, **who)
    benefit = benefits.add_benefit(title="Save", kind="financial", **kept)
    shares = {first: Decimal(40), second: Decimal(35), unity: Decimal(25)}
    benefits.set_split(benefit, shares=shares, **who)
    joint = BodyFactory(programme=programme, name="Joint", host=first)
    BodyFactory(programme=programme, name="Board", host=first)
    BodyFactory(programme=programme, name="New")
    closed_days.add_closed_day(host=first, on=date(2012, 3, 29), reason="Moving day", **kept)
    MeetingFactory(body=joint, on=date(2012, 4, 4))


def held():
    """Where everything is that an order moves."""
    return {
        "risk": [(one.lead_partner.name, one.owner) for one in Risk.objects.all()],
        "mitigation": [one.owner for one in Mitigation.objects.all()],
        "owners": set(PartnerOwner.objects.exclude(owner="").values_list("partner__name", "owner")),
        "shares": set(PartnerShare.objects.exclude(share=0).values_list("partner__name", "share")),
        "hosts": {one.name: str(one.host) for one in Body.objects.all()},
        "ended": {*Partner.objects.exclude(ended_on=None), *Body.objects.exclude(ended_on=None)},
        "closed": {str(one.host) for one in ClosedDay.objects.standing()},
        "further": [one.where for one in FurtherOwner.objects.standing().order_by("person")],
        "meeting": [one.body.name for one in Meeting.objects.all()],
    }


@pytest.fixture
def carried_out(programme, councils, rows, who):
    """The order, carried out on 9 March 2012; gives what stood before, too."""
    first, second, unity = councils
    made = {"made_on": date(2011, 3, 1), "vesting_on": VESTING, "title": "Changes Order"}
    order = reorganisation.add_order(programme=programme, **made, **who)
    joint, new = (Body.objects.get(name=name) for name in ("Joint", "New"))
    owners = {"Director, First": "Director, Unity", "Head of A": "Head of law"}
    ways = {"partners": {first: unity, second: unity}, "bodies": {joint: new}, "owners": owners}
    order, before = reorganisation.set_successors(order, **ways, **who), held()
    meetings = {Meeting.objects.get().pk: "pass"}
    order = reorganisation.carry_out(order, by=who["by"], at=MARCH_2012, meetings=meetings)
    assert all(before[name] != now for name, now in held().items())
    return order, before


def take_back(manager, order, **typed):
    address = f"{HOME}reorganisation/{order.pk}/take-back/"
    page = manager.get(address)
    return page, manager.post(address, {**sent(page), **WHY, **typed})


def test_everything_that_moved_moves_back_and_the_order_is_open(manager, carried_out):
    order, before = carried_out
    assert held()["further"] == [", for Unity", ""]  # who came second there owns it all the same
    assert f"{HOME}reorganisation/{order.pk}/take-back/" in links(
        manager.get(f"{HOME}reorganisation/{order.pk}/")
    )
    page, done = take_back(manager, order)
    for said in ("First stands again", "Joint stands again", "Risks (1)", "Benefits (1)"):
        assert said in words(page)
    assert done.status_code == 302 and held() == before
    assert Reorganisation.objects.get().carried_out_at is None
    assert AuditEvent.objects.filter(reason=WHY["why"], verb__startswith="moved back").count() == 3
    assert "Vesting day 9 March 2012" in words(manager.get(done.url))


def test_it_is_carried_out_again(manager, carried_out, who):
    order, _ = carried_out
    after = held()
    take_back(manager, order)
    meetings = {Meeting.objects.get().pk: "pass"}
    order = Reorganisation.objects.get()
    reorganisation.carry_out(order, by=who["by"], at=noon(2012, 3, 13), meetings=meetings)
    assert held() == after


def test_what_was_changed_since_stays(manager, carried_out, who):
    order, before = carried_out
    risk = Risk.objects.get()
    risks.change_risk(risk, by=who["by"], at=noon(2012, 3, 10), owner="Somebody else")
    take_back(manager, order)
    assert held()["risk"] == [("First", "Somebody else")]
    assert held()["owners"] == before["owners"]


def test_a_host_that_was_said_since_stays(manager, carried_out, who):
    order, before = carried_out
    board, elsewhere = Body.objects.get(name="Board"), PartnerFactory(programme=order.programme)
    closed_days.set_host(board, by=who["by"], at=noon(2012, 3, 10), host=elsewhere)
    take_back(manager, order)
    assert held()["hosts"] == before["hosts"] | {"Board": str(elsewhere)}


def test_a_share_that_was_said_since_stays(manager, carried_out, who, councils):
    order, before = carried_out
    how, unity = {"by": who["by"], "at": noon(2012, 3, 10)}, councils[2]
    benefits.set_split(Benefit.objects.get(), shares={unity: Decimal(20)}, **how)
    take_back(manager, order)
    assert held()["shares"] == before["shares"] - {("Unity", 25)} | {("Unity", 20)}


def test_shares_that_would_be_more_than_the_whole_are_put_right_first(
    manager, carried_out, who, councils
):
    order, before = carried_out
    how, unity = {"by": who["by"], "at": noon(2012, 3, 10)}, councils[2]
    benefits.set_split(Benefit.objects.get(), shares={unity: Decimal(99)}, **how)
    after = held()
    _, done = take_back(manager, order)
    said = "With the other partners they add up to 174%. Put right first what was changed since."
    assert f"BEN1: {said}" in errors(done)["__all__"] and held() == after
    benefits.set_split(Benefit.objects.get(), shares={unity: Decimal(25)}, **how)
    take_back(manager, order)
    assert held() == before


@pytest.mark.each
def test_the_past_stays_as_it_was_known(manager, carried_out):
    order, _ = carried_out
    take_back(manager, order)
    then = words(manager.get(f"{HOME}risks/R1/?at=2012-03-10"))
    assert "Unity" in then and "Director, Unity" in then
    page = words(manager.get(f"{HOME}reorganisation/{order.pk}/?at=2012-03-10"))
    assert "Carried out on 9 March 2012" in page


def test_where_a_published_report_rests_on_it_the_officer_says_so(
    manager, programme, carried_out, democratic_services
):
    order, before = carried_out
    world.publish(programme, democratic_services)
    page, done = take_back(manager, order)
    assert "Published since Programme management report" in words(page)
    assert "rests on it and stays as it is." in errors(done)["reported"]
    _, done = take_back(manager, order, reported="on")
    assert done.status_code == 302 and held()["risk"] == before["risk"]


def test_an_order_that_is_open_has_nothing_to_take_back(manager, carried_out):
    order, _ = carried_out
    take_back(manager, order)
    address = f"{HOME}reorganisation/{order.pk}/take-back/"
    assert "is not carried out" in words(manager.get(address, follow=True))
    assert "is not carried out" in errors(manager.post(address, {**WHY, "version": 9}))["__all__"]


def test_only_who_may_carry_it_out_takes_it_back(signed_in, auditor, carried_out):
    order, _ = carried_out
    page = signed_in(auditor).get(f"{HOME}reorganisation/{order.pk}/")
    assert f"{HOME}reorganisation/{order.pk}/take-back/" not in links(page)
