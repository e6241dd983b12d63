"""Councils are reorganised: on the vesting day everything moves in one reviewed step."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from benefits import actions as benefits
from benefits.models import PartnerShare
from programme import actions, lifecycle, owner_moves, reorganisation
from programme.models import AuditEvent, Body, FurtherOwner, Partner, Reorganisation
from programme.standing_forms import owner_field
from recommendations import actions as recommendations
from recommendations.models import PartnerOwner
from risks import actions as risks
from risks.models import Mitigation, Risk
from tests.factories import MARCH_2012, BodyFactory, MeetingFactory, PartnerFactory, noon
from tests.reading import errors, links, main_forms, sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
ORDERS = f"{HOME}reorganisation/"
FORMS = ("edit", "partners", "bodies", "owners", "confirm")
VESTING = date(2012, 3, 9)


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    """The programme manager's browser."""
    return signed_in(programme_manager)


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def councils(programme):
    names = ("First Council", "Second Council", "Third Council")
    return [PartnerFactory(programme=programme, name=name) for name in names]


@pytest.fixture
def order(programme, who):
    return reorganisation.add_order(
        programme=programme,
        title="Structural Changes Order",
        reference="SI 2012/1",
        made_on=date(2011, 3, 1),
        vesting_on=VESTING,
        **who,
    )


@pytest.fixture
def merged(order, councils, who):
    """The order by which the first and the second council become the third."""
    first, second, third = councils
    return reorganisation.set_successors(order, partners={first: third, second: third}, **who)


def add_risk(programme, who, **values):
    given = {"title": "A partner leaves", "likelihood": 3, "impact": 3, **values}
    return risks.add_risk(programme=programme, **given, **who)


@pytest.fixture
def rows(programme, councils, who):
    """An open and a closed risk of the first council, and what hangs on them."""
    mine = {"lead_partner": councils[0], "owner": "Director, First Council"}
    risk = add_risk(programme, who, action_owner="Clerk", **mine)
    risks.add_mitigation(risk, text="Agree terms", owner="Director, First Council", **who)
    risks.close_risk(add_risk(programme, who, **mine), why="Over", **who)
    return risk


def press(client, address, **values):
    """Sends the form of a page as it stands, with `values` typed into it."""
    return client.post(address, {**sent(client.get(address)), **values})


@pytest.mark.each
def test_an_order_is_recorded_through_the_pages(manager):
    assert "No order yet." in words(manager.get(ORDERS))
    given = {"title": "Structural Changes Order", "reference": "SI 2012/1", "made_on": "1/3/2012"}
    page = press(manager, f"{ORDERS}add/", **given, vesting_on="").url
    assert "Vesting day Not known yet" in words(manager.get(page))
    press(manager, f"{page}edit/", vesting_on="1 April 2013", why="Fixed by the order")
    assert "Vesting day 1 April 2013" in words(manager.get(ORDERS))
    assert "Vesting day 1 April 2013" not in words(manager.get(f"{page}?at=2012-03-08"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"made_on": ""}, "made_on"),
        ({"made_on": "10 March 2012"}, "made_on"),
        ({"vesting_on": "1 January 2011"}, "__all__"),
    ],
)
def test_an_order_that_will_not_do_is_refused(manager, values, field):
    given = {"title": "Order", "made_on": "1 March 2012", **values}
    assert set(errors(press(manager, f"{ORDERS}add/", **given))) == {field}


def test_what_becomes_of_everything_is_said_on_three_pages(
    manager, programme, order, councils, rows
):
    first, _, third = councils
    body = BodyFactory(programme=programme, name="Joint committee")
    page = f"{ORDERS}{order.pk}/"
    press(manager, f"{page}partners/", **{f"partner_{first.pk}": third.pk})
    press(manager, f"{page}bodies/", **{f"body_{body.pk}": "ends"})
    press(manager, f"{page}owners/", **{owner_field("Clerk"): "Head of law"})
    said = words(manager.get(page))
    assert "First Council Third Council" in said and "Joint committee Ends" in said
    assert "Clerk Head of law" in said and "What will move: Risks (1)" in said
    assert "said what takes over by the order" in said


