"""What closure adds to the kernel's pages."""

from django.urls import reverse
from django.utils import timezone

from programme.extension import Extension
from programme.formats import day
from programme.log import Need
from programme.log.filled import look_for_rows
from programme.position import Position

from .closing.permissions import CLOSE
from .custody import reminders
from .custody.flags import row_flags
from .custody.querysets import took_on
from .models import Closing, Disposal
from .retention import everywhere
from .retention.kinds import RETAINED
from .retention.permissions import KEEP
from .retention.standing import disposal_of, hold_in_words, whole_disposal, whole_disposals

HELD = {
    Closing: "The programme was closed or reopened by it: it stays on record.",
    Disposal: "Open rows were disposed of by it: it stays on record.",
}


class Closure(Extension):
    """The end of a programme."""

    title = "Closure"

    def programme_links(self, view):
        pages = (("Closure", "closure:closure"), ("Readiness for closure", "closure:readiness"))
        return [{"label": label, "url": view.address(name)} for label, name in pages]

    def public_links(self):
        return [{"label": "Closed programmes", "url": reverse("closed_programmes")}]

    def home_links(self, memberships):
        keeps = any(one.role in KEEP.roles for one in memberships)
        return [everywhere.link()] if keeps else []

    def needs(self, programme, *, now, roles, user):
        return reminders.needs(programme, roles, timezone.localdate(now))

    def waits_for(self, user, programmes, now):
        return reminders.waits_for(user, programmes, timezone.localdate(now))

    def took_on(self, person, log, entry):
        return took_on(person, log, entry)

    def morning(self, programme, today):
        return reminders.morning(programme, today)

    def closing_blocks(self, programme, *, now):
        """No body, then every open row that is in nobody's hands."""
        url = reverse("closure:authorised", args=[programme.slug])
        said = "Nobody has said which body authorised the programme"
        missing = [Need(said, url, "due", permission=CLOSE)]
        position = Position.on(programme, timezone.localdate(now))
        look_for_rows(position)
        rows = reminders.closing_blocks(position)
        return [*([] if programme.authorised_by_id else missing), *rows]

    def holds_decision(self, decision):
        rests = (said for model, said in HELD.items() if _rests(model, decision))
        return next(rests, "")

    def retained(self):
        return RETAINED

    def holds_records(self, programme, kind):
        return hold_in_words(programme, kind)

    def certificate_url(self, programme, row):
        return reverse("closure:removed", args=[programme.slug, row._meta.label_lower, row.pk])

    def disposed_in_words(self, programme, row):
        found = disposal_of(programme, row)
        on = found and day(timezone.localdate(found.confirmed_at))
        return f"Disposed of on {on}. Class: {found.rule}." if found else ""

    def disposed_url(self, programme, kind):
        found = whole_disposal(programme, kind)
        return reverse("closure:removal", args=[programme.slug, found.pk]) if found else ""

    def disposed_programmes(self, kind):
        return whole_disposals(kind).order_by().values("programme")

    def row_flags(self, view, log, entry):
        return row_flags(view, log, entry)


def _rests(model, decision):
    return model.objects.filter(decision=decision).exists()
