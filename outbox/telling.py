"""Telling people by mail: rows in the transaction of what they tell, and a bell for a worker."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from programme.doorbell import ring

from .choices import MORNING, UNASKED, USUALLY, Kind, State, When
from .models import Mail, MailChoice

NO_SERVER = "No mail server is set up."


def tell(people, *, programme, kind, subject, lines, at, key="", morning=None):
    """Writes a mail to each of `people`, for when they want to be told of its kind. `lines` are
    (text, path) pairs. Nobody is told the same `key` twice. What is told of a `morning` leaves with
    the other mails of that day.

    Whoever calls has the transaction, and has asked whether they may know. It waits for no server.
    """
    when = whens(people, kind)
    lines = [{"text": text, "path": path} for text, path in lines]
    said = {"kind": kind, "key": key, "subject": " ".join(subject.split())[:300], "lines": lines}
    mails = [
        Mail(programme=programme, person=one, **said, **leaving(at, when[one.pk], morning))
        for one in sorted(set(people), key=lambda one: one.pk)
        if when[one.pk] != When.NEVER
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=bool(key))
    if any(one.state == State.WAITING and not one.daily for one in mails):
        ring_for_mail()


def send_secret(secret, *, subject, lines, at, programme=None, person=None, address=""):
    """Writes a mail whose first line leads to what only its reader may open. `secret` names that
    to `Extension.secret_path`, which is asked as the mail leaves: the link itself stands in no row.
    It goes to a person, or to the address of somebody who has no account.
    """
    said = {"subject": " ".join(subject.split())[:300], "kind": Kind.ACCOUNT, "secret": secret}
    lines = [{"text": text, "path": ""} for text in lines]
    to = {"programme": programme, "person": person, "address": address}
    mail = Mail.objects.create(**to, **said, lines=lines, **leaving(at))
    ring_for_mail()
    return mail


def whens(people, kind) -> dict[int, When]:
    """When each of `people` is told of a kind, by their ids."""
    if kind in UNASKED:
        return {one.pk: When.AT_ONCE for one in people}
    chosen = MailChoice.objects.filter(kind=kind, person__in=[one.pk for one in people])
    found = dict(chosen.values_list("person", "when"))
    return {one.pk: When(found.get(one.pk, USUALLY[Kind(kind)])) for one in people}


def leaving(at, when=When.AT_ONCE, morning=None) -> dict:
    """When a mail that is written at a moment leaves, and in which state it waits for that."""
    daily = when == When.DAILY
    leaves_at = (morning or next_morning(at)) if daily else at
    leaves = {"recorded_at": at, "leaves_at": leaves_at, "daily": daily}
    if settings.EMAIL_HOST:
        return leaves
    return {**leaves, "state": State.NOT_SENT, "said": NO_SERVER, "settled_at": at}


def next_morning(moment) -> datetime:
    """The first morning from a moment on."""
    here = timezone.localtime(moment)
    on = here.date() if here.time() <= MORNING else here.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(on, MORNING))


def ring_for_mail():
    """Asks a worker to send, as soon as the present transaction is kept."""
    ring("outbox.tasks.send_mails")
