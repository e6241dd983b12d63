"""Records that are past their time are disposed of, as tests do it."""

from django.utils import timezone

from closure.retention import actions, disposing
from programme.authorization import Role
from programme.models import Programme
from tests.factories import MARCH_2012, MembershipFactory

RULE = {"name": "Logs", "years": 6, "counted_from": "closed", "source": "Schedule, 4.2"}
CLOSED = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}


def dispose(programme, kind, **rule):
    """Disposes of all records of a kind that are past their time, by two people."""
    Programme.objects.filter(pk=programme.pk, closed_on=None).update(**CLOSED)
    one, other = (
        MembershipFactory(programme=programme, role=role).user
        for role in (Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR)
    )
    at = timezone.now()
    actions.set_class(programme, kind=kind, by=one, at=at, **{**RULE, **rule})
    asked = {"kind": kind, "reason": "Time is over", "by": one}
    removal = disposing.propose_disposal(programme, at=at, **asked)
    return disposing.confirm_disposal(removal, by=other, at=at)
