"""Why something that stands in the way of closure stays as it is."""

from django.db import models

from programme.entries import Recorded
from programme.fields import WordsField


class Explanation(Recorded):
    """Why a programme closes although something stands in the way.

    `about` is the name of the line, `words` what it said when it was explained. The last one of a
    line counts; those before it stay on record.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    about = models.CharField(max_length=160)
    words = models.TextField()
    text = WordsField("explanation", max_length=2000)

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["programme", "about"], name="explanation_by_line")]

    def __str__(self):
        return self.words
