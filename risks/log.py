"""What the risk register and the issue log record, where each fact shows, and how the logs stand at
a glance.
"""

from datetime import timedelta

from django.db.models import Count, F, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.children import Children, recorded_by_of
from programme.decided import Decision
from programme.facts import BAND, LINES, NUMBER, Computed, Fact
from programme.formats import NOT_RECORDED, day
from programme.ledgers import Ledger
from programme.log import Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse, refuse_if
from programme.reorganisation import ChildMove
from programme.written import words_of

from . import actions, permissions
from .arriving import RiskArrivals
from .choices import ISSUE_STEPS, LIVE, STEPS, TRENDS, IssueState, Kind, Scheme, State
from .models import Assessment, Banding, Issue, Mitigation, RatingScheme, Risk, WordAssessment
from .querysets import is_banded, is_open_mitigation, is_past_review, needing_attention

MOST_NEEDS = 20


def band_of(risk, position):
    band = risk.band(risk.thresholds)
    return band and band.as_dict()


def frequency_of(risk, position):
    return risk.frequency_words or risk.get_frequency_display()


def judged_of(risk, position):
    bands = getattr(risk, "thresholds", None) or Banding.objects.thresholds(position)
    return bands.named(risk.judged).word if risk.judged else ""


def status_of(assessment, position):
    return assessment.status_in_words


def name_statuses(assessments, position):
    thresholds = Banding.objects.thresholds(position)
    for one in assessments:
        one.thresholds = thresholds
    return assessments


def trend_of(risk, position):
    return TRENDS.get(risk.trend, "")


def mitigations_of(risk, position):
    return [mitigation.in_full(position.day) for mitigation in risk.planned]


def review_of(risk, position):
    return words_of(risk, "review")


def due_of(mitigation, position):
    return words_of(mitigation, "due")


def standing_of(mitigation, position):
    return mitigation.standing(position.day)


def lateness_of(mitigation, position):
    return mitigation.lateness(position.day)


def open_ones(mitigations, position):
    return mitigations.filter(is_open_mitigation())


BY = Computed("recorded_by", "Recorded by", recorded_by_of, width=12)
MITIGATIONS = Children(
    "mitigations",
    Mitigation,
    "risk",
    "Mitigations",
    "mitigation",
    facts=(
        Fact("number", width=6),
        Fact("text", width=34, search=True),
        Fact("owner", width=12, search=True),
        Fact("due", of=due_of, width=12),
        Fact("due_on"),
        Computed("standing", "State", standing_of),
        Computed("late", "Late", lateness_of),
        Fact("done_on"),
        Fact("withdrawn_on"),
        Fact("withdrawn_why", width=20, search=True),
    ),
    order="number",
    waiting=open_ones,
    waits="Open",
    due="due_on",
    owner="owner",
)
ASSESSMENTS = Children(
    "assessments",
    Assessment,
    "risk",
    "Assessments",
    "assessment",
    facts=(
        Fact("effective_on"),
        Fact("kind", width=12),
        Fact("likelihood", heading="L", width=5),
        Fact("impact", heading="I", width=5),
        Computed("score", "Score", kind=NUMBER, width=7),
        Fact("why", width=24, search=True),
        BY,
    ),
)
WORD_ASSESSMENTS = Children(
    "word-assessments",
    WordAssessment,
    "risk",
    "Assessments in words",
    "assessment",
    facts=(
        Fact("effective_on"),
        Fact("frequency"),
        Fact("frequency_words", width=14, search=True),
        Fact("severity"),
        Fact("status", of=status_of),
        Fact("judged_by", width=12, search=True, unsaid=NOT_RECORDED),
        Fact("why", width=24, search=True),
        BY,
    ),
    prepare=name_statuses,
)


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


def linked_risk_of(issue, position):
    return issue.risk and issue.risk.reference


class IssueLog(Log):
    """The issue log."""

    model, name, title, noun = Issue, "issues", "Issues", "an issue"
    permission, keep = permissions.SEE, permissions.KEEP
    namespace, prefix, steps = "risks", "issue_", ISSUE_STEPS
    in_rounds, shown_in_rounds = (Asked("impact"),), "raised_on"
    facts = (
        Fact("reference", heading="Ref", width=8, search=True),
        Fact("title", group="The issue", width=30, search=True),
        Fact("raised_on", group="The issue", width=12),
        Fact("owner", group="The issue", width=15, search=True),
        Fact("lead_partner", group="The issue", column=False),
        Fact("workstream", group="The issue", column=False),
        Fact("impact", group="The issue", width=25, search=True),
        Fact("state"),
        Fact("resolution", group="The issue", width=25, search=True, form=False, typed=True),
        Fact("resolved_on", group="The issue", width=12, typed=True),
        Fact("risk", of=linked_risk_of, width=8),
    )
    register = "reference title owner raised_on state resolved_on"

    def entries(self, position):
        return super().entries(position).select_related("risk")

    def refuse_return(self, issue):
        """The risk may have become another issue meanwhile."""
        standing = self.model.objects.of(issue.programme).filter(state=IssueState.OPEN)
        others = standing.exclude(risk=None).filter(risk=issue.risk_id).exclude(pk=issue.pk)
        if other := others.first():
            came = f"{other.reference} came of {issue.risk.reference} meanwhile and is open"
            refuse(f"{came}: resolve it, or withdraw it, first.")

    def tile(self, position):
        is_open = Q(state=IssueState.OPEN)
        counts = self.entries(position).aggregate(all=Count("id"), open=Count("id", is_open))
        lines = [counting(counts["open"], "open", state=IssueState.OPEN.value)]
        return Tile(self.title, counts["all"], lines, {"count": counts["open"]})

    def obstacles(self, position):
        open_ones = self.entries(position).filter(state=IssueState.OPEN)
        return [
            Obstacle("open", f"{issue}: not resolved", issue.reference, handed_over=True)
            for issue in told_apart(open_ones, position)
        ]

    def needing(self, issues, position):
        four_weeks_ago = position.day - timedelta(days=28)
        return issues.filter(state=IssueState.OPEN, raised_on__lt=four_weeks_ago)

    def needs(self, position):
        old = self.needing(self.entries(position), position)
        slug = position.programme.slug
        return [
            Need(
                f"{issue}: open for more than four weeks",
                reverse("risks:issue_detail", args=[slug, issue.reference]),
            )
            for issue in told_apart(old[:MOST_NEEDS], position)
        ]


RISKS, ISSUES = RiskLog(), IssueLog()
LOGS = [RISKS, ISSUES]
