"""How long each kind of record of a programme is kept, what of it is past its time, and what holds
it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import CharField, Count, Min, Q
from django.utils import timezone

from programme.access_law import first_open, years_after
from programme.formats import as_sentence, counted, day
from programme.models import Body
from programme.retention import Retained
from programme.written_once import Given, Prepared

from ..choices import CountedFrom, RemovalKind
from ..models import LegalHold, Removal, RetentionClass
from .kinds import kinds

NO_LAW = ("", Body.Regime.NEITHER)  # bodies whose papers no law opens, or nobody said which
NO_CLASS = "No class was set"
NOT_CLOSED = "The programme is not closed"


def rules_of(programme, at=None) -> dict[str, RetentionClass]:
    """The class that counts of each kind, now or at a moment."""
    found = RetentionClass.objects.filter(programme=programme)
    found = found.filter(recorded_at__lte=at) if at else found
    return {one.kind: one for one in found}


def holds_of(programme, at=None) -> list[LegalHold]:
    """The legal holds that stand, now or at a moment."""
    found = LegalHold.objects.filter(programme=programme)
    if at is None:
        return list(found.filter(lifted=None))
    known = found.filter(recorded_at__lte=at).select_related("lifted")
    return [one for one in known if not _was_lifted(one, at)]


def _was_lifted(hold, at):
    return hasattr(hold, "lifted") and hold.lifted.recorded_at <= at


def hold_of(holds, kind=""):
    """The hold under which a kind stands; without a kind, any. None where there is none."""
    return next((one for one in holds if not kind or one.kind in ("", kind)), None)


def hold_in_words(programme, kind="") -> str:
    """That records of a programme are held, since when, by whom and why; blank where none is."""
    found = hold_of(holds_of(programme), kind)
    return found and (
        f"These records are on legal hold since {day(timezone.localdate(found.recorded_at))}, put"
        f" by {found.recorded_by_name}: {as_sentence(found.reason)} Lift it first."
    )


def whole_disposal(programme, kind):
    """The disposal by which all records of a kind went, as those do that are counted from the
    closing; None where none did.
    """
    if programme.closed_on is None:
        return None
    return WHOLE.one(programme=programme.pk, kind=kind)


def disposal_of(programme, row):
    """The last disposal by which a row of a programme went; None where none did."""
    its = {"rows__table_name": row._meta.db_table, "rows__row_id": row.pk}
    return Removal.objects.filter(programme=programme, what=RemovalKind.DISPOSAL, **its).last()


def whole_disposals(kind):
    """The disposals by which all records of a kind of their programmes went."""
    found = Removal.objects.filter(kind=kind, confirmed_at__isnull=False)
    return found.filter(rule__counted_from=CountedFrom.CLOSED)


def _whole():
    found = whole_disposals(Given("kind", CharField())).filter(programme=Given("programme"))
    return found[:1]


WHOLE = Prepared(_whole)  # of a closed programme every page asks it
NONE_OF_THEM = Q(pk__in=[])


def due_rows(kind: Retained, rule, programme, today) -> list:
    """The sets of rows of a kind of which the time is over, as a class counts it: the last day on
    which they are kept is before today.
    """
    is_due = _is_due(kind, rule, programme, today)
    return [rows.filter(is_due) for rows in kind.rows(programme)]


def _is_due(kind, rule, programme, today) -> Q:
    """The condition of being past its time."""
    if not rule or not programme.closed_on:
        return NONE_OF_THEM
    by_law = Q()
    if kind.meeting:
        since = first_open(today, years_of_law(kind, programme))
        by_law = Q(**{f"{kind.meeting}__lt": since})
    if rule.counted_from == CountedFrom.CLOSED:
        is_over = years_after(programme.closed_on, rule.years) < today
        return by_law if is_over else NONE_OF_THEM
    since = first_open(today, rule.years)
    if rule.counted_from == CountedFrom.MEETING:
        return by_law & Q(**{f"{kind.meeting}__lt": since})
    begin = timezone.make_aware(datetime.combine(since, time.min))
    return by_law & Q(**{f"{kind.recorded}__lt": begin})


def years_of_law(kind: Retained, programme) -> int:
    """For how many years from their meeting the law asks that records of a kind are open: the
    longest of the bodies of a programme; 0 where it asks for none.
    """
    bodies = programme.bodies.exclude(regime__in=NO_LAW) if kind.by_law else []
    return max((getattr(body.law, kind.by_law) or 0 for body in bodies), default=0)


@dataclass(frozen=True)
class Standing:
    """How a kind of record stands: how many there are, by which class, until which day the first of
    them is kept, how many are past theirs, what holds them, and in words what becomes of them.
    """

    kind: Retained
    count: int
    rule: RetentionClass | None
    until: date | None
    due: int
    hold: LegalHold | None
    said: str


def standing_of(programme, today) -> list[Standing]:
    """How each kind of record of a programme stands; the number of queries is that of the kinds."""
    rules, holds = rules_of(programme), holds_of(programme)
    return [
        _standing(kind, programme, rules.get(kind.key), hold_of(holds, kind.key), today)
        for kind in kinds().values()
    ]


def _standing(kind, programme, rule, hold, today):
    count, due, first = _counted(kind, rule, programme, today)
    until = _until(kind, rule, programme, first) if count else None
    if hold:
        said = f"On legal hold, put by {hold.recorded_by_name}: {hold.reason}"
    elif rule is None:
        said = NO_CLASS
    elif not programme.closed_on:
        said = NOT_CLOSED
    elif not due:
        said = "Kept" if count else "Nothing is left"
    elif kind.emptied:
        said = f"{counted(due, 'record')} may be disposed of"
    else:
        said = f"{counted(due, 'record')} past that day; this service does not dispose of them"
    return Standing(kind=kind, count=count, rule=rule, until=until, due=due, hold=hold, said=said)


def _counted(kind, rule, programme, today):
    """How many records there are, how many of them are due, and the day of the first by which a
    class counts; one query for each set of rows.
    """
    is_due, moment = _is_due(kind, rule, programme, today), _moment_of(kind, rule)
    asked = {"count": Count("pk"), "due": Count("pk", filter=is_due)}
    asked |= {"first": Min(moment)} if moment else {}
    found = [rows.order_by().aggregate(**asked) for rows in kind.rows(programme)]
    firsts = (one.get("first") for one in found)
    first = min(filter(None, firsts), default=None)
    return sum(one["count"] for one in found), sum(one["due"] for one in found), first


def _moment_of(kind, rule) -> str:
    """The column of the day from which a class or the law counts; blank where it is the closing
    alone.
    """
    if rule is None:
        return ""
    return kind.recorded if rule.counted_from == CountedFrom.RECORDED else kind.meeting


def _until(kind, rule, programme, first):
    """By the class and by the law, whichever is later."""
    if rule is None:
        return None
    if isinstance(first, datetime):
        first = timezone.localdate(first)
    is_closing = rule.counted_from == CountedFrom.CLOSED
    since = programme.closed_on if is_closing else first
    found = [(since, rule.years), (first, years_of_law(kind, programme))]
    return since and max(years_after(day, years) for day, years in found if day)
