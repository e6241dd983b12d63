"""The kinds of records of a programme, and what of each is still there."""

from programme.extension import extensions
from programme.log import logs
from programme.models import AuditEvent
from programme.retention import Retained
from reports.choices import PUBLISHED_ONCE
from reports.models import Report

from ..models import Offer, ScrutinyReview


def _log_rows(programme):
    models = dict.fromkeys(log.model for log in logs())
    return [model._base_manager.filter(programme=programme) for model in models]


def _reports(programme):
    found = Report.objects.filter(definition__programme=programme, state__in=PUBLISHED_ONCE)
    return [found]


def _of(model):
    return lambda programme: [model.objects.filter(programme=programme)]


RETAINED = [
    Retained("rows", "Rows of the logs, with their history", _log_rows),
    Retained("papers", "Published papers and reports", _reports, meeting="meeting__on"),
    Retained("custody", "Custody of open rows", _of(Offer), "recorded_at"),
    Retained("reviews", "Scrutiny reviews", _of(ScrutinyReview), "created_at"),
    Retained("history", "History of the programme and its accounts", _of(AuditEvent), "at"),
]


def kinds() -> dict[str, Retained]:
    """Every kind of record, by its key."""
    return {kind.key: kind for room in extensions() for kind in room.retained()}


def choices(found) -> list[tuple[str, str]]:
    """Kinds as a form offers them."""
    return [(kind.key, kind.title) for kind in found]


def disposable() -> list[Retained]:
    """The kinds of which records can be disposed of."""
    return [kind for kind in kinds().values() if kind.emptied]
