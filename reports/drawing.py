"""How a worker draws a report up: claim it, collect, render, keep.

Any step may be killed at any time, take too long, or meet a fault that passes.
"""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from programme import audit

from .attached import address_attached, address_background
from .choices import State
from .cleared import keep_draft, to_print, void_by
from .composition import compose, released
from .engine import DrawingRefused, DrawingStopped, DrawingTookTooLong, engine
from .executive_clock import printed
from .faults import passes
from .kept_files import kept_files, kept_full
from .leaks import leaks
from .models import Report
from .storage import keep_drawn
from .telling import tell_drawn
from .watch import Watch, in_words

log = logging.getLogger("reports")

MOST_ATTEMPTS = 5


class ClaimLost(Exception):
    """The lease ran out and somebody else has the report: this run must not write."""


class NotDrawn(Exception):
    """The report cannot be drawn up, for a reason that its page gives."""


def claim(report_id) -> Report | None:
    """Takes a report that is due, or that a dead worker left; None when somebody else has it.

    One conditional update decides between any number of workers, by the database's clock.
    """
    token = uuid.uuid4()
    taken = (
        Report.objects.filter(pk=report_id)
        .to_draw()
        .update(
            state=State.DRAFTING,
            claim=token,
            lease_until=_lease(),
            next_try_at=None,
            attempts=F("attempts") + 1,
            progress=0,
            progress_words="Begun",
            error="",
        )
    )
    if not taken:
        return None
    found = Report.objects.select_related(
        "definition__programme", "definition__body", "meeting__body", "supersedes"
    )
    report = found.get(pk=report_id)
    report.claim = token  # this run's own: by now the row may hold somebody else's
    return report


def _lease():
    return Now() + timedelta(seconds=settings.LEASE_SECONDS)


def _write(report, **values):
    """Writes to a claimed report.

    Raises:
        ClaimLost: it is not claimed by this run any more.
    """
    mine = Report.objects.filter(pk=report.pk, state=State.DRAFTING, claim=report.claim)
    if not mine.update(**values):
        raise ClaimLost(f"Report {report.pk} was taken over by another worker.")


def _renew(report):
    """Keeps the lease; a run that lost its claim finds that out at its next own write."""
    Report.objects.filter(pk=report.pk, claim=report.claim).update(lease_until=_lease())


def draw(report_id, clock, render=None) -> Report | None:
    """Draws a report up and leaves it as a draft, to be tried again, or failed with the reason.

    None when it was not to be had. `clock` gives the present moment, for the record alone: leases
    go by the database's clock, and the position that is drawn does not depend on it. `render` makes
    a `Drawn` of content; the engine's process does where it is None.
    """
    report = claim(report_id)
    if report is None:
        return None
    hard = settings.RENDER_HARD_SECONDS
    watch = Watch(
        every=settings.LEASE_SECONDS / 3,
        limit=hard,
        renew=lambda: _renew(report),
        stop=engine.kill,
        give_up=lambda: _fail(report, _too_long(hard), clock()),
    )
    try:
        with watch:
            _draw(report, clock, watch, render)
    except ClaimLost as lost:
        log.warning("%s", lost)
        return None
    except Exception as error:  # whatever it was, the page must say so and the run can be repeated
        log.exception("Report %s was not drawn up", report.pk)
        if not connection.in_atomic_block:  # one that broke is of no use for saying so
            connection.close_if_unusable_or_obsolete()
        if watch.is_over:
            _fail(report, _too_long(hard), clock())
        elif passes(error) and report.attempts < MOST_ATTEMPTS:
            _try_later(report, error)
        else:
            _fail(report, error, clock())
    report.refresh_from_db()
    return report


def _too_long(seconds):
    return NotDrawn(f"Drawing took longer than {in_words(seconds)} and was stopped.")


