"""How a worker sends mails: claim, hand over, note what became of it.

Any step may be killed at any time. A mail that the server may have accepted is never handed over
again by itself: where a worker died while the server was taking it, that stands on record, and a
person has it sent again.
"""

import logging
import uuid
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from .choices import State
from .letters import Letter
from .models import Mail
from .people import may_still_be_told
from .server import AddressRefused, MailRefused, NotTaken, as_servers_take, hand_over

log = logging.getLogger("outbox")

AT_MOST = 100  # mails in one pass; the next tick takes the others
MOST_ATTEMPTS = 8  # over about a day
LONGEST_PAUSE = timedelta(hours=6)
OPEN = (State.SENDING, State.UNCERTAIN)  # of which a worker may still hear that it was accepted

NO_ADDRESS = "No email address is on record for {}."
VOID = "What its link leads to is not open any more."
NO_PART = "{} has no part in this programme any more for which it was."
UNCERTAIN = (
    "The worker stopped while the mail server was taking it. Nobody knows whether it arrived."
)


class ClaimLost(Exception):
    """The lease ran out and somebody else has the mails: this run must not write."""


def send_due(clock) -> int:
    """Sends what is due; ends early when the mail server is away. Gives how many mails were
    settled. `clock` gives the present moment, for the record alone.
    """
    Mail.objects.stranded().update(state=State.UNCERTAIN, said=UNCERTAIN, settled_at=clock())
    settled, due = 0, Mail.objects.to_send().order_by("leaves_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:AT_MOST]):
        mails = claim(pk)
        if mails and not _send(mails, clock):
            break
        settled += len(mails)
    return settled


def claim(pk) -> list[Mail]:
    """Takes a mail that is due, and with a daily one all that leave with it; nothing when another
    worker has it. One conditional update decides, by the database's clock.
    """
    token, due = uuid.uuid4(), Mail.objects.to_send()
    first = due.filter(pk=pk).first()
    if first is None:
        return []
    rows = due.filter(pk=pk)
    if first.daily:
        rows = due.filter(person=first.person_id, programme=first.programme_id, daily=True)
    lease = Now() + timedelta(seconds=settings.EMAIL_TIMEOUT + 60)
    rows.update(
        state=State.SENDING,
        claim=token,
        lease_until=lease,
        next_try_at=None,
        attempts=F("attempts") + 1,
        said="",
    )
    found = Mail.objects.filter(claim=token).select_related("person", "programme")
    return list(found.order_by("pk"))


def _write(mails, states=(State.SENDING,), **values):
    """Writes to claimed mails.

    Raises:
        ClaimLost: they are not claimed by this run any more.
    """
    mine = Mail.objects.filter(claim=mails[0].claim, state__in=states)
    if not mine.update(**values):
        raise ClaimLost(f"Mails {[one.pk for one in mails]} were taken over by another worker.")


def _send(mails, clock) -> bool:
    """Whether the server is there for others."""
    try:
        return _try(mails, clock)
    except ClaimLost as lost:
        log.warning("%s", lost)
    except Exception as error:  # whatever it was, the row must say so
        log.exception("Mails %s were not sent", [one.pk for one in mails])
        if not connection.in_atomic_block:  # one that broke is of no use for saying so
            connection.close_if_unusable_or_obsolete()
        _try_later(mails, f"{type(error).__name__}: {error}"[:400], clock)
    return True


def _try(mails, clock):
    now, first = clock(), mails[0]
    kept = [one for one in mails if may_still_be_told(one, now)]
    for one in mails:
        if one not in kept:
            why = VOID if one.secret else NO_PART.format(first.recipient)
            _settle([one], State.GIVEN_UP, why, clock)
    if not kept:
        return True
    if not first.goes_to:
        _settle(kept, State.GIVEN_UP, NO_ADDRESS.format(first.recipient), clock)
        return True
    return _hand_over(kept, first.goes_to, clock)


def _hand_over(mails, address, clock):
    letter, now = Letter(mails), clock()
    sent = {"address": address, "message_id": letter.message_id}
    try:
        to = as_servers_take(address)
        hand_over(
            letter.as_bytes(now, to),
            sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            to=to,
            about_to=lambda: _write(mails, handed_over_at=now, **sent),
            accepted=lambda: _accepted(mails, clock),
        )
    except AddressRefused as refused:
        _settle(mails, State.REFUSED, str(refused), clock, **sent)
    except MailRefused as refused:
        _settle(mails, State.GIVEN_UP, f"The mail server refused this mail: {refused}", clock)
    except NotTaken as error:
        _try_later(mails, str(error), clock)
        return not error.is_away
    return True


def _accepted(mails, clock, tries=3):
    """Notes that the server has taken it. A database that is away is asked again; where it stays
    so, nobody sends it again by itself, for that it was handed over is noted already.
    """
    for number in range(tries):
        try:
            return _settle(mails, State.SENT, "", clock, OPEN)
        except Exception:
            log.exception("Accepted and not noted yet: %s", [one.pk for one in mails])
            if number < tries - 1 and not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()


def _settle(mails, state, said, clock, states=(State.SENDING,), **values):
    mine = Mail.objects.filter(pk__in=[one.pk for one in mails], claim=mails[0].claim)
    settled = mine.filter(state__in=states).update(
        state=state, said=said[:500], settled_at=clock(), claim=None, lease_until=None, **values
    )
    if not settled:
        raise ClaimLost(f"Mails {[one.pk for one in mails]} were taken over by another worker.")


def _try_later(mails, why, clock):
    """Gives the mails back, to be taken after a pause that grows fourfold each time; gives them up
    after the last.
    """
    tries = max(one.attempts for one in mails)
    if tries >= MOST_ATTEMPTS:
        _settle(mails, State.GIVEN_UP, f"Tried {tries} times. {why}", clock)
        return
    grown = timedelta(seconds=settings.RETRY_SECONDS * 4 ** (tries - 1))
    _write(
        mails,
        state=State.WAITING,
        said=why[:500],
        claim=None,
        lease_until=None,
        handed_over_at=None,
        message_id="",
        next_try_at=Now() + min(grown, LONGEST_PAUSE),
    )


def is_due() -> bool:
    """Whether a worker has something to do."""
    return Mail.objects.to_send().exists() or Mail.objects.stranded().exists()
