"""What people can do with reports.

Each function is one step: it refuses what `by` may not do, is all or nothing, and writes the audit
trail.

Raises, all of them: NotPermitted, ValidationError.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day, listed, moment
from programme.log import logs
from programme.models import Body, ReportedPosition
from programme.records import refuse, refuse_if, refuse_stale, refuse_unless
from programme.reporting import sections as known_sections
from programme.reporting import tables_of
from programme.standing import refuse_ended

from .adding_up import in_words, unexplained
from .choices import FROZEN, NO_SECTION, State
from .doorbell import ring
from .limits import check as check_limits
from .limits import in_words as limits_in_words
from .limits import titles_of, usual_sections, usual_written
from .models import Appearance, PrintedFigure, Report, ReportDefinition
from .permissions import DEFINE, DRAW, PUBLISH
from .printed_words import unfinished
from .storage import FileChanged, read
from .words import in_words as written_in_words
from .words import written_since

AGAIN = (State.DRAFT, State.FAILED)
DISCARDABLE = (State.DUE, *AGAIN)  # not while a worker has it
NOT_URGENT = (
    "The latest publication date has passed. Give the reason for urgency and who gave it first: "
    "both are printed on the first page."
)
NOTHING_WRITTEN_SINCE = "Nothing was written since in a part of this report."
URGENCY_WORDS = {"urgency": "Reason for urgency", "urgency_given_by": "Given by"}
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
    "drawn_at": None,
}
WORDS = {
    "title": "Title",
    "sections": "Sections",
    "written": "Written parts",
    "limits": "Limits of sections",
    "lead_days": "Working days from draft to publication",
}


@transaction.atomic
def define_report(*, programme, by, at, body, kind, title, lead_days, sections=None):
    """Says that a body gets a report of this kind for each of its meetings from now on.

    Without `sections` it has those that its kind usually has, and its written parts.
    """
    require(by, DEFINE, programme)
    refuse_unless(body.programme_id == programme.pk, "Choose a body of this programme.", "body")
    refuse_ended(body, "body")
    written = usual_written(kind)
    sections = usual_sections(kind) if sections is None else list(sections)
    _check_sections(sections, written)
    values = {"title": title, "sections": sections, "lead_days": lead_days, "written": written}
    return _define(body, by, at, kind=kind, **values)


def _define(body, by, at, *, kind, title, sections, lead_days, written, why=""):
    programme = body.programme
    Body.objects.select_for_update().get(pk=body.pk)  # one definition at a time
    same = ReportDefinition.objects.filter(body=body, kind=kind).first()
    refuse_unless(
        not same or same.retired_at,
        f"{body} gets a report of this kind already. Change that one.",
        "kind",
    )
    definition = same or ReportDefinition(
        programme=programme, body=body, kind=kind
    )  # one that had ended begins again
    definition.title, definition.sections, definition.lead_days = title, sections, lead_days
    definition.limits, definition.written = {}, written
    definition.created_at, definition.retired_at = at, None
    _note_change(definition, by, at)
    definition.full_clean()
    definition.save()
    given = [
        {"field": n, "label": WORDS[n], "was": "", "now": _words(n, definition)}
        for n in WORDS
        if n not in ("limits", "written")
    ]
    audit.record(
        definition,
        by=by,
        at=at,
        verb="defined the report",
        programme=programme,
        changes=given,
        why=why,
    )
    return definition


def _note_change(definition, by, at):
    """Notes who saves it and when, for its next row of history too."""
    definition.version = definition.version + 1 if definition.pk else 1
    definition.updated_at, definition.updated_by_name = at, str(by)
    definition._history_date, definition._history_user = at, by


@transaction.atomic
def change_definition(definition, *, by, at, version=None, verb="changed the report", **new):
    """Changes what the report holds or when it is drafted: `title`, `sections`, `lead_days`,
    `limits`, `written`.

    Reports that are drawn up already stay as they are.

    Raises:
        StaleEntry: `version` is the one that `by` was looking at, and it has another by now.
    """
    require(by, DEFINE, definition.programme)
    definition = ReportDefinition.objects.select_for_update().get(pk=definition.pk)
    refuse_stale(definition, version)
    if "sections" in new:
        _check_sections(new["sections"], new.get("written", definition.written))
    check_limits(new.get("limits", {}))
    changed = [name for name, value in new.items() if getattr(definition, name) != value]
    was = {name: _words(name, definition) for name in changed}
    for name, value in new.items():
        setattr(definition, name, value)
    now = {name: _words(name, definition) for name in changed}
    changes = [audit.note(name, WORDS[name], was[name], now[name]) for name in changed]
    definition.full_clean()
    if changes:
        _note_change(definition, by, at)
        definition.save()
        audit.record(
            definition,
            by=by,
            at=at,
            verb=verb,
            programme=definition.programme,
            changes=changes,
        )
    return definition


@transaction.atomic
def end_definition(definition, *, by, at, why, version=None):
    """Ends a report: none is drawn up for later meetings. What was drawn up and published stays."""
    require(by, DEFINE, definition.programme)
    definition = (
        ReportDefinition.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=definition.pk)
    )
    refuse_unless(definition.retired_at is None, "This report has ended already.")
    refuse_stale(definition, version)
    return _retire(definition, by, at, why)


def _retire(definition, by, at, why):
    definition.retired_at = at
    _note_change(definition, by, at)
    definition.save()
    audit.record(
        definition, by=by, at=at, verb="ended the report", programme=definition.programme, why=why
    )
    return definition


def disagreeing(count):
    """How many figures do not agree, in words."""
    return "1 figure does not add up" if count == 1 else f"{count} figures do not add up"


def pass_reports(body, successor, *, by, at, why):
    """Ends the reports that a body gets, and defines them for the body that takes its place; one
    that gets a report of the kind already keeps its own. Whether `by` may end a body was looked at.
    """
    definitions = body.report_definitions.select_for_update().filter(retired_at=None)
    theirs = successor.report_definitions.filter(retired_at=None)
    kept = set(theirs.values_list("kind", flat=True))
    for one in definitions.order_by("title"):
        _retire(one, by, at, why)
        if one.kind not in kept:
            kept = ("title", "sections", "lead_days", "written")
            values = {name: getattr(one, name) for name in kept}
            _define(successor, by, at, kind=one.kind, why=why, **values)


def _check_sections(sections, written):
    refuse_unless(sections, NO_SECTION, "sections")
    unknown = set(sections) - set(known_sections()) - set(written)
    refuse_unless(not unknown, f"No such section: {', '.join(sorted(unknown))}.", "sections")


def _words(name, definition):
    written = definition.written
    words = {
        "sections": lambda keys: "; ".join(titles_of(keys, written)),
        "limits": limits_in_words,
        "written": written_in_words,
    }
    return words.get(name, str)(getattr(definition, name))


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
    report = _locked(report)
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
    report = _locked(report)
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
def record_printed_figure(*, programme, by, at, section, figure, label, kind, printed, document):
    """Keeps a figure as a source document printed it (see `adding_up.as_kept`)."""
    require(by, DEFINE, programme)
    kept = PrintedFigure(
        programme=programme,
        section=section,
        figure=figure,
        label=label,
        kind=kind,
        printed=printed,
        document=document,
        recorded_at=at,
        recorded_by=by,
    )
    refuse_unless(section in known_sections(), "No such section.", "figure")
    kept.full_clean()
    kept.save()
    changes = [
        {
            "field": "printed",
            "label": f"{label}, as printed",
            "was": "",
            "now": in_words(printed, kind),
        }
    ]
    audit.record(
        kept,
        by=by,
        at=at,
        verb="recorded a printed figure:",
        programme=programme,
        changes=changes,
        why=document,
    )
    return kept


@transaction.atomic
def withdraw_printed_figure(kept, *, by, at, why):
    """Ends a printed figure that was entered wrongly: reports drawn up from now on leave it out.

    It stays on record.
    """
    require(by, DEFINE, kept.programme)
    kept = (
        PrintedFigure.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=kept.pk)
    )
    refuse_unless(kept.ended_at is None, "This figure was withdrawn already.")
    kept.ended_at, kept.ended_by = at, by
    kept.save(update_fields=["ended_at", "ended_by"])
    was = in_words(kept.printed, kept.kind)
    changes = [{"field": "printed", "label": f"{kept.label}, as printed", "was": was, "now": ""}]
    audit.record(
        kept,
        by=by,
        at=at,
        verb="withdrew a printed figure:",
        programme=kept.programme,
        changes=changes,
        why=why,
    )
    return kept


@transaction.atomic
def give_urgency(report, *, by, at, urgency, urgency_given_by):
    """Says why a report that misses its deadline is urgent, and who said so (a job title).

    Both are printed on its first page: it is drawn up again, as at the same moment.
    """
    require(by, PUBLISH, report.definition.programme)
    report = _locked(report)
    refuse_unless(
        report.state == State.DRAFT,
        f"Only a draft can be said to be urgent; this is {report.get_state_display().lower()}.",
    )
    today = timezone.localdate(at)
    refuse_unless(report.misses_deadline_on(today), "This report is in time.")
    refuse_unless(urgency.strip(), "Enter the reason for urgency.", "urgency")
    refuse_unless(urgency_given_by.strip(), "Enter who gave it.", "urgency_given_by")
    given = {"urgency": urgency, "urgency_given_by": urgency_given_by}
    changes = [
        {"field": name, "label": URGENCY_WORDS[name], "was": getattr(report, name), "now": value}
        for name, value in given.items()
    ]
    report.urgency, report.urgency_given_by = urgency, urgency_given_by
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


@transaction.atomic
def publish_report(report, *, by, at, sha256):
    """Publishes a draft: from now on its rows, its file and its position are frozen.

    `sha256` is the fingerprint of the draft that `by` was looking at, so that nobody publishes a
    draft that was drawn anew behind their back; the file itself is read once more, for from now on
    it has to last.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = _locked(report)
    refuse_unless(
        report.state == State.DRAFT,
        f"Only a draft can be published; this is {report.get_state_display().lower()}.",
    )
    refuse_unless(
        report.pdf_sha256 == sha256,
        "The draft was drawn anew since you looked at it. Look at it again.",
    )
    refuse_if(report.is_called_off, called_off(report))
    _check_file(report)
    open_findings = unexplained(report.content)
    places = "; ".join(one["place"] for one in open_findings)
    refuse_unless(
        not open_findings,
        f"{disagreeing(len(open_findings))}: {places}. "
        "Correct the logs and draw the report up again, or explain each on the report's page.",
    )
    urgent = "urgency" in report.content["heading"]
    refuse_if(
        report.misses_deadline_on(timezone.localdate(at)) and not urgent, NOT_URGENT, "urgency"
    )
    if open_parts := unfinished(report.content):
        refuse(f"Not done yet: {'; '.join(open_parts)}. {_how_to_finish(report)}")
    if report.supersedes_id:
        Report.objects.filter(pk=report.supersedes_id, state=State.PUBLISHED).update(
            state=State.SUPERSEDED
        )
    report.state, report.published_at, report.published_by = State.PUBLISHED, at, by
    report.published_by_name, report.after_deadline = str(by), urgent
    report.save()
    Appearance.objects.bulk_create(
        Appearance(report=report, programme=programme, log=log, reference=reference)
        for log, reference in _shown(report)
    )
    ReportedPosition.objects.create(
        programme=programme, at=report.position_at, label=str(report)[:200]
    )
    note = [{"field": "pdf_sha256", "label": "SHA-256 of the PDF", "was": "", "now": sha256}]
    audit.record(report, by=by, at=at, verb="published", programme=programme, changes=note)
    return report


