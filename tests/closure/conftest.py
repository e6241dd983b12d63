"""A programme that comes to its end: open rows, a body that authorised it, and what it decided."""

import pytest

from closure.closing.actions import close_programme, say_authorised_by
from closure.custody.actions import dispose_rows
from papers import actions, deciding
from papers.choices import Outline, PartKind
from risks.actions import add_issue, add_risk
from tests.factories import MARCH_2012, BodyFactory, MeetingFactory, noon
from workstreams.actions import add_workstream, propose_follow_on

OFFERED, ANSWERED, CLOSED, LATER = (
    noon(2012, 3, 10),
    noon(2012, 3, 11),
    noon(2012, 4, 5),
    noon(2012, 5, 7),
)


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Executive", slug="executive")


@pytest.fixture
def decide(programme, programme_manager, democratic_services):
    """A function that records what a meeting of a body decided, and gives that."""

    def record(body, minute="Minute 12", at=CLOSED, **meeting):
        outlines = [Outline("asked", "Recommendations", PartKind.RECOMMENDATIONS)]
        what = {"kind": "cover", "title": "Closure", "outlines": outlines}
        who = {"by": programme_manager, "at": noon(2012, 3, 1)}
        paper = actions.start_paper(meeting=MeetingFactory(body=body, **meeting), **what, **who)
        asked = actions.add_recommendation(paper=paper, text="To close the programme", **who)
        decided = {"outcome": "agreed", "minute": minute}
        return deciding.record_decision(asked, by=democratic_services, at=at, **decided)

    return record


@pytest.fixture
def rows(programme, programme_manager):
    """Open rows of three logs, by their keys; a workstream is none."""
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    add_risk(title="A partner leaves", likelihood=3, impact=5, owner="Director", **who)
    add_issue(title="The system is down", raised_on=MARCH_2012.date(), **who)
    workstream = add_workstream(title="Legal services", **who)
    propose_follow_on(workstream=workstream, title="Agree service levels", **who)
    return ["risks:R1", "issues:I1", "follow-on:FA1"]


@pytest.fixture
def close(programme, rows, body, decide, democratic_services, programme_manager):
    """A function that disposes of all rows and closes the programme."""

    def step():
        who, decision = {"by": democratic_services, "at": CLOSED}, decide(body)
        say_authorised_by(programme, body=body, **who)
        dispose_rows(programme, rows=rows, decision=decision, why="Decided", **who)
        return close_programme(programme, decision=decision, **who)

    return step
