"""Lessons."""

from lessons import actions, log
from tests.contract.kit import Kit, Step

WHY = {"why": "Agreed by the board"}
DECIDED = {"decided_by": "Programme board", "decided_on": "9 March 2012"}


def add(w, title="Name the options first", **details):
    values = {"stage": "Review", "kind": "improve", "title": title, **details}
    return actions.add_lesson(programme=w.programme, **w.who, **values)


def register(w):
    """L1 adopted, L2 proposed and gone well, L3 of the implementation for other programmes."""
    w.make(LESSONS, "adopted")
    actions.propose_lesson(add(w, kind="well"), adopter="Programme board", **w.who)
    quick = {"stage": "Implementation", "applies_to": "others", "cause": "No schedule"}
    add(w, "Give quick wins a date", **quick)


LESSONS = Kit(
    name="lessons",
    add=add,
    typed={"title": "Give quick wins a date", "stage": "Review", "kind": "improve"},
    change=("cause", "Nobody asked", "Nobody asked"),
    subjects={
        "recorded": [],
        "proposed": ["propose"],
        "adopted": ["propose", "adopt"],
        "not_adopted": ["propose", "decline"],
    },
    full="proposed",
    decided={log.DECISION: ("adopted", {})},
    steps=(
        Step(
            "lessons:propose",
            "Propose for adoption",
            ("recorded",),
            {"adopter": "Programme board"},
            "proposed",
        ),
        Step(
            "lessons:adopt",
            "Record as adopted",
            ("proposed",),
            {"adopted_into": "Project handbook", **DECIDED},
            "adopted",
            by="partner_director",
        ),
        Step(
            "lessons:decline",
            "Record as not adopted",
            ("proposed",),
            {**WHY, **DECIDED},
            "not_adopted",
            by="partner_director",
        ),
        Step("lessons:reopen", "Reopen", ("proposed", "adopted", "not_adopted"), WHY, "recorded"),
    ),
    register=register,
    finds={
        "": ["L1", "L2", "L3"],
        "?stage=Implementation": ["L3"],
        "?kind=well": ["L2"],
        "?state=undecided": ["L2", "L3"],
        "?state=adopted": ["L1"],
        "?applies_to=others": ["L3"],
        "?applies_to=none&kind=improve": ["L1"],
        "?adopter=Programme board": ["L1", "L2"],
        "?q=SCHEDULE": ["L3"],
        "?q=schedule options": [],
        "?sort=-stage": ["L1", "L2", "L3"],
    },
)

KITS = [LESSONS]
