"""Lessons as plain rows: for downloads, the overview and the committee's report."""

from django.db.models import Count, Q
from django.urls import reverse

from programme.reporting import DATE, NUMBER, Column, Log, Need, Section, Tile, iso, part

from . import permissions
from .choices import UNDECIDED, Kind, State
from .models import Lesson
from .querysets import by_stage

MOST_NEEDS = 20


class LessonLog(Log):
    """What was learned."""

    name = "lessons"
    title = "Lessons"
    permission = permissions.SEE
    url_name = "lessons:list"
    detail_url_name = "lessons:detail"
    closed_states = frozenset({State.ADOPTED, State.NOT_ADOPTED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("stage", "Stage", width=12),
        Column("title", "Lesson", width=26),
        Column("kind", "Kind", width=10),
        Column("happened", "What happened", width=22, optional=True),
        Column("cause", "Cause", width=16, optional=True),
        Column("effect", "Effect", width=16, optional=True),
        Column("recommendation", "Recommendation", width=20, optional=True),
        Column("applies_to", "Applies to", width=14),
        Column("adopter", "Who should adopt it", width=14),
        Column("state", "State", width=11),
        Column("decision", "Decision", width=18),
        Column("decided_by", "Decided by", width=12),
        Column("decided_on", "Decided on", DATE, 10),
        Column("adopted_into", "Adopted into", width=14),
        Column("why_not", "Why it was not adopted", width=16),
        Column("owner", "Owner", width=12),
        Column("workstream", "Workstream", width=10),
    )

    def entries(self, programme, at=None):
        return Lesson.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        return [self._row(lesson) for lesson in entries]

    def _row(self, lesson):
        shown = {"kind", "applies_to", "state", "decided_on"}
        return {
            **{
                column.key: getattr(lesson, column.key)
                for column in self.columns
                if column.key not in shown
            },
            "kind": lesson.get_kind_display(),
            "applies_to": lesson.get_applies_to_display(),
            "state": lesson.get_state_display(),
            "decided_on": iso(lesson.decided_on),
        }

    def tile(self, programme, *, at, today):
        counts = self.entries(programme, at).aggregate(
            all=Count("id"), **{state.value: Count("id", Q(state=state)) for state in State}
        )
        waiting = counts["proposed"]
        lines = [
            {"text": f"{waiting} proposed for adoption", "kind": "late" if waiting else ""},
            {"text": f"{counts['adopted']} adopted", "kind": ""},
            {"text": f"{counts['not_adopted']} not adopted", "kind": ""},
        ]
        return Tile(self.title, "", counts["all"], lines)

    def needs(self, programme, *, today):
        waiting = (
            Lesson.objects.of(programme)
            .filter(state=State.PROPOSED)
            .order_by("number")[:MOST_NEEDS]
        )
        return [
            Need(
                f"{lesson}: proposed for adoption to {lesson.adopter}, not decided yet",
                reverse("lessons:detail", args=[programme.slug, lesson.reference]),
                "late",
            )
            for lesson in waiting
        ]


LESSONS = LessonLog()
LOGS = [LESSONS]

COUNTS = (
    Column("stage", "Stage", width=28),
    Column("lessons", "Lessons", NUMBER, 12),
    Column("well", "Went well", NUMBER, 12),
    Column("improve", "To improve", NUMBER, 12),
    Column("adopted", "Adopted", NUMBER, 12),
    Column("not_adopted", "Not adopted", NUMBER, 12),
    Column("undecided", "Not decided", NUMBER, 12),
)
UNDECIDED_WORDS = [state.label for state in UNDECIDED]


def counted(rows):
    """One row for each stage: its lessons, by kind and by what became of them."""
    stages = {}
    for row in rows:
        stages.setdefault(row["stage"], []).append(row)
    return [{"stage": stage, **_counts(found)} for stage, found in stages.items()]


def _counts(rows):
    def count(key, *words):
        return sum(row[key] in words for row in rows)

    return {
        "lessons": len(rows),
        "well": count("kind", Kind.WELL.label),
        "improve": count("kind", Kind.IMPROVE.label),
        "adopted": count("state", State.ADOPTED.label),
        "not_adopted": count("state", State.NOT_ADOPTED.label),
        "undecided": count("state", *UNDECIDED_WORDS),
    }


class LessonsSection(Section):
    """Every lesson under its stage, with what became of it, and the counts of each stage."""

    key = log = "lessons"
    title = "Lessons"
    template = "lessons/report.html"
    landscape = True
    columns = (
        *LessonLog.columns[:8],
        Column("applies_to", "Applies to", width=14, optional=True),
        Column("adopter", "Who should adopt it", width=14, optional=True),
        Column("state", "State", width=11),
        Column("decision", "Decision", width=18, optional=True),
    )

    def rows(self, programme, at, since):
        return LESSONS.rows(by_stage(LESSONS.entries(programme, at)), programme=programme, at=at)

    def notes(self, rows):
        open_ended = [row["reference"] for row in rows if not row["adopter"]]
        if not open_ended:
            return []
        return [f"No adopter is named for {len(open_ended)} of {len(rows)} lessons."]

    def extra(self, rows, programme, at, since):
        return {"group_by": "stage", "empty": "No lesson has been recorded."}

    def parts(self, rows, programme, at, since):
        if not rows:
            return []
        return [
            part(
                "lessons-by-stage", "Lessons by stage", COUNTS, counted(rows), totals=_counts(rows)
            )
        ]

    def figures(self, rows, totals):
        counts = _counts(rows)
        named = [(column.key, column.label) for column in COUNTS[4:]]
        return [
            *super().figures(rows, totals),
            *(
                {
                    "key": key,
                    "label": f"Lessons: {label.lower()}",
                    "kind": NUMBER,
                    "value": counts[key],
                }
                for key, label in named
            ),
        ]
