"""What an entry gets that comes back after councils were reorganised while it was settled."""

from programme.log import logs
from programme.models import Succession


def handed_on(entry, since) -> dict:
    """The columns that open entries got since a moment and this one did not: the successor of a
    partner that ended, and the owners that orders carried out since then named.
    """
    log = next((one for one in logs() if one.model is type(entry)), None)
    if log is None:
        return {}
    found = {}
    for name in log.owners:
        owner = getattr(entry, name, "")
        if (after := _owner_now(entry.programme, owner, since)) != owner:
            found[name] = after
    partner = after = getattr(entry, "lead_partner", None)
    while after and after.ended_on and after.successor:
        after = after.successor
    return {**found, "lead_partner": after} if after != partner else found


def _owner_now(programme, owner, since):
    carried = Succession.objects.filter(
        order__programme=programme, order__carried_out_at__gte=since, to_owner__gt=""
    )
    for one in carried.order_by("order__carried_out_at", "id") if owner else ():
        owner = one.to_owner if one.owner == owner else owner
    return owner
