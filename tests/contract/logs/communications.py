"""Communications and their feedback."""

from communications import actions
from tests.contract.kit import Kit, Step

WHY = {"why": "Agreed by the board"}


def add(w, title="Briefing on the new structure", **details):
    values = {"audience": "staff", "due": "April 2012", "title": title, **details}
    return actions.add_communication(programme=w.programme, **w.who, **values)


def register(w):
    """CM1 overdue, CM2 done with feedback that waits, CM3 a consultation still to be done."""
    add(w, due="1 March 2012", owner="Director")
    done = add(w, audience="trade_unions")
    actions.add_feedback(done, source="Staff", said="Too late", **w.who)
    done.refresh_from_db()
    actions.complete_communication(done, done_on=w.who["at"].date(), **w.who)
    users = {"audience": "users", "consultation": "users", "due": "At key stages"}
    add(w, "Focus groups", channel="Town hall", **users)


COMMUNICATIONS = Kit(
    name="communications",
    add=add,
    typed={"title": "Newsletter", "audience": "staff", "due": "April 2012"},
    change=("channel", "Town hall", "Town hall"),
    by_adding={"state": "Planned"},  # the log is the plan
    subjects={
        "planned": [],
        "under_way": ["start", "feedback"],
        "done": ["feedback", "complete"],
        "cancelled": ["cancel"],
    },
    full="under_way",
    children={"feedback": ("feedback", "said")},
    leaves_open=(("complete", "under_way", None), ("cancel", "under_way", None)),
    rows={"answers": ("under_way", "answer")},
    steps=(
        Step("communications:start", "Start", ("planned",), state="under_way"),
        Step(
            "communications:complete",
            "Record as done",
            ("planned", "under_way"),
            {"done_on": "9 March 2012"},
            "done",
        ),
        Step("communications:cancel", "Cancel it", ("planned", "under_way"), WHY, "cancelled"),
        Step(
            "communications:reopen",
            "Reopen",
            ("done", "cancelled"),
            WHY,
            {"done": "under_way", "cancelled": "planned"},
        ),
        # People answer what was said to them: feedback comes when a communication is over.
        Step(
            "communications:feedback",
            "Add feedback",
            ("planned", "under_way", "done", "cancelled"),
            {"given_on": "9 March 2012", "source": "Staff", "said": "Too late"},
            shows="Too late",
        ),
        Step(
            "communications:answer",
            "Answer feedback 1",
            ("under_way", "done"),
            {"answer": "We shall begin earlier", "answered_on": "9 March 2012"},
            shows="We shall begin earlier",
            parts=(1,),
        ),
    ),
    register=register,
    finds={
        "": ["CM1", "CM2", "CM3"],
        "?standing=overdue": ["CM1"],
        "?standing=due": ["CM3"],
        "?standing=done": ["CM2"],
        "?state=planned": ["CM1", "CM3"],
        "?audience=trade_unions": ["CM2"],
        "?audience=none": [],
        "?consultation=any": ["CM3"],
        "?consultation=users": ["CM3"],
        "?consultation=none": ["CM1", "CM2"],
        "?owner=Director": ["CM1"],
        "?feedback=waiting": ["CM2"],
        "?q=HALL focus": ["CM3"],
        "?sort=due": ["CM1", "CM2", "CM3"],
    },
)

KITS = [COMMUNICATIONS]