def test_the_list_and_the_step_are_of_the_same_rows(manager, merged, rows):
    page = manager.get(f"{ORDERS}{merged.pk}/confirm/")
    assert "First Council → Third Council" in words(page) and "Risks (1)" in words(page)
    assert f"{HOME}risks/R1/" in links(page) and f"{HOME}risks/R2/" not in links(page)
    assert press(manager, f"{ORDERS}{merged.pk}/confirm/").url == f"{ORDERS}{merged.pk}/"
    held = dict(Risk.objects.values_list("reference", "lead_partner__name"))
    assert held == {"R1": "Third Council", "R2": "First Council"}  # closed rows keep theirs


def test_partners_end_on_the_vesting_day_and_each_row_says_why(manager, merged, rows, councils):
    press(manager, f"{ORDERS}{merged.pk}/confirm/")
    first = Partner.objects.get(pk=councils[0].pk)
    assert (first.ended_on, first.successor) == (VESTING, councils[2])
    event = AuditEvent.objects.get(verb="moved to its successor")
    assert event.reason == "Structural Changes Order (SI 2012/1), vesting day 9 March 2012"
    assert "Carried out on 9 March 2012" in words(manager.get(f"{ORDERS}{merged.pk}/"))


def test_owners_move_on_rows_and_on_what_hangs_on_them(merged, rows, who):
    owners = {"Director, First Council": "Director, Third Council", "Clerk": "Head of law"}
    order = reorganisation.set_successors(merged, owners=owners, **who)
    reorganisation.carry_out(order, **who)
    risk = Risk.objects.get(reference="R1")
    assert (risk.owner, risk.action_owner) == ("Director, Third Council", "Head of law")
    assert Mitigation.objects.get().owner == "Director, Third Council"
    notes = {one["label"] for one in AuditEvent.objects.get(verb="moved to its successor").changes}
    assert notes == {"Lead partner", "Owner", "Action owner", "Owner of mitigation 1"}


@pytest.mark.each
def test_owners_at_partners_come_together_at_the_successor(programme, merged, councils, who):
    review = recommendations.add_review(programme=programme, title="Review", kind="gateway", **who)
    one = recommendations.add_recommendation(
        programme=programme, review=review, text="Publish", **who
    )
    owners = {councils[0]: "Head of A", councils[1]: "Head of B"}
    recommendations.set_owners(one, owners=owners, **who)
    reorganisation.carry_out(merged, **who)
    held = PartnerOwner.objects.exclude(owner="").values_list("partner__name", "owner")
    assert list(held) == [("Third Council", "Head of A and Head of B")]
    assert PartnerOwner.objects.as_at(noon(2012, 3, 8)).count() == 0


def test_shares_of_partners_add_up_at_the_successor(programme, merged, councils, who):
    benefit = benefits.add_benefit(programme=programme, title="Save", kind="financial", **who)
    shares = {councils[0]: Decimal(40), councils[1]: Decimal(35), councils[2]: Decimal(25)}
    benefits.set_split(benefit, shares=shares, **who)
    reorganisation.carry_out(merged, **who)
    held = PartnerShare.objects.exclude(share=0).values_list("partner__name", "share")
    assert list(held) == [("Third Council", Decimal(100))]


def test_bodies_move_to_their_successor_or_end(programme, merged, who):
    joint, board, panel, after = (
        BodyFactory(programme=programme, name=name) for name in ("Joint", "Board", "Panel", "New")
    )
    Body.objects.filter(pk=board.pk).update(reports_to=joint)
    order = reorganisation.set_successors(merged, bodies={joint: after, panel: "ends"}, **who)
    reorganisation.carry_out(order, **who)
    joint, board, panel = (Body.objects.get(pk=one.pk) for one in (joint, board, panel))
    assert (joint.successor, panel.successor, board.reports_to) == (after, None, after)
    assert joint.ended_on == panel.ended_on == VESTING and not board.ended_on


