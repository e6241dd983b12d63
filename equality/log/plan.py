"""What the actions of plans record, and how they stand at a glance."""

from django.db.models import Count, prefetch_related_objects
from django.urls import reverse

from programme.alike import told_apart
from programme.children import RECORDED_BY, Children
from programme.decided import Decision
from programme.entries import mistake_of
from programme.facts import DATE, LINES, Computed, Fact, iso
from programme.formats import counted
from programme.ledgers import Ledger
from programme.log import MOST_NEEDS, Asked, Log, Need, StillWritten, Tile
from programme.readiness import Obstacle, blank_obstacle
from programme.records import refuse_if

from .. import actions, permissions
from ..choices import BLANK, BLANK_WORDS, STEPS, Standing
from ..models import Assessment, PlanAction, Progress, Screening
from ..querysets import BLANKS, overdue

PROGRESS = Children(
    "progress",
    Progress,
    "action",
    "Notes of progress",
    "note of progress",
    facts=(
        Fact("as_at"),
        Fact("text", width=34, search=True),
        RECORDED_BY,
    ),
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
            blank_obstacle(name, f"{BLANK_WORDS[name]}: left blank in {count:,} of {number}")
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


ACTIONS = ActionLog()
