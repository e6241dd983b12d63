"""Rows of a log, counted at a position."""

from django.db.models import Count, OuterRef, Subquery

from programme.entries import mistakes_of
from programme.position import AtPosition
from programme.walked import Counts, without
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
        rows = log.model.objects.filter(programme=position.programme)
        left_out, changed = [mistakes_of(log.model, position)], []
        if position.at is not None:
            later = _changed_since(log, position)
            left_out.append(WrittenOnce(later.values("id")))
            changed = [_as_they_stood(log, later, position)]
        others = grouped(without(rows, left_out).filter(**{number: None}))
        others = others.union(*map(grouped, changed), all=True) if changed else others
        return Counts(lambda: others, number, rows, left_out)

    return AtPosition(prepare=prepare)


def _changed_since(log, position):
    """The changes of rows after a past moment.

    A row that nobody changed since stood then as it stands now, and is counted where it stands.
    Only for the others the history is read: for all of them that took most of the time of a past
    register.
    """
    return log.model.history.filter(programme=position.programme, history_date__gt=position.at)


def _as_they_stood(log, later, position):
    """The rows of a past moment of which there are `later` ones, each looked for by its key: to
    look through all that a log has been would take as long as there is of it.
    """
    before = log.model.history.filter(id=OuterRef("id"), history_date__lte=position.at)
    last = before.order_by("-history_date", "-history_id").values("history_id")[:1]
    keys = later.values("id").distinct().annotate(last=Subquery(last)).values("last")
    return log.model.objects.as_at(position).filter(history_id__in=keys)
