"""What is set about the retention of a programme's records: classes, and legal holds.

Raises, all of them: NotPermitted, ValidationError.
"""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import as_sentence
from programme.records import add_recorded, lock_programme, refuse_if, refuse_unless

from ..choices import CountedFrom
from ..models import LegalHold, LiftedHold, RetentionClass, SubjectRequest
from . import finding
from .kinds import kinds
from .permissions import FIND, KEEP
from .standing import hold_of, holds_of, rules_of

LONGEST = 150  # years
NO_MEETING = "Records of this kind have no meeting of their own. Choose another event."
NO_MOMENT = "Records of this kind are counted from the closing of the programme."
CHOOSE = "Choose a kind of record."
ALL_RECORDS = "All records of the programme"


@transaction.atomic
def set_class(programme, *, by, at, kind, name, years, counted_from, source):
    """Sets for how many years a kind of record is kept, from which event on. What was set before
    stays on record.
    """
    require(by, KEEP, programme)
    lock_programme(programme)
    known = kinds().get(kind)
    refuse_unless(known, CHOOSE, "kind")
    refuse_unless(1 <= years <= LONGEST, f"Enter 1 to {LONGEST} years.", "years")
    from_meeting = counted_from == CountedFrom.MEETING
    refuse_if(from_meeting and not known.meeting, NO_MEETING, "counted_from")
    from_row = counted_from == CountedFrom.RECORDED
    refuse_if(from_row and not known.recorded, NO_MOMENT, "counted_from")
    was = rules_of(programme).get(kind)
    said = {"kind": kind, "name": name, "years": years, "source": source}
    said["counted_from"] = counted_from
    row = add_recorded(RetentionClass, by=by, at=at, programme=programme, **said)
    changes = [audit.note("class", known.title, was, f"{row}. {as_sentence(source)}")]
    how = {"by": by, "at": at, "programme": programme, "changes": changes}
    audit.record(row, verb="set how long records are kept:", **how)
    return row


@transaction.atomic
def put_on_hold(programme, *, by, at, kind, reason):
    """Puts records of a kind, or all of the programme where it is blank, on legal hold."""
    require(by, KEEP, programme)
    lock_programme(programme)
    refuse_if(kind and kind not in kinds(), CHOOSE, "kind")
    twin = next((one for one in holds_of(programme) if one.kind == kind), None)
    refuse_if(twin, "This is on legal hold already.", "kind")
    row = add_recorded(LegalHold, by=by, at=at, programme=programme, kind=kind, reason=reason)
    return _tell(row, "put on legal hold:", kind, reason, by, at)


@transaction.atomic
def lift_hold(hold, *, by, at, reason):
    """Lifts a legal hold, for a reason."""
    require(by, KEEP, hold.programme)
    lock_programme(hold.programme)
    refuse_if(LiftedHold.objects.filter(hold=hold).exists(), "This hold was lifted already.")
    add_recorded(LiftedHold, by=by, at=at, hold=hold, reason=reason)
    return _tell(hold, "lifted the legal hold:", hold.kind, reason, by, at)


def held_title(kind) -> str:
    """What a hold holds, in words."""
    return kinds()[kind].title if kind in kinds() else ALL_RECORDS


def _tell(hold, verb, kind, reason, by, at):
    changes = [audit.note("hold", "Records", "", held_title(kind))]
    how = {"by": by, "at": at, "programme": hold.programme, "changes": changes}
    audit.record(hold, verb=verb, why=reason, **how)
    return hold


def refuse_held(programme, kind=""):
    """Refuses to destroy records of a kind that is on hold; without a kind, under any hold.

    Raises:
        ValidationError: saying who put the hold, and why.
    """
    found = hold_of(holds_of(programme), kind)
    words = found and f"{held_title(found.kind)}: on legal hold, put by {found.recorded_by_name}."
    refuse_if(found, f"{words} {found and as_sentence(found.reason)} Lift the hold first.")


@transaction.atomic
def ask_about_person(programme, *, by, at, account, name, reason):
    """Puts on record that somebody looks for everything about a person: an account, a name."""
    require(by, FIND, programme)
    refuse_unless(account or name, "Choose an account, or enter a name.", "name")
    refuse_if(name and finding.is_short(name), finding.SHORT, "name")
    said = {"account": account, "name": name, "reason": reason}
    row = add_recorded(SubjectRequest, by=by, at=at, programme=programme, **said)
    audit.record(row, by=by, at=at, verb="looked for", programme=programme, why=reason)
    return row
