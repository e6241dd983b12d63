"""A draft on its way to publication: drawn up again, explained, said to be urgent."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day, moment
from programme.records import refuse_if, refuse_unless
from reports.adding_up import unexplained
from reports.choices import State, Urgency
from reports.doorbell import ring
from reports.models import Report
from reports.permissions import DRAW, PUBLISH
from reports.urgency import check as check_urgency
from reports.urgency import kinds_for

AGAIN = (State.DRAFT, State.FAILED)
URGENCY_WORDS = {
    "urgency": "Reason for urgency",
    "urgency_given_by": "Given by",
    "urgency_kind": "Urgent by",
    "urgency_given_on": "Given on",
}
UNDRAWN = {
    "state": State.DUE,
    "attempts": 0,
    "progress": 0,
    "progress_words": "Waiting for a worker",
    "error": "",
    "next_try_at": None,
    "claim": None,
    "lease_until": None,
    "content": None,
    "printed_title": "",
    "printed_body": "",
    "printed_on": None,
    "printed_time": None,
    "pdf_name": "",
    "pdf_sha256": "",
    "pdf_bytes": None,
    "pdf_pages": None,
    "docx_name": "",
    "docx_sha256": "",
    "docx_bytes": None,
    "further_files": {},
    "full_files": {},
    "leaks": [],
    "drawn_at": None,
}


@transaction.atomic
def draw_again(report, *, by, at, why=""):
    """Has a draft or a failed run drawn up again.

    A failed one is drawn up as at its own moment, a draft as at now. A correction keeps the moment
    of the report that it corrects; of the rows that it names, it puts right what was found out by
    now. What was written since comes in only where the correction takes it in.
    now.

    The old draft is given up at once, so that no page shows rows of one moment under the date of
    another.
    """
    require(by, DRAW, report.definition.programme)
    report = locked(report)
    refuse_unless(report.state in AGAIN, f"This report is {report.get_state_display().lower()}.")
    refuse_if(report.is_called_off, called_off(report))
    if report.supersedes_id:
        report.rows_at = at
    elif report.state == State.DRAFT:
        report.position_at = at
    undraw(report)
    audit.record(
        report,
        by=by,
        at=at,
        verb="asked to draw up again",
        programme=report.definition.programme,
        why=why,
    )
    ring(report)
    return report


@transaction.atomic
def explain_finding(report, *, by, at, key, note, was=None):
    """Explains a figure that does not add up; `was` is the explanation that `by` was looking at.

    With the last of them the report is drawn up again, as at the same moment.
    """
    require(by, PUBLISH, report.definition.programme)
    report = locked(report)
    refuse_unless(
        report.state == State.DRAFT,
        f"Only a draft can be explained; this is {report.get_state_display().lower()}.",
    )
    found = next((one for one in report.content["findings"] if one["key"] == key), None)
    refuse_unless(found, "This figure adds up by now.")
    meanwhile = was is not None and was.split() != found["note"].split()
    refuse_if(
        meanwhile,
        f"Somebody else explained this figure: “{found['note']}”. Open the page anew to change it.",
        "note",
    )
    changes = [{"field": "note", "label": found["place"], "was": found["note"], "now": note}]
    report.explanations = {**report.explanations, key: note}
    found["note"] = note
    drawn_again = not unexplained(report.content)
    undraw(report) if drawn_again else report.save(update_fields=["explanations", "content"])
    audit.record(
        report,
        by=by,
        at=at,
        verb="explained a figure of",
        programme=report.definition.programme,
        changes=changes,
    )
    if drawn_again:
        ring(report)
    return report


@transaction.atomic
def give_urgency(
    report, *, by, at, urgency, urgency_given_by, urgency_kind=None, urgency_given_on=None
):
    """Says why a report that misses its deadline is urgent, and who said so (a job title); where
    the rules of its body ask for it, also by what (`urgency_kind`; the only one where there is one)
    and when.

    All are printed on its first page: it is drawn up again, as at the same moment.
    """
    require(by, PUBLISH, report.definition.programme)
    report = locked(report)
    refuse_unless(
        report.state == State.DRAFT,
        f"Only a draft can be said to be urgent; this is {report.get_state_display().lower()}.",
    )
    today = timezone.localdate(at)
    refuse_unless(report.misses_deadline_on(today), "This report is in time.")
    refuse_unless(urgency.strip(), "Enter the reason for urgency.", "urgency")
    refuse_unless(urgency_given_by.strip(), "Enter who gave it.", "urgency_given_by")
    kinds = kinds_for(report.meeting.body)
    kind = kinds[0] if urgency_kind is None and len(kinds) == 1 else urgency_kind or ""
    check_urgency(report, kind=kind, who=urgency_given_by, on=urgency_given_on, at=at)
    on = urgency_given_on if kind else None
    given = {"urgency": urgency, "urgency_given_by": urgency_given_by}
    given |= {"urgency_kind": kind, "urgency_given_on": on}
    changes = [
        audit.note(name, URGENCY_WORDS[name], _said(name, getattr(report, name)), _said(name, now))
        for name, now in given.items()
        if now or getattr(report, name)
    ]
    for name, value in given.items():
        setattr(report, name, value)
    report.clean_fields(exclude=[f.name for f in report._meta.fields if f.name not in given])
    undraw(report)
    audit.record(
        report,
        by=by,
        at=at,
        verb="gave the reason for urgency of",
        programme=report.definition.programme,
        changes=changes,
    )
    ring(report)
    return report


def _said(name, value) -> str:
    """What the history says of one of the columns about urgency."""
    if name == "urgency_kind":
        return Urgency(value).label if value else ""
    return day(value) if name == "urgency_given_on" else value


def called_off(report) -> str:
    """Why nothing is done for a report whose meeting does not stand."""
    return f"The meeting is {report.meeting.state}: there is nothing to report to it."


def locked(report):
    """The report as it stands, locked until the transaction ends."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("definition__programme", "meeting__body")
        .get(pk=report.pk)
    )


def undraw(report, not_before=None):
    """Makes the report due again, for a worker to take at once, or `not_before` a moment."""
    for name, value in {**UNDRAWN, "next_try_at": not_before}.items():
        setattr(report, name, value)
    if not_before:
        report.progress_words = f"Waiting for {moment(not_before)}"
    report.save()
