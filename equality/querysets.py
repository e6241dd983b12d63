"""Sets of equality assessments, of actions, and of what was said about them."""

from django.db.models import Count, Q

from programme.entries import DatedQuerySet, EntryQuerySet

from .choices import UNFINISHED, Question, Standing, State

# What a plan may leave blank, and when it counts as blank. Start and end are one column of a plan.
BLANKS = {
    "importance": Q(importance=None),
    "owner": Q(owner=""),
    "dates": Q(starts="", ends=""),
    "resources": Q(resources=""),
    "measure": Q(measure=""),
    "target": Q(target=""),
}


class AssessmentQuerySet(EntryQuerySet):
    """Sets of versions as they stand now. For the past, `as_at` and then a filter."""

    def current(self):
        """The versions that stand."""
        return self.filter(state=Standing.CURRENT)


class ActionQuerySet(EntryQuerySet):
    """Sets of actions as they stand now. For the past, `as_at` and then the functions below."""

    def in_force(self):
        """The actions of versions that stand."""
        return self.filter(in_force=True)


class ProgressQuerySet(DatedQuerySet):
    """Sets of notes of progress."""

    def attach_to(self, actions, position):
        """Adds to each action its last note of `progress` as then known, or None, in one query."""
        by_id = {action.pk: action for action in actions}
        for action in actions:
            action.progress = None
        for note in self.filter(action__in=list(by_id)).known_at(position).in_order():
            by_id[note.action_id].progress = note
        return actions


class AnswerQuerySet(EntryQuerySet):
    """Sets of answers to the monitoring questions."""

    def by_question(self, assessment, at):
        """The seven questions as they stood at `at`: (question, answer or None) pairs."""
        return self.by_question_of([assessment], at)[assessment.pk]

    def by_question_of(self, assessments, at):
        """The same of several assessments, by their keys, in one query."""
        ids = [assessment.pk for assessment in assessments]
        found = {
            (row.assessment_id, row.question): row
            for row in self.as_at(at).filter(assessment__in=ids)
        }
        return {
            pk: [(question, found.get((pk, question.value))) for question in Question] for pk in ids
        }


def overdue(today):
    """The condition of being in force, unfinished, and past its end in every reading of it."""
    return Q(in_force=True, state__in=UNFINISHED, ends_latest__lt=today)


def counts(actions, today):
    """How many actions there are in all, in each state, overdue, and blank in each column."""
    return actions.order_by().aggregate(**_counted(today), **_counted_by_state())


def counts_by_assessment(actions, today):
    """The same for each assessment, without the states: {assessment id: counts}."""
    grouped = actions.order_by().values("assessment_id").annotate(**_counted(today))
    return {row["assessment_id"]: row for row in grouped}


def _counted(today):
    wanted = {"all": Q(), "late": overdue(today), "unfinished": Q(state__in=UNFINISHED)}
    wanted |= {f"blank_{name}": condition for name, condition in BLANKS.items()}
    return {f"n_{name}": Count("id", condition) for name, condition in wanted.items()}


def _counted_by_state():
    return {f"n_{state.value}": Count("id", Q(state=state)) for state in State}
