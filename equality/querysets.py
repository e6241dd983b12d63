"""Sets of equality assessments, of actions, and of what was said about them."""

from django.db.models import Count, Q

from programme.entries import EntryQuerySet

from .choices import UNFINISHED, Standing, State

# What a plan may leave blank, under the name of its column, and when it counts as blank. Start and end are one
# column of a plan: it is blank when it says neither.
BLANKS = {
    "importance": Q(importance=None),
    "owner": Q(owner=""),
    "dates": Q(starts="", ends=""),
    "resources": Q(resources=""),
    "measure": Q(measure=""),
    "target": Q(target=""),
}


class AssessmentQuerySet(EntryQuerySet):
    """Sets of versions of assessments as they stand now. For the past, `as_at` and then a filter."""

    def current(self):
        """The versions that stand."""
        return self.filter(state=Standing.CURRENT)


class ActionQuerySet(EntryQuerySet):
    """Sets of actions as they stand now. For the past, `as_at` and then the functions below."""

    def in_force(self):
        """The actions of versions that stand."""
        return self.filter(in_force=True)


def overdue(today):
    """The condition of being in force, unfinished, and past its end in every reading of its words."""
    return Q(in_force=True, state__in=UNFINISHED, ends_latest__lt=today)


def counts(actions, today):
    """How many actions there are in all, in each state, overdue, and blank in each column, in one query."""
    wanted = {"all": Q(), "late": overdue(today), "unfinished": Q(state__in=UNFINISHED)}
    wanted |= {state.value: Q(state=state) for state in State}
    wanted |= {f"blank_{name}": condition for name, condition in BLANKS.items()}
    return actions.order_by().aggregate(
        **{f"n_{name}": Count("id", condition) for name, condition in wanted.items()}
    )


def counts_by_assessment(actions, today):
    """The same for each assessment: {assessment id: counts}, in one query."""
    wanted = {"n_all": Q(), "n_late": overdue(today), "n_unfinished": Q(state__in=UNFINISHED)}
    wanted |= {f"n_blank_{name}": condition for name, condition in BLANKS.items()}
    grouped = actions.order_by().values("assessment_id")
    found = grouped.annotate(**{name: Count("id", condition) for name, condition in wanted.items()})
    return {row["assessment_id"]: row for row in found}


def with_progress(actions, *, at):
    """Adds to each action its last note of `progress` as known at `at`, or None, in one query."""
    from .models import Progress

    by_id = {action.pk: action for action in actions}
    for action in actions:
        action.progress = None
    for note in Progress.objects.filter(action__in=list(by_id)).known_at(at).in_order():
        by_id[note.action_id].progress = note
    return actions
