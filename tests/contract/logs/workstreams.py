"""Workstreams and follow-on actions."""

from datetime import date

from tests.contract.kit import Kit, PageForm, Step
from workstreams import actions, log
from workstreams.models import Workstream

WHY = {"why": "Agreed by the board"}
TAKEN = {
    "owner": "Executive Director",
    "plan": "Service plan 2012/13",
    "monitoring_body": "Management Group",
}


def add_workstream(w, title="Legal services", **details):
    return actions.add_workstream(programme=w.programme, title=title, **w.who, **details)


def workstreams(w):
    """W1 reasonable, W2 good, W3 without a position."""
    said = {"as_at": w.who["at"].date(), **w.who}
    purpose = {"purpose": "One contact point\nBetter service levels", "owner": "Head of Legal"}
    actions.add_position(add_workstream(w, **purpose), progress="Reasonable", **said)
    actions.add_position(add_workstream(w, "Markets"), progress="Good", **said)
    post = add_workstream(w, "Print and mail")
    actions.propose_follow_on(
        programme=w.programme, workstream=post, title="Sell it", due_on=date(2012, 3, 1), **w.who
    )


WORKSTREAMS = Kit(
    name="workstreams",
    add=add_workstream,
    typed={"title": "Markets", "owner": "Head of Markets"},
    change=("title", "Markets and fairs", "Markets and fairs"),
    subjects={"any": [], "any, judged": ["position"]},
    full="any, judged",
    children={
        "actions": lambda w, text: propose(w, text).workstream,
        "positions": ("position", "text"),
    },
    steps=(
        Step(
            "workstreams:position",
            "Record the position",
            ("any", "any, judged"),
            {"as_at": "9 March 2012", "progress": "Good", "text": "One team is in place"},
            shows="One team is in place",
        ),
    ),
    forms=(
        PageForm(
            "workstreams:scale",
            "Set the words for progress",
            "workstreams:list",
            {"words": "On track\nBehind", "applies_from": "10 March 2012", **WHY},
            "From 10 March 2012 progress is judged in these words: On track, Behind.",
        ),
    ),
    register=workstreams,
    finds={
        "": ["W1", "W2", "W3"],
        "?progress=Good": ["W2"],
        "?progress=Poor": [],
        "?progress=none": ["W3"],
        "?owner=Head of Legal": ["W1"],
        "?actions=late": ["W3"],
        "?actions=waiting": ["W3"],
        "?q=CONTACT levels": ["W1"],
        "?sort=-title": ["W3", "W2", "W1"],
        "?sort=progress": ["W3", "W2", "W1"],
    },
)


def propose(w, title="Move in together", **details):
    workstream = Workstream.objects.first() or add_workstream(w)
    values = {"workstream": workstream, "title": title, **details}
    return actions.propose_follow_on(programme=w.programme, **w.who, **values)


def proposal(w, _):
    workstream = Workstream.objects.first() or add_workstream(w)
    return {"workstream": str(workstream.pk), "title": "Move in together"}


def follow_on(w):
    """FA1 to FA4: proposed, accepted, done, withdrawn."""
    due = {"due_on": date(2012, 3, 1)}
    propose(w, **due)
    actions.accept_follow_on(propose(w, **due), **TAKEN, **w.who)
    w.make(FOLLOW_ON, "done")
    w.make(FOLLOW_ON, "withdrawn")


FOLLOW_ON = Kit(
    name="follow-on",
    add=propose,
    typed=proposal,
    change=("title", "Move in at once", "Move in at once"),
    by_adding={"state": "Proposed"},  # nobody has accepted it
    subjects={
        "proposed": [],
        "accepted": ["follow_on_accept"],
        "done": ["follow_on_accept", "follow_on_complete"],
        "withdrawn": ["follow_on_withdraw"],
    },
    full="accepted",
    decided={
        log.ACCEPTED: (
            "accepted",
            {
                "title": "Move out",
                "owner": "Nobody",
                "plan": "No plan",
                "monitoring_body": "No body",
                "due": "31 March 2029",
            },
        )
    },
    steps=(
        Step(
            "workstreams:follow_on_accept",
            "Accept",
            ("proposed",),
            TAKEN,
            "accepted",
            by="partner_director",
        ),
        Step(
            "workstreams:follow_on_complete",
            "Say that it is done",
            ("accepted",),
            {"outcome": "They moved in", "done_on": "9 March 2012"},
            "done",
        ),
        Step(
            "workstreams:follow_on_withdraw", "Withdraw", ("proposed", "accepted"), WHY, "withdrawn"
        ),
        Step(
            "workstreams:follow_on_reopen",
            "Reopen",
            ("done", "withdrawn"),
            WHY,
            {"done": "accepted", "withdrawn": "proposed"},
        ),
    ),
    register=follow_on,
    finds={
        "": ["FA1", "FA2", "FA3", "FA4"],
        "?state=live": ["FA1", "FA2"],
        "?state=withdrawn": ["FA4"],
        "?workstream=W1&owner=Executive Director": ["FA2", "FA3"],
        "?workstream=W2": [],
        "?late=yes": ["FA1", "FA2"],
        "?q=move management": ["FA2", "FA3"],
        "?sort=-state": ["FA4", "FA1", "FA3", "FA2"],
    },
)

KITS = [WORKSTREAMS, FOLLOW_ON]
