"""Secret addresses of calendars: made, renewed, and who stands behind one.

A calendar on a phone cannot sign in, so the address itself lets in. It is signed and holds nothing
but whose it is and its number; a renewal makes the ones before stale.
"""

from django.core.signing import BadSignature, Signer
from django.db import transaction

from programme.models import CalendarAddress, User

SIGNER = Signer(salt="programme.calendar", sep=".")


class Stale(Exception):
    """The address was one and is none any more; the message says why, in words."""


def token_of(user) -> str:
    """What stands in the address of somebody's calendar; blank while they have none."""
    last = user.calendar_addresses.last()
    return SIGNER.sign(f"{user.pk}.{last.number}") if last else ""


@transaction.atomic
def renew_address(*, by, at) -> CalendarAddress:
    """Gives `by` an address of their calendar. The one before, if there is one, is stale from now
    on.
    """
    by = User.objects.select_for_update().get(pk=by.pk)  # one number at a time
    last = by.calendar_addresses.last()
    number = last.number + 1 if last else 1
    return CalendarAddress.objects.create(user=by, number=number, made_at=at)


def holder_of(token) -> User | None:
    """Whose calendar a token opens; None where it was never given out.

    Raises: Stale, where it opened one once.
    """
    try:
        user, number = map(int, SIGNER.unsign(token).split("."))
    except (BadSignature, ValueError):
        return None
    found = CalendarAddress.objects.select_related("user").filter(user=user).last()
    if found is None:
        return None
    if not found.user.is_active:
        raise Stale("The account that it belonged to is closed.")
    if found.number != number:
        raise Stale(
            "It was renewed. Sign in, open the calendar of deadlines, and subscribe to the address"
            " that stands there now."
        )
    return found.user
