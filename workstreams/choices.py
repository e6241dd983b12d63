"""The words of workstreams and follow-on actions. Source: the implementation plan of seed 001."""

from django.db import models

# Words for progress, best first, until a programme sets its own. They never mean red, amber, green.
DEFAULT_SCALE = ("Good", "Reasonable", "Poor", "Not yet commenced")
NO_POSITION = "No position yet"
FEWEST_WORDS, MOST_WORDS, LONGEST_WORD = 2, 8, 30  # 30 characters fit a phone in bold


class State(models.TextChoices):
    """Where a follow-on action stands. Until somebody accepts it, nobody has it."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIVE = (State.PROPOSED, State.ACCEPTED)
SETTLED = (State.DONE, State.WITHDRAWN)

# From which states each step may be taken. Actions refuse everything else; pages offer only these.
STEPS = {
    "accept": {State.PROPOSED},
    "complete": {State.ACCEPTED},
    "withdraw": {*LIVE},
    "reopen": {*SETTLED},
}
