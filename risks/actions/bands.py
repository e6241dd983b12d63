"""How a programme rates its risks: thresholds, matrix, numbers or words."""

from django.db import transaction
from django.db.models import Q

from programme import audit
from programme.authorization import require
from programme.position import Position
from programme.records import add_recorded, refuse, refuse_if, refuse_if_reported

from ..banding import ALL_WORDS
from ..choices import LIVE
from ..models import Banding, RatingScheme, Risk
from ..permissions import SET_BANDS


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = Banding.objects.thresholds(Position.on(programme, applies_from))
    banding = add_recorded(
        Banding, by=by, at=at, programme=programme, applies_from=applies_from, **thresholds
    )
    now = banding.thresholds()
    _refuse_smaller(programme, before, now)
    changes = [
        audit.note(
            key,
            f"{(now if now.words(key) else before).named(key).word} scores",
            *(one.words(key) for one in (before, now)),
        )
        for key in ALL_WORDS
        if before.words(key) or now.words(key)
    ]
    if before.matrix != now.matrix:
        changes.append(audit.note("size", "Matrix", before.matrix, now.matrix))
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=changes, why=why)
    return banding


def _refuse_smaller(programme, before, now):
    """Refuses a matrix in which a live risk would have no place."""
    live = Risk.objects.of(programme).filter(state__in=LIVE)
    outside = Q(likelihood__gt=now.likelihoods) | Q(impact__gt=now.impacts)
    beyond = live.filter(outside).order_by("number").first()
    if beyond:
        rated = f"{beyond.likelihood} x {beyond.impact}"
        refuse(f"{beyond.reference} is rated {rated}: assess it within {now.matrix} first.", "size")
    lost = set(before.scores) - set(now.scores)
    aimed = live.filter(target_given__in=lost).order_by("number").first()
    if aimed:
        target = f"{aimed.reference} has the target score {aimed.target_given}"
        refuse(f"{target}, which {now.matrix} does not give: change that first.", "size")


@transaction.atomic
def set_scheme(*, programme, by, at, kind, applies_from, why=""):
    """Says how the programme rates its risks from a date on.

    What was rated before stays as it was rated.
    """
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = RatingScheme.objects.kind(programme, applies_from)
    refuse_if(before == kind, "The programme rates its risks in this way already.", "kind")
    scheme = add_recorded(
        RatingScheme, by=by, at=at, programme=programme, kind=kind, applies_from=applies_from
    )
    note = audit.note("kind", "Rated in", before, kind)
    audit.record(scheme, by=by, at=at, verb="set", programme=programme, changes=[note], why=why)
    return scheme
