"""Somebody leaves: the page says what they own, and all of it passes to another person at once."""

import pytest
from django.core.exceptions import ValidationError

from lessons.actions import add_lesson
from programme.authorization import NotPermitted
from programme.models import AuditEvent
from programme.owned import hand_over_rows, rows_by_owner, rows_of
from risks.actions import add_risk, close_risk
from risks.models import Risk
from tests.factories import MARCH_2012, MembershipFactory
from tests.reading import words

PEOPLE = "/programmes/shared-management/people/"


@pytest.fixture
def owned(programme, programme_manager, workstream_lead):
    """Two open rows of a workstream lead, and one that is closed."""
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    lead = {**who, "owner_user": workstream_lead}
    add_risk(title="Staff leave", **lead)
    add_risk(title="Money runs out", owner="Mayor", **lead)
    closed = add_risk(title="Rain", **lead)
    close_risk(closed, by=programme_manager, at=MARCH_2012, why="It is dry")
    return [one for _, one in rows_of(workstream_lead, programme)]


@pytest.fixture
def ending(workstream_lead):
    return f"{PEOPLE}roles/{workstream_lead.memberships.get().pk}/end/"


def test_the_role_ends_and_all_open_rows_pass_in_one_step(
    owned, ending, administrator, auditor, workstream_lead, signed_in
):
    admin = signed_in(administrator)
    page = admin.get(ending)
    assert "Open rows that they own (2)" in words(page) and "R1 Staff leave" in words(page)
    admin.post(ending, {"why": "Left", "to": auditor.pk})
    found = Risk.objects.order_by("number").values_list("owner", "owner_user")
    title, lead = auditor.job_title, (workstream_lead.job_title, workstream_lead.pk)
    assert list(found) == [(title, auditor.pk), ("Mayor", auditor.pk), lead]
    events = AuditEvent.objects.filter(verb="handed over")
    assert {(one.reference, one.reason) for one in events} == {("R1", "Left"), ("R2", "Left")}
    assert Risk.history.filter(reference="R1", owner_user=workstream_lead).exists()


@pytest.mark.once
def test_who_gets_nothing_yet_stays_named_and_the_page_leads_on(
    owned, ending, administrator, programme_manager, workstream_lead, signed_in
):
    page = signed_in(administrator).post(ending, {"why": "Left"}, follow=True)
    assert page.redirect_chain[0][0] == f"{PEOPLE}{workstream_lead.pk}/hand-over/"
    manager = signed_in(programme_manager)
    assert f"{workstream_lead.title}, who has left" in words(manager.get(PEOPLE))
    url = f"{PEOPLE}{workstream_lead.pk}/hand-over/"
    assert workstream_lead not in manager.get(url).context["form"].fields["to"].queryset
    done = manager.post(url, {"to": programme_manager.pk, "why": "Left"}, follow=True)
    assert "2 rows handed over: R1 and R2." in words(done)
    assert "owns no open row" in words(manager.get(url, follow=True))


@pytest.mark.once
def test_the_action_refuses_who_may_not_and_who_cannot_own(
    owned, programme, auditor, programme_manager, workstream_lead
):
    how = {"programme": programme, "at": MARCH_2012, "why": "Left"}
    with pytest.raises(NotPermitted):
        hand_over_rows(workstream_lead, by=auditor, to=auditor, **how)
    for stranger in MembershipFactory().user, workstream_lead:
        with pytest.raises(ValidationError):
            hand_over_rows(workstream_lead, by=programme_manager, to=stranger, **how)
    assert rows_by_owner(programme) == {workstream_lead.pk: 2}


def test_a_role_beside_another_by_which_they_own_asks_for_nobody(
    owned, ending, programme, administrator, workstream_lead, signed_in
):
    MembershipFactory(programme=programme, user=workstream_lead, role="auditor")
    page = signed_in(administrator).get(ending)
    assert "to" not in page.context["form"].fields and "Open rows" not in words(page)


def test_rows_of_all_logs_are_listed(programme, programme_manager, workstream_lead, owned):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    add_lesson(title="Ask first", kind="well", stage="Review", owner_user=workstream_lead, **who)
    found = [(log.name, one.reference) for log, one in rows_of(workstream_lead, programme)]
    assert found == [("risks", "R1"), ("risks", "R2"), ("lessons", "L1")]
