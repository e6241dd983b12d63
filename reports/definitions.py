"""Definitions of reports: which report a body gets for every meeting."""

from datetime import datetime, time

from django.db import models
from django.db.models import Q
from django.utils import timezone

from papers.choices import Outline
from programme.clear_days import working_days_before
from programme.entries import EntryHistory, EntryQuerySet
from programme.fields import LineField

from .choices import Kind

CLOSE_OF_BUSINESS = time(17, 0)


class ReportDefinition(models.Model):
    """A report that a body gets for every meeting.

    It says which sections, in committee order, and how early it is drafted. `sections` holds keys:
    of sections of the logs, and of the parts that people write, which `written` describes.
    `lead_days` counts working days from the draft to the latest publication date. `agenda_place`
    orders the papers of a meeting; those without one come last, by their titles.
    """

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="report_definitions"
    )
    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="report_definitions")
    kind = models.SlugField(choices=Kind, default=Kind.PROGRAMME_MANAGEMENT)
    title = LineField(max_length=120, help_text="As it is printed on the first page")
    sections = models.JSONField(default=list)
    limits = models.JSONField(default=dict, blank=True)  # of its sections, by key: see `limits`
    written = models.JSONField(default=dict, blank=True)  # parts that people write, by key
    lead_days = models.PositiveSmallIntegerField(default=5)
    agenda_place = models.PositiveSmallIntegerField("place on the agenda", null=True, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    # As an entry's: a save over a newer save is noticed.
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    updated_by_name = models.CharField(max_length=200, blank=True, editable=False)

    history = EntryHistory()
    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["body__name", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"], name="one_definition_of_a_kind_for_a_body"
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=60), name="definition_lead_at_most_sixty_days"
            ),
        ]

    def __str__(self):
        return f"{self.title} to {self.body}"

    def outlines(self) -> list[Outline]:
        """What people write for it, in committee order."""
        return [Outline(key, **self.written[key]) for key in self.sections if key in self.written]

    def draft_moment(self, meeting):
        """When the draft for `meeting` is drawn: at close of business, `lead_days` ahead."""
        body = self.body
        day = working_days_before(
            meeting.reckoning().publish_by, self.lead_days, body.nation, body.closures()
        )
        return timezone.make_aware(datetime.combine(day, CLOSE_OF_BUSINESS))
