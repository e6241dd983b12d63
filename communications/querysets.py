"""Sets of communications and of their feedback."""

from django.db.models import Count, Exists, OuterRef, Q

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import UNFINISHED, Standing, State


class CommunicationQuerySet(EntryQuerySet):
    """Sets of communications as they stand now. For the past, `as_at` and then the functions below."""

    def unfinished(self):
        """Those that are still to be done."""
        return self.filter(state__in=UNFINISHED)


class FeedbackQuerySet(RecordedQuerySet):
    """Sets of feedback, which is only ever added."""

    def with_answered(self, moment=None):
        """Adds whether each piece was `answered` at `moment`."""
        from .models import Answer

        return self.annotate(
            answered=Exists(Answer.objects.filter(feedback=OuterRef("id")).known_at(moment))
        )


def is_late(today):
    """What makes an unfinished communication overdue: its due date, or its consultation's last day, has passed."""
    return Q(due_latest__lt=today) | Q(closes_on__lt=today)


def in_standing(standing, today):
    """What makes a communication stand so on the day, as a condition."""
    unfinished, late = Q(state__in=UNFINISHED), is_late(today)
    on_time = (Q(due_latest=None) | Q(due_latest__gte=today)) & (
        Q(closes_on=None) | Q(closes_on__gte=today)
    )
    return {
        Standing.OVERDUE: unfinished & late,
        Standing.DUE: unfinished & on_time,
        Standing.DONE: Q(state=State.DONE),
        Standing.CANCELLED: Q(state=State.CANCELLED),
    }[standing]


def waiting_for_an_answer(queryset, at=None):
    """Communications with feedback that had no answer at the moment."""
    from .models import Feedback

    open_feedback = Feedback.objects.known_at(at).with_answered(at).filter(answered=False)
    return queryset.filter(Exists(open_feedback.filter(communication=OuterRef("id"))))


def with_feedback(communications, *, at):
    """Adds to each communication the `heard` count of its feedback and how many are `unanswered`, in one query."""
    from .models import Feedback

    found = (
        Feedback.objects.filter(communication__in=[entry.pk for entry in communications])
        .known_at(at)
        .with_answered(at)
    )
    counts = (
        found.order_by()
        .values("communication_id")
        .annotate(all=Count("id"), waiting=Count("id", Q(answered=False)))
    )
    by_id = {row["communication_id"]: row for row in counts}
    for entry in communications:
        row = by_id.get(entry.pk, {"all": 0, "waiting": 0})
        entry.heard, entry.unanswered = row["all"], row["waiting"]
    return communications
