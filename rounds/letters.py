"""Mails of a round: it opened, it closes tomorrow, it is late, somebody reminds."""

from django.urls import reverse
from django.utils import timezone

from outbox.choices import Kind
from outbox.models import Mail
from outbox.telling import tell
from programme.formats import day
from programme.models import User

TOMORROW, LATE = "tomorrow", "late"
BY_DAY = {
    TOMORROW: "Update round {}: your answer is due tomorrow, {}",
    LATE: "Update round {}: your answer was due on {}",
}


def tell_opened(round_, shares, at):
    """Tells the owners that a round opened."""
    words = f"Update round {round_}: please confirm your rows by {day(round_.closes_on)}"
    _tell(round_, shares, at, words, f"opened-{round_.version}")


def remind(round_, shares, at):
    """Tells owners that their answer is missing; on one day once."""
    words = f"Update round {round_}: your answer by {day(round_.closes_on)} is still missing"
    _tell(round_, shares, at, words, f"reminded-{timezone.localdate(at)}")


def was_told(round_, kind) -> bool:
    """Whether owners were told of the closing day, before it (TOMORROW) or after it (LATE)."""
    key = _key(round_, f"{kind}-{round_.closes_on}")
    return Mail.objects.filter(programme=round_.programme, key=key).exists()


def tell_by_day(round_, shares, at, kind, morning):
    """Tells owners that their answer is due TOMORROW, or LATE."""
    words = BY_DAY[kind].format(round_, day(round_.closes_on))
    _tell(round_, shares, at, words, f"{kind}-{round_.closes_on}", morning)


def _key(round_, what):
    return f"round-{round_.pk}-{what}"


def _tell(round_, shares, at, words, what, morning=None):
    people = User.objects.filter(pk__in=[one.owner.person for one in shares if one.owner.person])
    path = reverse("rounds:answer", args=[round_.programme.slug, round_.pk])
    about = {"programme": round_.programme, "kind": Kind.ROUND, "subject": words}
    how = {"at": at, "key": _key(round_, what), "morning": morning}
    tell(list(people), lines=[(words, path)], **how, **about)
