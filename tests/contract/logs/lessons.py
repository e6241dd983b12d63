"""Lessons."""

from lessons import actions, log, permissions
from programme.authorization import Role
from tests.contract.kit import Kit, PageForm, Step
from tests.factories import MembershipFactory, ProgrammeFactory

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


def elsewhere(w):
    """A lesson of another programme, of which those who keep lessons here are auditors."""
    other = ProgrammeFactory(slug="elsewhere", name="Elsewhere")
    by = MembershipFactory(programme=other, role=Role.PROGRAMME_MANAGER).user
    said = {"title": "Ask early", "stage": "Review", "kind": "well"}
    lesson = actions.add_lesson(programme=other, by=by, at=w.who["at"], **said)
    for role in permissions.KEEP.roles:
        MembershipFactory(programme=other, user=w.person(role), role=Role.AUDITOR)
    return other.slug, lesson.reference


LESSONS = Kit(
    name="lessons",
    add=add,
    typed={"title": "Give quick wins a date", "stage": "Review", "kind": "improve"},
    change=("cause", "Nobody asked", "Nobody asked"),
    by_adding={"state": "Recorded"},
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
    forms=(
        PageForm(
            "lessons:take_over",
            "Adopt L1 Ask early",
            "lessons:offered",
            {"stage": "Review"},
            "taken over from L1 of Elsewhere.",
            begin=elsewhere,
        ),
        PageForm(
            "lessons:set_aside",
            "Set aside L1 Ask early",
            "lessons:offered",
            WHY,
            "L1 of Elsewhere is set aside.",
            begin=elsewhere,
        ),
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
