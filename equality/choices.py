"""The words of equality assessments and their action plans.

Source: the Equality Act 2010 and seed 001, Appendix E.
"""

from django.db import models

from programme.formats import NOT_RECORDED

BLANK = "Blank in the plan"  # what pages and reports print where a plan says nothing

# What a plan may leave blank. Start and end are one column of a plan.
BLANK_WORDS = {
    "importance": "Importance",
    "owner": "Person responsible",
    "dates": "Start and end",
    "resources": "Resources approved",
    "measure": "Measure",
    "target": "Target",
}


class Regime(models.TextChoices):
    """The equality law that an assessment was made under."""

    BEFORE = "before", "Before the Equality Act 2010"
    AFTER = "after", "Under the Equality Act 2010"


class Standing(models.TextChoices):
    """Whether a version of an assessment still stands."""

    CURRENT = "current", "Current version"
    SUPERSEDED = "superseded", "Superseded"


class Importance(models.IntegerChoices):
    """How much an action matters by the test for relevance; sorted by number."""

    HIGH = 1, "High"
    MEDIUM = 2, "Medium"
    LOW = 3, "Low"


class Resources(models.TextChoices):
    """Whether the resources of an action were approved. A plan may leave it blank."""

    YES = "yes", "Yes"
    NO = "no", "No"


class State(models.TextChoices):
    """How far an action is. A plan need not say: that an action is in it means nothing yet."""

    NOT_RECORDED = "not_recorded", NOT_RECORDED
    NOT_STARTED = "not_started", "Not started"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
    REOPENED = "reopened", "Reopened"


UNFINISHED = (State.NOT_RECORDED, State.NOT_STARTED, State.UNDER_WAY, State.REOPENED)
FINISHED = frozenset({State.DONE, State.DROPPED})

# From which states each step may be taken. Actions refuse everything else; pages offer only these.
STEPS = {
    "not_begin": {State.NOT_RECORDED},
    "start": {State.NOT_RECORDED, State.NOT_STARTED, State.REOPENED},
    "finish": set(UNFINISHED),
    "drop": set(UNFINISHED),
    "reopen": FINISHED,
    "note_progress": set(UNFINISHED),
}
ASSESSMENT_STEPS = {
    "add_version": {Standing.CURRENT},
    "answer": {Standing.CURRENT},
    "screen": {Standing.CURRENT},
    "take_back_version": {Standing.SUPERSEDED},
}


class Question(models.TextChoices):
    """What is asked about the monitoring of a plan, in the order of the form."""

    COMPLETED = "completed", "Completed by, and when"
    RATIFIED = "ratified", "Ratified by, and when"
    MAINSTREAMED = "mainstreamed", "Mainstreamed into which plan"
    SHARED = "shared", "Results shared with"
    PUBLISHED = "published", "Published where"
    MONITORED = "monitored", "Monitored how, and when"
    NEXT = "next", "Next assessment"
