"""What a version of a report takes over from the one before, and what it puts right."""

from datetime import datetime

from django.utils import timezone

from programme.models import AuditEvent
from programme.position import Position
from programme.putting_right import corrections

from .choices import State

NOT_URGENT = {  # the columns that say why a late report is urgent, as they stand in all others
    "urgency": "",
    "urgency_given_by": "",
    "urgency_kind": "",
    "urgency_given_on": None,
}


class FollowsAnother:
    """Mixed into a report: a version that corrects goes on from the one before (`supersedes`)."""

    @property
    def exempt_at(self) -> datetime:
        """The moment as at which it is known what is kept from the public: for a correction, that
        at which it was begun or last asked for.
        """
        return self.rows_at or self.created_at if self.supersedes_id else self.position_at

    @property
    def corrections(self) -> dict[str, datetime]:
        """What it puts right: of each row, by its reference, the mistakes that were corrected by a
        moment. It goes on from the version before, but for what was taken out.
        """
        before = self.supersedes.corrections if self.supersedes_id else {}
        kept = {name: at for name, at in before.items() if name not in self.taken_out}
        return kept | dict.fromkeys(self.corrected_rows, self.rows_at)

    def first_version(self):
        """The version that its corrections go back to; None where it is that itself."""
        if not self.supersedes_id:
            return None
        same = {"definition": self.definition_id, "meeting": self.meeting_id}
        return type(self).objects.get(**same, supersedes=None)

    @property
    def words_at(self) -> datetime:
        """The moment as at which it prints what people wrote: its own, or that at which a
        correction took in what was written since. It goes on from the version before.
        """
        if self.corrected_words:
            return self.rows_at
        return self.supersedes.words_at if self.supersedes_id else self.position_at

    def mistakes_since(self) -> list[AuditEvent]:
        """The corrections of rows of its logs, made since its moment, that put right how they stood
        then: what a new version of it could take in.
        """
        names = {name for name in self.logs_shown() if name}
        position = Position.as_at(self.definition.programme, self.position_at)
        taken = self.corrections
        return [
            one
            for one in corrections(position, names)
            if one.reference not in taken or one.at > taken[one.reference]
        ]

    @property
    def can_be_corrected(self):
        """Whether a new version can follow it: the newest that was published, withdrawn or not."""
        is_newest = not type(self).objects.filter(supersedes=self).published_once().exists()
        return self.state == State.PUBLISHED or self.is_withdrawn and is_newest

    def urgency_carried(self) -> dict:
        """The reason for urgency that a correction takes over, and who gave it: that of the first
        version. None is needed where the meeting was moved since, and that version was in time for
        its new date.
        """
        first = self.first_version() or self
        on = timezone.localdate(first.published_at)
        moved = first.is_of_another_date and self.meeting.stands
        in_time = moved and on <= self.meeting.reckoning().publish_by
        return NOT_URGENT if in_time else {name: getattr(first, name) for name in NOT_URGENT}
