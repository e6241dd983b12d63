"""The programme's objectives as a log of their own: what was wanted, what was achieved, and how well that meets it."""

from itertools import pairwise

import django_tables2 as tables
from django.db.models import Count
from django.utils.html import format_html

from programme.authorization import permissions
from programme.fields import lines_of
from programme.formats import badge, day
from programme.models import Achievement, Judgement, Objective
from programme.reporting import DATE, LINES, NUMBER, Column, Log, Section, Tile, iso
from programme.ui.filters import ChoiceFilter, LogFilter
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable

JUDGEMENTS = dict(Judgement.choices)
NOTHING_YET = "No achievement recorded yet"
STATEMENT_SPACE = 160  # characters; the rest is on the objective's own page


def boxed(judgement):
    """A judgement as a word in a box. It has no colour: needing further work is neither good nor bad."""
    return badge({"key": "word", "word": JUDGEMENTS[judgement]}) if judgement else ""


def with_achievements(objectives, *, at):
    """Adds to each objective `known`, its achievements as known at the moment `at` in order, in one query."""
    by_id = {objective.pk: objective for objective in objectives}
    for objective in objectives:
        objective.known = []
    for achievement in (
        Achievement.objects.filter(objective__in=list(by_id)).known_at(at).in_order()
    ):
        by_id[achievement.objective_id].known.append(achievement)
    return objectives


def judgement_counts(judgements):
    """How many objectives have each judgement: [{"word", "count"}] in the usual order, those without any last."""
    found = list(judgements)
    counted = [
        {"word": word, "count": found.count(key), "judgement": key}
        for key, word in Judgement.choices
    ]
    blank = found.count("")
    return counted + ([{"word": NOTHING_YET, "count": blank, "judgement": "none"}] if blank else [])


def lettering_gaps(references):
    """Sentences about letters or numbers that are left out between `references`. Documents do so, and nothing is mended."""
    said = []
    for before, after in pairwise(references):
        missing = _between(before, after)
        if missing:
            none = "is no objective" if len(missing) == 1 else "are no objectives"
            said.append(
                f"There {none} {', '.join(missing)}: the references go from {before} to {after}, as they were given."
            )
    return said


def _between(before, after):
    """Single letters, or whole numbers, that lie between two references."""
    if len(before) == len(after) == 1 and before.isalpha() and after.isalpha():
        return [chr(code) for code in range(ord(before) + 1, ord(after))]
    if before.isdecimal() and after.isdecimal():
        return [str(number) for number in range(int(before) + 1, int(after))]
    return []


class ObjectiveTable(LogTable):
    """Ref and objective lead to the detail page."""

    reference = tables.Column("Ref", order_by="number")
    text = tables.Column("Objective")
    judgement = tables.Column("How well it was met")
    achievement = tables.Column("Achievement", orderable=False)
    updated_at = tables.Column("Changed")

    def cells(self, objective):
        last = objective.known[-1] if objective.known else None
        said = clipped(" ".join(lines_of(last.statement)), STATEMENT_SPACE) if last else ""
        return (
            self.link_to("objective", objective, objective.reference),
            self.link_to("objective", objective, objective.title),
            boxed(objective.judgement),
            format_html("{}: {}", day(last.as_at), said) if last else "",
            format_html("{}<br>{}", day(objective.updated_at), objective.updated_by_name),
        )


class ObjectiveFilter(LogFilter):
    """By words and by how well they were met."""

    search_fields = ("reference", "text")

    judgement = ChoiceFilter(
        label="How well met",
        choices=[*Judgement.choices, ("none", NOTHING_YET)],
        method="by_judgement",
        empty_label="Any",
    )

    def by_judgement(self, queryset, name, value):
        return queryset.filter(judgement="" if value == "none" else value)


class ObjectiveLog(Log):
    """The objectives of a programme."""

    name = "objectives"
    title = "Objectives"
    permission = permissions.SEE_LOGS
    url_name = "objectives"
    detail_url_name = "objective"
    columns = (
        Column("reference", "Ref", width=6),
        Column("text", "Objective", width=32),
        Column("statement", "Achievement", LINES, 36),
        Column("judgement", "How well it was met", width=14),
        Column("author", "Judged by", width=14),
        Column("as_at", "As at", DATE, 15),
    )

    def entries(self, programme, at=None):
        return Objective.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        return [self._row(objective) for objective in with_achievements(list(entries), at=at)]

    def _row(self, objective):
        last = objective.known[-1] if objective.known else None
        return {
            "reference": objective.reference,
            "text": objective.text,
            "statement": lines_of(last.statement) if last else [],
            "judgement": objective.get_judgement_display(),
            "author": last.author if last else "",
            "as_at": iso(last.as_at) if last else None,
        }

    def tile(self, programme, *, at, today):
        counts = dict(
            self.entries(programme, at).order_by().values_list("judgement").annotate(Count("id"))
        )
        words = {**JUDGEMENTS, "": "without an achievement yet"}
        lines = [
            {"text": f"{counts[key]} {words[key].lower()}", "kind": ""}
            for key in words
            if key in counts
        ]
        return Tile(self.title, "", sum(counts.values()), lines)


OBJECTIVES = ObjectiveLog()
LOGS = [OBJECTIVES]


class ObjectivesSection(Section):
    """Every objective with what was achieved and how well that meets it."""

    key = log = "objectives"
    title = "Objectives and achievements"
    template = "programme/counted_report.html"
    columns = ObjectiveLog.columns

    def rows(self, programme, at, since):
        return OBJECTIVES.rows(OBJECTIVES.entries(programme, at), programme=programme, at=at)

    def notes(self, rows):
        return lettering_gaps([row["reference"] for row in rows])

    def extra(self, rows, programme, at, since):
        return {
            "counts": {
                "title": "Objectives by how well they were met",
                "rows": _counts(rows) if rows else [],
            }
        }

    def figures(self, rows, totals):
        counted = [
            {
                "key": f"judgement-{one['judgement']}",
                "label": f"Objectives: {one['word'].lower()}",
                "kind": NUMBER,
                "value": one["count"],
            }
            for one in _counts(rows)
        ]
        return [*super().figures(rows, totals), *counted]


def _counts(rows):
    keys = {word: key for key, word in JUDGEMENTS.items()}
    return judgement_counts(keys.get(row["judgement"], "") for row in rows)
