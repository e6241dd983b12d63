"""The words of workstreams and their follow-on actions. Source: the updated implementation plan of seed 001."""

from django.db import models

# Words for progress, best first, until a programme sets its own. They are never turned into red, amber and green.
DEFAULT_SCALE = ("Good", "Reasonable", "Poor", "Not yet commenced")
FEWEST_WORDS, MOST_WORDS, LONGEST_WORD = 2, 8, 30  # 30 characters fit a phone in bold


class State(models.TextChoices):
    """Where a follow-on action stands. Proposed is not accepted: until somebody accepts it, nobody has it."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    DONE = "done", "Done"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIVE = (State.PROPOSED, State.ACCEPTED)

# From which states each step may be taken. The actions refuse everything else; the pages offer only these.
STEPS = {
    "change": {State.PROPOSED, State.ACCEPTED},
    "accept": {State.PROPOSED},
    "complete": {State.ACCEPTED},
    "withdraw": {State.PROPOSED, State.ACCEPTED},
    "reopen": {State.DONE, State.WITHDRAWN},
}
