"""The risk register."""

from django.db.models import Count, F
from django.urls import reverse

from programme.alike import told_apart
from programme.decided import Decision
from programme.facts import BAND, LINES, NUMBER, Computed, Fact
from programme.formats import day
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse_if
from programme.reorganisation import ChildMove
from programme.written import words_of

from .. import actions, permissions
from ..arriving import RiskArrivals
from ..choices import LIVE, STEPS, TRENDS, Kind, Scheme, State
from ..models import Assessment, Banding, Mitigation, RatingScheme, Risk, WordAssessment
from ..querysets import is_banded, is_past_review, needing_attention
from .children import ASSESSMENTS, MITIGATIONS, WORD_ASSESSMENTS


def band_of(risk, position):
    band = risk.band(risk.thresholds)
    return band and band.as_dict()


def frequency_of(risk, position):
    return risk.frequency_words or risk.get_frequency_display()


def judged_of(risk, position):
    bands = getattr(risk, "thresholds", None) or Banding.objects.thresholds(position)
    return bands.named(risk.judged).word if risk.judged else ""


def trend_of(risk, position):
    return TRENDS.get(risk.trend, "")


def mitigations_of(risk, position):
    return [mitigation.in_full(position.day) for mitigation in risk.planned]


def review_of(risk, position):
    return words_of(risk, "review")


ACCEPTED = Decision(
    "A risk is accepted until a day",
    "title cause event effect",
    permissions.ACCEPT,
    stands=lambda risk: risk.state == State.ACCEPTED,
    said=lambda risk: (
        f"{risk.accepted_by} accepted {risk.reference} until {day(risk.accepted_until)}"
    ),
    advice="Reopen it to change what the risk is: it then has to be accepted again.",
)


