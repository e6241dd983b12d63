"""What the page of a row says of its custody."""

from programme.formats import day

from ..models import OfferedRow
from .permissions import SEE
from .querysets import handed


def row_flags(view, log, entry) -> list[str]:
    """Who has the row, where it was offered or disposed of."""
    if not log.closed_states or not view.allowed(SEE) or entry.is_closed:
        return []
    programme = view.programme
    ours = {"offer__programme": programme, "log": log.name, "reference": entry.reference}
    offered = OfferedRow.objects.filter(**ours).exists()
    held = handed(programme).get((log.name, entry.reference)) if offered else None
    if held is None:
        return []
    since = held.offered and day(held.offered.offer.recorded_at)
    return [f"Custody: {held.said}{f', offered on {since}' if since else ''}."]
