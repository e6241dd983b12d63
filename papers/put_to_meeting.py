"""What a paper puts to its meeting: what was published, and what of it is still to be written so.

Once the meeting has decided, recommendations change only towards what was published.
"""

from collections import Counter

from programme.extension import extensions
from programme.records import refuse_if

from .decisions import MeetingDecision
from .models import PaperRecommendation
from .recommended_words import Put, put

OTHERWISE = (
    "The published paper recommends something else, and the meeting decides on that. Write the "
    "recommendations as they were published, or publish a correction first."
)


def printed_form(recommendation, **values) -> Put:
    """What of a recommendation is printed; with these values, once they are written."""
    return put(recommendation.as_printed(**values))


def recommended_in_print(paper) -> list[Put] | None:
    """What the published paper recommends; None where none is published."""
    for room in extensions():
        if (found := room.recommended_in_print(paper)) is not None:
            return [put(one) for one in found]
    return None


def is_put(recommendation, put) -> bool:
    """Whether a recommendation is put to the meeting; `put` is what is recommended in print."""
    return put is None or printed_form(recommendation) in put


def differs_from_print(paper) -> tuple[list[str], list[str]]:
    """What the published paper recommends and the paper as it is written by now does not, and the
    other way round; nothing where none is published.
    """
    put, now = _put_and_now(paper)
    alone = (put - now, now - put) if put is not None else ((), ())
    return tuple([one.words for one in found] for found in alone)


def _put_and_now(paper):
    put = recommended_in_print(paper)
    rows = PaperRecommendation.objects.in_use().filter(paper=paper)
    return put if put is None else Counter(put), Counter(map(printed_form, rows))


# --- Once the meeting has decided -----------------------------------------------------------------


def is_decided(paper) -> bool:
    """Whether the meeting has decided on a recommendation of the paper."""
    return MeetingDecision.objects.standing().filter(recommendation__paper=paper).exists()


def may_still_change(paper, out=None, into=None) -> bool:
    """Whether the recommendation `out` may go from a paper, or `into` come, as it is printed: any
    before the meeting has decided, afterwards what brings the paper nearer to what was published.
    """
    if not is_decided(paper):
        return True
    put, now = _put_and_now(paper)
    if put is None or out and MeetingDecision.objects.standing().filter(recommendation=out):
        return False
    then = now - Counter([printed_form(out)] if out else []) + Counter([into] if into else [])
    return _distance(then, put) < _distance(now, put)


def _distance(one, other):
    return (one - other).total() + (other - one).total()


def refuse_decided(paper, out=None, into=None):
    """Refuses what may not change any more, see `may_still_change`."""
    refuse_if(
        not may_still_change(paper, out, into),
        f"{paper.meeting} has decided. Its recommendations stay as they were put.",
    )
