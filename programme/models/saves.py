"""What was saved by which form, so that a form that is sent twice saves once."""

from django.db import models


class Save(models.Model):
    """One form that was sent and saved: the token that it carried, what was sent, and the page that
    it led to.
    """

    token = models.UUIDField(unique=True)
    by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    led_to = models.CharField(max_length=500, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.words
