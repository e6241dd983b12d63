"""Sets of communications and of their feedback."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from programme.entries import EntryQuerySet, RecordedQuerySet

from .choices import UNFINISHED, Standing, State


class CommunicationQuerySet(EntryQuerySet):
    """Sets of communications as they stand now. For the past: `as_at`, then the functions below."""

    def unfinished(self):
        """Those that are still to be done."""
        return self.filter(state__in=UNFINISHED)


class FeedbackQuerySet(RecordedQuerySet):
    """Sets of feedback, which is only ever added. `at` is a moment, None stands for now."""

    def with_answered(self, at=None):
        """Adds whether each piece was `answered`."""
        answers = self.model._meta.get_field("answers").related_model.objects.known_at(at)
        return self.annotate(answered=Exists(answers.filter(feedback=OuterRef("id"))))

    def waiting_in(self, communications, at=None):
        """Those of `communications`, a queryset, with feedback that has no answer."""
        waiting = self.known_at(at).with_answered(at).filter(answered=False)
        return communications.filter(Exists(waiting.filter(communication=OuterRef("id"))))

    def count_in(self, communications, at=None):
        """Adds to each how much feedback was `heard` and how much is `unanswered`, in one query."""
        found = self.filter(communication__in=[entry.pk for entry in communications])
        by_entry = found.known_at(at).with_answered(at).order_by().values_list("communication_id")
        counts = by_entry.annotate(Count("id"), waiting=Count("id", Q(answered=False)))
        by_id = {pk: (heard, waiting) for pk, heard, waiting in counts}
        for entry in communications:
            entry.heard, entry.unanswered = by_id.get(entry.pk, (0, 0))
        return communications

    def attach_to(self, communications, at=None):
        """Adds to each communication its `known_feedback` by number, each with its `known_answers`.

        It takes two queries.
        """
        by_id = {entry.pk: entry for entry in communications}
        for entry in communications:
            entry.known_feedback = []
        known = self.filter(communication__in=list(by_id)).known_at(at).order_by("number")
        answers = self.model._meta.get_field("answers").related_model.objects.known_at(at)
        for feedback in known.prefetch_related(Prefetch("answers", answers, "known_answers")):
            by_id[feedback.communication_id].known_feedback.append(feedback)
        return communications


def is_late(today):
    """What makes an unfinished communication overdue: its due date, or its last day, has passed."""
    return Q(due_latest__lt=today) | Q(closes_on__lt=today)


def in_standing(standing, today):
    """What makes a communication stand so on the day, as a condition."""
    unfinished = Q(state__in=UNFINISHED)
    not_due = Q(due_latest=None) | Q(due_latest__gte=today)
    not_closed = Q(closes_on=None) | Q(closes_on__gte=today)
    return {
        Standing.OVERDUE: unfinished & is_late(today),
        Standing.DUE: unfinished & not_due & not_closed,
        Standing.DONE: Q(state=State.DONE),
        Standing.CANCELLED: Q(state=State.CANCELLED),
    }[standing]
