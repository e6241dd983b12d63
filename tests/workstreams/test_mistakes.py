"""What somebody accepted is not rewritten as a mistake once it is done."""

from datetime import date

import pytest

from tests.factories import MARCH_2012
from tests.reading import sent
from tests.workstreams.conftest import TAKEN
from workstreams import actions

PAGE = "/programmes/shared-management/follow-on/"


@pytest.fixture
def done(workstream, programme, workstream_lead, partner_director):
    """Proposed by the lead, accepted by a director, and done as the lead says."""
    lead, director = ({"by": one, "at": MARCH_2012} for one in (workstream_lead, partner_director))
    said = {"workstream": workstream, "title": "Move in", "due_on": date(2012, 12, 1)}
    action = actions.propose_follow_on(programme=programme, **said, **lead)
    action = actions.accept_follow_on(action, **TAKEN, **director)
    return actions.complete_follow_on(action, outcome="Done", done_on=MARCH_2012.date(), **lead)


@pytest.mark.parametrize(("fact", "typed"), [("due", "1 December 2029"), ("owner", "Nobody")])
def test_what_was_accepted_stays_accepted_once_it_is_done(
    signed_in, workstream_lead, done, fact, typed
):
    lead, url = signed_in(workstream_lead), f"{PAGE}{done.reference}/correct-mistake/"
    page = lead.get(url)
    assert fact not in page.context["form"].fields
    lead.post(url, {**sent(page), fact: typed, "mistake": "A slip"})
    before, done = done, type(done).objects.get(pk=done.pk)
    assert (done.owner, done.due) == (before.owner, before.due)
