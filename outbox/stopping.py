"""The link at the end of a mail by which somebody stops mails of its kinds, without signing in.

Whoever has the mail has the link. It is signed and says whose mail it is and of which kinds; what
the law sends to members has none.
"""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from programme.models import User

from .choices import STATUTORY, Kind, When
from .models import MailChoice

SIGNER = Signer(salt="outbox.stopping", sep=".")
BETWEEN = "-"


def path_to_stop(mails) -> str:
    """Where mails of the kinds of these are stopped; blank where none of them can be."""
    kinds = sorted({one.kind for one in mails} - STATUTORY)
    if not kinds:
        return ""
    token = SIGNER.sign(f"{mails[0].person_id}{BETWEEN}{BETWEEN.join(kinds)}")
    return reverse("mail_stop", args=[token])


def read_token(token) -> tuple[User, list[Kind]] | None:
    """Whose mail a link stops, and of which kinds; None where it was never given out."""
    try:
        whose, *kinds = SIGNER.unsign(token).split(BETWEEN)
    except BadSignature:
        return None
    person = User.objects.filter(pk=whose).first()
    return person and (person, [Kind(one) for one in kinds])


@transaction.atomic
def stop_mails(person, kinds):
    """Says for somebody that they are told nothing of these kinds any more."""
    for kind in kinds:
        stopped = {"when": When.NEVER}
        MailChoice.objects.update_or_create(person=person, kind=kind, defaults=stopped)
