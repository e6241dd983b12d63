"""The tables of the page of a programme's closure."""

from programme.formats import day
from programme.ui.child_tables import ChildTable

from ..models import Closing


def record_table(programme, at=None) -> ChildTable:
    """When the programme was closed and reopened, by which decision of which body, and why."""
    found = Closing.objects.filter(programme=programme).select_related("decision")
    found = found.filter(recorded_at__lte=at) if at else found
    rows = [
        [
            "Reopened" if one.reopens else "Closed",
            day(one.on),
            one.body_name,
            str(one.decision),
            one.why,
            one.recorded_by_name,
        ]
        for one in found
    ]
    head = ["What", "On", "By", "Decided", "Why", "Recorded by"]
    return ChildTable("Closed and reopened", head, rows, empty="It was never closed.")
