"""What people say to each other about a row. It is never printed: no report, no file and no public
page has it, and the audit trail tells that something was said, not what.

Raises, all of the actions: NotPermitted, ValidationError.
"""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.log import log_name
from programme.records import add_recorded, refuse_if, refuse_unless

from .mentions import mentioned_in
from .models import Comment, CommentMark, Mention, beside
from .permissions import SEE
from .rows import readers_of, refuse_strangers
from .telling import tell_of

RESOLVED = "This discussion is resolved. Open it again to answer."
NOT_YOURS = "A comment is withdrawn by whoever wrote it."
GONE = "This comment was withdrawn already."


@transaction.atomic
def comment(entry, *, by, at, text):
    """Says something about a row to those who read its log; who is mentioned is told by mail."""
    return _say(entry, by, at, text, "wrote")


@transaction.atomic
def answer(first, entry, *, by, at, text):
    """Answers a comment of a discussion that is open."""
    first = _locked(first, by)
    refuse_if(first.answers_to_id, "Answer the comment that began it.")
    refuse_if(_is_resolved(first), RESOLVED)
    return _say(entry, by, at, text, "answered", answers_to=first)


def _say(entry, by, at, text, verb, **more):
    _require(by, entry)
    readers = list(readers_of(log_name(type(entry)), entry.programme))
    people = mentioned_in(text, readers)
    row = add_recorded(Comment, by=by, at=at, text=text, **Comment.named(entry), **more)
    Mention.objects.bulk_create(Mention(comment=row, person=one) for one in people)
    _tell_history(row, verb, by, at)
    tell_of(row, entry, people, readers, by=by, at=at)
    return row


@transaction.atomic
def resolve(first, *, by, at):
    """Says that nothing more is to be done about a discussion."""
    return _mark(first, by, at, CommentMark.RESOLVED, "resolved")


@transaction.atomic
def open_again(first, *, by, at):
    """Opens a discussion again that was resolved."""
    return _mark(first, by, at, CommentMark.OPENED, "opened {} again")


def _mark(first, by, at, what, verb):
    first = _locked(first, by)
    refuse_if(first.answers_to_id, "An answer is resolved with its comment.")
    is_resolved = _is_resolved(first)
    already = "It is resolved already." if is_resolved else "It is not resolved."
    refuse_if(is_resolved == (what == CommentMark.RESOLVED), already)
    add_recorded(CommentMark, by=by, at=at, comment=first, what=what)
    _tell_history(first, verb, by, at)
    return first


@transaction.atomic
def withdraw(row, *, by, at):
    """Withdraws what `by` said: that something was said stays, its words are shown no more."""
    row = _locked(row, by)
    refuse_unless(row.recorded_by_id == by.pk, NOT_YOURS)
    refuse_if(row.marks.filter(what=CommentMark.WITHDRAWN).exists(), GONE)
    add_recorded(CommentMark, by=by, at=at, comment=row, what=CommentMark.WITHDRAWN)
    _tell_history(row, "withdrew", by, at)
    return row


def _require(by, about):
    require(by, SEE, about.programme)
    log = about.log if isinstance(about, Comment) else log_name(type(about))
    refuse_strangers(log, by, about.programme)


def _locked(row, by):
    _require(by, row)
    return Comment.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _tell_history(row, verb, by, at):
    """An event of no row: what people say to each other is no change of it."""
    audit.record(row, by=by, at=at, verb=verb, programme=row.programme)


def _marks(row, moment):
    """(what withdrew a comment, the marks of its discussion) as at a moment or now."""
    marks = [one for one in row.marks.all() if not moment or one.recorded_at <= moment]
    gone = [one for one in marks if one.what == CommentMark.WITHDRAWN]
    return next(iter(gone), None), [one for one in marks if one not in gone]


def _is_resolved(row, moment=None):
    _, marks = _marks(row, moment)
    return bool(marks) and marks[-1].what == CommentMark.RESOLVED


def threads(entry, moment=None) -> list[Comment]:
    """The discussions about a row at a moment or now, each with its `said`, all of it in order:
    those that are open first, of these the one in which something was said last.
    """
    rows = beside(Comment, entry, moment)
    first = {row.pk: row for row in rows if row.answers_to_id is None}
    for row in rows:
        row.gone, marks = _marks(row, moment)
        row.last, row.is_resolved = (marks or [None])[-1], _is_resolved(row, moment)
        row.said = [row]
        if row.answers_to_id:
            first[row.answers_to_id].said.append(row)
    order = sorted(first.values(), key=lambda one: one.said[-1].recorded_at, reverse=True)
    return sorted(order, key=lambda one: one.is_resolved)
