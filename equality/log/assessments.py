"""What equality assessments record, and how they stand at a glance."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.children import Children
from programme.decided import Decision
from programme.facts import LINES, NUMBER, Computed, Fact
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Log, Need, StillWritten, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse_if

from .. import actions, permissions
from ..choices import ASSESSMENT_STEPS, BLANK, UNFINISHED, Question, Standing, State
from ..law import CHARACTERISTICS, LIMBS
from ..models import Answer, Assessment, PlanAction, Screening
from ..querysets import BLANKS, counts, counts_by_assessment
from .plan import ACTIONS

COUNTED = ["all", "unfinished", "late", *(f"blank_{name}" for name in BLANKS)]
NO_COUNTS = {f"n_{name}": 0 for name in COUNTED}


def characteristics_of(assessment, position):
    return assessment.characteristics or None


def limbs_of(assessment, position):
    return assessment.limbs or None


def earlier_version_of(assessment, position):
    return assessment.supersedes and assessment.supersedes.reference


def assessment_flags_of(assessment, position):
    return "; ".join(assessment.flags())


def number_of(name):
    """The function that gives one of the counts of an assessment's actions."""
    return lambda assessment, position: assessment.counts[f"n_{name}"]


def blanks_of(assessment, position):
    return {name: assessment.counts[f"n_blank_{name}"] for name in BLANKS}


ANSWERS = Children(
    "answers",
    Answer,
    "assessment",
    "Monitoring questions",
    "answer",
    facts=(
        Fact("question", width=18),
        Fact("text", width=30, search=True),
        Fact("dated", width=12, search=True),
        Fact("dated_earliest", heading="Date, earliest day"),
        Fact("dated_latest", heading="Date, latest day"),
        Fact("doubt", width=16, search=True),
    ),
)


SCREENING = Children(
    "screening",
    Screening,
    "assessment",
    "Screening",
    "row of the screening",
    facts=(
        Fact("characteristic", width=18),
        Fact("relevance", width=10),
        Computed(
            "limbs", "Limbs of the duty", lambda row, position: row.limbs, kind=LINES, width=18
        ),
        Fact("evidence", width=26, search=True),
        Fact("consultation", width=26, search=True),
    ),
)


PLAN = Children(
    "actions",
    PlanAction,
    "assessment",
    "Actions",
    "action",
    facts=(
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("text", width=26, search=True),
        Fact("owner", width=14, search=True),
        Fact("ends", width=12),
        Fact("measure", width=18, search=True),
        Fact("state"),
    ),
    order="number",
    waiting=lambda actions, position: actions.filter(state__in=UNFINISHED),
    waits="Not finished",
    due="ends_latest",
    apart=True,
)


RATIFIED = Decision(
    "An equality assessment is ratified",
    " ".join(
        ["title organisation service_area assessed regime evidence", *CHARACTERISTICS, *LIMBS]
    ),
    permissions.SUPERSEDE,
    stands=actions.is_ratified,
    said=lambda assessment: f"{assessment.reference} is ratified",
    advice="Make a new version to change what was ratified.",
)