class RiskLog(RiskArrivals, Log):
    """The risk register."""

    model, name, title, noun = Risk, "risks", "Risks", "a risk"
    permission, keep = permissions.SEE, permissions.KEEP
    namespace, steps = "risks", STEPS
    in_rounds = (Asked("likelihood impact", "why", step="assess"), Asked("review"))
    shown_in_rounds = "band state"
    judgements = (("judged", "frequency severity score"),)
    due = "review_on"
    children = (MITIGATIONS, ASSESSMENTS, WORD_ASSESSMENTS)
    decisions = (ACCEPTED,)
    owners = ("owner", "action_owner")
    repeated = frozenset({("assessment", Kind.CURRENT.label)})
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            group="The risk",
            width=24,
            search=True,
            asked_as=("risk description", "description", "description of risk", "risk title"),
        ),
        Fact("cause", group="The risk", width=20, search=True),
        Fact("event", group="The risk", width=20, search=True),
        Fact("effect", group="The risk", width=20, search=True, asked_as=("consequences",)),
        Fact("category", group="The risk"),
        Fact("owner", group="Who and when", heading="Risk owner", width=12, search=True),
        Fact("action_owner", group="Who and when", width=12),
        Fact("lead_partner", group="Who and when", column=False),
        Fact("workstream", group="Who and when", column=False, search=True),
        Fact(
            "controls",
            group="What is done about it",
            width=20,
            search=True,
            asked_as=("controls", "controls in place", "current controls"),
        ),
        Fact("response", group="What is done about it"),
        Fact("proximity", group="What is done about it"),
        Fact("appetite", group="What is done about it"),
        Fact("accepted_until", group="What is done about it", typed=True),
        Fact("accepted_by", group="What is done about it", typed=True),
        Fact(
            "review",
            group="Who and when",
            of=review_of,
            width=12,
            search=True,
            asked_as=("next review", "review date", "date of review"),
        ),
        Fact("review_on"),
        Fact("target_given", group="What is done about it", column=False),
        Computed("has_top_impact", "", column=False),
        Fact("state"),
        Fact("likelihood", heading="L", width=5),
        Fact("impact", heading="I", width=5),
        Fact("score", width=7),
        Computed("frequency", "Frequency", frequency_of, width=14),
        Fact("severity"),
        Fact("judged", of=judged_of, column=False),
        Computed("band", "Band", band_of, kind=BAND, width=9),
        Computed("trend", "Since last report", trend_of),
        Computed("mitigations", "Mitigation", mitigations_of, kind=LINES, width=34),
        Computed("inherent_score", "Inherent score", kind=NUMBER, width=8),
        Computed("target_score", "Target score", kind=NUMBER, width=8),
    )
    ledgers = (
        Ledger(
            "assessments",
            Assessment,
            "assessment",
            "kind likelihood impact effective_on why",
            note="assessment",
            words=lambda row: row.sum,
        ),
        Ledger(
            "assessments-in-words",
            WordAssessment,
            "assessment in words",
            "frequency frequency_words severity status judged_by effective_on why",
            note="assessment",
        ),
        Ledger(
            "mitigations", Mitigation, "mitigation", "text owner due done_on", note="mitigation"
        ),
    )
    register = (
        "reference title owner likelihood impact score band trend target_score state review_on"
    )
    column_order = (
        "reference title likelihood impact score frequency severity band trend mitigations "
        "owner action_owner state category cause event effect controls response proximity "
        "appetite inherent_score target_score review review_on"
    )

    def fit(self, form, position):
        """The status is judged as one of the programme's own bands; who rates in words has no
        target score, but for one that stands there from before.
        """
        if field := form.fields.get("status"):
            bands = Banding.objects.thresholds(position).judged
            field.choices = [field.choices[0], *((band.key, band.word) for band in bands)]
        if "target_given" in form.fields and form.instance.target_given is None:
            way = RatingScheme.objects.kind(position.programme, position.day)
            if way == Scheme.WORDS:
                del form.fields["target_given"]

    def asked_in_rounds(self, position):
        """Where risks are rated in words, these are asked."""
        if RatingScheme.objects.kind(position.programme, position.day) != Scheme.WORDS:
            return self.in_rounds
        return (Asked("frequency severity", "why", step="assess_in_words"), *self.in_rounds[1:])

    def hand_over(self, risks, to):
        """The owners of mitigations that are still to be done."""
        found = {}
        for row in Mitigation.objects.open().filter(risk__in=risks).exclude(owner=""):
            if (owner := to.owner(row.owner)) != row.owner:
                label = f"Owner of mitigation {row.number}"
                found.setdefault(row.risk_id, []).append(ChildMove(row, "owner", owner, label))
        return found

    def recount(self, risk, at=None):
        return risk.rated(risk.is_rated_in_words, at)

    def take_back(self, before, risk, **who):
        return actions.reopen_if_worse(before, risk, **who)

    def refuse_row(self, row, at):
        """An assessment has a place in the matrix; a mitigation was done or was withdrawn, and a
        correction does not make it both.
        """
        if isinstance(row, Assessment):
            of, on = row.risk.programme, row.effective_on
            actions.refuse_off_matrix(of, on, row.likelihood, row.impact)
        both = getattr(row, "withdrawn_on", None) and row.done_on
        refuse_if(both, f"Mitigation {both and row.number} was withdrawn.", "done_on")

    def prepare(self, risks, position, thresholds=None):
        thresholds = thresholds or Banding.objects.thresholds(position)
        for risk in risks:
            risk.thresholds = thresholds
        return Assessment.objects.attach_to(risks, position)

    def rows(self, entries, position):
        return super().rows(Mitigation.objects.attach_to(list(entries), position), position)

    def tile(self, position):
        live = self.entries(position).filter(state__in=LIVE)
        thresholds = Banding.objects.thresholds(position)
        counts = live.aggregate(
            all=Count("id"),
            red=Count("id", is_banded(thresholds, "red")),
            late=Count("id", is_past_review(position.day)),
        )
        settled = self.entries(position).count() - counts["all"]
        filters = {"state": "live"}
        lines = [
            counting(counts["all"], "live", **filters),
            counting(counts["red"], thresholds.named("red").small, "red", **filters, band="red"),
            counting(counts["late"], "overdue for review", "late", needs="review"),
        ]
        if settled:
            lines.append(counting(settled, "no longer live", state="settled"))
        figures = {"count": counts["all"], "red": counts["red"]}
        return Tile(self.title, counts["all"], lines, figures, filters)

    asked = "owner"

    def asked_of(self, risks):
        return risks.filter(state__in=LIVE)

    def obstacles(self, position):
        """A risk that is still live has to be closed, or taken over by somebody."""
        live = self.asked_of(self.entries(position))
        return [
            *(
                Obstacle("live", f"{risk}: still live", risk.reference, handed_over=True)
                for risk in told_apart(live, position)
            ),
            *self.blanks(live),
        ]

    def needing(self, risks, position):
        thresholds = Banding.objects.thresholds(position)
        return needing_attention(risks, position.day, thresholds)

    def needs(self, position):
        thresholds = Banding.objects.thresholds(position)
        found = self.needing(self.entries(position), position)
        worst = found.order_by(F("score").desc(nulls_last=True), "number")[:MOST_NEEDS]
        return [self._need(risk, position, thresholds) for risk in told_apart(worst, position)]

    def _need(self, risk, position, thresholds):
        url = reverse("risks:detail", args=[position.programme.slug, risk.reference])
        words, band = [], risk.band(thresholds)
        if band and band.key == "red":
            words.append(band.small + ("" if risk.score is None else f", score {risk.score}"))
        kind = "red" if words else "overdue"
        if risk.acceptance_expired(position.day):
            words.append("acceptance ran out")
        if risk.review_overdue(position.day):
            words.append("review overdue")
        return Need(f"{risk}: {'; '.join(words)}", url, kind)


RISKS = RiskLog()
