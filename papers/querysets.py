"""Sets of papers, and what stood in them at a moment."""

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
        """The paper of the kind for the body's meeting before this one; None where there is none.

        What is written "as last time" starts with its words.
        """
        found = self.filter(meeting__body=meeting.body_id, meeting__on__lt=meeting.on, kind=kind)
        return found.order_by("meeting__on", "pk").last()


class InUseQuerySet(EntryQuerySet):
    """Sets of rows that can be left out and stay on record."""

    def in_use(self, at=None):
        """Those that are not left out at a moment, in their order."""
        return self.as_at(at).filter(left_out=False).order_by("place", "id")
