"""What can be done to an issue."""

from functools import partial

from django.db import transaction

from programme.authorization import require
from programme.records import (
    add_entry,
    begin_change,
    begin_step,
    change_entry,
    refuse_future,
    refuse_if,
)

from ..choices import ISSUE_STEPS, IssueState
from ..models import Issue
from ..permissions import KEEP

_begin_issue = partial(begin_step, steps=ISSUE_STEPS, permission=KEEP)


@transaction.atomic
def add_issue(*, programme, by, at, why="", **details):
    """Puts an issue on the log."""
    require(by, KEEP, programme)
    refuse_future(details["raised_on"], at, "raised_on")
    return add_entry(Issue, programme=programme, by=by, at=at, verb="raised", why=why, **details)


@transaction.atomic
def change_issue(issue, *, by, at, version=None, **details):
    """Changes what the log says about an open issue."""
    issue = begin_change(issue, ISSUE_STEPS, by=by, permission=KEEP, version=version)
    return change_entry(issue, by=by, at=at, **details)


@transaction.atomic
def resolve_issue(issue, *, by, at, resolution, resolved_on, version=None):
    """Says how and when an open issue was resolved."""
    issue = _begin_issue(issue, "resolve", by=by, version=version)
    early = resolved_on < issue.raised_on
    refuse_if(early, "It cannot be resolved before it was raised.", "resolved_on")
    refuse_future(resolved_on, at, "resolved_on")
    resolved = {"state": IssueState.RESOLVED, "resolution": resolution, "resolved_on": resolved_on}
    return change_entry(issue, by=by, at=at, verb="resolved", **resolved)


@transaction.atomic
def reopen_issue(issue, *, by, at, why, version=None):
    """Opens a resolved issue again; the resolution that did not hold stays in its history."""
    issue = _begin_issue(issue, "reopen", by=by, version=version)
    again = {"state": IssueState.OPEN, "resolution": "", "resolved_on": None}
    return change_entry(issue, by=by, at=at, verb="reopened", why=why, **again)
