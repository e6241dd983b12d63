"""Which clearances a body demands is data of the body, kept where its front sheet is kept."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from lxml import html

from papers import demanded
from papers.models import DemandedClearance
from programme import lifecycle
from programme.models import AuditEvent, Post
from tests.factories import BodyFactory, PartnerFactory, noon
from tests.papers.conftest import DEFINED, WRITTEN
from tests.reading import errors, links, sent, words

LEGAL = {"label": "Legal", "role": "legal_officer"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(WRITTEN, tick=False):
        yield


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def council(programme):
    return PartnerFactory(programme=programme, name="First Council")


@pytest.fixture
def demand(body, democratic_services):
    """A function by which the body demands a clearance."""

    def step(body=body, at=DEFINED, **asked):
        who = {"by": democratic_services, "at": at}
        return demanded.demand_clearance(body=body, **who, **asked)

    return step


def press(client, address, **given):
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


def listed(page):
    """The demanded clearances in their order."""
    return html.fromstring(page.content).xpath("//li[starts-with(@id, 'clearance-')]/strong/text()")


@pytest.mark.once
def test_clearances_are_demanded_beside_the_front_sheet(officer, body, council, at, auditor):
    sheet, add = at("papers:front_sheet", body.pk), at("papers:add_demand", body.pk)
    assert sheet in links(officer.get(at("body", body.pk))) and add in links(officer.get(sheet))
    for label, asked in (
        ("Legal", "role legal_officer"),
        ("Finance", f"post section_151 {council.pk}"),
        ("Monitoring", "post monitoring each"),
        ("Our own route", f"person {auditor.pk}"),
    ):
        shown = press(officer, add, label=label, whom=asked)
    assert listed(shown) == ["Legal", "Finance", "Monitoring", "Our own route"]
    page = words(officer.get(at("body", body.pk)))
    assert "Legal Legal officer Finance Section 151 officer, First Council Monitoring" in page
    assert "Monitoring officer, each council Our own route Auditor (auditor)" in page
    assert AuditEvent.objects.first().verb == "demanded the clearance"


def test_what_is_demanded_is_of_its_moment(officer, body, demand, at):
    demand(at=WRITTEN, **LEGAL)
    page = at("body", body.pk)
    assert "Legal officer" in words(officer.get(f"{page}?at=2012-03-05"))
    assert "None is demanded." in words(officer.get(f"{page}?at=2012-03-04"))


def test_members_do_not_read_who_clears(signed_in, committee_member, body, demand, at):
    demand(**LEGAL)
    page = signed_in(committee_member).get(at("body", body.pk))
    assert "Clearances before publication" not in words(page)


def test_a_demand_is_renamed_moved_and_left_out(officer, body, demand, at):
    first, second = demand(**LEGAL), demand(label="Audit", role="auditor")
    sheet = at("papers:front_sheet", body.pk)
    press(officer, at("papers:demand", first.pk), label="Law")
    officer.post(at("papers:move_demand", second.pk), {"step": "up", "version": second.version})
    assert listed(officer.get(sheet)) == ["Audit", "Law"]
    press(officer, at("papers:leave_out_demand", first.pk), why="No longer asked for")
    assert listed(officer.get(sheet)) == ["Audit"]
    with pytest.raises(DatabaseError), transaction.atomic():
        DemandedClearance.objects.update(role="scrutiny_officer")
    gone = officer.get(at("papers:demand", first.pk), follow=True)
    assert "left this clearance out." in words(gone)


def test_a_demand_is_made_once(officer, body, demand, at):
    demand(**LEGAL)
    page = press(
        officer, at("papers:add_demand", body.pk), label="legal", whom="role legal_officer"
    )
    assert "demands this clearance already" in errors(page)["label"]
    page = press(officer, at("papers:add_demand", body.pk), label="Law", whom="role mayor")
    assert "Choose one of the choices" in errors(page)["whom"]


def test_two_who_rename_at_once(officer, demand, democratic_services, at):
    row = demand(**LEGAL)
    page = at("papers:demand", row.pk)
    opened = sent(officer.get(page))
    demanded.rename_demand(row, by=democratic_services, at=WRITTEN, label="Law")
    shown = officer.post(page, {**opened, "label": "Legal services"})
    assert "changed while you were working on it" in words(shown)


@pytest.mark.parametrize("role", ["partner_director", "auditor", "administrator"])
def test_others_demand_nothing(role, request, signed_in, body, demand, at):
    client = signed_in(request.getfixturevalue(role))
    row = demand(**LEGAL)
    for name, key in (("add_demand", body.pk), ("demand", row.pk), ("leave_out_demand", row.pk)):
        assert client.get(at(f"papers:{name}", key)).status_code == 403
    assert at("papers:front_sheet", body.pk) not in links(client.get(at("body", body.pk)))


def test_demands_go_to_the_body_that_takes_its_place(programme, body, demand, programme_manager):
    demand(**LEGAL)
    heir = BodyFactory(programme=programme, name="New scrutiny", slug="new-scrutiny")
    how = {"by": programme_manager, "at": WRITTEN, "on": WRITTEN.date(), "why": "By order"}
    lifecycle.end_standing(body, successor=heir, **how)
    assert [str(one) for one in demanded.demanded_by(heir)] == ["Legal"]
    body.refresh_from_db()
    with pytest.raises(ValidationError, match="ended on"):
        demand(label="Finance", role="finance_officer", at=noon(2012, 3, 6))


def test_a_post_without_a_council_yet_is_asked_of_nobody(demand):
    each = demand(label="Finance", post="section_151")
    assert each.councils() == [None] and not Post.objects.exists()
