"""What update rounds add to the kernel's pages."""

from django.urls import reverse
from django.utils import timezone

from programme.extension import Extension
from programme.formats import as_sentence, counted, day, listed
from programme.log import Need

from .actions import note_change, shares_now
from .confirmed import unconfirmed, unconfirmed_row
from .models import Round
from .permissions import KEEP, SEE
from .progress import waiting_of
from .retained import RETAINED


class Rounds(Extension):
    """Update rounds: who is asked, who has answered."""

    title = "Update rounds"

    def meetings_links(self, view):
        return [("Update rounds", "rounds:list")] if view.allowed(SEE) else []

    def waits_for(self, user, programmes, now):
        return [_asks(one, count, now) for one, count in waiting_of(user, programmes)]

    def needs(self, programme, *, now, roles, user):
        found = self.waits_for(user, [programme], now)
        if KEEP.roles.isdisjoint(roles):
            return found
        rounds = Round.objects.filter(programme=programme, closed_at=None)
        lines = (_missing(one, now) for one in rounds.select_related("programme"))
        return [*found, *(one for one in lines if one)]

    def row_flags(self, view, log, entry):
        if not log.in_rounds:
            return []
        found = unconfirmed_row(view.programme, log.name, entry.pk)
        return [as_sentence(f"{one}: {words}") for one, words in found.items()]

    def section_notes(self, log, rows, position):
        found, told = unconfirmed(position.programme, log, at=position.at), {}
        for row in rows if found else ():
            if words := found.get(row.get("reference")):
                told.setdefault(words, []).append(row["reference"])
        return [f"{listed(names)}: {words}." for words, names in told.items()]

    def retained(self):
        return RETAINED

    def recorded(self, event, subject):
        note_change(event, subject)


def _asks(round_, count, now):
    """That a round waits for somebody's rows."""
    late = round_.closes_on < timezone.localdate(now)
    url = reverse("rounds:answer", args=[round_.programme.slug, round_.pk])
    rows = f"{counted(count, 'row')} of yours to answer by {day(round_.closes_on)}"
    words = f"Update round {round_}: {rows}"
    return Need(words, url, "overdue" if late else "due", of_rows=False)


def _missing(round_, now):
    """How many owners have not answered; None where all have."""
    missing = sum(bool(one.waiting) for one in shares_now(round_, now))
    late = round_.closes_on < timezone.localdate(now)
    url = reverse("rounds:one", args=[round_.programme.slug, round_.pk])
    words = f"Update round {round_}: {counted(missing, 'owner')} still to answer"
    return Need(words, url, "overdue" if late else "due", of_rows=False) if missing else None
