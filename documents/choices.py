"""The words of key documents. Source: PRINCE2 product descriptions, and seeds 000 and 001."""

from django.db import models


class Kind(models.TextChoices):
    """What a document does for the programme."""

    INITIATION = "initiation", "Initiation document"
    AGREEMENT = "agreement", "Agreement"
    PLAN = "plan", "Plan"
    OTHER = "other", "Other key document"


class State(models.TextChoices):
    """Where the version that counts stands. Of an earlier one its sign-off is told beside it."""

    DRAFT = "draft", "Not signed off"
    CHECKED = "checked", "Quality checked"
    SIGNED_OFF = "signed_off", "Signed off"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIVE = (State.DRAFT, State.CHECKED, State.SIGNED_OFF)
SETTLED = (State.SUPERSEDED, State.WITHDRAWN)

# From which states each step may be taken. The actions refuse everything else; the pages offer
# only these.
STEPS = {
    "edition": {*LIVE},
    "check": {State.DRAFT},
    "sign": {State.DRAFT, State.CHECKED},
    "supersede": {*LIVE},
    "withdraw": {*LIVE},
    "reopen": {*SETTLED},
}
