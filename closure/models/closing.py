"""That a body closed the programme which it had authorised, and that it opened it again."""

from django.db import models

from programme.entries import Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day


class Closing(Recorded):
    """A programme was closed, or reopened, by what a meeting of a body decided on a day. The name
    of the body is as it was then.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="+")
    body_name = LineField(max_length=120)
    decision = models.OneToOneField("papers.MeetingDecision", models.PROTECT, related_name="+")
    on = DayField()
    reopens = models.BooleanField(default=False)
    why = WordsField(max_length=2000, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reopens=False) | ~models.Q(why=""),
                name="programme_reopened_for_a_reason",
            )
        ]

    def __str__(self):
        return f"{'Reopened' if self.reopens else 'Closed'} on {day(self.on)} by {self.body_name}"
