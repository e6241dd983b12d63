"""Sets of papers, and what stood in them at a moment."""

from django.db.models import F, Q

from programme.entries import EntryQuerySet


class PaperQuerySet(EntryQuerySet):
    """Sets of papers."""

    def of(self, programme, at=None):
        """Those of one programme as they stood at a moment, with what lists of them print."""
        found = self.as_at(at).filter(programme=programme).order_by("-meeting__on", "title")
        return found if at else found.select_related("meeting__body", "programme")

    def for_meeting(self, meeting, kind, at=None):
        """The paper of a kind for a meeting, as known at `at`; None where none was started."""
        return self.as_at(at).filter(meeting=meeting, kind=kind).first()

    def before(self, meeting, kind):
        """The paper of the kind for the meeting before this one of the body, or of one whose place
        it took; None where there is none.

        What is written "as last time" starts with its words.
        """
        bodies = meeting.body.with_predecessors()
        found = self.of_earlier(meeting).filter(meeting__body__in=bodies, kind=kind)
        found = found.exclude(title="")  # what was written of that was disposed of
        by_time = F("meeting__time").asc(nulls_first=True)
        return found.order_by("meeting__on", by_time, "pk").last()

    def of_earlier(self, meeting):
        """Those for meetings before one: of an earlier day, or of an earlier time of its day."""
        earlier = Q(meeting__on__lt=meeting.on)
        if meeting.time:
            at_once = Q(meeting__time=None) | Q(meeting__time__lt=meeting.time)
            earlier |= Q(meeting__on=meeting.on) & at_once
        return self.filter(earlier)


class InUseQuerySet(EntryQuerySet):
    """Sets of rows that can be left out and stay on record."""

    def in_use(self, at=None):
        """Those that are not left out at a moment, in their order."""
        return self.as_at(at).filter(left_out=False).order_by("place", "id")
