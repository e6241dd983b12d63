"""The words of the communications plan. Source: programme communication plans, and seed 001."""

from django.db import models


class Audience(models.TextChoices):
    """For whom it is meant."""

    STAFF = "staff", "Staff"
    TRADE_UNIONS = "trade_unions", "Trade unions"
    MEMBERS = "members", "Elected members"
    PARTNERS = "partners", "Partners"
    USERS = "users", "Service users"
    PUBLIC = "public", "The public"
    OTHER = "other", "Others, in words"


class Consultation(models.TextChoices):
    """Who is consulted. Blank where no plan says that anybody is."""

    STAFF = "staff", "Staff"
    TRADE_UNIONS = "trade_unions", "Trade unions"
    USERS = "users", "Users"
    OTHERS = "others", "Others, or not said who"


class State(models.TextChoices):
    """Where a communication stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


UNFINISHED = (State.PLANNED, State.UNDER_WAY)
SETTLED = (State.DONE, State.CANCELLED)

# From which states each step may be taken. The actions refuse everything else; the pages offer
# only these. Feedback comes when it comes: before a communication has begun, and after it was
# cancelled.
STEPS = {
    "start": {State.PLANNED},
    "complete": set(UNFINISHED),
    "cancel": set(UNFINISHED),
    "reopen": set(SETTLED),
    "feedback": set(State),
    "answer": set(State),
}


class Standing(models.TextChoices):
    """How a communication stands in a report, the most pressing first."""

    OVERDUE = "overdue", "Overdue"
    DUE = "due", "Still to be done"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"