class AssessmentLog(Log):
    """The versions of equality assessments."""

    model, name, title = Assessment, "equality", "Equality assessments"
    noun, permission, keep = "an assessment", permissions.SEE, permissions.KEEP
    namespace, steps, decisions = "equality", ASSESSMENT_STEPS, (RATIFIED,)
    after_closing = StillWritten("answer", (Answer,))
    children = (PLAN, ANSWERS, SCREENING)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact("title", group="The assessment", width=20, search=True),
        Fact("organisation", group="The assessment", width=15, search=True),
        Fact("service_area", group="The assessment", width=18, search=True),
        Fact("owner", group="The assessment", width=14, search=True),
        Fact("lead_partner", group="The assessment", column=False),
        Fact("assessed", group="The assessment", heading="Date"),
        Fact("edition", group="The assessment", width=7),
        Fact("regime", group="The law", width=12),
        Computed(
            "characteristics",
            "Protected characteristics touched",
            characteristics_of,
            group="The law",
            kind=LINES,
            width=14,
        ),
        Computed(
            "limbs",
            "Limbs of the duty (section 149)",
            limbs_of,
            group="The law",
            heading="Duty",
            kind=LINES,
            width=14,
        ),
        *(Fact(name, column=False) for name in (*CHARACTERISTICS, *LIMBS)),
        Fact("evidence", group="What it rests on", width=18, search=True),
        Fact("state", heading="Standing"),
        Fact("supersedes", of=earlier_version_of, width=8),
        Computed("actions", "Actions", number_of("all"), kind=NUMBER, width=7),
        Computed("unfinished", "Actions to do", number_of("unfinished"), kind=NUMBER, width=7),
        Computed("late", "Actions overdue", number_of("late"), kind=NUMBER, width=7),
        Computed("flagged", "Flagged", assessment_flags_of, width=14),
        Computed("blanks", BLANK, blanks_of, column=False),
    )
    ledgers = (
        Ledger(
            "answers",
            Answer,
            "answer",
            "text dated doubt",
            note="text",
            decides=lambda row: permissions.to_answer(row.question),
        ),
    )

    def refuse_withdrawal(self, assessment, at):
        """A version goes with all that came with it, and the one before stands again."""
        before = assessment.supersedes
        refuse_if(before, f"{assessment.reference} was made of {before}: take it back there.")

    def refuse_return(self, assessment):
        """One that was made of another is made again: that one stands in its place by now."""
        past = assessment.history.exclude(supersedes=None).first()
        before = past and past.supersedes
        again = f"It was made of {before}, which stands again: make a new version of that one."
        refuse_if(before and not assessment.supersedes, again)

    register = "reference title edition assessed regime owner state actions unfinished late"
    column_order = "reference edition"

    def look_up_decisions(self, entries):
        actions.look_up_ratified(entries)

    def prepare(self, assessments, position):
        found = counts_by_assessment(ACTIONS.entries(position), position.day)
        for assessment in assessments:
            assessment.counts = found.get(assessment.pk, NO_COUNTS)
        return assessments

    def rows(self, entries, position):
        assessments = list(entries)
        prefetch_related_objects(assessments, "supersedes")
        return super().rows(assessments, position)

    def tile(self, position):
        standing = self.entries(position).filter(state=Standing.CURRENT).count()
        found = counts(ACTIONS.entries(position).filter(in_force=True), position.day)
        to_do, bare = f"of {found['n_all']} actions to do", "without importance"
        lines = [
            counting(found["n_unfinished"], to_do, log=ACTIONS, state="unfinished"),
            counting(found["n_late"], "overdue", "late", log=ACTIONS, needs="yes"),
            counting(found["n_blank_importance"], bare, log=ACTIONS, importance="none"),
        ]
        figures = {"count": standing, "actions": found["n_all"]}
        filters = {"state": Standing.CURRENT.value}
        return Tile(self.title, standing, lines, figures, filters)

    def obstacles(self, position):
        """Versions that stand of which actions are done, while their monitoring has not begun."""
        done = ACTIONS.entries(position).filter(in_force=True, state=State.DONE)
        told = Answer.objects.as_at(position).filter(question=Question.MONITORED).exclude(text="")
        found = self.entries(position).filter(
            state=Standing.CURRENT, id__in=done.order_by().values("assessment_id")
        )
        words = "actions are done, and how they are monitored is not answered"
        return [
            Obstacle("monitoring", f"{one}: {words}", one.reference)
            for one in told_apart(
                found.exclude(id__in=told.order_by().values("assessment_id")), position
            )
        ] + super().obstacles(position)

    def needing(self, assessments, position):
        """Versions that stand although the next assessment should have been made by now."""
        due = self._due(position).order_by().values("assessment_id")
        return assessments.filter(state=Standing.CURRENT, id__in=due)

    def _due(self, position):
        """The answers by which the next assessment should have been made."""
        answers = Answer.objects.as_at(position)
        return answers.filter(question=Question.NEXT, dated_latest__lt=position.day)

    def needs(self, position):
        due = self._due(position).filter(
            assessment__in=self.needing(self.entries(position), position).values("id")
        )
        due = list(due.select_related("assessment")[:MOST_NEEDS])
        told_apart({row.assessment_id: row.assessment for row in due}.values(), position)
        slug = position.programme.slug
        return [
            Need(
                f"{row.assessment}: the next assessment was due {row.dated}",
                reverse(self.detail_url_name, args=[slug, row.assessment.reference]),
            )
            for row in due
        ]


EQUALITY = AssessmentLog()
