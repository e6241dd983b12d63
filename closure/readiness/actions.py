"""Explaining what stands in the way of closure."""

from django.db import transaction

from closure.models import Explanation
from closure.readiness.permissions import EXPLAIN
from programme import audit
from programme.authorization import require
from programme.closed import closed_in_words
from programme.position import Position
from programme.records import add_recorded, lock_programme, refuse_if, refuse_unless

from .lines import lines_of


@transaction.atomic
def explain_line(*, programme, by, at, today, about, text):
    """Says why something that stands in the way of closure stays as it is.

    `about` names the line, `today` is the day of `at`. The explanation before it stays on record.

    Raises:
        ValidationError: nothing of that name stands in the way any more, or the programme is
            closed.
    """
    require(by, EXPLAIN, programme)
    programme = lock_programme(programme)
    refuse_if(programme.is_closed, closed_in_words(programme))
    found = {line.about: line for line in lines_of(Position.on(programme, today))}
    refuse_unless(about in found, "This does not stand in the way any more.")
    line = found[about]
    values = {"programme": programme, "about": about, "words": line.words, "text": text}
    row = add_recorded(Explanation, by=by, at=at, **values)
    was = line.explanation.text if line.explanation else ""
    changes = [audit.note("text", "Explanation", was, text)]
    verb = "explained what stands in the way of closure"
    audit.record(row, by=by, at=at, verb=verb, programme=programme, changes=changes)
    return row
