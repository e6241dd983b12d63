"""Whether words say that something is done."""

import re

from programme.fields import squeezed

PER_CENT = re.compile(r"(\d{1,3})(?:\.\d+)?\s?%")
MARKS, NO_MARKS = {"y", "yes", "✓", "✔", "☑", "x", "true"}, {"n", "no", "✗", "✘", "☐", "false"}
DONE = MARKS | {
    *("done", "complete", "completed", "achieved", "closed", "delivered", "finished", "sent"),
    *("implemented", "met", "fully complete", "fully implemented"),
}
NOT_DONE = NO_MARKS | {
    *("not done", "not yet", "open", "on track", "at risk", "off track", "not started", "planned"),
    *("in progress", "on going", "ongoing", "underway", "under way", "started", "delayed", "late"),
    *("overdue", "behind", "behind schedule", "on schedule", "on target", "due", "not due"),
    *("scheduled", "to do", "pending", "draft", "drafted", "outstanding", "on hold", "paused"),
    *("incomplete", "not complete", "not completed", "not sent", "partially complete", "live"),
}


def is_done(text, heading=""):
    """Whether a cell says done or not; None where it says neither. Under a heading with a per cent
    sign a bare number is a share, but for 1, which may be the whole or a hundredth.
    """
    words = squeezed(text.lower().replace("-", " ").replace("\n", " ")).strip(" .")
    share = PER_CENT.fullmatch(words) or ("%" in heading and PER_CENT.fullmatch(f"{words}%"))
    if words in DONE or (share and int(share[1]) == 100):
        return True
    is_part = share and int(share[1]) != 1 and int(share[1]) < 100
    return False if words in NOT_DONE or is_part else None


def is_mark(text) -> bool:
    """Whether it is yes, no or a tick, and no words of its own."""
    return text.lower().strip(" .") in MARKS | NO_MARKS
