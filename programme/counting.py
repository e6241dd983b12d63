"""Rows of a log, counted at a position."""

from django.db.models import Count

from programme.entries import mistakes_of, told_by
from programme.position import AtPosition
from programme.walked import Counts
from programme.written_once import Prepared, WrittenOnce


def counted(log, number, words) -> AtPosition:
    """The query of how many rows of a log stand with each number in a column and, of those without
    one, with each of the words that can stand in its place: (number, words, how many). The same can
    come twice. An index of the log begins with the number.
    """

    def grouped(rows):
        return rows.order_by().values_list(number, words).annotate(how_many=Count("*"))

    def prepare(position):
        if position.corrected:
            return Prepared(lambda: grouped(log.kept_at(position)))
        same, *changed = _parts(log, position)
        others = grouped(same.filter(**{number: None}))
        others = others.union(*map(grouped, changed), all=True) if changed else others
        return Counts(lambda: others, number, lambda: same)

    return AtPosition(prepare=prepare)


def _parts(log, position):
    """The rows that stand at a position in sets that share none.

    A row that nobody changed since a past moment stood then as it stands now, and is counted where
    it stands. Only for the others the history is read: for all of them that took most of the time
    of a past register.
    """
    moment, _ = told_by(position)
    if moment is None:
        return [log.kept_at(position)]
    mine = {"programme": position.programme}
    later = log.model.history.filter(**mine, history_date__gt=moment)
    changed, gone = WrittenOnce(later.values("id")), mistakes_of(log.model, position)
    same = log.model.objects.filter(**mine).exclude(gone.some, pk__in=gone)
    return [
        same.exclude(changed.some, pk__in=changed),
        log.model.objects.as_at(position).filter(id__in=changed),
    ]
