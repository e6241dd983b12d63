"""New versions of a published report: begun, and given up."""

from django.db import transaction

from papers.models import Paper
from programme import audit
from programme.authorization import require
from programme.formats import day, known_as, listed
from programme.log import logs
from programme.records import refuse_if, refuse_unless, save_checked
from reports.choices import PUBLISHED_ONCE, State
from reports.doorbell import ring
from reports.models import Report
from reports.permissions import PUBLISH
from reports.unready import lifted_since
from reports.words import written_since

from .drafts import AGAIN, locked, undraw

DISCARDABLE = (State.DUE, *AGAIN)  # not while a worker has it
NOTHING_LIFTED = (
    "All that this version keeps from the public is kept back still. Lift that on the page of the"
    " paper first."
)
DRAFTS_GONE = "What this report was drawn from was disposed of, so it cannot be corrected any more."
NOTHING_WRITTEN_SINCE = "Nothing was written since in a part of this report."


@transaction.atomic
def correct_report(report, *, by, at, reason, rows=(), taken_out=(), words=False):
    """Begins a new version of a published report, of the same position, that says why.

    `rows` are the references of rows in which a mistake was corrected since. Only what stood at the
    report's moment is put right; all else stays as it stood. What the published version put right
    stays so, but for the rows `taken_out`. What people wrote stays as published, unless `words`
    takes it in as it is by now. A changed definition, note or explanation is taken in as well. Of a
    version that was withdrawn the new one lists no differences.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = locked(report)
    refuse_unless(report.can_be_corrected, "Only a published report can be corrected.")
    paper = Paper.objects.for_meeting(report.meeting, report.definition.kind)
    refuse_if(paper and paper.is_disposed, DRAFTS_GONE)
    refuse_unless(reason.strip(), "Say what is corrected, and why.", "reason")
    _check_rows(report, rows, taken_out)
    rows = _with_the_other(report, rows)
    written = written_since(report, at) if words else []
    refuse_if(words and not written, NOTHING_WRITTEN_SINCE, "words")
    new = _begin_version(
        report,
        at=at,
        reason=reason,
        corrected_rows=sorted(rows),
        corrected_words=words,
        rows_at=at if rows or words else None,
        taken_out=sorted(set(taken_out)),
    )
    audit.record(
        new,
        by=by,
        at=at,
        verb="began a correction:",
        programme=programme,
        changes=_named(new, written),
        why=reason,
    )
    ring(new)
    return new


def _begin_version(report, *, at, reason, **values):
    begun = Report.objects.filter(definition=report.definition, meeting=report.meeting).exclude(
        state__in=PUBLISHED_ONCE
    )
    refuse_if(begun.filter(state=State.DRAFT_GONE).exists(), DRAFTS_GONE)
    refuse_if(begun.exists(), "A new version is in the making already.")
    begins = {
        "position_at": report.position_at,
        "explanations": report.explanations,
        **report.urgency_carried(),
        "corrected_rows": [],
        "corrected_words": False,
        "rows_at": None,
        "taken_out": [],
        "releases": False,
        "supersedes": report,
        "reason": reason,
        "created_at": at,
        "discarded_at": None,
        **values,
    }
    new = _place_of_next(report)
    for name, value in begins.items():
        setattr(new, name, value)
    undraw(new)
    return new


@transaction.atomic
def release_report(report, *, by, at, reason):
    """Begins a new version of a published report that shows everybody what is kept from the public
    no more: the same content, drawn again. The earlier version stays as it was published.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = locked(report)
    refuse_unless(report.state == State.PUBLISHED, "Only a published report can be released.")
    refuse_unless(reason.strip(), "Say why it is released.", "reason")
    lifted = lifted_since(report)
    refuse_unless(lifted, NOTHING_LIFTED)
    new = _begin_version(report, at=at, reason=reason, releases=True)
    parts = audit.note("released", "Released", "", listed(lifted))
    verb = "began the release of"
    audit.record(new, by=by, at=at, verb=verb, programme=programme, changes=[parts], why=reason)
    ring(new)
    return new


