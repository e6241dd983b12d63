"""The end of a body is taken back: what passed to its successor with it, or ended with it, is
listed, and what the person names moves back.

What was changed since is not listed: it stays as it is.
"""

from functools import partial
from itertools import pairwise

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from programme import audit
from programme.closed_days import undo_closed_day
from programme.extension import Passed, extensions
from programme.formats import day
from programme.handing_over import end_role_on, give_role_on, roles_on
from programme.lifecycle import change_post, report_to, restore_standing
from programme.meetings import pass_meeting, restore_meeting
from programme.models import Body, ClosedDay, Meeting, Membership
from programme.records import refuse_unless


def last_change(row, column):
    """(moment, value before) of the last change of a column of a row; (None, None) without one."""
    return change_in(past_of(row), column)


def past_of(row) -> list:
    """A row as it stood, from the first time that it was saved."""
    return list(row.history.order_by("history_date", "history_id"))


def change_in(past, column):
    """What `last_change` tells, of the past of a row."""
    for before, after in reversed(list(pairwise(past))):
        if getattr(before, column) != getattr(after, column):
            return after.history_date, getattr(before, column)
    return None, None


def passed_with(body, today) -> list[Passed]:
    """What passed or ended as a body was ended, and still stands as that left it."""
    moment, _ = last_change(body, "ended_on")
    if not body.ended_on or moment is None:
        return []
    rooms = (room.passed(body, moment) for room in extensions())
    return [
        *_closed_days(body, moment),
        *_roles(body, moment),
        *_posts(body, moment),
        *_below(body, moment),
        *(one for found in rooms for one in found),
        *_meetings(body, moment, today),
    ]


@transaction.atomic
def take_back_end(body, *, by, at, why, back=(), version=None):
    """Takes back the end of a body that was ended by mistake; `back` are the keys of what moves
    back of `passed_with`.
    """
    found = {one.key: one for one in passed_with(body, timezone.localdate(at))}
    gone = "What moved has changed since you looked. Look at the list again."
    refuse_unless(set(back) <= set(found), gone, "back")
    moving = [one for one in found.values() if one.key in back]
    words = "; ".join(one.words for one in moving)
    changes = [audit.note("back", "Moved back", "", words)] if moving else []
    body = restore_standing(body, by=by, at=at, why=why, version=version, changes=changes)
    for one in moving:
        one.back(by=by, at=at, why=why)
    return body


def _closed_days(body, moment):
    own = ClosedDay.objects.standing().filter(body=body).values("on")
    passed = {"body": body.successor_id, "recorded_at": moment, "on__in": own}
    for one in ClosedDay.objects.standing().filter(**passed):
        words = f"Closed day of {body.successor}: {one}"
        yield Passed(f"closed-{one.pk}", words, partial(undo_closed_day, one))


def _roles(body, moment):
    ended = Membership.objects.filter(body=body, ended_at=moment).select_related("user")
    for held in ended:
        same = {"user": held.user, "role": held.role}
        if body.successor and roles_on(body.successor).filter(**same).exists():
            new = roles_on(body.successor).filter(**same, granted_at=moment).first()
            back = partial(_role_back, held, new, body)
            yield Passed(f"role-{held.pk}", f"Role: {held.title}", back)


def _role_back(held, new, body, **how):
    if new:
        end_role_on(new, **how)
    give_role_on(body, held, **how)


def _posts(body, moment):
    for post in body.posts.order_by("title", "id"):
        since, was = last_change(post, "to_on")
        if since == moment:
            words = f"Post: {post}, {'to ' + day(was) if was else 'without an end'}"
            yield Passed(f"post-{post.pk}", words, partial(change_post, post, to_on=was))


def _below(body, moment):
    for other in body.programme.bodies.exclude(pk=body.pk):
        if last_change(other, "reports_to_id") == (moment, body.pk):
            back = partial(_reports_again, other, body)
            yield Passed(f"below-{other.pk}", f"{other} reports to {body}", back)


def _reports_again(other, body, **how):
    report_to(other, Body.objects.get(pk=body.pk), **how)  # which has not ended any more


def _meetings(body, moment, today):
    ahead = Q(postponed_at=None, on__gte=today) | Q(postponed_at__isnull=False)
    for one in Meeting.objects.filter(ahead, body=body.successor_id, cancelled_at=None):
        if last_change(one, "body_id") == (moment, body.pk):
            back = partial(pass_meeting, one, body)
            yield Passed(f"meeting-{one.pk}", f"Meeting on {one.when}", back)
    cancelled = Meeting.objects.filter(body=body, cancelled_at=moment, on__gte=today)
    for one in cancelled:
        if last_change(one, "postponed_at")[0] != moment:  # a postponed one had no date to keep
            words = f"Meeting on {one.when}, which was cancelled"
            yield Passed(f"meeting-{one.pk}", words, partial(restore_meeting, one))
