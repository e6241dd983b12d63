"""The bodies that a programme reports to."""

from copy import copy
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from programme.access_law import years_after
from programme.clear_days import is_working_day
from programme.fields import LineField
from programme.law_of_nations import NATIONS
from programme.standing import Standing

from .deadlines import FIELDS, Deadlines

THEN = ["name", "clear_days", "nation", "regime", *FIELDS]  # what its clock goes by


class Body(Deadlines, Standing):
    """A committee, board or panel: how many clear days its papers need, and by which nation's
    holidays.

    Five clear days in England (Local Government Act 1972, section 100A to 100C as amended) and
    Northern Ireland, three in Wales and Scotland. `regime` is whose rules on access it follows;
    blank where nobody said so.
    """

    class Kind(models.TextChoices):
        JOINT_COMMITTEE = "joint_committee", "Joint committee"
        SCRUTINY = "scrutiny", "Overview and scrutiny committee"
        CABINET = "cabinet", "Cabinet or executive"
        BOARD = "board", "Project or programme board"
        TEAM = "team", "Programme management team"
        OFFICERS = "officers", "Executive or officer group"

    class Nation(models.TextChoices):
        ENGLAND = "ENG", "England"
        WALES = "WLS", "Wales"
        SCOTLAND = "SCT", "Scotland"
        NORTHERN_IRELAND = "NIR", "Northern Ireland"

    class Regime(models.TextChoices):
        COUNCIL = "council", "Council or committee"
        EXECUTIVE = "executive", "Executive of a council in England"
        NEITHER = "neither", "Neither: officers or a board"

    OPEN_YEARS = [(years, f"{years} years from the meeting") for years in (6, 10, 15, 20)]
    CLEAR_DAYS = [
        (5, "Five clear days (England, Northern Ireland)"),
        (3, "Three clear days (Wales, Scotland)"),
    ]

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="bodies")
    name = LineField(max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.JOINT_COMMITTEE)
    nation = models.CharField(
        "bank holidays of", max_length=3, choices=Nation, default=Nation.ENGLAND
    )
    clear_days = models.PositiveSmallIntegerField(choices=CLEAR_DAYS, default=5)
    regime = models.CharField(
        "rules on access to its meetings", max_length=10, choices=Regime, blank=True
    )
    host = models.ForeignKey(
        "programme.Partner",
        models.PROTECT,
        verbose_name="meets at",
        null=True,
        blank=True,
        related_name="hosted_bodies",
        help_text="The council whose offices it meets in: days on which these are closed do not"
        " count",
    )
    is_public = models.BooleanField(
        "published reports are open to everyone",
        default=True,
        help_text="When set, a published report has a page that needs no sign-in.",
    )
    open_years = models.PositiveSmallIntegerField(
        "published papers stay open for",
        choices=OPEN_YEARS,
        null=True,
        blank=True,
        help_text="The law asks for six years at least. After them no public page shows the papers"
        " of the meeting; they stay on record",
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reported_by"
    )

    class Meta(Standing.Meta):
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            *Standing.Meta.constraints,
            *Deadlines.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "name"], name="body_name_once_per_programme"
            ),
            models.CheckConstraint(
                condition=models.Q(clear_days__in=[3, 5]), name="body_clear_days_three_or_five"
            ),
        ]

    def clean(self):
        super().clean()
        self.check_deadlines()
        if self.regime == self.Regime.EXECUTIVE and self.nation != self.Nation.ENGLAND:
            there = self.get_nation_display()
            message = (
                "Notices of executives are planned here for England alone, and this is of"
                f" {there}. Choose council or committee; Rules on access on the body's page says"
                " what the law there asks of executives besides."
            )
            raise ValidationError({"regime": message})

    def open_until(self, on) -> date | None:
        """The last day on which the papers of a meeting on a day are open; None is without end."""
        return self.open_years and years_after(on, self.open_years)

    @property
    def law(self):
        """The law of its nation."""
        return NATIONS[self.nation]

    def law_warning(self, on) -> str:
        """What is wrong with its clear days by the law of its nation on a day; blank if nothing.

        A body of officers follows no such law, and of one whose rules nobody stated nothing is
        said.
        """
        rule = self.law.clear_days_on(on)
        if self.regime in ("", self.Regime.NEITHER) or not rule or rule.count <= self.clear_days:
            return ""
        return (
            f"Papers are published {self.clear_days} clear days before a meeting, and the law of"
            f" {self.law.name} asks for {rule.count} ({rule.law})."
        )

    @cached_property
    def past(self):
        """Its rows of history, earliest first."""
        return list(self.history.order_by("history_date", "history_id"))

    @cached_property
    def hosts_of_then(self):
        """Partners at which it met earlier, by primary key, as far as somebody asked."""
        return {}

    def then(self, moment):
        """It as it was known at `moment`: its name, its clear days, its nation and its host. A body
        that was entered later is as it was entered; with None it is as it is now.
        """
        known = [row for row in self.past if row.history_date <= moment] if moment else self.past
        if len(known) == len(self.past):  # nothing has changed since
            return self
        row = known[-1] if known else self.past[0]
        body = copy(self)
        for name in THEN:
            setattr(body, name, getattr(row, name))
        if row.host_id != self.host_id:
            hosts = self.hosts_of_then
            if row.host_id and row.host_id not in hosts:
                partners = self.programme.partners.prefetch_related("closed_days")
                hosts[row.host_id] = partners.get(pk=row.host_id)
            body.host = hosts.get(row.host_id)
        return body

    def all_closed_days(self):
        """Its own closed days and those of its host, undone ones too."""
        return [*self.closed_days.all(), *(self.host.closed_days.all() if self.host else ())]

    def closures(self, moment=None):
        """The days on which it, or its host, was closed as known at `moment` (with None: now), as
        {date: reason}.
        """
        return {one.on: one.reason for one in self.all_closed_days() if one.stood_at(moment)}

    def is_working_day(self, day):
        """Whether `day` counts for this body: no weekend, no bank holiday, no day it closed
        itself.
        """
        return is_working_day(day, self.nation, self.closures())
