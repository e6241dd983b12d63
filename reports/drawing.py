"""How a worker draws a report up: claim it, collect, render, keep.

Any step may be killed at any time.
"""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from programme import audit

from .choices import State
from .composition import compose
from .models import Report
from .storage import keep

log = logging.getLogger("reports")

MOST_ATTEMPTS = 5


class ClaimLost(Exception):
    """The lease ran out and somebody else has the report: this run must not write."""


class NotDrawn(Exception):
    """The report cannot be drawn up, for a reason that its page gives."""


def claim(report_id, now) -> Report | None:
    """Takes a report that is due, or that a dead worker left; None when somebody else has it.

    One conditional update decides between any number of workers.
    """
    token = uuid.uuid4()
    taken = (
        Report.objects.filter(pk=report_id)
        .to_draw(now)
        .update(
            state=State.DRAFTING,
            claim=token,
            lease_until=_lease(now),
            attempts=F("attempts") + 1,
            progress=0,
            progress_words="Begun",
            error="",
        )
    )
    if not taken:
        return None
    found = Report.objects.select_related(
        "definition__programme", "definition__body", "meeting", "supersedes"
    )
    report = found.get(pk=report_id)
    report.claim = token  # this run's own: by now the row may hold somebody else's
    return report


def _lease(now):
    return now + timedelta(seconds=settings.LEASE_SECONDS)


def _write(report, **values):
    """Writes to a claimed report.

    Raises:
        ClaimLost: it is not claimed by this run any more.
    """
    mine = Report.objects.filter(pk=report.pk, state=State.DRAFTING, claim=report.claim)
    if not mine.update(**values):
        raise ClaimLost(f"Report {report.pk} was taken over by another worker.")


def draw(report_id, clock, render=None) -> Report | None:
    """Draws a report up and leaves it as a draft, or as failed with the reason.

    None when it was not to be had. `clock` gives the present moment, for the lease; the position
    that is drawn does not depend on it. `render` makes a PDF of content; `render.render_pdf` where
    it is None.
    """
    report = claim(report_id, clock())
    if report is None:
        return None
    try:
        if report.attempts > MOST_ATTEMPTS:
            raise NotDrawn(f"The worker died {MOST_ATTEMPTS} times while drawing this report.")
        if report.is_called_off:
            raise NotDrawn("The meeting is cancelled: nothing is drawn up for it.")
        _draw(report, clock, render)
    except ClaimLost as lost:
        log.warning("%s", lost)
        return None
    except (
        Exception
    ) as error:  # whatever went wrong, the page must say so and the run can be repeated
        log.exception("Report %s failed", report.pk)
        _fail(report, error, clock())
    report.refresh_from_db()
    return report


def _draw(report, clock, render=None):
    from .render import page_count, render_pdf  # the PDF engine is loaded in workers only

    def progress(percent, words):
        _write(report, progress=percent, progress_words=words[:120], lease_until=_lease(clock()))

    before = Report.objects.previous(report.definition, report.position_at, report.meeting)
    content = compose(
        report.definition,
        at=report.position_at,
        since=before.position_at if before else None,
        meeting=report.meeting,
        version=report.version,
        supersedes=report.supersedes,
        reason=report.reason,
        notes=report.explanations,
        progress=progress,
    )
    render = render or render_pdf
    pdf = render(content, lambda percent, words: progress(30 + percent * 65 // 100, words))
    sha256, name = keep(pdf)
    with transaction.atomic():
        now = clock()
        _write(
            report,
            state=State.DRAFT,
            content=content,
            pdf_name=name,
            pdf_sha256=sha256,
            pdf_bytes=len(pdf),
            pdf_pages=page_count(pdf),
            drawn_at=now,
            claim=None,
            lease_until=None,
            attempts=0,
            progress=100,
            progress_words="Done",
        )
        audit.record(
            report,
            by=None,
            at=now,
            verb="drew up a draft of",
            programme=report.definition.programme,
        )


def _fail(report, error, now):
    why = str(error) if isinstance(error, NotDrawn) else f"{type(error).__name__}: {error}"[:2000]
    try:
        with transaction.atomic():
            _write(report, state=State.FAILED, error=why, claim=None, lease_until=None)
            programme = report.definition.programme
            audit.record(
                report, by=None, at=now, verb="failed to draw up", programme=programme, why=why
            )
    except ClaimLost as lost:
        log.warning("%s", lost)
