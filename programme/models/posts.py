"""Posts of bodies, such as a chair, and the statutory posts of councils; who holds them, when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from programme.entries import EntryHistory, EntryQuerySet
from programme.fields import DayField, LineField
from programme.plausible import one_script


class PostKind(models.TextChoices):
    """The posts that the law asks every council to fill."""

    SECTION_151 = "section_151", "Section 151 officer"
    MONITORING = "monitoring", "Monitoring officer"
    HEAD = "head_of_paid_service", "Head of paid service"


class PostQuerySet(EntryQuerySet):
    """Sets of posts."""

    def current(self):
        """Those that are held still."""
        return self.filter(to_on=None)

    def held_on(self, on):
        """Those that are held on a day; one without a first day has been held since ever."""
        begun = Q(from_on=None) | Q(from_on__lte=on)
        return self.filter(begun, Q(to_on=None) | Q(to_on__gte=on))


class Post(models.Model):
    """A post of a body or of a council, and who holds it, by job title. The next holder is a row of
    its own.

    A body's post needs no account. One of a council is of a `kind`; its `person` signs in here and
    acts in it, from the first day to the last. One person may hold several.
    """

    body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, editable=False, related_name="posts"
    )
    partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, editable=False, related_name="posts"
    )
    kind = models.CharField("which post", max_length=20, choices=PostKind, blank=True)
    title = LineField("post", max_length=120, help_text="For example, Chair or Lead officer")
    holder = LineField(
        "held by",
        max_length=120,
        help_text="Job title, for example Leader of the council, Second Partner Council",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="who signs in for it",
        null=True,
        blank=True,
        related_name="posts",
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
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=False, partner=None, kind="", person=None)
                | Q(body=None, partner__isnull=False, kind__in=PostKind.values),
                name="post_of_a_body_or_a_council",
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.holder}"

    def clean(self):
        super().clean()
        for name in ("title", "holder"):
            one_script(getattr(self, name), name)
