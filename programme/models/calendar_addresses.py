"""The address under which somebody subscribes to their calendar."""

from django.db import models


class CalendarAddress(models.Model):
    """One address of somebody's calendar of deadlines. The one with the highest number holds; those
    before are stale. It is only ever added.
    """

    user = models.ForeignKey("programme.User", models.PROTECT, related_name="calendar_addresses")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["user", "number"], name="calendar_address_once")
        ]

    def __str__(self):
        return f"Calendar address {self.number}"
