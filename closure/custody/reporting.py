"""What came of the rows in custody, as the body that monitors them reads it."""

from programme.facts import DATE, NUMBER, Column, iso
from programme.formats import counted
from programme.reporting import Section

from ..models import Closing
from .choices import State
from .querysets import certificate, custody_of

LATE, GOES_ON, DONE = "Late", "Open", "Done"
ORDER = (LATE, GOES_ON, DONE)
IN_HANDS = (State.ACCEPTED, State.LEFT, State.DONE)


class CustodySection(Section):
    """Every row that somebody took on, what is late first and what is done last."""

    key = "custody"
    title = "Follow-on actions in custody"
    template = "programme/counted_report.html"
    landscape = ends = True
    columns = (
        Column("reference", "Ref", width=7),
        Column("title", "What goes on", width=28),
        Column("standing", "Stands", width=8),
        Column("owner", "New owner", width=15),
        Column("plan", "Plan", width=15),
        Column("monitored_by", "Monitored by", width=15, optional=True),
        Column("due_on", "To be done by", DATE, 11, optional=True),
        Column("as_at", "Position as at", DATE, 11, optional=True),
        Column("told", "What was done", width=26),
    )

    def rows(self, position):
        found = [one for one in custody_of(position) if one.state in IN_HANDS]
        rows = [_row(one, position) for one in found]
        return sorted(rows, key=lambda row: ORDER.index(row["standing"]))

    def notes(self, rows):
        late = sum(row["standing"] == LATE for row in rows)
        found = [f"{counted(late, 'action')} of {len(rows):,}: late."] if late else []
        return found + ["All of them are done."] * self._all_done(rows)

    def is_over(self, position) -> bool:
        """Whether somebody took rows on, and all of these are done."""
        return self._all_done(self.rows(position))

    def _all_done(self, rows):
        return bool(rows) and all(row["standing"] == DONE for row in rows)

    def context(self, position, limit=None):
        """Below the table stands first when the programme was closed and reopened, by whom."""
        content, known = super().context(position, limit), Closing.objects.known_at(position)
        known = known.filter(programme=position.programme).select_related("decision")
        said = [f"{one}: {one.decision}." for one in known.order_by("recorded_at", "id")]
        return {**content, "notes": [*said, *content["notes"]]}

    def extra(self, rows, position):
        counts = [{"word": word, "count": self._count(rows, word)} for word in ORDER]
        chart = {"title": "Actions in custody", "rows": counts if rows else []}
        gone = "These records were disposed of." if certificate(position.programme) else ""
        return {"counts": chart, "empty": gone or "Nobody has taken on an open row."}

    def _count(self, rows, word):
        return sum(row["standing"] == word for row in rows)

    def figures(self, rows, totals, position):
        by_word = [
            {
                "key": f"custody-{word.lower()}",
                "label": f"Actions in custody: {word.lower()}",
                "kind": NUMBER,
                "value": self._count(rows, word),
            }
            for word in ORDER
        ]
        return [*super().figures(rows, totals, position), *by_word]


def _row(held, position):
    """One row as the report prints it. Papers name posts, as they were called then."""
    offer, last = held.offered.offer, held.told[-1] if held.told else None
    owner = offer.to_name.partition(" (")[0] if position.for_paper else offer.to_name
    late = LATE if held.is_late(position.day) else GOES_ON
    return {
        "reference": held.reference,
        "title": held.entry.title,
        "standing": DONE if held.state == State.DONE else late,
        "owner": owner,
        "plan": offer.plan,
        "monitored_by": offer.monitored_by.name,
        "due_on": iso(held.due_on),
        "as_at": iso(last and last.as_at),
        "told": last.words if last else "",
    }
