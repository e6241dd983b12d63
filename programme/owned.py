"""The open rows that people own as persons, in all logs, and how they pass to somebody else."""

from collections import Counter

from django.db import transaction
from django.db.models import Count

from programme.authorization import require
from programme.authorization.permissions import HAND_OVER
from programme.decided import decision_on
from programme.extension import extensions
from programme.log import logs
from programme.models import FurtherOwner
from programme.owner_moves import passed_on
from programme.owners import PERSON, TITLE, owned_by
from programme.records import change_entry, lock_programme, refuse_if, refuse_unless
from programme.standing import plain_name


def owning_logs() -> list:
    """The logs whose rows people own."""
    return [log for log in logs() if PERSON in log.bound]


def goes_on_with(person, entry) -> bool:
    """Whether somebody leads an entry or owns it with the lead, or took it on as its programme came
    to its end.
    """
    model = type(entry)
    if model.objects.filter(owned_by(model, [person.pk]), pk=entry.pk).exists():
        return True
    log = next(log for log in logs() if log.model is model)
    return any(room.took_on(person, log, entry) for room in extensions())


def open_rows(log, programme):
    """The rows of a log that are not settled."""
    return log.still_open(log.model.objects.of(programme))


def rows_of(person, programme) -> list:
    """(log, entry) of each open row that somebody leads or owns with its lead; a query for each
    log. Those of a closed programme are in custody.
    """
    if programme.is_closed:
        return []
    return [(log, entry) for log in owning_logs() for entry in _open_of(log, person, programme)]


def _open_of(log, person, programme):
    mine = owned_by(log.model, [person.pk])
    return open_rows(log, programme).filter(mine).order_by("number")


def rows_by_owner(programme) -> Counter:
    """How many open rows each person leads or owns with the lead, by primary key; one query."""
    parts = [part for log in owning_logs() for part in _counted(log, programme)]
    found = Counter()
    for owner, count in parts[0].union(*parts[1:], all=True):
        found[owner] += count
    return found


def _counted(log, programme):
    rows = open_rows(log, programme).order_by()
    yield rows.exclude(owner_user=None).values_list(PERSON).annotate(Count("pk"))
    named = FurtherOwner.objects.of(log.model).filter(subject_id__in=rows.values("pk"))
    yield named.order_by().values_list("person").annotate(Count("pk"))


@transaction.atomic
def hand_over_rows(person, *, programme, by, at, to, why):
    """Gives all open rows that somebody owns to another person, those too that they own with
    somebody else as the lead; returns the rows, (log, entry).

    A job title that was the former owner's becomes the new one's, unless somebody decided on it.

    Raises:
        NotPermitted: `by` may not hand over.
        ValidationError: there is no such row, or the other one cannot own any.
    """
    require(by, HAND_OVER, programme)
    lock_programme(programme)
    refuse_if(to == person, "Choose somebody else.", "to")
    found = rows_of(person, programme)
    refuse_unless(found, f"{person.title} owns no open row.")
    how = {"by": by, "at": at, "why": why, "verb": "handed over"}
    return [(log, _hand_over(one, person, to, **how)) for log, one in found]


def _hand_over(entry, person, to, *, by, at, **how):
    notes, given = passed_on(entry, person, to, by=by, at=at), _given(entry, person, to)
    return change_entry(entry, by=by, at=at, **how, changes=notes, **given)


def _given(entry, person, to):
    if entry.owner_user_id != person.pk:
        return {}
    is_theirs = plain_name(entry.owner or "-") == plain_name(person.job_title)
    is_open = is_theirs and decision_on(entry, TITLE) is None
    return {PERSON: to, TITLE: to.job_title} if is_open else {PERSON: to}