def test_bodies_meet_at_the_successor_of_their_host(manager, programme, merged, councils):
    body = BodyFactory(programme=programme, name="Joint committee", host=councils[0])
    confirm = f"{ORDERS}{merged.pk}/confirm/"
    assert "Where bodies meet Joint committee: Third Council" in words(manager.get(confirm))
    press(manager, confirm)
    assert Body.objects.get(pk=body.pk).host == councils[2]


@pytest.mark.parametrize(
    ("vesting_on", "message"),
    [
        (None, "The order has no vesting day yet."),
        (date(2012, 3, 10), "The vesting day is 10 March 2012."),
    ],
)
def test_before_the_vesting_day_nothing_moves(manager, merged, rows, who, vesting_on, message):
    confirm = f"{ORDERS}{merged.pk}/confirm/"
    opened = sent(manager.get(confirm))
    reorganisation.change_order(merged, vesting_on=vesting_on, **who)
    page = manager.get(confirm)
    assert message in words(page) and not main_forms(page)
    opened["version"] = page.context["form"]["version"].value()
    assert message in errors(manager.post(confirm, opened))["__all__"]
    assert Risk.objects.get(reference="R1").lead_partner.name == "First Council"


def test_an_order_that_moves_nothing_is_not_carried_out(manager, order):
    page = press(manager, f"{ORDERS}{order.pk}/confirm/")
    assert "moves nothing yet" in errors(page)["__all__"]


def test_all_or_nothing(manager, programme, merged, rows, who):
    """A meeting that nobody decided on stands in the way of everything."""
    body = BodyFactory(programme=programme, name="Joint committee")
    meeting = MeetingFactory(body=body, on=date(2012, 4, 4))
    order = reorganisation.set_successors(merged, bodies={body: "ends"}, **who)
    page = press(manager, f"{ORDERS}{order.pk}/confirm/")
    assert "Say what becomes" in errors(page)[f"meeting_{meeting.pk}"]
    assert Risk.objects.get(reference="R1").lead_partner.name == "First Council"
    assert not Partner.objects.exclude(ended_on=None).exists()
    assert not AuditEvent.objects.filter(verb="moved to its successor").exists()


def test_a_row_that_cannot_move_is_named(merged, rows, who):
    owners = {"Clerk": "Head\u202eof law"}
    with pytest.raises(Exception, match="hidden character"):
        reorganisation.set_successors(merged, owners=owners, **who)


def test_carrying_it_out_again_changes_nothing(manager, merged, rows, who):
    reorganisation.carry_out(merged, **who)
    events = AuditEvent.objects.count()
    again = reorganisation.carry_out(merged, **who)
    assert again.carried_out_at == MARCH_2012 and AuditEvent.objects.count() == events
    assert f"{ORDERS}{merged.pk}/confirm/" not in links(manager.get(f"{ORDERS}{merged.pk}/"))


def test_an_order_that_was_carried_out_is_not_changed(manager, merged, who):
    pages = [f"{ORDERS}{merged.pk}/{page}/" for page in FORMS]
    opened = {page: sent(manager.get(page)) for page in pages}
    reorganisation.carry_out(merged, **who)
    for form in opened.values():
        form["version"] = Reorganisation.objects.get().version
    said = "Carried out on 9 March 2012. Take that back first, if it was a mistake."
    for page, form in opened.items():
        assert said in words(manager.get(page, follow=True))
        if not page.endswith("confirm/"):  # pressed twice, it says that it was carried out
            assert said in errors(manager.post(page, form))["__all__"]


def test_another_list_than_was_reviewed_is_not_carried_out(manager, programme, merged, rows, who):
    confirm = f"{ORDERS}{merged.pk}/confirm/"
    opened = sent(manager.get(confirm))
    add_risk(programme, who, lead_partner=rows.lead_partner)
    page = manager.post(confirm, opened)
    assert "What moves has changed since you looked." in errors(page)["__all__"]
    assert not Reorganisation.objects.get().carried_out_at


