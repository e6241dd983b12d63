"""Which rows were confirmed when: what reports print of rows that nobody confirmed."""

from django.db.models import CharField

from programme.formats import day
from programme.written_once import Given, Prepared

from .choices import CONFIRMS
from .models import Answer, AskedRow


def unconfirmed(programme, log, entries=None, at=None) -> dict[str, str]:
    """{reference: what is said of it} of the rows of a log for which the last round that asked for
    them was not answered by a moment; a row of which no round asked is in none. Two queries.
    """
    asked = AskedRow.objects.filter(round__programme=programme, log=log)
    asked = asked.filter(entry__in=entries) if entries is not None else asked
    asked = asked.filter(round__opened_at__lte=at) if at else asked
    return _unconfirmed(_in_order(asked), asked, at)


def unconfirmed_row(programme, log, entry) -> dict[str, str]:
    """The same of one entry as it stands now, by its primary key: every row's page asks it."""
    asked = list(ASKED.ask(programme=programme.pk, log=log, entry=entry))
    return _unconfirmed(asked, asked)


def _of_entry():
    asked = AskedRow.objects.filter(round__programme=Given("programme"))
    return _in_order(asked.filter(log=Given("log", CharField()), entry=Given("entry")))


ASKED = Prepared(_of_entry)


def _in_order(asked):
    return asked.select_related("round").order_by("round__opened_at", "id")


def _unconfirmed(rows, asked, at=None):
    last = {one.entry: one for one in rows}
    if not last:
        return {}
    confirmed, said = {}, {}  # when each entry was last confirmed; what was last said in each round
    answers = Answer.objects.filter(row__in=asked)
    answers = answers.filter(recorded_at__lte=at) if at else answers
    columns = ("row__entry", "row", "recorded_at", "said")
    for entry, row, moment, what in answers.order_by("recorded_at", "id").values_list(*columns):
        said[row] = what
        if what in CONFIRMS:
            confirmed[entry] = moment
    return {
        one.reference: _words(one, confirmed.get(entry))
        for entry, one in last.items()
        if said.get(one.pk) not in CONFIRMS
    }


def _words(asked, confirmed):
    if confirmed:
        return f"last confirmed on {day(confirmed)}"
    return f"not confirmed in the round {asked.round}"
