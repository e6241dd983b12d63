"""What people can do about mails: choose what they are told, say that one came back, have one sent
again.

Raises, all of them: NotPermitted, ValidationError.
"""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.models import User
from programme.records import refuse_if, refuse_unless

from .choices import STATUTORY, UNASKED, State
from .models import Mail, MailChoice
from .permissions import SEE
from .telling import leaving, ring_for_mail


@transaction.atomic
def choose_mails(*, by, email, whens):
    """Says where mail to `by` goes, and when they are told of each kind: `whens` by kind."""
    by = User.objects.select_for_update().get(pk=by.pk)
    refuse_if(STATUTORY & set(whens), "The law has members told of the papers of their body.")
    refuse_if(UNASKED & set(whens), "Everybody is told of their account, and of rights.")
    by.email = User._meta.get_field("email").clean(email, by)
    by.save(update_fields=["email"])
    for kind, when in whens.items():
        MailChoice.objects.update_or_create(person=by, kind=kind, defaults={"when": when})
    return by


def _begin(mail, by):
    require(by, SEE, mail.programme)
    own = Mail.objects.select_for_update(of=("self",))
    return own.select_related("programme", "person").get(pk=mail.pk)


@transaction.atomic
def record_return(mail, *, by, at, why):
    """Says that a mail came back which the mail server had taken, and what it said."""
    mail = _begin(mail, by)
    state = mail.get_state_display().lower()
    refuse_unless(mail.can_come_back, f"Only a mail that was sent comes back. This one: {state}.")
    mail.state, mail.said = State.CAME_BACK, why[:500]
    mail.save(update_fields=["state", "said"])
    verb = "recorded the return of"
    audit.record(mail, by=by, at=at, verb=verb, programme=mail.programme, why=why)
    return mail


@transaction.atomic
def send_again(mail, *, by, at):
    """Has a mail sent again that did not arrive, or may not have, to the address that the person
    has by now. The one before stays on record.
    """
    mail = _begin(mail, by)
    refuse_if(mail.was_sent_again, "This mail was sent again already.")
    refuse_if(mail.hidden_at, "The report that this mail names was withdrawn.")
    refuse_unless(mail.subject, "What this mail told was disposed of.")
    said = f"Only a mail that did not arrive is sent again. This one: {mail.state_in_words}."
    refuse_unless(mail.can_be_sent_again, said)
    names = ("programme", "person", "kind", "subject", "lines", "secret")
    kept = {name: getattr(mail, name) for name in names}
    kept["address"] = "" if mail.person else mail.address
    again = Mail.objects.create(**kept, again=mail, **leaving(at))
    audit.record(mail, by=by, at=at, verb="sent again", programme=mail.programme)
    ring_for_mail()
    return again
