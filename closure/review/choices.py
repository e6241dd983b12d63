"""The words of scrutiny reviews."""

from django.db import models


class State(models.TextChoices):
    """Where a review stands."""

    OPEN = "open", "Open"
    FOUND = "found", "Finding given"


class Verdict(models.TextChoices):
    """What scrutiny finds. It recommends; the body that authorised the programme decides."""

    NOTE = "note", "Note"
    SUPPORT = "support", "Support"
    RECOMMEND = "recommend", "Support with recommendations"
    REFER = "refer", "Refer back"


class QuestionState(models.TextChoices):
    """Where a question stands."""

    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


TRACKER = "recommendations"  # the log that takes in what scrutiny recommends, by its name
