"""Which logs of a programme hold rows: one statement for the pages that ask all of them."""

from django.db.models import Exists

from programme.models import Programme
from programme.position import AtPosition

from .known import logs


def _held(position):
    held = [Exists(log.kept_at(position)) for log in logs()]
    return Programme.objects.filter(pk=position.programme).values_list(*held)


HELD = AtPosition(_held)


def look_for_rows(position):
    """Has a position know the logs without a row, of which no more is asked from then on. For pages
    that ask each log and change nothing.
    """

    def find():
        held = zip(logs(), next(iter(HELD.ask(position))), strict=True)
        return frozenset(log.name for log, is_there in held if not is_there)

    position.once("logs without rows", find)
