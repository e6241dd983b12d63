"""Equality assessments and the actions of their plans."""

from equality import actions, log
from equality.law import CHARACTERISTICS, LIMBS
from equality.models import Assessment
from tests.contract.kit import Kit, Step

DONE = {"done_on": "9 March 2012"}
WHY = {"why": "A year has passed"}
RATIFIED, RATIFIED_PLAN = "current, ratified", "not_recorded, in a ratified plan"
UNFINISHED = ("not_recorded", RATIFIED_PLAN, "not_started", "under_way", "reopened")


def add_assessment(w, title="Shared contact centre", **details):
    values = {"assessed": "January 2012", "age": True, "title": title, **details}
    return actions.add_assessment(programme=w.programme, **w.who, **values)


def with_action(w, assessment):
    actions.add_action(programme=w.programme, assessment=assessment, text="Large print", **w.who)


def assessments(w):
    """EA1, superseded by EA2; EA3 before the Act."""
    first = add_assessment(w, evidence="Survey of callers")
    actions.add_version(first, **WHY, **w.who)
    room = {"assessed": "January 2009", "age": False, "race": True, "owner": "Printer"}
    room = add_assessment(w, "Print room", **room)
    late = {"text": "Bigger signs", "ends": "1 March 2012"}
    actions.add_action(programme=w.programme, assessment=room, **late, **w.who)


def ratify(w, assessment):
    said = {"question": "ratified", "text": "Cabinet", "dated": "January 2012"}
    actions.answer_question(assessment, **said, **w.who)


OPEN = ("current", "current, answered", "current, with an action", RATIFIED)
ASSESSMENTS = Kit(
    name="equality",
    add=add_assessment,
    typed={"title": "Shared contact centre", "assessed": "January 2012", "age": "on"},
    change=("organisation", "Both councils", "Both councils"),
    by_adding={"state": "Current version"},  # no later one is there
    subjects={
        "current": [],
        "current, answered": ["answer"],
        "current, with an action": [with_action],
        RATIFIED: [ratify],
        "superseded": ["answer", "add_version"],
    },
    full="current, answered",
    children={
        "actions": lambda w, text: add_action(w, text).assessment,
        "answers": ("answer", "text"),
        "screening": ("screen", "evidence"),
    },
    leaves_open=(("add_version", "current, with an action", None),),
    decided={
        log.RATIFIED: (
            RATIFIED,
            {
                **dict.fromkeys([*CHARACTERISTICS, *LIMBS], "on"),
                "age": "",
                "title": "Another centre",
                "organisation": "Another council",
                "service_area": "Another",
                "assessed": "May 2012",
                "regime": "before",
                "evidence": "Another",
            },
        )
    },
    steps=(
        Step(
            "equality:add_version",
            "Make a new version",
            OPEN,
            WHY,
            "superseded",
            leads=("equality:detail", "EA2"),
            says="EA2 is version 2 and supersedes EA1.",
        ),
        Step(
            "equality:take_back_version",
            "Take back the new version",
            ("superseded",),
            WHY,
            "current",
        ),
        Step(
            "equality:answer",
            "Answer Results shared with",
            OPEN,
            {"text": "All staff"},
            shows="All staff",
            parts=("shared",),
        ),
        Step(
            "equality:screen",
            "Screen Age",
            OPEN,
            {"relevance": "1", "evidence": "Survey of callers over 65"},
            shows="Survey of callers over 65",
            parts=("age",),
        ),
    ),
    register=assessments,
    finds={
        "": ["EA1", "EA2", "EA3"],
        "?state=current": ["EA2", "EA3"],
        "?regime=after": ["EA1"],
        "?regime=before": ["EA3"],
        "?regime=none": ["EA2"],
        "?touches=age": ["EA1", "EA2"],
        "?touches=sex": [],
        "?actions=late": ["EA3"],
        "?actions=waiting": ["EA3"],
        "?q=contact survey": ["EA1", "EA2"],
        "?q=printer": ["EA3"],
    },
)


def add_action(w, text="Offer every letter in large print", **details):
    assessment = Assessment.objects.first() or add_assessment(w)
    values = {"assessment": assessment, "text": text, **details}
    return actions.add_action(programme=w.programme, **w.who, **values)


def new_action(w, _):
    assessment = Assessment.objects.first() or add_assessment(w)
    return {"assessment": str(assessment.pk), "text": "Ask every caller", "owner": "Head of Calls"}


def plan(w):
    """EQ1 overdue, EQ2 done, EQ3 important and approved."""
    add_action(w, owner="Head of Print", starts="Early January 2012", ends="February 2012")
    w.make(ACTIONS, "done")
    approved = {"importance": 1, "resources": "yes", "measure": "Calls", "target": "All"}
    add_action(w, "Ask every caller", owner="Head of Calls", starts="N/A", **approved)


ACTIONS = Kit(
    name="equality-actions",
    add=add_action,
    typed=new_action,
    change=("measure", "Letters sent", "Letters sent"),
    subjects={
        "not_recorded": [],
        "not_started": ["action_not_begin"],
        RATIFIED_PLAN: [lambda w, action: ratify(w, action.assessment)],
        "under_way": ["action_start", "action_note_progress"],
        "done": ["action_finish"],
        "dropped": ["action_drop"],
        "reopened": ["action_finish", "action_reopen"],
    },
    full="under_way",
    children={"progress": ("action_note_progress", "text")},
    decided={
        log.PLAN_RATIFIED: (
            RATIFIED_PLAN,
            {
                "text": "Offer nothing",
                "importance": "3",
                "starts": "May 2012",
                "ends": "May 2029",
                "resources": "no",
                "measure": "None",
                "target": "None",
            },
        )
    },
    steps=(
        Step(
            "equality:action_not_begin",
            "Not started",
            ("not_recorded", RATIFIED_PLAN),
            state="not_started",
        ),
        Step(
            "equality:action_start",
            "Start",
            ("not_recorded", RATIFIED_PLAN, "not_started", "reopened"),
            state="under_way",
        ),
        Step("equality:action_finish", "Done", UNFINISHED, DONE, "done"),
        Step("equality:action_drop", "Drop", UNFINISHED, WHY, "dropped"),
        Step("equality:action_reopen", "Reopen", ("done", "dropped"), WHY, "reopened"),
        Step(
            "equality:action_note_progress",
            "Note progress",
            UNFINISHED,
            {"as_at": "9 March 2012", "text": "A printer is found"},
            shows="A printer is found",
        ),
    ),
    register=plan,
    finds={
        "": ["EQ1", "EQ2", "EQ3"],
        "?state=unfinished": ["EQ1", "EQ3"],
        "?state=not_recorded": ["EQ1", "EQ3"],
        "?state=done": ["EQ2"],
        "?needs=yes": ["EQ1"],
        "?importance=1": ["EQ3"],
        "?importance=none": ["EQ1", "EQ2"],
        "?resources=yes": ["EQ3"],
        "?resources=none": ["EQ1", "EQ2"],
        "?blank=owner": ["EQ2"],
        "?blank=dates": ["EQ2"],
        "?owner=Head of Print": ["EQ1"],
        "?assessment=EA1&q=CALLER": ["EQ3"],
        "?q=n/a": ["EQ3"],
        "?sort=-importance": ["EQ3", "EQ1", "EQ2"],
        "?sort=starts": ["EQ1", "EQ2", "EQ3"],
    },
)

KITS = [ASSESSMENTS, ACTIONS]
