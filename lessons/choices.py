"""The words of the lesson log. Source: PRINCE2 and MSP lessons logs, and section 5 of seed 001."""

from django.db import models


class Kind(models.TextChoices):
    """Whether to do it again, or in another way."""

    WELL = "well", "Went well"
    IMPROVE = "improve", "To improve"


class AppliesTo(models.TextChoices):
    """Where the lesson can be used."""

    THIS = "this", "This programme and its follow-on work"
    OTHERS = "others", "Other programmes and projects"
    BOTH = "both", "This programme and others"


class State(models.TextChoices):
    """What became of the lesson. Only somebody who takes it into a plan makes it adopted."""

    RECORDED = "recorded", "Recorded"
    PROPOSED = "proposed", "Proposed for adoption"
    ADOPTED = "adopted", "Adopted"
    NOT_ADOPTED = "not_adopted", "Not adopted"


UNDECIDED = (State.RECORDED, State.PROPOSED)
DECIDED = (State.ADOPTED, State.NOT_ADOPTED)

# From which states each step may be taken. The actions refuse everything else; the pages offer
# only these.
STEPS = {
    "propose": {State.RECORDED},
    "adopt": {State.PROPOSED},
    "decline": {State.PROPOSED},
    "reopen": {State.PROPOSED, State.ADOPTED, State.NOT_ADOPTED},
}
