"""Publication: what was drawn up is frozen."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import counted, known_as
from programme.models import ReportedPosition
from programme.records import refuse, refuse_if, refuse_unless
from programme.reporting import tables_of
from reports.adding_up import unexplained
from reports.attached import infected_by_now
from reports.choices import State
from reports.cleared import are_printed, missing
from reports.fingerprints import keep_fingerprints
from reports.leaks import in_words
from reports.models import Appearance, Report
from reports.permissions import PUBLISH
from reports.storage import OWN, FileChanged, read
from reports.telling import tell_published
from reports.unready import unready
from reports.urgency import check as check_urgency

from .drafts import called_off, locked

NOT_URGENT = (
    "The latest publication date has passed. Give the reason for urgency and who gave it first: "
    "both are printed on the first page."
)

VIRUS = "Replace it or leave it out, then draft the report again."

NOT_PUBLIC = (
    "The public edition may not hold it: take it out there, or say that the part is kept back no "
    "more, then draft the report again."
)
NAMES_FIRST = "Have it drawn again first, with the names of those who cleared it."


@transaction.atomic
def publish_report(report, *, by, at, sha256):
    """Publishes a draft: from now on its rows, its files and its position are frozen.

    `sha256` is the fingerprint of the draft that `by` was looking at, so that nobody publishes a
    draft that was drawn anew behind their back; the files themselves are read once more, for from
    now on they have to last.
    """
    programme = report.definition.programme
    require(by, PUBLISH, programme)
    report = locked(report)
    refuse_unless(
        report.state == State.DRAFT,
        f"Only a draft can be published; this is {report.get_state_display().lower()}.",
    )
    refuse_unless(
        report.pdf_sha256 == sha256,
        "The draft was drawn anew since you looked at it. Look at it again.",
    )
    refuse_if(report.is_called_off, called_off(report))
    _check_files(report)
    open_findings = unexplained(report.content)
    places = "; ".join(one["place"] for one in open_findings)
    refuse_if(
        open_findings,
        f"{disagreeing(len(open_findings))}: {places}. "
        "Correct the logs and draw the report up again, or explain each on the report's page.",
    )
    found = in_words(report.leaks, with_words=False)
    refuse_if(found, f"{' '.join(found)} {NOT_PUBLIC}")
    urgent = "urgency" in report.content["heading"]
    late = report.misses_deadline_on(timezone.localdate(at))
    refuse_if(late and not urgent, NOT_URGENT, "urgency")
    if late:  # the body may have stated its rules since the reason was given
        given = {"who": report.urgency_given_by, "on": report.urgency_given_on}
        check_urgency(report, kind=report.urgency_kind, **given, at=at)
    infected = "; ".join(infected_by_now(report))
    refuse_if(infected, f"A virus was found in what is attached: {infected}. {VIRUS}")
    if lines := unready(report):
        refuse(f"{' '.join(lines)} {how_to_finish(report)}")
    lacking = missing(report, on=timezone.localdate(at))
    refuse_if(lacking, f"Not cleared yet. {' '.join(lacking)}")
    refuse_unless(are_printed(report), NAMES_FIRST)
    if report.supersedes_id:
        Report.objects.filter(pk=report.supersedes_id, state=State.PUBLISHED).update(
            state=State.SUPERSEDED
        )
    report.state, report.published_at, report.published_by = State.PUBLISHED, at, by
    report.published_by_name, report.after_deadline = known_as(by), urgent
    report.save()
    keep_fingerprints(report)
    Appearance.objects.bulk_create(
        Appearance(report=report, programme=programme, log=log, reference=reference)
        for log, reference in _shown(report)
    )
    ReportedPosition.objects.create(
        programme=programme, at=report.position_at, label=str(report)[:200]
    )
    prints = {"pdf_sha256": "SHA-256 of the PDF", "docx_sha256": "SHA-256 of the Word file"}
    note = [
        {"field": name, "label": label, "was": "", "now": getattr(report, name)}
        for name, label in prints.items()
        if getattr(report, name)
    ]
    note += [
        audit.note("full_files", f"SHA-256 of the {label} of the full edition", "", sha256)
        for label, sha256 in report.full_prints
    ]
    note += [
        {"field": "further_files", "label": f"{label}, in {one.label}", "was": "", "now": now}
        for one in report.further
        for label, now in zip(prints.values(), (one.pdf["sha256"], one.docx["sha256"]), strict=True)
    ]
    audit.record(report, by=by, at=at, verb="published", programme=programme, changes=note)
    tell_published(report, by=by, at=at)
    return report


def disagreeing(count):
    """How many figures do not agree, in words."""
    return counted(count, "figure does not add up", "figures do not add up")


def how_to_finish(report) -> str:
    """What to do about a paper that is not ready."""
    if report.supersedes_id and not report.corrected_words:
        return (
            f"The words are those of version {report.supersedes.version}. Discard this correction, "
            "finish the paper, and begin one that takes in what was written since."
        )
    return "Finish the paper, then draft it again."


def _check_files(report):
    try:
        read(report)
        if report.docx_name:  # a draft from before there were Word files has none
            read(report, "docx")
        for one in report.further:
            for kind in ("pdf", "docx"):
                read(report, kind, one.language)
        for language in report.full_files:
            for kind in ("pdf", "docx"):
                read(report, kind, "" if language == OWN else language, full=True)
    except FileChanged as changed:
        raise ValidationError(
            "The stored file is not the one that was drawn up. Have it drawn up again."
        ) from changed


def _shown(report):
    """(log, reference) of every log row in the report, once each: what only the full edition shows
    was read by members all the same.

    What changed is of no log: it is not shown there.
    """
    return {
        (section["log"], row["reference"])
        for section in tables_of(report.content)
        for row in section["rows"]
        if section["log"] and row.get("reference")
    }
