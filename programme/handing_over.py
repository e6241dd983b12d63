"""What passes to the successor of a body or of a council whose offices bodies meet in.

Closed days, the roles of a body's members, and what rooms beyond the kernel keep for it. Each
function is called inside the step that ends what came before, which has looked whether `by` may.
"""

from programme import audit
from programme.closed_days import tell_of_closed_day
from programme.extension import extensions
from programme.models import ClosedDay, Membership
from programme.records import add_audited


def closed_days_of(found, column, since) -> list[ClosedDay]:
    """The closed days since a day that pass to successors, as they will stand there: unsaved rows.

    `found` are successors by primary key, `column` says of what: "host" or "body". A day that a
    successor has already does not pass.
    """
    found = {pk: after for pk, after in found.items() if after}
    days = ClosedDay.objects.standing()
    theirs = days.filter(**{f"{column}__in": found.values()})
    taken = set(theirs.values_list(f"{column}_id", "on"))
    passing = []
    for one in days.filter(**{f"{column}__in": found, "on__gte": since}).order_by("on", "id"):
        after = found[getattr(one, f"{column}_id")]
        if (after.pk, one.on) not in taken:
            taken.add((after.pk, one.on))
            passing.append(ClosedDay(**{column: after}, on=one.on, reason=one.reason))
    return passing


def pass_closed_days(found, column, since, *, programme, by, at, why):
    """Enters the closed days that pass to successors, and tells of their meetings to come."""
    for closed in closed_days_of(found, column, since):
        closed.recorded_at = at
        verb = "added the closed day"
        add_audited(closed, programme=programme, by=by, at=at, verb=verb, why=why)
        tell_of_closed_day(closed, by, at)


def roles_on(body):
    """The roles that people hold on a body."""
    return Membership.objects.current().filter(body=body).select_related("user", "programme")


def pass_body_on(body, successor, *, by, at, why):
    """Gives a body's members and what rooms keep for it to its successor."""
    for held in roles_on(body):
        end_role_on(held, by=by, at=at, why=why)
        give_role_on(successor, held, by=by, at=at, why=why)
    for room in extensions():
        room.body_succeeded(body, successor, by=by, at=at, why=why)


def end_role_on(held, *, by, at, why):
    """Ends a role on a body that passes to another body."""
    held.ended_at, held.ended_by = at, by
    held.save(update_fields=["ended_at", "ended_by"])
    how = {"programme": held.programme, "by": by, "at": at, "why": why}
    audit.record(held, verb="ended the role of", **how)


def give_role_on(body, held, *, by, at, why):
    """Gives the role that somebody held on one body on another one, unless they have it there."""
    same = {"user": held.user, "role": held.role}
    if not roles_on(body).filter(**same).exists():
        given = {"programme": body.programme, "granted_at": at, "granted_by": by}
        after = Membership(body=body, **same, **given)
        how = {"programme": body.programme, "by": by, "at": at, "why": why}
        add_audited(after, verb="gave a role to", **how)
