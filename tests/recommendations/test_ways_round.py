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
    assert "You reopened REC1." in words(
        press(signed_in(programme_manager), "reopen", why="Wanted")
    )
