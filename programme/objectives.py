"""The programme's objectives as a log of their own: what was wanted, what was achieved, and how
well that meets it.
"""

from collections import Counter
from itertools import pairwise

from django.db.models import Count

from programme.authorization import permissions
from programme.children import RECORDED_BY, Children
from programme.decided import Decision
from programme.facts import DATE, LINES, NUMBER, Computed, Fact, iso
from programme.fields import lines_of
from programme.formats import NOT_RECORDED, badge, clipped, day
from programme.ledgers import Ledger
from programme.log import Log, Tile, counting
from programme.models import Achievement, Judgement, Objective
from programme.readiness import Achieved, Obstacle
from programme.reporting import Section
from programme.ui.filters import ChoiceFilter, LogFilter
from programme.ui.tables import LogTable

JUDGEMENTS = dict(Judgement.choices)
NOTHING_YET = "No achievement recorded yet"
STATEMENT_SPACE = 160  # characters; the rest is on the objective's own page


def boxed(judgement):
    """A judgement as a word in a box.

    It has no colour: needing further work is neither good nor bad.
    """
    return badge({"key": "word", "word": JUDGEMENTS[judgement]}) if judgement else ""


def with_achievements(objectives, *, at):
    """Adds to each objective `known`, its achievements as known at the moment `at` in order, in one
    query.
    """
    by_id = {objective.pk: objective for objective in objectives}
    for objective in objectives:
        objective.known = []
    for achievement in (
        Achievement.objects.filter(objective__in=list(by_id)).known_at(at).in_order()
    ):
        by_id[achievement.objective_id].known.append(achievement)
    return objectives


def judgement_counts(judgements):
    """How many objectives have each judgement: [{"word", "count"}] in the usual order, those
    without any last.
    """
    found = list(judgements)
    counted = [
        {"word": word, "count": found.count(key), "judgement": key}
        for key, word in Judgement.choices
    ]
    blank = found.count("")
    return counted + ([{"word": NOTHING_YET, "count": blank, "judgement": "none"}] if blank else [])


def lettering_gaps(references):
    """Sentences about letters or numbers that are left out between `references`.

    Documents do so, and nothing is mended.
    """
    said = []
    for before, after in pairwise(references):
        missing = _between(before, after)
        if missing:
            none = "is no objective" if len(missing) == 1 else "are no objectives"
            said.append(
                f"There {none} {', '.join(missing)}: the references go from {before} to {after}, as"
                " they were given."
            )
    return said


def _between(before, after):
    """Single letters, or whole numbers, that lie between two references."""
    if len(before) == len(after) == 1 and before.isalpha() and after.isalpha():
        return [chr(code) for code in range(ord(before) + 1, ord(after))]
    if before.isdecimal() and after.isdecimal():
        return [str(number) for number in range(int(before) + 1, int(after))]
    return []


def last_of(objective):
    """The achievement that counts, of those that `with_achievements` added; None where there is
    none.
    """
    return objective.known[-1] if objective.known else None


def statement_of(objective, position):
    return lines_of(last.statement) if (last := last_of(objective)) else []


def author_of(objective, position):
    return (last.author or NOT_RECORDED) if (last := last_of(objective)) else ""


def as_at_of(objective, position):
    return iso(last.as_at) if (last := last_of(objective)) else None


ACHIEVEMENTS = Children(
    "achievements",
    Achievement,
    "objective",
    "Achievements",
    "achievement",
    facts=(
        Fact("as_at"),
        Fact("judgement", width=14),
        Fact("statement", kind=LINES, width=36, search=True),
        Fact("author", width=14, search=True, unsaid=NOT_RECORDED),
        RECORDED_BY,
    ),
)


JUDGED = Decision(
    "It is judged how well an objective is met",
    "text",
    permissions.JUDGE_OBJECTIVES,
    stands=lambda objective: bool(objective.judgement),
    said=lambda objective: (
        f"Objective {objective.reference} is judged: {objective.get_judgement_display().lower()}"
    ),
    advice="Reword it with a reason, as somebody who may judge it.",
    steps="reword",
)


