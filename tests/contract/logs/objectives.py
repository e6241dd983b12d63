"""The kernel's own log: the objectives of a programme."""

from programme import actions
from programme.models import Objective
from programme.objectives import JUDGED
from tests.contract.kit import Kit, Step

SAID = {"judgement": "partly", "statement": "Half of it", "author": "Project board"}


def add(w, text="Spend less on management", **details):
    letter = chr(ord("a") + Objective.objects.count())
    values = {"reference": letter, "text": text, **details}
    return actions.add_objective(programme=w.programme, **w.who, **values)


def register(w):
    """a met in part, b without an achievement."""
    actions.judge_objective(add(w), as_at=w.who["at"].date(), **SAID, **w.who)
    add(w, "Keep services good")


OBJECTIVES = Kit(
    name="objectives",
    add=add,
    typed={"reference": "a", "text": "Spend less on management"},
    change=("text", "Spend much less on management", "Spend much less on management"),
    subjects={"any": [], "any, judged": ["objective_judge"]},
    full="any, judged",
    children={"achievements": ("objective_judge", "statement")},
    decided={JUDGED: ("any, judged", {"text": "Spend more"})},
    steps=(
        Step(
            "objective_judge",
            "Record what was achieved",
            ("any", "any, judged"),
            {"as_at": "9 March 2012", **SAID},
            shows="Half of it",
        ),
        Step(
            "objective_reword",
            "Reword the objective",
            ("any, judged",),
            {"text": "Spend a little less", "why": "Agreed by the board"},
            shows="Spend a little less",
        ),
    ),
    register=register,
    finds={
        "": ["a", "b"],
        "?judgement=partly": ["a"],
        "?judgement=none": ["b"],
        "?judgement=met": [],
        "?q=services GOOD": ["b"],
        "?sort=-text": ["a", "b"],
    },
)

KITS = [OBJECTIVES]