def _draw(report, clock, watch, render=None):
    if report.attempts > MOST_ATTEMPTS:
        raise NotDrawn(
            f"Drawing was begun {MOST_ATTEMPTS} times and never ended. "
            "The last time, the worker stopped without saying why."
        )
    if report.is_called_off:
        raise NotDrawn(f"The meeting is {report.meeting.state}: nothing is drawn up for it.")
    content = _collect(report, watch)
    drawn = render(content) if render else _render(report, content, watch)
    sha256, name = keep_drawn(drawn.pdf)
    docx_sha256, docx_name = keep_drawn(drawn.docx, "docx")
    further, full = kept_files(drawn), kept_full(drawn)
    found = leaks(content, drawn)
    with transaction.atomic():
        now = clock()
        _write(
            report,
            state=State.DRAFT,
            content=content,
            printed_title=content["heading"]["title"],
            printed_body=content["heading"]["body"],
            printed_on=report.meeting.on,
            printed_time=report.meeting.time,
            pdf_name=name,
            pdf_sha256=sha256,
            pdf_bytes=len(drawn.pdf),
            pdf_pages=drawn.pages,
            docx_name=docx_name,
            docx_sha256=docx_sha256,
            docx_bytes=len(drawn.docx),
            further_files=further,
            full_files=full,
            leaks=found,
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
            changes=void_by(report, content),
        )
        tell_drawn(report, at=now)
        if report.clearances.filter(ended_at=None).exists():
            keep_draft(report, content)


def _collect(report, watch):
    again = report.releases and report.supersedes.content
    content = released(report) if again else _composed(report, watch)
    address_attached(content, report)
    address_background(content, report)
    if names := to_print(report, content):
        content["clearances"] = names
    return content


def _composed(report, watch):
    before = Report.objects.previous(report.definition, report.position_at, report.meeting)
    return compose(
        report.definition,
        at=report.position_at,
        since=before.position_at if before else None,
        meeting=report.meeting,
        version=report.version,
        supersedes=report.supersedes,
        reason=report.reason,
        urgency=report.urgency_as_printed,
        notices=printed(report),
        notes=report.explanations,
        corrected=report.corrections.items(),
        words_at=report.words_at,
        exempt_at=report.exempt_at,
        progress=lambda percent, words: _tell(report, watch, percent, words),
    )


def _render(report, content, watch):
    """The files, drawn in a process that is asked to end in time, and killed when it does not.

    Raises:
        NotDrawn: it took too long, or this content cannot be drawn.
    """

    def progress(percent, words):
        _tell(report, watch, 30 + percent * 65 // 100, words)

    soft = settings.RENDER_SOFT_SECONDS
    try:
        return engine.draw(content, soft - watch.seconds(), progress)
    except DrawingTookTooLong as error:
        raise _too_long(soft) from error
    except DrawingRefused as error:
        raise NotDrawn(str(error)) from error


def _tell(report, watch, percent, words):
    if watch.seconds() > settings.RENDER_SOFT_SECONDS:
        raise _too_long(settings.RENDER_SOFT_SECONDS)
    _write(report, progress=percent, progress_words=words[:120], lease_until=_lease())


def _words(error):
    said = isinstance(error, (NotDrawn, DrawingStopped))  # in words for people already
    return str(error) if said else f"{type(error).__name__}: {error}"[:2000]


def _try_later(report, error):
    """Gives the report back, to be taken after a pause that grows fourfold each time."""
    pause = timedelta(seconds=settings.RETRY_SECONDS * 4 ** (report.attempts - 1))
    try:
        _write(
            report,
            state=State.DUE,
            claim=None,
            lease_until=None,
            next_try_at=Now() + pause,
            error=_words(error),
            progress=0,
            progress_words="Waiting to be tried again",
        )
    except ClaimLost as lost:
        log.warning("%s", lost)


def _fail(report, error, now):
    why = _words(error)
    if passes(error):
        why = f"Tried {report.attempts} times. {why}"
    try:
        with transaction.atomic():
            _write(report, state=State.FAILED, error=why, claim=None, lease_until=None)
            programme = report.definition.programme
            audit.record(
                report, by=None, at=now, verb="failed to draw up", programme=programme, why=why
            )
    except ClaimLost as lost:
        log.warning("%s", lost)
