"""Sets of positions, of scales and of follow-on actions."""

from django.db.models import Q

from programme.entries import AppliesFromQuerySet, DatedQuerySet, EntryQuerySet

from .choices import DEFAULT_SCALE, LIVE, State


class ScaleQuerySet(AppliesFromQuerySet):
    """Sets of a programme's words for progress over time."""

    def words(self, position) -> tuple[str, ...]:
        """The words that applied on the position's day, best first, as known at its moment."""
        last = self.at_position(position)
        return tuple(last.words) if last else DEFAULT_SCALE


class PositionQuerySet(DatedQuerySet):
    """Sets of positions, which are only ever added."""

    def attach_to(self, workstreams, at):
        """Adds to each workstream `known`, its positions known at `at` in order, in one query."""
        by_id = {workstream.pk: workstream for workstream in workstreams}
        for workstream in workstreams:
            workstream.known = []
        for found in self.filter(workstream__in=list(by_id)).known_at(at).in_order():
            by_id[found.workstream_id].known.append(found)
        return workstreams


class FollowOnQuerySet(EntryQuerySet):
    """Sets of follow-on actions as they stand now or stood."""

    def attach_to(self, workstreams, at):
        """Adds to each `follow_on`, its actions at `at` without those withdrawn, in one query."""
        by_id = {workstream.pk: workstream for workstream in workstreams}
        for workstream in workstreams:
            workstream.follow_on = []
        found = self.as_at(at).filter(workstream__in=list(by_id)).exclude(state=State.WITHDRAWN)
        for action in found.order_by("number"):
            by_id[action.workstream_id].follow_on.append(action)
        return workstreams


def overdue(today):
    """The condition of a follow-on action that should have been done before `today`."""
    return Q(state__in=LIVE, due_on__lt=today)


def disagreement(known):
    """Positions as at the latest day whose papers judge progress differently; [] when they agree.

    Of one paper only the last position counts: a later one from the same paper corrects it.
    """
    latest = [one for one in known if one.as_at == known[-1].as_at and one.source]
    by_paper = {one.source: one for one in latest}
    differ = len({one.progress for one in by_paper.values()}) > 1
    return list(by_paper.values()) if differ else []
