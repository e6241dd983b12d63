"""Reorganisation of councils: the order, its vesting day, and who or what takes over on it."""

from django.db import models
from django.db.models import Q

from programme.entries import EntryHistory, EntryQuerySet, Kept
from programme.fields import DayField, LineField
from programme.plausible import one_script


class Reorganisation(Kept):
    """An order by which councils end and others take their place on its vesting day."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="reorganisations", editable=False
    )
    title = LineField(
        "order", max_length=200, help_text="For example, The Two Rivers (Structural Changes) Order"
    )
    reference = LineField(
        "reference", max_length=40, blank=True, help_text="For example, SI 2026/123"
    )
    made_on = DayField("made on", help_text="For example, 12 March 2027")
    vesting_on = DayField(
        "vesting day", null=True, blank=True, help_text="Leave blank if the date is not known"
    )
    carried_out_at = models.DateTimeField("carried out", null=True, editable=False)

    class Meta(Kept.Meta):
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vesting_on=None) | Q(vesting_on__gte=models.F("made_on")),
                name="order_made_before_it_vests",
                violation_error_message="The vesting day is before the day on which it was made.",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at=None) | Q(vesting_on__isnull=False),
                name="order_carried_out_after_vesting_day",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        one_script(self.title, "title")

    @property
    def in_full(self):
        """Its title with its reference."""
        return f"{self.title} ({self.reference})" if self.reference else self.title


class Succession(models.Model):
    """What an order means for one partner, one body, or one owner by job title.

    Without a successor nothing changes; a body may also end without one.
    """

    order = models.ForeignKey(Reorganisation, models.PROTECT, related_name="successions")
    partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_body = models.ForeignKey(
        "programme.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )
    body_ends = models.BooleanField(default=False)
    owner = LineField(max_length=120, blank=True)
    to_owner = LineField(max_length=120, blank=True)

    history = EntryHistory()
    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, body=None, owner="", to_owner="")
                | Q(body__isnull=False, partner=None, owner="", to_owner="")
                | Q(partner=None, body=None) & ~Q(owner=""),
                name="succession_of_one_thing",
            ),
            models.UniqueConstraint(fields=["order", "partner"], name="succession_of_partner_once"),
            models.UniqueConstraint(fields=["order", "body"], name="succession_of_body_once"),
            models.UniqueConstraint(
                fields=["order", "owner"],
                condition=~Q(owner=""),
                name="succession_of_owner_once",
            ),
        ]

    def __str__(self):
        return str(self.partner or self.body or self.owner)

    @property
    def says(self):
        """What takes over, in words; empty where nothing changes."""
        return "Ends" if self.body_ends else str(self.to_partner or self.to_body or self.to_owner)
