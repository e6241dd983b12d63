"""How the records of all closed programmes stand that somebody keeps: what is due first."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from programme.facts import DATE, NUMBER, Column, iso
from programme.formats import day
from programme.models import Programme

from ..choices import RemovalKind
from ..models import Removal
from .permissions import KEEP
from .standing import Standing, standing_of

TITLE = "Retention of all programmes"
COLUMNS = (
    Column("programme", "Programme"),
    Column("records", "Records"),
    Column("count", "How many", NUMBER),
    Column("rule", "Class"),
    Column("source", "What it rests on"),
    Column("until", "The first is kept until", DATE),
    Column("due", "Due", NUMBER),
    Column("said", "What becomes of them"),
    Column("waits", "Waits for a second person"),
)


@dataclass(frozen=True)
class Line:
    """How one kind of record of a programme stands, and the disposal that waits to be confirmed."""

    programme: Programme
    standing: Standing
    waiting: Removal | None

    @property
    def order(self):
        """What is due comes first, then what will be soonest; what has no day last."""
        one = self.standing
        return not one.due, one.until or date.max, self.programme.name, one.kind.title

    @property
    def waits(self) -> str:
        """Who proposed the disposal that waits, and when; blank where none does."""
        one = self.waiting
        return f"Proposed by {one.proposed_by_name}, {day(one.proposed_at)}" if one else ""

    def as_row(self) -> dict:
        """It by the keys of `COLUMNS`."""
        one = self.standing
        return {
            "programme": self.programme.name,
            "records": one.kind.title,
            "count": one.count,
            "rule": str(one.rule) if one.rule else "",
            "source": one.rule.source if one.rule else "",
            "until": iso(one.until),
            "due": one.due,
            "said": one.said,
            "waits": self.waits,
        }


SHOWN = {
    "due": ("Due", lambda line: line.standing.due),
    "held": ("On legal hold", lambda line: line.standing.hold),
    "waiting": ("Waiting for a second person", lambda line: line.waiting),
    "unset": ("Without a class", lambda line: not line.standing.rule),
}


def link() -> dict:
    """What leads to the page of all of them."""
    return {"label": TITLE, "url": reverse("retention_everywhere")}


def closed_of(user):
    """The closed programmes whose records somebody keeps today."""
    mine = user.memberships.current().filter(role__in=KEEP.roles)
    found = Programme.objects.filter(pk__in=mine.values("programme"), closed_on__isnull=False)
    return found.order_by("name", "pk")


def lines_of(programmes, today, shown="") -> list[Line]:
    """Each kind of record of programmes, as `SHOWN` narrows them. A programme takes as many queries
    as there are kinds of rows, however many rows.
    """
    waits = Removal.objects.waiting().filter(programme__in=programmes)
    waits = waits.filter(what=RemovalKind.DISPOSAL)
    waiting = {(one.programme_id, one.kind): one for one in waits}
    found = [
        Line(programme, one, waiting.get((programme.pk, one.kind.key)))
        for programme in programmes
        for one in standing_of(programme, today)
    ]
    _, fits = SHOWN.get(shown, ("", lambda line: True))
    return sorted(filter(fits, found), key=lambda line: line.order)


def redactions_of(programmes) -> list[Removal]:
    """The names of which a second person has not confirmed yet that they are redacted."""
    found = Removal.objects.waiting().filter(programme__in=programmes)
    return list(found.filter(what=RemovalKind.REDACTION).select_related("programme"))
