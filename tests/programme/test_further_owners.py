"""Several owners of one row with one lead: named, shown, found, handed over, ended."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from programme import audit, further_owners
from programme.authorization import NotPermitted
from programme.models import FurtherOwner
from programme.owned import hand_over_rows, rows_by_owner, rows_of
from risks import actions
from risks.log import RISKS
from tests.factories import MARCH_2012, MembershipFactory, PartnerFactory, noon
from tests.reading import errors, links, rows, sent, words

pytestmark = pytest.mark.once

REGISTER = "/programmes/shared-management/risks/"
THEN = "?at=2012-03-09"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def risk(programme, workstream_lead, who):
    """A risk that the workstream lead leads, to be reviewed on a day long past."""
    about = {"title": "Staff leave", "owner_user": workstream_lead, "owner": "Head of service"}
    return actions.add_risk(programme=programme, review_on=MARCH_2012.date(), **about, **who)


def test_an_owner_is_named_for_a_partner_shown_everywhere_and_ended(
    risk, programme, programme_manager, partner_director, auditor, signed_in
):
    council = PartnerFactory(programme=programme, name="Second council")
    manager, url = signed_in(programme_manager), f"{REGISTER}R1/"
    (add,) = [u for u, texts in links(manager.get(url)).items() if "Name a further owner" in texts]
    typed = {"person": partner_director.pk, "partner": council.pk}
    page = manager.post(add, {**sent(manager.get(add)), **typed}, follow=True)
    said = f"{partner_director.title}, for Second council"
    assert "You named a further owner of R1" in words(page) or "R1 saved." in words(page)
    facts, _, history = words(page).rpartition("History")
    assert f"Further owners {said}" in facts and "for Second council" in history
    (cells,) = rows(manager.get(REGISTER))
    assert any("Head of service" in cell and "and 1 further owner" in cell for cell in cells)
    found = manager.get(f"{REGISTER}?person=partner_director")
    assert len(rows(found)) == 1 and not rows(manager.get(f"{REGISTER}?person=auditor"))
    (row,) = manager.get(f"{REGISTER}download/json/?person=partner_director").json()["rows"]
    assert row["further_owners"] == [said]
    assert said in manager.get(f"{REGISTER}download/csv/").content.decode()
    mine = words(signed_in(partner_director).get("/my-work/"))
    assert "R1 Staff leave (with Head of service)" in mine and "Risks 1" in mine
    reader = signed_in(auditor)
    assert said in words(reader.get(url)) and add not in links(reader.get(url))
    assert reader.get(add).url == url  # who does not keep the log is told so
    assert "Further owners" not in words(manager.get(url + THEN))
    (end,) = [u for u in links(manager.get(url)) if u.endswith("/end/")]
    ended = manager.post(end, sent(manager.get(end)), follow=True)
    assert "Further owners" not in words(ended).rpartition("History")[0]
    assert "You own nothing at present" in words(signed_in(partner_director).get("/my-work/"))
    assert FurtherOwner.objects.get().ended_by == programme_manager


def test_whoever_cannot_own_it_or_does_already_is_refused(
    risk, programme, programme_manager, workstream_lead, committee_member, auditor, signed_in, who
):
    council = PartnerFactory(programme=programme, name="Second council")
    further_owners.name_owner(risk, person=auditor, partner=council, **who)
    another = MembershipFactory(programme=programme, role="finance_officer").user
    for person, partner, says in (
        (committee_member, None, "Choose somebody who reads the logs"),
        (MembershipFactory().user, None, "Choose somebody who reads the logs"),
        (workstream_lead, None, "owns R1 already"),
        (auditor, None, "owns R1 already"),
        (another, council, "owns it already. End that first"),
        (another, PartnerFactory(), "Choose a partner"),
    ):
        with pytest.raises(ValidationError, match=says):
            further_owners.name_owner(risk, person=person, partner=partner, **who)
    with pytest.raises(NotPermitted):
        further_owners.name_owner(risk, by=auditor, at=MARCH_2012, person=another)
    url = "/programmes/shared-management/owners/risks/R1/add/"
    manager = signed_in(programme_manager)
    typed = {**sent(manager.get(url)), "person": workstream_lead.pk, "partner": council.pk}
    page = manager.post(url, typed)
    assert "owns R1 already" in errors(page)["person"]
    assert str(page.context["form"]["partner"].value()) == str(council.pk)
    risk.refresh_from_db()
    risk = actions.change_risk(risk, owner_user=auditor, **who)  # who leads it owns it once
    assert rows_by_owner(programme) == {auditor.pk: 1}
    last = audit.events_of(risk).first().changes[-1]
    assert (last["was"], last["now"]) == (f"{auditor.known_as}, for Second council", "")
    closed = actions.close_risk(risk, why="Over", **who)
    assert "Reopen it first" in words(manager.get(url, follow=True))
    with pytest.raises(ValidationError, match="closed"):
        further_owners.name_owner(closed, person=another, **who)


@pytest.mark.each
def test_who_leaves_hands_over_what_they_own_with_others(
    risk, programme, workstream_lead, partner_director, auditor, who
):
    further_owners.name_owner(risk, person=partner_director, **who)
    assert [one for _, one in rows_of(partner_director, programme)] == [risk]
    assert rows_by_owner(programme) == {workstream_lead.pk: 1, partner_director.pk: 1}
    how = {"programme": programme, "why": "Left", **who, "at": timezone.now()}
    hand_over_rows(partner_director, to=auditor, **how)
    standing = FurtherOwner.objects.of(type(risk))
    assert [one.person for one in standing] == [auditor]
    hand_over_rows(workstream_lead, to=auditor, **how)  # the lead passes to a further owner
    risk.refresh_from_db()
    assert risk.owner_user == auditor and not standing.all().exists()
    then = FurtherOwner.objects.of(type(risk), noon(2012, 3, 20))
    assert [one.person for one in then] == [partner_director]
    assert RISKS.bound["further_owners"].label == "Further owners"
