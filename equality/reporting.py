"""The equality action plan as the committee's report prints it."""

from dataclasses import replace

from programme.facts import LINES, NUMBER, Column
from programme.formats import NOT_RECORDED, lower_first
from programme.reporting import Section, part, settled_since

from .choices import BLANK, BLANK_WORDS, Standing
from .law import CHARACTERISTICS
from .log import ACTIONS, EQUALITY
from .models import Answer, Screening
from .querysets import BLANKS

WIDTHS = {"title": 19, "organisation": 14, "service_area": 20, "assessed": 9, "limbs": 16}
ACTION_WIDTHS = {"text": 22, "owner": 12, "resources": 10, "measure": 16, "target": 15}


class EqualitySection(Section):
    """The versions that stand: what was assessed, the plan with its blanks, the questions."""

    key = log = "equality"
    title = "Equality action plan"
    template = "equality/report.html"
    landscape = True
    columns = EQUALITY.pick(
        "reference edition title organisation service_area owner assessed? regime "
        "characteristics? limbs? evidence?",
        **WIDTHS,
    )
    action_columns = (
        *(
            replace(column, unsaid=BLANK if column.key in BLANKS else column.unsaid)
            for column in ACTIONS.pick(
                "reference text importance owner dates resources measure target",
                **ACTION_WIDTHS,
            )
        ),
        Column("status", "Status and progress", LINES, 13),
    )
    screening_columns = (
        Column("characteristic", "Characteristic", width=18),
        Column("relevance", "Relevance", width=12),
        Column("limbs", "Limbs of the duty", LINES, 22),
        Column("evidence", "Evidence", width=24),
        Column("consultation", "Consultation", width=24),
    )
    answer_columns = (
        Column("question", "Question", width=24),
        Column("answer", "Answer", width=60, unsaid=BLANK),
        Column("dated", "Date", width=16, unsaid=BLANK),
    )

    def rows(self, position):
        return EQUALITY.rows(self._standing(position), position)

    def _standing(self, position):
        return EQUALITY.entries(position).filter(state=Standing.CURRENT)

    def parts(self, rows, position):
        """The plan and the monitoring questions of each assessment."""
        standing = list(self._standing(position))
        actions = ACTIONS.entries(position).filter(assessment__in=[one.pk for one in standing])
        plans, found = {}, []
        for row in ACTIONS.rows(actions, position):
            plans.setdefault(row["assessment"], []).append(row)
        answers = Answer.objects.by_question_of(standing, position)
        screened = Screening.objects.by_characteristic(standing, position)
        for assessment in standing:
            found.append(self._plan(assessment, plans.get(assessment.reference, [])))
            found += self._screening(assessment, screened[assessment.pk])
            found.append(self._questions(assessment, answers[assessment.pk]))
        names = "reference edition title"
        return [*found, *settled_since(EQUALITY, position, names)]

    def _plan(self, assessment, rows):
        for row in rows:
            row["status"] = list(filter(None, [row["state"], row["dropped_why"], row["progress"]]))
            row |= {name: row[name] or BLANK for name in BLANKS}
        title = f"Actions of {assessment.reference}"
        key = f"equality-{assessment.reference.lower()}-actions"
        more = {"notes": _action_notes(rows), "log": ACTIONS.name}
        return part(key, title, self.action_columns, rows, **more)

    def _screening(self, assessment, screened):
        """The test for relevance, where one was made."""
        rows = [
            {
                "characteristic": CHARACTERISTICS[name],
                "relevance": row.get_relevance_display() if row else NOT_RECORDED,
                "limbs": row.limbs if row else [],
                "evidence": row.evidence if row else "",
                "consultation": row.consultation if row else "",
            }
            for name, row in screened
        ]
        key = f"equality-{assessment.reference.lower()}-screening"
        title = f"Screening of {assessment.reference}"
        made = any(row for _, row in screened)
        return [part(key, title, self.screening_columns, rows)] if made else []

    def _questions(self, assessment, answers):
        rows = [
            {
                "question": question.label,
                "answer": (row and row.text) or BLANK,
                "dated": (row and row.dated) or BLANK,
            }
            for question, row in answers
        ]
        notes = [f"{question.label}: {row.note}." for question, row in answers if row and row.note]
        title = f"Monitoring of {assessment.reference}"
        key = f"equality-{assessment.reference.lower()}-monitoring"
        return part(key, title, self.answer_columns, rows, notes=notes)

    def notes(self, rows):
        return [_sentence(row["reference"], row["flagged"]) for row in rows if row["flagged"]]

    def extra(self, rows, position):
        empty = "No equality assessment is on the log yet."
        return {"counts": _blanks(rows), "blank": BLANK, "empty": empty}

    def figures(self, rows, totals, position):
        found = [("actions", "Equality actions", sum(row["actions"] for row in rows))]
        found += [
            (f"blank-{one['key']}", f"{BLANK}: {one['word'].lower()}", one["count"])
            for one in _blanks(rows)
        ]
        return super().figures(rows, totals, position) + [
            {"key": key, "label": label, "kind": NUMBER, "value": value}
            for key, label, value in found
        ]


def _sentence(reference, flag):
    return f"{reference}: {lower_first(flag)}."


def _action_notes(rows):
    """What a reader of the plan should notice: rows with the same flag in one sentence."""
    alike = {}
    for row in rows:
        for flag in row["flags"]:
            alike.setdefault(flag, []).append(row["reference"])
    return [_sentence(", ".join(references), flag) for flag, references in alike.items()]


def _blanks(rows):
    """How many actions the plans leave blank in each column."""
    return [
        {"key": name, "word": word, "count": sum(row["blanks"][name] for row in rows)}
        for name, word in BLANK_WORDS.items()
    ]
