"""The rows that belong to a risk: mitigations and assessments."""

from programme.children import RECORDED_BY, Children
from programme.facts import NUMBER, Computed, Fact
from programme.formats import NOT_RECORDED
from programme.written import words_of

from ..models import Assessment, Banding, Mitigation, WordAssessment
from ..querysets import is_open_mitigation


def status_of(assessment, position):
    return assessment.status_in_words


def name_statuses(assessments, position):
    thresholds = Banding.objects.thresholds(position)
    for one in assessments:
        one.thresholds = thresholds
    return assessments


def due_of(mitigation, position):
    return words_of(mitigation, "due")


def standing_of(mitigation, position):
    return mitigation.standing(position.day)


def lateness_of(mitigation, position):
    return mitigation.lateness(position.day)


def open_ones(mitigations, position):
    return mitigations.filter(is_open_mitigation())


MITIGATIONS = Children(
    "mitigations",
    Mitigation,
    "risk",
    "Mitigations",
    "mitigation",
    facts=(
        Fact("number", width=6),
        Fact("text", width=34, search=True),
        Fact("owner", width=12, search=True),
        Fact("due", of=due_of, width=12),
        Fact("due_on"),
        Computed("standing", "State", standing_of),
        Computed("late", "Late", lateness_of),
        Fact("done_on"),
        Fact("withdrawn_on"),
        Fact("withdrawn_why", width=20, search=True),
    ),
    order="number",
    waiting=open_ones,
    waits="Open",
    due="due_on",
    owner="owner",
)
ASSESSMENTS = Children(
    "assessments",
    Assessment,
    "risk",
    "Assessments",
    "assessment",
    facts=(
        Fact("effective_on"),
        Fact("kind", width=12),
        Fact("likelihood", heading="L", width=5),
        Fact("impact", heading="I", width=5),
        Computed("score", "Score", kind=NUMBER, width=7),
        Fact("why", width=24, search=True),
        RECORDED_BY,
    ),
)
WORD_ASSESSMENTS = Children(
    "word-assessments",
    WordAssessment,
    "risk",
    "Assessments in words",
    "assessment",
    facts=(
        Fact("effective_on"),
        Fact("frequency"),
        Fact("frequency_words", width=14, search=True),
        Fact("severity"),
        Fact("status", of=status_of),
        Fact("judged_by", width=12, search=True, unsaid=NOT_RECORDED),
        Fact("why", width=24, search=True),
        RECORDED_BY,
    ),
    prepare=name_statuses,
)
