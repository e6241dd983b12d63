"""What the facts of recommendations say, and of the rows that belong to them."""

from django.utils import timezone

from programme.children import RECORDED_BY, Children, recorded_on_of
from programme.facts import DATE, Computed, Fact, iso
from programme.formats import NOT_RECORDED, day

from ..models import DueDate, PartnerOwner, Update


def review_of(entry, position):
    return str(entry.reviewed)


def priority_of(entry, position):
    return entry.get_priority_display() or ""


def response_of(entry, position):
    words = entry.get_response_display()
    return words or (NOT_RECORDED if entry.is_answered else "")


def meant_by_comments(entry, position):
    return entry.as_above and entry.as_above.reference


def position_day_of(entry, position):
    update = entry.position_on(position.day)
    return iso(update.as_at) if update else None


def position_of(entry, position):
    update = entry.position_on(position.day)
    return update.text if update else ""


def meant_by_position(entry, position):
    update = entry.position_on(position.day)
    return update.meaning if update else ""


def flagged_of(entry, position):
    return "; ".join(entry.flags(position.day, entry.position_on(position.day)))


def owners_of(entry, position):
    return [*([entry.owner] if entry.owner else []), *entry.partners] or None


def successor_of(entry, position):
    return entry.superseded_by and entry.superseded_by.reference


def claimed_by(entry, position):
    return position.signed(entry, "claimed")


def claimed_on(entry, position):
    return entry.claimed_at and iso(timezone.localdate(entry.claimed_at))


def claim_of(entry, position):
    return entry.claimed_at and f"{day(entry.claimed_at)}, {claimed_by(entry, position)}"


def verified_by(entry, position):
    return position.signed(entry, "verified")


def verified_on(entry, position):
    return entry.verified_at and iso(timezone.localdate(entry.verified_at))


def verification_of(entry, position):
    return entry.verified_at and f"{day(entry.verified_at)}, {verified_by(entry, position)}"


def partner_of(child, position):
    return str(child.partner)


def meaning_of(update, position):
    return update.meaning


CHILDREN = (
    Children(
        "owners",
        PartnerOwner,
        "recommendation",
        "Owners at partners",
        "partner",
        facts=(
            Computed("partner", "Partner", partner_of, width=20),
            Fact("owner", width=20, search=True),
        ),
        related="partner",
        order="partner_id",
        known=lambda position: PartnerOwner.objects.as_at(position).exclude(owner=""),
        owner="owner",
    ),
    Children(
        "positions",
        Update,
        "recommendation",
        "Positions",
        "position",
        facts=(
            Fact("as_at"),
            Fact("text", width=34, search=True),
            Computed("meaning", "Means", meaning_of, width=14),
            RECORDED_BY,
        ),
        related="same_as",
    ),
    Children(
        "due-dates",
        DueDate,
        "recommendation",
        "Due dates",
        "due date",
        facts=(
            Fact("step", width=14),
            Fact("due_on"),
            Fact("why", width=24, search=True),
            Computed("recorded_on", "Recorded on", recorded_on_of, kind=DATE),
            RECORDED_BY,
        ),
    ),
)
