"""What people said in update rounds, as retention counts it."""

from programme.formats import DISPOSED
from programme.retention import Retained, emptied_words

from .models import Answer

GONE = ("", DISPOSED)


def _said(programme):
    found = Answer.objects.filter(row__round__programme=programme)
    return [found.exclude(note__in=GONE, for_whom__in=GONE)]


RETAINED = [
    Retained(
        "rounds",
        "Answers in update rounds",
        _said,
        recorded="recorded_at",
        emptied=emptied_words("note", "for_whom"),
    )
]
