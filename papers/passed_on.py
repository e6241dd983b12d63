"""What a body keeps for its papers and gives to the body that takes its place."""

from django.db import models


class PassedOn(models.Model):
    """A row of a body that its successor gets a copy of. `origin` is the first of all copies:
    what was said to one of them is said to each.
    """

    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """By which what is said to it, or to another copy of it, is kept."""
        return str(self.origin_id or self.pk)

    def as_passed(self, names) -> dict:
        """The columns of a copy for the successor: these, and where it comes from."""
        first = self.origin_id or self.pk
        return {**{name: getattr(self, name) for name in names}, "origin_id": first}