def _how_to_finish(report):
    if report.supersedes_id and not report.corrected_words:
        return (
            f"The words are those of version {report.supersedes.version}. Discard this correction, "
            "finish the paper, and begin one that takes in what was written since."
        )
    return "Finish the paper, then draft it again."


def _check_file(report):
    try:
        read(report)
    except FileChanged as changed:
        raise ValidationError(
            "The stored file is not the one that was drawn up. Have it drawn up again."
        ) from changed


def _shown(report):
    """(log, reference) of every log row in the report, once each.

    What changed is of no log: it is not shown there.
    """
    return {
        (section["log"], row["reference"])
        for section in tables_of(report.content)
        for row in section["rows"]
        if section["log"] and row.get("reference")
    }


@transaction.atomic
def correct_report(report, *, by, at, reason, rows=(), taken_out=(), words=False):
    """Begins a new version of a published report, of the same position, that says why.

    `rows` are the references of rows in which a mistake was corrected since. Only what stood at the
    report's moment is put right; all else stays as it stood. What the published version put right
    stays so, but for the rows `taken_out`. What people wrote stays as published, unless `words`
    takes it in as it is by now. A changed definition, note or explanation is taken in as well.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = _locked(report)
    refuse_unless(report.state == State.PUBLISHED, "Only a published report can be corrected.")
    refuse_unless(reason.strip(), "Say what is corrected, and why.", "reason")
    _check_rows(report, rows, taken_out)
    rows = _with_the_other(report, rows)
    written = written_since(report, at) if words else []
    refuse_if(words and not written, NOTHING_WRITTEN_SINCE, "words")
    begun = Report.objects.filter(definition=report.definition, meeting=report.meeting).exclude(
        state__in=FROZEN
    )
    refuse_unless(not begun.exists(), "A new version is in the making already.")
    new = Report.objects.create(
        definition=report.definition,
        meeting=report.meeting,
        version=report.version + 1,
        position_at=report.position_at,
        explanations=report.explanations,
        urgency=report.urgency,
        urgency_given_by=report.urgency_given_by,
        corrected_rows=sorted(rows),
        corrected_words=words,
        rows_at=at if rows or words else None,
        taken_out=sorted(set(taken_out)),
        supersedes=report,
        reason=reason,
        created_at=at,
        progress_words="Waiting for a worker",
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
    shown = {section["log"] for section in tables_of(report.content)}
    models = [log.model for log in logs() if log.name in shown]
    programme = report.definition.programme_id
    found = [model._base_manager.filter(programme=programme) for model in models]
    return {name for rows in found for name in rows.values_list("reference", flat=True)}


@transaction.atomic
def discard_correction(report, *, by, at, why):
    """Gives up a correction that was begun by mistake.

    Its row goes; the audit trail says that it was there, and why it went.

    What was published stays as it is, and can be corrected again. Returns the published report.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = _locked(report)
    refuse_unless(report.supersedes_id, "Only a correction can be discarded.")
    refuse_unless(
        report.state in DISCARDABLE, f"This correction is {report.get_state_display().lower()}."
    )
    audit.record(
        report, by=by, at=at, verb="discarded the correction:", programme=programme, why=why
    )
    published = report.supersedes
    report.delete()
    return published


def called_off(report) -> str:
    """Why nothing is done for a report whose meeting does not stand."""
    return f"The meeting is {report.meeting.state}: there is nothing to report to it."


def _locked(report):
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
