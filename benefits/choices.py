"""The words of benefits. Source: Managing Successful Programmes (MSP), benefits realisation."""

from django.db import models


class Kind(models.TextChoices):
    """The class of a benefit."""

    FINANCIAL = "financial", "Tangible, financial"
    TANGIBLE = "tangible", "Tangible, non-financial"
    NON_TANGIBLE = "non_tangible", "Non-tangible"


class Cashable(models.TextChoices):
    """Whether a budget falls by it. Blank stands for papers that do not say."""

    YES = "yes", "Cashable"
    NO = "no", "Not cashable"


class Certainty(models.TextChoices):
    """Whether it is counted on. Potential ones stand outside every total; blank where not said."""

    COMMITTED = "committed", "Committed"
    POTENTIAL = "potential", "Potential"


class Unit(models.TextChoices):
    """What the values of a measure are."""

    MONEY = "money", "Pounds"
    PERCENT = "percent", "Per cent"
    NUMBER = "number", "A number of something"


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", "Up: more is better"
    DOWN = "down", "Down: less is better"


class Counting(models.TextChoices):
    """What a value of the plan or the ledger says."""

    LEVEL = "level", "The level reached"
    CHANGE = "change", "A change that adds to those before it"


class State(models.TextChoices):
    """Where a benefit stands."""

    IDENTIFIED = "identified", "Identified"
    VALIDATED = "validated", "Validated"
    PROFILED = "profiled", "Profiled"
    REALISING = "realising", "Being realised"
    REALISED = "realised", "Realised"
    NOT_REALISED = "not_realised", "Not realised"
    REOPENED = "reopened", "Reopened"


LIVE = (State.IDENTIFIED, State.VALIDATED, State.PROFILED, State.REALISING, State.REOPENED)
SETTLED = (State.REALISED, State.NOT_REALISED)
# A benefit without a measure never gets so far.
MEASURED = (State.PROFILED, State.REALISING, State.REALISED)
POSTED = {State.PROFILED, State.REALISING, State.REOPENED}
CLAIMED = {State.REALISING, State.REOPENED}
VALID = (State.VALIDATED, State.PROFILED, State.REALISING)  # somebody found it real

# From which states each step may be taken. The actions refuse everything else; the pages offer
# only these.
STEPS = {
    "measure": {*LIVE},
    "validate": {State.IDENTIFIED, State.REOPENED},
    "profile": {State.VALIDATED, State.PROFILED, State.REALISING, State.REOPENED},
    "post": POSTED,
    "reverse": POSTED,
    "claim": CLAIMED,
    "withdraw_claim": CLAIMED,
    "verify": CLAIMED,
    "link": {*LIVE},
    "split": {*LIVE},
    "fail": {*LIVE},
    "reopen": {*VALID, *SETTLED},
}