class ObjectiveLog(Log):
    """The objectives of a programme."""

    model, name, title, noun = Objective, "objectives", "Objectives", "an objective"
    permission, keep, prefix = permissions.SEE_LOGS, permissions.KEEP_PROGRAMME, "objective_"
    children = (ACHIEVEMENTS,)
    decisions = (JUDGED,)
    facts = (
        Fact("reference", group="The objective", heading="Ref", width=6, search=True),
        Fact("text", group="The objective", width=32, search=True),
        Computed("statement", "Achievement", statement_of, kind=LINES, width=36),
        Fact("judgement", width=14),
        Computed("author", "Judged by", author_of, width=14),
        Computed("as_at", "As at", as_at_of, kind=DATE, width=15),
    )
    ledgers = (
        Ledger(
            "achievements",
            Achievement,
            "achievement",
            "as_at judgement statement author",
            note="achievement",
            words=lambda row: row.statement,
        ),
    )
    register = "reference text judgement statement"

    def recount(self, objective, at=None):
        return objective.recounted(at)

    def prepare(self, objectives, position):
        return with_achievements(objectives, at=position)

    def achieved(self, position):
        """What is partly met, or needs further work, goes on after closure."""
        found = Counter(self.entries(position).values_list("judgement", flat=True))
        goes_on = found[Judgement.PARTLY] + found[Judgement.FURTHER]
        met, missed = found[Judgement.MET], found[Judgement.NOT_MET]
        return Achieved(self.title, found.total(), met, missed, goes_on=goes_on)

    def obstacles(self, position):
        """Objectives that nobody has judged, and letters that were left out between them."""
        entries = list(self.entries(position))
        found = [
            Obstacle("judged", f"Objective {one.reference}: {NOTHING_YET.lower()}", one.reference)
            for one in entries
            if not one.judgement
        ]
        gaps = lettering_gaps([one.reference for one in entries])
        return found + [Obstacle(f"gap-{number}", words) for number, words in enumerate(gaps)]

    def tile(self, position):
        found = self.entries(position).order_by().values_list("judgement").annotate(Count("id"))
        counts = dict(found)
        words = {**JUDGEMENTS, "": "without an achievement yet"}
        lines = [
            counting(counts[key], words[key].lower(), judgement=key or "none")
            for key in words
            if key in counts
        ]
        figures = {f"judgement-{key or 'none'}": counts[key] for key in words if key in counts}
        total = sum(counts.values())
        return Tile(self.title, total, lines, {"count": total, **figures})


OBJECTIVES = ObjectiveLog()
LOGS = [OBJECTIVES]


class ObjectiveTable(LogTable):
    """Ref and objective lead to the detail page."""

    log = OBJECTIVES

    def cell_text(self, objective):
        return self.cell_title(objective)

    def cell_judgement(self, objective):
        return boxed(objective.judgement)

    def cell_statement(self, objective):
        last = last_of(objective)
        if not last:
            return ""
        return f"{day(last.as_at)}: {clipped(' '.join(lines_of(last.statement)), STATEMENT_SPACE)}"


class ObjectiveFilter(LogFilter):
    """By words and by how well they were met."""

    log = OBJECTIVES

    judgement = ChoiceFilter(
        label="How well met",
        choices=[*Judgement.choices, ("none", NOTHING_YET)],
        method="by_judgement",
        empty_label="Any",
    )

    def by_judgement(self, queryset, name, value):
        return queryset.filter(judgement="" if value == "none" else value)


class ObjectivesSection(Section):
    """Every objective with what was achieved and how well that meets it."""

    key = log = "objectives"
    title = "Objectives and achievements"
    template = "programme/counted_report.html"
    columns = OBJECTIVES.columns

    def rows(self, position):
        return OBJECTIVES.rows(OBJECTIVES.entries(position), position)

    def notes(self, rows):
        return lettering_gaps([row["reference"] for row in rows])

    def extra(self, rows, position):
        return {
            "counts": {
                "title": "Objectives by how well they were met",
                "rows": _counts(rows) if rows else [],
            }
        }

    def figures(self, rows, totals, position):
        counted = [
            {
                "key": f"judgement-{one['judgement']}",
                "label": f"Objectives: {one['word'].lower()}",
                "kind": NUMBER,
                "value": one["count"],
            }
            for one in _counts(rows)
        ]
        return [*super().figures(rows, totals, position), *counted]


def _counts(rows):
    keys = {word: key for key, word in JUDGEMENTS.items()}
    return judgement_counts(keys.get(row["judgement"], "") for row in rows)
