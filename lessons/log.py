"""What the lesson log records, where each fact shows, and how the log stands at a glance."""

from django.db.models import Count, Q
from django.urls import reverse

from programme.alike import told_apart
from programme.decided import Decision
from programme.facts import Computed, Fact
from programme.first_steps import FirstStep, Way
from programme.log import MOST_NEEDS, Log, Need, Tile, counting

from . import actions, permissions
from .choices import STEPS, State
from .models import Lesson, TakenUp


def decision_of(lesson, position):
    return lesson.decision


DECIDED = "What became of it"
DECISION = Decision(
    "It is decided whether a lesson is adopted",
    "state decided_by decided_on adopted_into why_not",
    permissions.DECIDE,
    stands=lambda lesson: lesson.is_closed,
    said=lambda lesson: f"{lesson.reference}: {lesson.decision}",
    advice="Reopen it with a reason, as somebody who may decide so.",
    steps="reopen",
)


class LessonLog(Log):
    """What was learned."""

    model, name, title, noun = Lesson, "lessons", "Lessons", "a lesson"
    permission, keep = permissions.SEE, permissions.KEEP
    stays = f"{Log.stays} stage"
    adds, changes = staticmethod(actions.add_lesson), staticmethod(actions.change_lesson)
    namespace, steps, decisions = "lessons", STEPS, (DECISION,)
    facts = (
        Fact("reference", heading="Ref", width=6, search=True),
        Fact(
            "title",
            asked_as=("lesson learned", "next time", "lesson learnt", "what we learned"),
            group="The lesson",
            width=26,
            search=True,
        ),
        Fact("stage", group="The lesson", width=12),
        Fact("kind", group="The lesson", heading="Kind"),
        Fact(
            "happened",
            asked_as=("event", "what went well", "what happened"),
            group="The lesson",
            width=22,
            search=True,
        ),
        Fact("cause", asked_as=("why",), group="The lesson", width=16, search=True),
        Fact("effect", group="The lesson", width=16, search=True),
        Fact(
            "recommendation",
            asked_as=("recommended action", "what to do differently"),
            group="The lesson",
            width=20,
            search=True,
        ),
        Fact("applies_to", group="The lesson", width=14),
        Fact("taken_from", group="The lesson", width=14, when_given=True),
        Fact(
            "adopter",
            asked_as=("who takes it on", "who adopts it"),
            group="Who",
            width=14,
            search=True,
        ),
        Fact("owner", group="Who", width=12, search=True),
        Fact("lead_partner", group="Who", column=False),
        Fact("workstream", group="Who", search=True),
        Fact("state", width=11),
        Computed("decision", "Decision", decision_of, width=18),
        Fact("decided_by", group=DECIDED, width=12, typed=True),
        Fact("decided_on", group=DECIDED, typed=True),
        Fact("adopted_into", group=DECIDED, width=14, search=True, when_given=True, typed=True),
        Fact("why_not", group=DECIDED, width=16, search=True, when_given=True, typed=True),
    )
    register = "reference title stage kind applies_to adopter state"
    column_order = (
        "reference stage title kind happened cause effect recommendation applies_to adopter "
        "taken_from "
        "state decision decided_by decided_on adopted_into why_not"
    )

    asked = "adopter"

    def first_steps(self, programme, user):
        """A new programme begins with what others have learned, where somebody reads that."""
        if not Lesson.objects.read_elsewhere(programme, user).exists():
            return []
        way = Way("Look at them", "lessons:offered", permissions.KEEP)
        answered = TakenUp.objects.filter(programme=programme)
        begun = Lesson.objects.filter(programme=programme)
        words = "Lessons of other programmes: adopt or set aside"
        return [FirstStep(words, (way,), (answered, begun))]

    def tile(self, position):
        by_state = {state.value: Count("id", Q(state=state)) for state in State}
        counts = self.entries(position).aggregate(all=Count("id"), **by_state)
        waiting = counts["proposed"]
        lines = [
            counting(waiting, "proposed for adoption", "late", state="proposed"),
            counting(counts["adopted"], "adopted", state="adopted"),
            counting(counts["not_adopted"], "not adopted", state="not_adopted"),
        ]
        figures = {"count": counts["all"], "undecided": counts["recorded"] + waiting}
        figures |= {name: counts[name] for name in ("adopted", "not_adopted")}
        return Tile(self.title, counts["all"], lines, figures)

    def needing(self, lessons, position):
        return lessons.filter(state=State.PROPOSED)

    def needs(self, position):
        waiting = self.needing(self.entries(position), position)
        slug = position.programme.slug
        return [
            Need(
                f"{lesson}: proposed for adoption to {lesson.adopter}, not decided yet",
                reverse(self.detail_url_name, args=[slug, lesson.reference]),
                "late",
            )
            for lesson in told_apart(waiting[:MOST_NEEDS], position)
        ]


LESSONS = LessonLog()
LOGS = [LESSONS]
