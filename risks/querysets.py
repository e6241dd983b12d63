"""Sets of risks, assessments and bandings."""

from functools import lru_cache
from math import prod

from django.db.models import Q

from programme.entries import AppliesFromQuerySet, EntryQuerySet, RecordedQuerySet
from programme.position import AtPosition
from programme.written_once import AnyOf, Given, Prepared

from .banding import Thresholds
from .choices import LIVE, Scheme, State


class AssessmentQuerySet(RecordedQuerySet):
    """Sets of assessments, which are only ever added."""

    def in_order(self):
        """From the one that counts least to the one that counts: by day of effect, then of
        recording.
        """
        return self.in_order_of("effective_on")

    def of_risk(self, risk, position):
        """The assessments of one risk at a position, the one that counts first; read as they
        are.
        """
        return _of_risk(self.model).ask(position, risk=risk.pk)

    def attach_to(self, risks, position):
        """Adds to each risk its `inherent_score`, `target_score` and `previous_score`, in one
        query.

        `previous_score` is what the register said at the report before, mistakes in it put right;
        None when the risk was not assessed by then. `compared` says whether there was a report
        before. Plain values are read, and of the current assessments only those that counted then:
        objects for all of them would be an eighth of a register's time.
        """
        by_id = {risk.pk: risk for risk in risks}
        for risk in risks:
            risk.inherent_score = risk.previous_score = None
            risk.target_score = risk.target_given
            risk.compared = position.since is not None
        known = _rated(self.model).ask(position, risks=list(by_id)) if by_id else ()
        for pk, kind, *rated in known:
            name = "previous_score" if kind == "current" else f"{kind}_score"
            setattr(by_id[pk], name, prod(rated))
        return risks


@lru_cache
def _of_risk(model):
    rows = model.objects.filter(risk=Given("risk"))
    return AtPosition(lambda position: rows.known_at(position).in_order().reverse())


@lru_cache
def _planned(model):
    rows = model.objects.as_at(None).filter(risk__in=AnyOf("risks"))
    return Prepared(lambda: rows.order_by("risk_id", "number"))


@lru_cache
def _rated(model):
    """The query of what was assessed: (risk, kind, likelihood, impact), in order."""

    def build(position):
        known = model.objects.filter(risk__in=AnyOf("risks")).known_at(position).in_order()
        wanted = ~Q(kind="current")
        if position.since:
            wanted |= Q(counted_from__lte=position.since)
        return known.filter(wanted).values_list("risk_id", "kind", "likelihood", "impact")

    return AtPosition(build)


class MitigationQuerySet(EntryQuerySet):
    """Sets of mitigations as they stand now or stood."""

    def attach_to(self, risks, at):
        """Adds to each risk `planned`, its mitigations in order as they stood at `at`, in one
        query.
        """
        by_id = {risk.pk: risk for risk in risks}
        for risk in risks:
            risk.planned = []
        if at is None:
            planned = _planned(self.model).ask(risks=list(by_id)) if by_id else ()
        else:
            planned = self.as_at(at).filter(risk__in=list(by_id)).order_by("risk_id", "number")
        for found in planned:
            found.risk = by_id[found.risk_id]
            found.risk.planned.append(found)
        return risks

    def open(self):
        """Those that are neither done nor withdrawn."""
        return self.as_at(None).filter(is_open_mitigation())


@lru_cache(maxsize=256)
def _kept(thresholds):
    """The first of equal thresholds, which knows the band of each score by now."""
    return thresholds


class BandingQuerySet(AppliesFromQuerySet):
    """Sets of a programme's thresholds over time."""

    def thresholds(self, position) -> Thresholds:
        """The thresholds that applied on the position's day, as known at its moment."""
        last = self.at_position(position)
        return _kept(last.thresholds() if last else Thresholds())


class SchemeQuerySet(AppliesFromQuerySet):
    """Sets of a programme's ways of rating over time."""

    def kind(self, programme, on):
        """How the programme rates on the day `on`: in numbers unless it said otherwise."""
        last = self.in_force(programme, on)
        return last.kind if last else Scheme.NUMBERS


def is_open_mitigation():
    """The condition of being neither done nor withdrawn."""
    return Q(done_on=None, withdrawn_on=None)


def is_banded(thresholds, key):
    """The condition of being in a band, judged or by score."""
    if not (own := getattr(thresholds, key)):
        return Q(judged=key)
    return Q(judged=key) | Q(score__gte=own[0], score__lte=own[1])


def in_band(queryset, thresholds, key):
    """The entries in a band, judged or by score; `key` "none" stands for those in none."""
    if key == "none":
        return queryset.filter(score=None, judged="")
    return queryset.filter(is_banded(thresholds, key))


def is_past_review(today):
    """The condition of a live risk whose review date has passed."""
    return Q(state__in=LIVE, review_on__lt=today)


def needing_attention(queryset, today, thresholds):
    """Live risks that are red, past their review date, or whose acceptance has run out."""
    red = is_banded(thresholds, "red")
    expired = Q(state=State.ACCEPTED, accepted_until__lt=today)
    return queryset.filter(Q(state__in=LIVE) & (red | expired) | is_past_review(today))
