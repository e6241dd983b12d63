"""What a round does by itself: it opens before a meeting, and reminds before and after its day.

The database is the truth: each is a row with a key of its own, so that every tick may ask again.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.choices import MORNING
from programme.formats import day

from . import actions, letters
from .models import Plan, Round
from .scope import ONE_DAY, drafts


def next_of(plan, today):
    """(the draft, the day on which the round before it opens) of the next meeting for which a plan
    has opened none; None where no meeting is in the calendar.
    """
    known = set(Round.objects.filter(plan=plan).values_list("meeting", flat=True))
    for draft in drafts(plan.programme, today, body=plan.body_id):
        if draft.meeting.pk not in known and draft.closes_on >= today:
            return draft, draft.on - timedelta(days=plan.days)
    return None


def open_planned(now):
    """Opens every round whose day has come."""
    today = timezone.localdate(now)
    for plan in Plan.objects.filter(stopped_at=None).select_related("programme", "body"):
        found = next_of(plan, today)
        if found and found[1] <= today:
            _open(plan, found[0], now)


def _open(plan, draft, now):
    """Opens it, unless another tick was first or it would ask for nothing."""
    scope = {name: getattr(plan, name) for name in ("logs", "workstream", "only_underway")}
    scope["lead_partner"] = plan.lead_partner
    period = f"{plan.body}, {day(draft.meeting.on)}"
    said = {"period": period, "closes_on": draft.closes_on, "meeting": draft.meeting}
    try:
        with transaction.atomic():
            actions.open_round(
                programme=plan.programme, by=None, at=now, plan=plan, **said, **scope
            )
    except (IntegrityError, ValidationError):
        return


def remind_by_day(now):
    """Tells owners, from the morning on, that their answer is due tomorrow, or was yesterday."""
    today = timezone.localdate(now)
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    if now < morning:
        return
    near = {today + ONE_DAY: letters.TOMORROW, today - ONE_DAY: letters.LATE}
    found = Round.objects.filter(closed_at=None, closes_on__in=near).select_related("programme")
    for one in (one for one in found if not letters.was_told(one, near[one.closes_on])):
        missing = [share for share in actions.shares_now(one, now) if share.waiting]
        with transaction.atomic():
            letters.tell_by_day(one, missing, now, near[one.closes_on], morning)
