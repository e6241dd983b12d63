"""Equality assessments and actions as plain rows: for downloads, the overview and the committee's report."""

from django.urls import reverse
from django.utils import timezone

from programme.reporting import DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso, part

from . import permissions
from .choices import BLANK, Question, Standing, State
from .filters import BLANK_WORDS
from .models import Answer, Assessment, PlanAction
from .querysets import BLANKS, counts, counts_by_assessment, overdue, with_progress

MOST_NEEDS = 20
NO_COUNTS = dict.fromkeys(
    ["n_all", "n_late", "n_unfinished", *(f"n_blank_{name}" for name in BLANKS)], 0
)


class AssessmentLog(Log):
    """The versions of equality assessments."""

    name = "equality"
    title = "Equality assessments"
    permission = permissions.SEE
    url_name, detail_url_name = "equality:list", "equality:detail"
    closed_states = frozenset({Standing.SUPERSEDED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("edition", "Version", NUMBER, 7),
        Column("title", "What is assessed", width=20),
        Column("organisation", "Organisation or department", width=15),
        Column("service_area", "Service area", width=18),
        Column("owner", "Responsible officer", width=14),
        Column("assessed", "Date", width=10),
        Column("regime", "Legal regime", width=12),
        Column("characteristics", "Protected characteristics touched", LINES, 14),
        Column("limbs", "Duty", LINES, 14),
        Column("evidence", "Evidence", width=18),
        Column("state", "Standing", width=10),
        Column("supersedes", "Supersedes", width=8),
        Column("actions", "Actions", NUMBER, 7),
        Column("unfinished", "Actions to do", NUMBER, 7),
        Column("late", "Actions overdue", NUMBER, 7),
        Column("flagged", "Flagged", width=14),
    )

    def entries(self, programme, at=None):
        return Assessment.objects.as_at(at).filter(programme=programme).order_by("number")

    def counted(self, assessments, *, programme, at=None, today):
        """Adds to each assessment the `counts` of its actions, in one query."""
        found = counts_by_assessment(ACTIONS.entries(programme, at), today)
        for assessment in assessments:
            assessment.counts = found.get(assessment.pk, NO_COUNTS)
        return assessments

    def rows(self, entries, *, programme, at):
        references = dict(Assessment.objects.of(programme).values_list("pk", "reference"))
        found = self.counted(
            list(entries), programme=programme, at=at, today=timezone.localdate(at)
        )
        return [
            {**self._row(assessment), "supersedes": references.get(assessment.supersedes_id)}
            for assessment in found
        ]

    def _row(self, assessment):
        plain = (
            "reference",
            "edition",
            "title",
            "organisation",
            "service_area",
            "owner",
            "assessed",
            "evidence",
        )
        return {
            **{name: getattr(assessment, name) for name in plain},
            "regime": assessment.get_regime_display(),
            "characteristics": assessment.characteristics or None,
            "limbs": assessment.limbs or None,
            "state": assessment.get_state_display(),
            "actions": assessment.counts["n_all"],
            "unfinished": assessment.counts["n_unfinished"],
            "late": assessment.counts["n_late"],
            "flagged": "; ".join(assessment.flags()),
            "blanks": {name: assessment.counts[f"n_blank_{name}"] for name in BLANKS},
        }

    def tile(self, programme, *, at, today):
        standing = self.entries(programme, at).filter(state=Standing.CURRENT).count()
        found = counts(ACTIONS.entries(programme, at).filter(in_force=True), today)
        lines = [
            {"text": f"{found['n_unfinished']} of {found['n_all']} actions to do", "kind": ""},
            {"text": f"{found['n_late']} overdue", "kind": "late" if found["n_late"] else ""},
            {"text": f"{found['n_blank_importance']} without importance", "kind": ""},
        ]
        return Tile(self.title, "", standing, lines)

    def needs(self, programme, *, today):
        """Versions that stand although the next assessment should have been made by now."""
        due = Answer.objects.filter(
            assessment__programme=programme,
            assessment__state=Standing.CURRENT,
            question=Question.NEXT,
            dated_latest__lt=today,
        )
        return [
            Need(
                f"{row.assessment}: the next assessment was due {row.dated}",
                reverse("equality:detail", args=[programme.slug, row.assessment.reference]),
            )
            for row in due.select_related("assessment")[:MOST_NEEDS]
        ]


class ActionLog(Log):
    """The actions of the plans."""

    name = "equality-actions"
    title = "Equality actions"
    leads = False
    permission = permissions.SEE
    url_name, detail_url_name = "equality:actions", "equality:action"
    closed_states = frozenset({State.DONE, State.DROPPED})
    columns = (
        Column("reference", "Ref", width=6),
        Column("assessment", "Assessment", width=8),
        Column("text", "Action", width=26),
        Column("importance", "Importance", width=10),
        Column("owner", "Person responsible", width=14),
        Column("starts", "Start", width=12),
        Column("starts_earliest", "Start, earliest day", DATE, 10),
        Column("starts_latest", "Start, latest day", DATE, 10),
        Column("ends", "End", width=12),
        Column("ends_earliest", "End, earliest day", DATE, 10),
        Column("ends_latest", "End, latest day", DATE, 10),
        Column("resources", "Resources approved", width=9),
        Column("measure", "Measure", width=18),
        Column("target", "Target", width=16),
        Column("state", "Status", width=10),
        Column("done_on", "Done on", DATE, 10),
        Column("dropped_why", "Why it was dropped", width=14),
        Column("progress_as_at", "Progress as at", DATE, 10),
        Column("progress", "Progress", width=18),
        Column("blank", BLANK, width=14),
        Column("flagged", "Flagged", width=14),
        Column("standing", "Version of the assessment", width=10),
        Column("carried_from", "Carried over from", width=8),
        Column("workstream", "Workstream", width=10),
    )

    def entries(self, programme, at=None):
        return PlanAction.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        found, today = with_progress(list(entries), at=at), timezone.localdate(at)
        named = dict(Assessment.objects.of(programme).values_list("pk", "reference"))
        carried = [action.carried_from_id for action in found if action.carried_from_id]
        before = (
            dict(PlanAction.objects.filter(pk__in=carried).values_list("pk", "reference"))
            if carried
            else {}
        )
        return [
            {
                **self._row(action, today),
                "assessment": named[action.assessment_id],
                "carried_from": before.get(action.carried_from_id),
            }
            for action in found
        ]

    def _row(self, action, today):
        plain = (
            "reference",
            "text",
            "owner",
            "starts",
            "ends",
            "measure",
            "target",
            "dropped_why",
            "workstream",
            "dates",
        )
        days = ("starts_earliest", "starts_latest", "ends_earliest", "ends_latest", "done_on")
        row = {
            **{name: getattr(action, name) for name in plain},
            **{name: iso(getattr(action, name)) for name in days},
            "importance": action.get_importance_display() or "",
            "resources": action.get_resources_display(),
            "state": action.get_state_display(),
            "progress_as_at": iso(action.progress.as_at) if action.progress else None,
            "progress": action.progress.text if action.progress else "",
            "flags": action.flags(today),
            "flagged": "; ".join(action.flags(today)),
            "standing": Standing.CURRENT.label if action.in_force else Standing.SUPERSEDED.label,
        }
        return {
            **row,
            "blank": ", ".join(word for name, word in BLANK_WORDS.items() if not row[name]),
        }

    def tile(self, programme, *, at, today):
        return Tile(self.title, "", self.entries(programme, at).filter(in_force=True).count())

    def needs(self, programme, *, today):
        late = (
            PlanAction.objects.of(programme)
            .filter(overdue(today))
            .order_by("ends_latest", "number")[:MOST_NEEDS]
        )
        return [
            Need(
                f"{action}: overdue, should have ended {action.ends}",
                reverse("equality:action", args=[programme.slug, action.reference]),
            )
            for action in late
        ]


EQUALITY, ACTIONS = AssessmentLog(), ActionLog()
LOGS = [EQUALITY, ACTIONS]


def answers_of(assessment, at=None):
    """The seven monitoring questions of an assessment as they stood at a moment: (question, answer or None) pairs."""
    found = {row.question: row for row in Answer.objects.as_at(at).filter(assessment=assessment.pk)}
    return [(question, found.get(question.value)) for question in Question]


class EqualitySection(Section):
    """The versions that stand: what was assessed, the whole plan with its blanks, and the monitoring questions."""

    key = log = "equality"
    title = "Equality action plan"
    template = "equality/report.html"
    landscape = True
    columns = (
        Column("reference", "Ref", width=6),
        Column("edition", "Version", NUMBER, 7),
        Column("title", "What is assessed", width=19),
        Column("organisation", "Organisation or department", width=14),
        Column("service_area", "Service area", width=20),
        Column("owner", "Responsible officer", width=14),
        Column("assessed", "Date", width=9, optional=True),
        Column("regime", "Legal regime", width=12),
        Column("characteristics", "Protected characteristics touched", LINES, 14, optional=True),
        Column("limbs", "Duty", LINES, 16, optional=True),
        Column("evidence", "Evidence", width=18, optional=True),
    )
    action_columns = (
        Column("reference", "Ref", width=6),
        Column("text", "Action", width=22),
        Column("importance", "Importance", width=10),
        Column("owner", "Person responsible", width=12),
        Column("dates", "Start and end", width=11),
        Column("resources", "Resources approved", width=10),
        Column("measure", "Measure", width=16),
        Column("target", "Target", width=15),
        Column("status", "Status and progress", LINES, 13),
    )
    answer_columns = (
        Column("question", "Question", width=24),
        Column("answer", "Answer", width=60),
        Column("dated", "Date", width=16),
    )

    def rows(self, programme, at, since):
        return EQUALITY.rows(self._standing(programme, at), programme=programme, at=at)

    def _standing(self, programme, at):
        return EQUALITY.entries(programme, at).filter(state=Standing.CURRENT)

    def parts(self, rows, programme, at, since):
        """The plan and the monitoring questions of each assessment."""
        standing = list(self._standing(programme, at))
        ids = [assessment.pk for assessment in standing]
        entries = ACTIONS.entries(programme, at).filter(assessment__in=ids)
        plans, answers = {}, {}
        for row in ACTIONS.rows(entries, programme=programme, at=at):
            plans.setdefault(row["assessment"], []).append(row)
        for answer in Answer.objects.as_at(at).filter(assessment__in=ids):
            answers.setdefault(answer.assessment_id, {})[answer.question] = answer
        found = []
        for assessment in standing:
            found.append(self._plan(assessment, plans.get(assessment.reference, [])))
            found.append(self._questions(assessment, answers.get(assessment.pk, {})))
        return found

    def _plan(self, assessment, rows):
        for row in rows:
            row["status"] = list(filter(None, [row["state"], row["dropped_why"], row["progress"]]))
            row |= {name: row[name] or BLANK for name in BLANKS}
        title, key = (
            f"Actions of {assessment.reference}",
            f"equality-{assessment.reference.lower()}-actions",
        )
        return part(
            key, title, self.action_columns, rows, notes=_action_notes(rows), log=ACTIONS.name
        )

    def _questions(self, assessment, given):
        answers = [(question, given.get(question.value)) for question in Question]
        rows = [
            {
                "question": question.label,
                "answer": (row and row.text) or BLANK,
                "dated": (row and row.dated) or BLANK,
            }
            for question, row in answers
        ]
        notes = [f"{question.label}: {row.note}." for question, row in answers if row and row.note]
        key = f"equality-{assessment.reference.lower()}-monitoring"
        return part(
            key, f"Monitoring of {assessment.reference}", self.answer_columns, rows, notes=notes
        )

    def notes(self, rows):
        return [
            f"{row['reference']}: {row['flagged'][:1].lower()}{row['flagged'][1:]}."
            for row in rows
            if row["flagged"]
        ]

    def extra(self, rows, programme, at, since):
        return {
            "counts": _blanks(rows),
            "blank": BLANK,
            "empty": "No equality assessment is on the log yet.",
        }

    def figures(self, rows, totals):
        actions = {
            "key": "actions",
            "label": "Equality actions",
            "kind": NUMBER,
            "value": sum(row["actions"] for row in rows),
        }
        blanks = [
            {
                "key": f"blank-{one['key']}",
                "label": f"{BLANK}: {one['word'].lower()}",
                "kind": NUMBER,
                "value": one["count"],
            }
            for one in _blanks(rows)
        ]
        return [*super().figures(rows, totals), actions, *blanks]


def _action_notes(rows):
    """What a reader of the plan should notice: rows with the same flag in one sentence."""
    alike = {}
    for row in rows:
        for flag in row["flags"]:
            alike.setdefault(flag, []).append(row["reference"])
    return [
        f"{', '.join(references)}: {flag[:1].lower()}{flag[1:]}."
        for flag, references in alike.items()
    ]


def _blanks(rows):
    """How many actions the plans leave blank in each column."""
    return [
        {"key": name, "word": word, "count": sum(row["blanks"][name] for row in rows)}
        for name, word in BLANK_WORDS.items()
    ]
