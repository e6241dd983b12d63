"""Sets of risks, assessments and bandings."""

from django.db import models
from django.db.models import Q

from programme.entries import AppliesFromQuerySet, EntryQuerySet

from .banding import Thresholds
from .choices import LIVE, Scheme, State


class RiskQuerySet(EntryQuerySet):
    """Sets of risks as they stand now. For the past, `as_at` and then the functions below."""

    def live(self):
        """Risks that still ask for attention."""
        return self.filter(state__in=LIVE)


class AssessmentQuerySet(models.QuerySet):
    """Sets of assessments, which are only ever added."""

    def known_at(self, moment):
        """Those recorded by `moment`; with None all."""
        return self.filter(recorded_at__lte=moment) if moment else self

    def in_order(self):
        """From the one that counts least to the one that counts: by day of effect, then of recording."""
        return self.order_by("effective_on", "recorded_at", "id")


class BandingQuerySet(AppliesFromQuerySet):
    """Sets of a programme's thresholds over time."""

    def thresholds(self, programme, at, on) -> Thresholds:
        """The thresholds that applied on the day `on`, as known at the moment `at` (None: now)."""
        last = self.in_force(programme, on, at)
        return last.thresholds() if last else Thresholds()


class SchemeQuerySet(AppliesFromQuerySet):
    """Sets of a programme's ways of rating over time."""

    def kind(self, programme, on):
        """How the programme rates on the day `on`: in numbers unless it said otherwise."""
        last = self.in_force(programme, on)
        return last.kind if last else Scheme.NUMBERS


def is_banded(thresholds, key):
    """The condition of being in a band, judged or by score."""
    low, high = getattr(thresholds, key)
    return Q(judged=key) | Q(score__gte=low, score__lte=high)


def in_band(queryset, thresholds, key):
    """The entries in a band, judged or by score; `key` "none" stands for those in none."""
    if key == "none":
        return queryset.filter(score=None, judged="")
    return queryset.filter(is_banded(thresholds, key))


def with_assessments(risks, *, at, since):
    """Adds to each risk its last `inherent` and `target` assessment and `previous_score`, in one query.

    `previous_score` is what the register said at the moment `since`, that of the report before; None when the
    risk was not assessed by then. `compared` says whether there was a report before.
    """
    from .models import Assessment

    by_id = {risk.pk: risk for risk in risks}
    for risk in risks:
        risk.inherent = risk.target = risk.previous_score = None
        risk.compared = since is not None
    for found in Assessment.objects.filter(risk__in=list(by_id)).known_at(at).in_order():
        risk = by_id[found.risk_id]
        if found.kind != "current":
            setattr(risk, found.kind, found)
        elif since and found.recorded_at <= since:
            risk.previous_score = found.score
    return risks


def trend(risk):
    """How the score moved since the report before: up, down, same or new.

    Empty when there is nothing to compare. The risk went through `with_assessments`.
    """
    if risk.score is None or not risk.compared:
        return ""
    if risk.previous_score is None:
        return "new"
    if risk.score == risk.previous_score:
        return "same"
    return "up" if risk.score > risk.previous_score else "down"


def needing_attention(queryset, today, thresholds):
    """Live risks that are red, past their review date, or whose acceptance has run out."""
    red = is_banded(thresholds, "red")
    expired = Q(state=State.ACCEPTED, accepted_until__lt=today)
    return queryset.filter(Q(state__in=LIVE) & (red | Q(review_on__lt=today) | expired))
