"""What people said in update rounds, as retention counts it."""

from django.db.models import Case, Value, When

from programme.retention import DISPOSED, Retained

from .models import Answer

GONE = ("", DISPOSED)


def _said(programme):
    found = Answer.objects.filter(row__round__programme=programme)
    return [found.exclude(note__in=GONE, for_whom__in=GONE)]


def _emptied(name):
    """What was told says something, as the table asks; a blank stays so."""
    return Case(When(**{name: ""}, then=Value("")), default=Value(DISPOSED))


RETAINED = [
    Retained(
        "rounds",
        "Answers in update rounds",
        _said,
        recorded="recorded_at",
        emptied={name: _emptied(name) for name in ("note", "for_whom")},
    )
]
