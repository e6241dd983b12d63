"""Lessons as the committee's report prints them."""

from programme.facts import LINES, NUMBER, Column
from programme.reporting import Section, part

from .choices import UNDECIDED, Kind, State
from .log import LESSONS
from .querysets import by_stage

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

OUTCOMES = ("adopted", "not_adopted", "undecided")


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
    not_limited = ""  # the counts of each stage are of the rows shown
    landscape = True
    columns = LESSONS.pick(
        "reference stage title kind happened? cause? effect? recommendation? applies_to? adopter? "
        "state decision?"
    )

    def rows(self, position):
        return LESSONS.rows(by_stage(LESSONS.entries(position)), position)

    def notes(self, rows):
        open_ended = [row["reference"] for row in rows if not row["adopter"]]
        if not open_ended:
            return []
        return [f"No adopter is named for {len(open_ended):,} of {len(rows):,} lessons."]

    def extra(self, rows, position):
        return {"group_by": "stage", "empty": "No lesson has been recorded."}

    def parts(self, rows, position):
        if not rows:
            return []
        return [
            part(
                "lessons-by-stage", "Lessons by stage", COUNTS, counted(rows), totals=_counts(rows)
            )
        ]

    def figures(self, rows, totals, position):
        counts = _counts(rows)
        named = [(column.key, column.label) for column in COUNTS if column.key in OUTCOMES]
        return [
            *super().figures(rows, totals, position),
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


class LessonsLearnt(LessonsSection):
    """The lessons of each stage with what lies behind them, as a closure document tells them."""

    key = "lessons-learnt"
    title = "Lessons learnt, by stage"
    landscape = False
    columns = (
        *LESSONS.pick("reference stage title kind", title=34, kind=13),
        Column("behind", "What lies behind it", LINES, 34, optional=True),
        *LESSONS.pick("recommendation? adopter?", recommendation=24),
    )

    def rows(self, position):
        behind = ("happened", "cause", "effect")
        return [
            {**row, "behind": [row[name] for name in behind if row[name]]}
            for row in super().rows(position)
        ]

    def parts(self, rows, position):
        return []
