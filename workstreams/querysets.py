"""Sets of positions, of scales and of follow-on actions."""

from django.db.models import Q

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import DEFAULT_SCALE, LIVE, State


class ScaleQuerySet(RecordedQuerySet):
    """Sets of a programme's words for progress over time."""

    def words(self, programme, at, on) -> tuple[str, ...]:
        """The words that applied on the day `on`, best first, as known at the moment `at` (None: now)."""
        known = self.filter(programme=programme, applies_from__lte=on).known_at(at)
        last = known.order_by("applies_from", "recorded_at", "id").last()
        return tuple(last.words) if last else DEFAULT_SCALE


class FollowOnQuerySet(EntryQuerySet):
    """Sets of follow-on actions as they stand now. For the past, `as_at` and then the functions below."""

    def live(self):
        """Those that are neither done nor withdrawn."""
        return self.filter(state__in=LIVE)


def overdue(today):
    """The condition of a follow-on action that should have been done before `today`."""
    return Q(state__in=LIVE, due_on__lt=today)


def with_positions(workstreams, *, at):
    """Adds to each workstream `known`, its positions as known at the moment `at` in order, in one query."""
    from .models import Position

    by_id = {workstream.pk: workstream for workstream in workstreams}
    for workstream in workstreams:
        workstream.known = []
    for position in Position.objects.filter(workstream__in=list(by_id)).known_at(at).in_order():
        by_id[position.workstream_id].known.append(position)
    return workstreams


def with_follow_on(workstreams, *, at):
    """Adds to each workstream `follow_on`, its follow-on actions as at the moment `at` without those withdrawn, in one query."""
    from .models import FollowOnAction

    by_id = {workstream.pk: workstream for workstream in workstreams}
    for workstream in workstreams:
        workstream.follow_on = []
    found = (
        FollowOnAction.objects.as_at(at)
        .filter(workstream__in=list(by_id))
        .exclude(state=State.WITHDRAWN)
    )
    for action in found.order_by("number"):
        by_id[action.workstream_id].follow_on.append(action)
    return workstreams


def disagreement(known):
    """Positions as at the latest day that come from different papers and judge progress differently; [] when they agree.

    Of one paper only the last position counts: a later one from the same paper corrects it.
    """
    latest = [
        position for position in known if position.as_at == known[-1].as_at and position.source
    ]
    by_paper = {position.source: position for position in latest}
    return (
        list(by_paper.values())
        if len({position.progress for position in by_paper.values()}) > 1
        else []
    )