def test_a_successor_that_ends_too_is_refused(manager, order, councils, who):
    first, second, third = councils
    reorganisation.set_successors(order, partners={second: third}, **who)
    page = press(manager, f"{ORDERS}{order.pk}/partners/", **{f"partner_{first.pk}": second.pk})
    assert "Second Council ends by this order too." in errors(page)["__all__"]


@pytest.mark.parametrize(
    ("vests", "refused"), [(date(2013, 4, 1), True), (date(2011, 4, 1), False)]
)
def test_a_successor_that_another_order_ends_before_is_refused(
    manager, programme, order, councils, who, vests, refused
):
    first, second, third = councils
    reorganisation.set_successors(order, partners={second: third}, **who)
    made = {"title": "A later order", "made_on": date(2011, 3, 1), "vesting_on": vests}
    later = reorganisation.add_order(programme=programme, **made, **who)
    page = press(manager, f"{ORDERS}{later.pk}/partners/", **{f"partner_{first.pk}": second.pk})
    said = "Second Council ends by Structural Changes Order too. Choose a partner that stays."
    assert page.status_code == (200 if refused else 302)
    assert not refused or errors(page)["__all__"] == said


def test_what_ended_before_moves_no_more(programme, merged, councils, who):
    lifecycle.end_standing(councils[0], on=VESTING, why="Merged early", **who)
    reorganisation.carry_out(merged, **who)
    assert Partner.objects.get(pk=councils[0].pk).ended_why == "Merged early"


def test_an_order_from_an_old_page_says_what_changed(manager, merged, who):
    opened = sent(manager.get(f"{ORDERS}{merged.pk}/partners/"))
    reorganisation.change_order(merged, title="Another order", **who)
    page = manager.post(f"{ORDERS}{merged.pk}/partners/", opened)
    assert "changed SI 2012/1 since you opened this page" in words(page)


def test_only_the_manager_is_offered_the_buttons(order, auditor, signed_in):
    found = links(signed_in(auditor).get(f"{ORDERS}{order.pk}/"))
    ways = ("edit/", "partners/", "bodies/", "owners/", "confirm/")
    assert not {f"{ORDERS}{order.pk}/{way}" for way in ways} & set(found)
    assert f"{ORDERS}add/" not in links(signed_in(auditor).get(ORDERS))


@pytest.mark.each
def test_an_order_that_is_there_already_is_refused_by_its_name(programme, order, who):
    with pytest.raises(Exception, match="There is “Structural Changes Order” already"):
        reorganisation.add_order(
            programme=programme, title="structural  changes order", made_on=VESTING, **who
        )


def test_partners_are_added_before_they_take_over(manager, programme, order, who):
    partner = actions.add_partner(programme=programme, name="Unity Council", **who)
    offered = manager.get(f"{ORDERS}{order.pk}/partners/")
    assert f"partner_{partner.pk}" in sent(offered)


def test_what_is_reopened_after_the_vesting_day_goes_where_open_rows_went(
    manager, merged, rows, who
):
    owners = {"Director, First Council": "Director, Third Council"}
    order = reorganisation.set_successors(merged, owners=owners, **who)
    risk = Risk.objects.get(reference="R2")
    owner_moves.begin_owning(risk, who["by"], risk.lead_partner, **who)
    reorganisation.carry_out(order, **who)
    page = f"{HOME}risks/R2/"
    press(manager, f"{page}reopen/", why="It is back")
    risk.refresh_from_db()
    assert FurtherOwner.objects.standing().get().where == ", for Third Council"
    assert (risk.lead_partner.name, risk.owner) == ("Third Council", "Director, Third Council")
    said = words(manager.get(page))
    assert "Director, First Council" in said  # in its history


@pytest.mark.each
def test_so_does_a_row_whose_withdrawal_is_taken_back(manager, merged, rows, who):
    page = f"{HOME}risks/R1/"
    press(manager, f"{page}withdraw-mistake/", mistake="Added twice")
    reorganisation.carry_out(merged, **who)
    press(manager, f"{page}take-back-withdrawal/", why="It was not")
    assert Risk.objects.get(reference="R1").lead_partner.name == "Third Council"
