"""A workstream lead alone neither moves a date, nor gives up what was accepted, nor takes it up."""

from datetime import date

import pytest

from recommendations import actions
from tests.factories import MARCH_2012
from tests.reading import errors, links, sent, words

PAGE = "/programmes/shared-management/recommendations/REC1/"
DUE, LATER = date(2012, 3, 31), date(2029, 12, 31)


@pytest.fixture
def lead(signed_in, workstream_lead):
    return signed_in(workstream_lead)


@pytest.fixture
def add_own(programme, review, workstream_lead):
    """A function that adds a recommendation as the lead."""

    def add(text, **details):
        how = {"programme": programme, "by": workstream_lead, "at": MARCH_2012, "review": review}
        return actions.add_recommendation(**how, text=text, **details)

    return add


def press(client, step, **typed):
    """Opens a step of REC1 and sends its form."""
    url = f"{PAGE}{step}/"
    return client.post(url, {**sent(client.get(url)), **typed}, follow=True)


@pytest.mark.once
@pytest.mark.parametrize(
    ("given", "other", "said"),
    [
        ({"due_on": DUE}, {"due_on": LATER}, "ask for an extension first"),
        ({"due_on": DUE}, {}, "REC2 is without a due date"),
        ({"response": "accepted"}, {"response": "rejected"}, "say first that it is no longer"),
        ({"response": "partly"}, {}, "say first that it is no longer"),
    ],
)
def test_what_was_decided_is_not_left_behind_by_another_in_its_place(
    lead, add_own, signed_in, programme_manager, given, other, said
):
    add_own("Plan", **given)
    add_own("Another", **other)
    typed = {"superseded_by": "REC2", "why": "The same"}
    assert said in errors(press(lead, "supersede", **typed))["superseded_by"]
    assert "You superseded REC1." in words(
        press(signed_in(programme_manager), "supersede", **typed)
    )


def test_one_that_is_due_no_later_takes_its_place_and_its_date_stays(lead, add_own):
    given = {"due_on": DUE, "response": "accepted"}
    add_own("Plan", **given)
    other = add_own("Another", **given)
    done = press(lead, "supersede", superseded_by="REC2", why="The same")
    assert "You superseded REC1." in words(done)
    row = other.due_dates.get()
    url = f"{PAGE.replace('REC1', 'REC2')}rows/due-dates/{row.pk}/correct/"
    assert lead.get(url).status_code == 403


@pytest.mark.once
def test_what_was_accepted_is_answered_anew_by_those_who_may_give_it_up(
    lead, add_own, signed_in, programme_manager
):
    entry = add_own("Plan", response="accepted")
    typed = sent(lead.get(f"{PAGE}respond/"))
    assert lead.post(f"{PAGE}respond/", {**typed, "response": "rejected"}).status_code == 403
    assert "From April" in words(press(lead, "respond", comments="From April"))
    press(signed_in(programme_manager), "respond", response="rejected")
    entry.refresh_from_db()
    assert entry.response == "rejected"
    assert "You closed REC1." in words(press(lead, "close", why="Rejected"))


@pytest.mark.once
def test_what_is_no_longer_pursued_is_taken_up_by_those_who_may_decide(
    lead, add_own, signed_in, programme_manager, partner_director
):
    entry = add_own("Plan", response="accepted")
    told = {"decided_by": "Joint Committee", "decided_on": date(2012, 3, 1), "why": "Too dear"}
    actions.drop_recommendation(entry, **told, by=partner_director, at=MARCH_2012)
    reopen = f"{PAGE}reopen/"
    assert reopen not in links(lead.get(PAGE))
    assert lead.get(reopen).status_code == 403
    assert lead.post(reopen, {"why": "I like it", "version": "2"}).status_code == 403
    director = signed_in(partner_director)
    assert reopen in links(director.get(PAGE))
    assert "You reopened REC1." in words(press(director, "reopen", why="Wanted"))


@pytest.mark.once
def test_who_decides_lifts_what_was_decided_and_nothing_else(
    add_own, signed_in, partner_director, workstream_lead
):
    entry = add_own("Plan", response="accepted")
    actions.claim_recommendation(entry, by=workstream_lead, at=MARCH_2012)
    director, reopen = signed_in(partner_director), f"{PAGE}reopen/"
    assert reopen not in links(director.get(PAGE))
    said = "Keep recommendations, their responses and positions: only for"
    assert said in words(director.get(reopen, follow=True))
    assert director.post(reopen, {"why": "No", "version": "2"}).status_code == 403
    entry.refresh_from_db()
    assert entry.state == "claimed"


@pytest.fixture
def dropped(add_own, partner_director):
    """REC1, which the lead added as accepted; a director recorded that it is dropped."""
    told = {"decided_by": "Joint committee", "decided_on": MARCH_2012.date(), "why": "Too dear"}
    entry = add_own("Plan", response="accepted")
    return actions.drop_recommendation(entry, by=partner_director, at=MARCH_2012, **told)


@pytest.mark.once
@pytest.mark.parametrize("fact", ["response", "text", "comments", "printed_reference"])
def test_what_a_committee_dropped_is_not_rewritten_as_a_mistake(lead, dropped, fact):
    url = f"{PAGE}correct-mistake/"
    assert fact not in lead.get(url).context["form"].fields
    typed = {"response": "rejected"}.get(fact, "Something else entirely")
    lead.post(url, {**sent(lead.get(url)), fact: typed, "mistake": "A slip"})
    dropped.refresh_from_db()
    assert (dropped.response, dropped.text) == ("accepted", "Plan")


@pytest.mark.once
def test_who_may_decide_corrects_what_was_dropped(signed_in, programme_manager, dropped):
    manager, url = signed_in(programme_manager), f"{PAGE}correct-mistake/"
    manager.post(url, {**sent(manager.get(url)), "text": "The plan", "mistake": "A slip"})
    dropped.refresh_from_db()
    assert dropped.text == "The plan"


@pytest.mark.once
def test_a_claim_falls_when_a_correction_shows_that_it_was_rejected(lead, add_own):
    add_own("Plan", response="accepted")
    press(lead, "claim", evidence="The plan")
    page = press(lead, "correct-mistake", response="rejected", mistake="The letter says so")
    said = words(page)
    assert "Reopened" in said and "took back the claim of" in said and "Rejected" in said
    page = press(lead, "close", why="Rejected")
    assert "You closed REC1." in words(page)


def test_as_above_does_not_lead_in_a_circle(lead, add_own):
    for text in ("Plan", "Staff", "Money"):
        add_own(text, response="accepted")
    base = PAGE.replace("REC1/", "")
    above = {"as_at": "9 March 2012", "wording": "as_above", "text": ""}

    def say(one, other):
        url = f"{base}{one}/update/"
        return lead.post(url, {**sent(lead.get(url)), **above, "same_as": other})

    assert say("REC2", "REC1").status_code == say("REC3", "REC2").status_code == 302
    assert "means REC1 itself" in errors(say("REC1", "REC2"))["same_as"]
    assert "means REC1 itself" in errors(say("REC1", "REC3"))["same_as"]
