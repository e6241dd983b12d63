"""A form offers the workstreams of the workstream log; whoever likes writes another."""

import pytest

from milestones.actions import add_milestone
from tests.factories import MARCH_2012
from tests.reading import errors
from workstreams.actions import add_workstream

MILESTONES = "/programmes/shared-management/milestones/"
LIST = '<datalist id="workstreams"><option value="Legal &amp; finance"><option value="Print">'


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.mark.once
def test_workstreams_are_picked_from_their_log(manager, programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    assert "datalist" not in manager.get(f"{MILESTONES}add/").content.decode()
    for title in "Legal & finance", "Print":
        add_workstream(programme=programme, title=title, **who)
    page = manager.get(f"{MILESTONES}add/").content.decode()
    assert LIST in page and 'list="workstreams"' in page
    add_milestone(programme=programme, title="Structure agreed", workstream="Print room", **who)
    page = manager.get(f"{MILESTONES}M1/edit/").content.decode()
    assert LIST in page and 'value="Print room"' in page
    assert 'list="' not in manager.get(f"{MILESTONES}sheet/").content.decode()
    page = manager.post(f"{MILESTONES}add/", {"title": "", "workstream": "Print"})
    assert errors(page) and LIST in page.content.decode()
