"""Posts of a body, such as its chair, held by people who need no account."""

from django.db import models
from django.db.models import F, Q

from programme.entries import EntryHistory, EntryQuerySet
from programme.fields import DayField, LineField, one_script


class PostQuerySet(EntryQuerySet):
    """Sets of posts."""

    def current(self):
        """Those that are held still."""
        return self.filter(to_on=None)


class Post(models.Model):
    """A post of a body and who holds it, by job title. The next holder is a row of its own."""

    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="posts")
    title = LineField("post", max_length=120, help_text="For example, Chair or Lead officer")
    holder = LineField(
        "held by",
        max_length=120,
        help_text="Job title, for example Leader of the council, Second Partner Council",
    )
    from_on = DayField(
        "from", null=True, blank=True, help_text="Leave blank if the date is not known"
    )
    to_on = DayField("to", null=True, blank=True, help_text="Leave blank while they hold it")

    history = EntryHistory()
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["title", "from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="post_held_from_before_to",
                violation_error_message="“To” is before “from”.",
            )
        ]

    def __str__(self):
        return f"{self.title}: {self.holder}"

    def clean(self):
        super().clean()
        for name in ("title", "holder"):
            one_script(getattr(self, name), name)
