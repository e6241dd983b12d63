"""What of the papers of a programme waits for somebody."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from programme.extension import DueSoon
from programme.formats import counted, day
from programme.log import Need

from .choices import State
from .deciding import put_again
from .decisions import Outcome
from .exemptions import Exemption
from .in_print import in_print
from .models import MeetingDecision, Paper, PaperRecommendation, Part
from .permissions import DECIDE, EXEMPT, WRITE
from .put_to_meeting import puts_any

STANDS = {"meeting__cancelled_at": None, "meeting__postponed_at": None}


def needs(programme, today, roles) -> list[Need]:
    """Parts past their day for those who write, recommendations of meetings that are over and of
    which nothing is recorded, and what was deferred and is put in no later paper, for those who
    record decisions, what is kept from the public and whose
    day of review has come for those who say what is.
    """
    late = _late_parts(programme, today) if roles & WRITE.roles else []
    undecided = _undecided(programme, today) if roles & DECIDE.roles else []
    undecided += _put_off(programme) if roles & DECIDE.roles else []
    reviews = _reviews(programme, today) if roles & EXEMPT.roles else ()
    return [*late, *undecided, *(Need(_review(one), _exempt(one), "overdue") for one in reviews)]


def due_soon(programme, today, until) -> list[DueSoon]:
    """The parts that are to be written from today until a day, each by its owner; what is kept from
    the public and is to be reviewed by today.
    """
    return [*_parts(programme, today, until), *map(_due_review, _reviews(programme, today))]


def _parts(programme, today, until):
    return [
        DueSoon(
            owner=part.owner,
            key=f"part-{part.pk}",
            what=part.heading,
            of=str(part.paper),
            on=part.due_on,
            path=reverse("papers:detail", args=[programme.slug, part.paper_id]),
        )
        for part in _unfinished(programme, today, due_on__gte=today, due_on__lte=until)
    ]


def _reviews(programme, today):
    """What is kept from the public and was to be looked at again by today."""
    found = Exemption.objects.standing().filter(programme=programme, review_on__lte=today)
    found = found.exclude(paper__title="")
    return found.select_related("programme", "paper__meeting__body").order_by("review_on", "pk")


def _review(exemption):
    kind = exemption.get_kind_display().lower()
    since = f"kept from the public as {kind}, to be reviewed on {day(exemption.review_on)}"
    return f"{exemption.heading}, {exemption.paper}: {since}"


def _exempt(exemption):
    return reverse("papers:exempt", args=[exemption.programme.slug, exemption.paper_id])


def _due_review(one):
    return DueSoon(
        owner="",
        key=f"review-{one.pk}",
        what=f"Review of what is kept from the public, {one.heading}",
        of=str(one.paper),
        on=one.review_on,
        path=_exempt(one),
        permission=EXEMPT,
    )


def _unfinished(programme, today, **due):
    """The parts that are printed and not done, of papers for meetings to come."""
    ahead = {"paper__meeting__on__gte": today, "paper__meeting__cancelled_at": None}
    parts = Part.objects.filter(programme=programme, **ahead, **due).order_by("due_on", "pk")
    return in_print(parts.exclude(state=State.DONE).select_related("paper__meeting__body"))


def _late_parts(programme, today):
    parts = _unfinished(programme, today, due_on__lt=today)
    return [
        Need(
            f"{part.heading}, {part.paper}: late, to be written by {part.owner or 'nobody named'}",
            reverse("papers:detail", args=[programme.slug, part.paper_id]),
        )
        for part in parts
    ]


def undecided_before(paper, today) -> str:
    """What to say where decisions of the body's last meeting before that of a paper are not
    recorded yet; blank where all are.
    """
    earlier = Paper.objects.of_earlier(paper.meeting).filter(
        meeting__body=paper.meeting.body_id, meeting__on__lt=today, **STANDS
    )
    earlier = list(earlier.select_related("meeting__body", "programme"))
    last = max((one.meeting for one in earlier), key=lambda one: one.sorts_by, default=None)
    rows_of = _undecided_of(paper.programme, today)
    found = [one for one in earlier if one.meeting == last and one.pk in rows_of]
    rows = sum(rows_of[one.pk] for one in found if puts_any(one))
    said = f"Not recorded yet: what {last} decided on {_recommendations(rows)}."
    return f"{said} It is listed once that is done." if rows else ""


def _undecided(programme, today):
    rows_of = _undecided_of(programme, today)
    papers = Paper.objects.of(programme).filter(pk__in=rows_of).order_by("meeting__on")
    return [
        Need(
            f"{paper}: {_recommendations(rows_of[paper.pk])} without a decision",
            reverse("papers:decisions", args=[programme.slug, paper.pk]),
        )
        for paper in filter(puts_any, papers)
    ]


def _put_off(programme):
    """What was deferred and is not put again, until somebody says what became of it."""
    standing = MeetingDecision.objects.standing().filter(programme=programme, dealt_with=False)
    found = standing.filter(outcome=Outcome.DEFERRED).order_by("recommendation__paper", "pk")
    found = found.exclude(recommendation__paper__title="")
    found = list(found.select_related("recommendation__paper__meeting__body", "programme"))
    if not found:
        return []
    rows = PaperRecommendation.objects.in_use().filter(
        programme=programme, **{f"paper__{name}": value for name, value in STANDS.items()}
    )
    again = put_again(found, rows.select_related("paper__meeting"))
    waits = Counter(one.recommendation.paper for one in found if one.pk not in again)
    return [
        Need(
            f"{paper}: {_recommendations(number)} deferred and not put again",
            reverse("papers:decisions", args=[programme.slug, paper.pk]),
        )
        for paper, number in waits.items()
    ]


def _undecided_of(programme, today) -> dict[int, int]:
    """How many recommendations of meetings that are over have no decision, by their paper."""
    recorded = MeetingDecision.objects.standing().filter(recommendation=OuterRef("pk"))
    rows = (
        PaperRecommendation.objects.in_use()
        .filter(
            ~Exists(recorded),
            programme=programme,
            paper__meeting__on__lt=today,
            **{f"paper__{name}": value for name, value in STANDS.items()},
        )
        .exclude(paper__title="")
    )
    found = rows.order_by().values("paper").annotate(rows=Count("pk"))
    return {one["paper"]: one["rows"] for one in found}


def _recommendations(number):
    return counted(number, "recommendation")
