"""What equality assessments and the actions of their plans record, and how the logs stand."""

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.children import Children, recorded_by_of
from programme.closed import StillWritten
from programme.decided import Decision
from programme.entries import mistake_of
from programme.facts import DATE, LINES, NUMBER, Computed, Fact, iso
from programme.formats import counted
from programme.ledgers import Ledger
from programme.log import Asked, Log, Need, Tile, counting
from programme.readiness import Obstacle
from programme.records import refuse_if

from . import actions, permissions
from .choices import (
    ASSESSMENT_STEPS,
    BLANK,
    BLANK_WORDS,
    STEPS,
    UNFINISHED,
    Question,
    Standing,
    State,
)
from .law import CHARACTERISTICS, LIMBS
from .models import Answer, Assessment, PlanAction, Progress, Screening
from .querysets import BLANKS, counts, counts_by_assessment, overdue

MOST_NEEDS = 20
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
PROGRESS = Children(
    "progress",
    Progress,
    "action",
    "Notes of progress",
    "note of progress",
    facts=(
        Fact("as_at"),
        Fact("text", width=34, search=True),
        Computed("recorded_by", "Recorded by", recorded_by_of, width=12),
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
PLAN_RATIFIED = Decision(
    "An equality assessment is ratified, with its plan",
    "text importance starts ends resources measure target",
    permissions.SUPERSEDE,
    stands=lambda action: action.in_force and actions.is_ratified(action.assessment),
    said=lambda action: (
        f"{action.reference} stands in the plan of {action.assessment.reference}, which is ratified"
    ),
    advice="Make a new version of the assessment to change what was ratified.",
    weighs_on="drop",  # what is in the plan was ratified with it
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


def assessment_of(action, position):
    return action.assessment.reference


def importance_of(action, position):
    return action.get_importance_display() or ""


def proposed_of(action, position):
    """By the screening as known at the position; `prepare` asks for many rows at once."""
    if not hasattr(action, "proposed"):
        Screening.objects.propose([action], position)
    return action.proposed.label if action.proposed else ""


def dates_of(action, position):
    return action.dates


def progress_day_of(action, position):
    return iso(action.progress.as_at) if action.progress else None


def progress_of(action, position):
    return action.progress.text if action.progress else ""


def blank_of(action, position):
    return ", ".join(word for name, word in BLANK_WORDS.items() if not getattr(action, name))


def flags_of(action, position):
    return action.flags(position.day)


def flagged_of(action, position):
    return "; ".join(action.flags(position.day))


def standing_of(action, position):
    return (Standing.CURRENT if action.in_force else Standing.SUPERSEDED).label


def carried_from(action, position):
    return action.carried_from and action.carried_from.reference


class ActionLog(Log):
    """The actions of the plans."""

    model, name, title = PlanAction, "equality-actions", "Equality actions"
    noun, permission, keep = "an action", permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} assessment"
    namespace, prefix, steps, leads = "equality", "action_", STEPS, False
    after_closing = StillWritten("note_progress", (Progress,))
    due = "ends_latest"
    adds, changes = staticmethod(actions.add_action), staticmethod(actions.change_action)
    in_rounds = (Asked(said="text", step="note_progress"),)
    shown_in_rounds = "progress ends"
    children = (PROGRESS,)
    decisions = (PLAN_RATIFIED,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Computed("assessment", "Assessment", assessment_of, width=8),
        Fact(
            "text", asked_as=("actions", "what we will do"), group="The plan", width=26, search=True
        ),
        Fact("concerns", group="The plan", width=12, when_given=True),
        Fact("importance", group="The plan", of=importance_of),
        Computed(
            "proposed",
            "Importance that the screening proposes",
            proposed_of,
            group="The plan",
            when_given=True,
        ),
        Fact("owner", group="The plan", width=14, search=True),
        Fact("starts", asked_as=("start date", "from"), group="The plan", width=12, search=True),
        Fact("starts_earliest", heading="Start, earliest day"),
        Fact("starts_latest", heading="Start, latest day"),
        Fact(
            "ends",
            asked_as=("finish", "end date", "by when", "completion date", "deadline"),
            group="The plan",
            width=12,
            search=True,
        ),
        Fact("ends_earliest", heading="End, earliest day"),
        Fact("ends_latest", heading="End, latest day"),
        Computed("dates", "Start and end", dates_of, width=11, column=False),
        Fact(
            "resources",
            asked_as=("money agreed", "resources", "budget agreed"),
            group="The plan",
            width=9,
        ),
        Fact(
            "measure",
            asked_as=("how we will know", "success measure", "measure of success"),
            group="The plan",
            width=18,
            search=True,
        ),
        Fact("target", group="The plan", width=16, search=True),
        Fact("state"),
        Fact("done_on", group="How it ended", when_given=True, typed=True),
        Fact("dropped_why", group="How it ended", when_given=True, width=14, typed=True),
        Computed("progress_as_at", "Progress as at", progress_day_of, kind=DATE),
        Computed("progress", "Progress", progress_of, width=18),
        Computed("blank", BLANK, blank_of, width=14),
        Computed("flags", "Flags", flags_of, kind=LINES, column=False),
        Computed("flagged", "Flagged", flagged_of, width=14),
        Computed("standing", "Version of the assessment", standing_of),
        Fact("carried_from", heading="Carried over from", of=carried_from, width=8),
        Fact("lead_partner", group="Where it belongs", column=False),
        Fact("workstream", group="Where it belongs", search=True),
    )
    ledgers = (
        Ledger(
            "progress",
            Progress,
            "note of progress",
            "as_at text",
            note="progress",
            words=lambda row: row.text,
        ),
    )

    def arrives_under(self, programme):
        """Rows of a file belong to the one assessment that stands."""
        found = list(Assessment.objects.of(programme).filter(state=Standing.CURRENT)[:2])
        said = "There are several" if found else "Add the assessment of the plan first"
        refuse_if(len(found) != 1, f"{said}: the actions of a file belong to one assessment.")
        return {"assessment": found[0]}

    def refuse_return(self, action):
        gone = mistake_of(action.assessment)
        refuse_if(gone, f"{action.assessment.reference} is withdrawn, and its actions with it.")

    register = "reference text importance owner starts resources state assessment"

    def look_up_decisions(self, entries):
        actions.look_up_ratified([one.assessment for one in entries])

    def prepare(self, actions, position):
        return Progress.objects.attach_to(actions, position)

    def rows(self, entries, position):
        actions = list(entries)
        prefetch_related_objects(actions, "assessment", "carried_from")
        Screening.objects.propose(actions, position)
        return super().rows(actions, position)

    def tile(self, position):
        return Tile(self.title, self.entries(position).filter(in_force=True).count())

    def still_open(self, actions):
        return super().still_open(actions).filter(in_force=True)

    def obstacles(self, position):
        """What the plans that stand leave blank, and actions that are not done."""
        actions = self.still_open(self.entries(position))
        every = self.entries(position).filter(in_force=True)
        found = every.aggregate(
            all=Count("id"), **{name: Count("id", blank) for name, blank in BLANKS.items()}
        )
        number = counted(found.pop("all"), self.bare_noun, self.nouns)
        blank = [
            Obstacle(f"blank-{name}", f"{BLANK_WORDS[name]}: left blank in {count:,} of {number}")
            for name, count in found.items()
            if count
        ]
        return blank + [
            Obstacle("open", f"{one}: not done", one.reference, handed_over=True)
            for one in told_apart(actions, position)
        ]

    def needing(self, actions, position):
        return actions.filter(overdue(position.day))

    def needs(self, position):
        found = self.needing(self.entries(position), position)
        slug = position.programme.slug
        late = found.order_by("ends_latest", "number")[:MOST_NEEDS]
        return [
            Need(
                f"{action}: overdue, should have ended {action.ends}",
                reverse(self.detail_url_name, args=[slug, action.reference]),
            )
            for action in told_apart(late, position)
        ]


EQUALITY, ACTIONS = AssessmentLog(), ActionLog()
LOGS = [EQUALITY, ACTIONS]