def _place_of_next(report):
    """The row of the next version: of one that was discarded, or a new one."""
    place = {"definition": report.definition, "meeting": report.meeting}
    kept = Report.with_discarded.filter(**place, discarded_at__isnull=False).first()
    return kept or Report(**place, version=report.version + 1)


def _named(report, written):
    """The rows that a correction names, and the parts `written` anew that it takes in, as changes
    of its event.
    """
    said = (
        ("corrected_rows", "Corrected rows", report.corrected_rows),
        ("taken_out", "No longer corrected", report.taken_out),
        ("corrected_words", "Written since and taken in", written),
    )
    return [audit.note(name, label, "", listed(rows)) for name, label, rows in said if rows]


def _check_rows(report, rows, taken_out):
    """Refuses references that no log of the report has, rows in which nothing that stood at its
    moment was corrected as a mistake, and taking out what is not corrected.
    """
    named = set(rows)
    unknown = ", ".join(sorted(named - _references(report)))
    refuse_if(unknown, f"No log of this report has {unknown}.", "rows")
    right = {one.reference for one in report.mistakes_since()}
    already = listed(sorted((named - right) & set(report.corrections)))
    since = (
        f"Version {report.version} corrects {already} already, and no mistake in {already} was "
        "corrected since. What is corrected stays so without being named again."
    )
    refuse_if(already, since, "rows")
    other = listed(sorted(named - right))
    then = day(report.position_at)
    marked = (
        f"No mistake was corrected in {other} that stood on {then}. A correction shows nothing "
        "that happened later: it goes into the next report."
    )
    refuse_if(other, marked, "rows")
    absent = listed(sorted(set(taken_out) - set(report.corrections)))
    refuse_if(absent, f"Version {report.version} does not correct {absent}.", "taken_out")
    both = listed(sorted(named & set(taken_out)))
    refuse_if(both, f"{both} cannot be corrected and taken out at once.", "taken_out")


def _with_the_other(report, rows):
    """`rows` and those at the other end of what lies between two rows, as money that was moved:
    both were put right at once.
    """
    both = {log.name for log in logs() if any(ledger.also for ledger in log.ledgers)}
    since = [one for one in report.mistakes_since() if one.log in both]
    moments = {one.at for one in since if one.reference in rows}
    return {*rows, *(one.reference for one in since if one.at in moments)}


def _references(report):
    """The references of all rows, by now or then, of the logs that a report shows."""
    shown = report.logs_shown()
    models = [log.model for log in logs() if log.name in shown]
    programme = report.definition.programme_id
    found = [model._base_manager.filter(programme=programme) for model in models]
    return {name for rows in found for name in rows.values_list("reference", flat=True)}


@transaction.atomic
def discard_correction(report, *, by, at, why):
    """Gives up a correction that was begun by mistake.

    Its row goes, or is kept apart where a clearance was asked of it: what was asked and answered
    stays on record. The audit trail says that it was there, and why it went.

    What was published stays as it is, and can be corrected again. Returns the published report.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = locked(report)
    refuse_unless(report.supersedes_id, "Only a correction can be discarded.")
    refuse_unless(
        report.state in DISCARDABLE, f"This correction is {report.get_state_display().lower()}."
    )
    audit.record(
        report, by=by, at=at, verb="discarded the correction:", programme=programme, why=why
    )
    published = report.supersedes
    if report.clearances.exists():
        _keep_apart(report, by, at, why)
    else:
        report.delete()
    return published


def _keep_apart(report, by, at, why):
    for one in report.clearances.filter(ended_at=None):
        one.ended_at, one.ended_by_name, one.ended_why = at, known_as(by), why
        save_checked(one)
    report.discarded_at, report.supersedes = at, None
    undraw(report)
