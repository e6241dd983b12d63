"""What was left out by mistake is put back, to the place where it stood: a recommendation of a
paper, a field of a front sheet with its answers, a clearance that a body demands.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from django.db import transaction

from programme.records import begin_change, change_entry, lock_programme, refuse_unless
from programme.standing import refuse_ended

from .demanded import refuse_demanded
from .front_sheets import refuse_asked
from .permissions import ARRANGE, WRITE
from .put_to_meeting import printed_form, refuse_decided

IN_USE = "It was put back already."


def _left_out(row, permission, by, version):
    """The row as it is now, locked, when it is left out."""
    lock_programme(row.programme)  # one place at a time
    row = begin_change(row, by=by, permission=permission, version=version)
    refuse_unless(row.left_out, IN_USE)
    return row


def _put_back(row, by, at):
    return change_entry(row, by=by, at=at, verb="put back", left_out=False)


@transaction.atomic
def put_back_recommendation(row, *, by, at, version=None):
    """Puts a recommendation back into the paper, once the meeting has decided only where it
    was published.
    """
    row = _left_out(row, WRITE, by, version)
    refuse_decided(row.paper, into=printed_form(row))
    return _put_back(row, by, at)


@transaction.atomic
def put_back_field(field, *, by, at, version=None):
    """Puts a field back on the front sheet, unless the like is asked for by now. Papers have what
    they answered to it again.
    """
    field = _left_out(field, ARRANGE, by, version)
    refuse_ended(field.body)
    refuse_asked(field)
    return _put_back(field, by, at)


@transaction.atomic
def put_back_demand(row, *, by, at, version=None):
    """Demands a clearance again, unless the like is demanded by now. What was answered counts as
    before.
    """
    row = _left_out(row, ARRANGE, by, version)
    refuse_ended(row.body)
    refuse_ended(row.partner)
    refuse_demanded(row)
    return _put_back(row, by, at)
