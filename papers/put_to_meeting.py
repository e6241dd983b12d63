"""What a paper puts to its meeting: what was published, and what of it is still to be written so.

Once the meeting has decided, recommendations change only towards what was published.
"""

from collections import Counter
from itertools import combinations

from programme.extension import extensions
from programme.records import refuse_if, refuse_unless

from .choices import PartKind
from .decisions import MeetingDecision
from .in_print import in_print
from .models import PaperRecommendation
from .recommended_words import Put, as_put

OTHERWISE = (
    "The published paper recommends something else, and the meeting decides on that. Write the "
    "recommendations as they were published, or publish a correction first."
)

DECIDED = "{} has decided. Its recommendations stay as they were put."
OTHER_ORDER = (
    "The published paper recommends in another order: {}. Move them as they were published, or "
    "publish a correction."
)


def printed_form(recommendation, **values) -> Put:
    """What of a recommendation is printed; with these values, once they are written."""
    return as_put(recommendation.as_printed(**values))


def recommended_in_print(paper) -> list[Put] | None:
    """What the published paper recommends; None where none is published."""
    for room in extensions():
        if (found := room.recommended_in_print(paper)) is not None:
            return [as_put(one) for one in found]
    return None


def puts_any(paper) -> bool:
    """Whether a paper puts recommendations to its meeting: they are printed, or were published."""
    parts = paper.parts.filter(kind=PartKind.RECOMMENDATIONS)
    return bool(in_print(parts)) or recommended_in_print(paper) is not None


def is_put(recommendation, put) -> bool:
    """Whether a recommendation is put to the meeting; `put` is what is recommended in print. Of two
    that say the same by now, where it stands there once, neither is before the other says its own.
    """
    if put is None:
        return True
    form, others = printed_form(recommendation), _in_use(recommendation.paper)
    return list(map(printed_form, others)).count(form) <= put.count(form)


def number_in_print(recommendation, put) -> str:
    """The number of a recommendation in the published paper; blank where it is not there."""
    form = printed_form(recommendation)
    return next((one.number for one in put or () if one == form), "")


def differs_from_print(paper) -> tuple[list[str], list[str]]:
    """What the published paper recommends and the paper as it is written by now does not, and the
    other way round; nothing where none is published.
    """
    put, now = _put_and_now(paper)
    alone = (put - now, now - put) if put is not None else ((), ())
    return tuple([one.words for one in found] for found in alone)


def _put_and_now(paper):
    put = recommended_in_print(paper)
    return put if put is None else Counter(put), Counter(map(printed_form, _in_use(paper)))


def _in_use(paper):
    return PaperRecommendation.objects.in_use().filter(paper=paper)


def order_in_print(paper) -> list[str]:
    """The recommendations in the order of the published paper, where the paper as it is written by
    now has another one.
    """
    put, now = recommended_in_print(paper), list(map(printed_form, _in_use(paper)))
    return [f"{one.number} “{one.words}”" for one in put] if put and _disorder(now, put) else []


def _disorder(now, put):
    """How many pairs stand the other way round than in print."""
    places = [put.index(one) for one in now if one in put]
    return sum(one > other for one, other in combinations(places, 2))


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


def refuse_moved(recommendation, by):
    """Refuses to move a recommendation `by` places, once the meeting has decided, unless it brings
    the paper nearer to the order in which it was published.
    """
    paper = recommendation.paper
    put = recommended_in_print(paper) if is_decided(paper) else None
    rows, then = list(_in_use(paper)), None
    if put and recommendation in rows:
        now = list(map(printed_form, rows))
        place = rows.index(recommendation)
        then = now[:place] + now[place + 1 :]
        then.insert(max(0, place + by), now[place])
    nearer = then and _disorder(then, put) < _disorder(now, put)
    refuse_if(is_decided(paper) and not nearer, DECIDED.format(paper.meeting))


def _distance(one, other):
    return (one - other).total() + (other - one).total()


def refuse_decided(paper, out=None, into=None):
    """Refuses what may not change any more, see `may_still_change`."""
    refuse_unless(may_still_change(paper, out, into), DECIDED.format(paper.meeting))
