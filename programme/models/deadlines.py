"""The days by which each step towards a meeting's papers is done, counted back from publication."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from programme.fields import LineField

LONGEST = 60  # working days: nothing is planned further ahead of a publication
STEPS = {
    "agenda": "Agenda planning",
    "drafting": "Drafting",
    "clearance": "Clearance",
    "publication": "Publication",
}
FIRST_THEN = [
    ("drafting", "clearance"),
    ("clearance", "publication"),
    ("drafting", "publication"),
    ("agenda", "publication"),
]

FIELDS = [f"{step}_{what}" for step in STEPS for what in ("days", "owner")]


def _days(step):
    return models.PositiveSmallIntegerField(
        f"{STEPS[step]}: working days before",
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST)],
        help_text="Before the latest publication date; 0 is that day. Leave blank for none",
    )


def _owner(step):
    return LineField(
        f"{STEPS[step]}: owner",
        max_length=120,
        blank=True,
        help_text="Job title of whoever keeps this day",
    )


class Deadlines(models.Model):
    """The working days before the latest publication date by which a body's papers are planned,
    drafted, cleared and published, each with its owner by job title. A step has both or neither.
    """

    agenda_days, agenda_owner = _days("agenda"), _owner("agenda")
    drafting_days, drafting_owner = _days("drafting"), _owner("drafting")
    clearance_days, clearance_owner = _days("clearance"), _owner("clearance")
    publication_days, publication_owner = _days("publication"), _owner("publication")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{step}_days": None, f"{step}_owner": ""})
                | Q(**{f"{step}_days__lte": LONGEST}) & ~Q(**{f"{step}_owner": ""}),
                name=f"%(class)s_{step}_day_with_owner",
            )
            for step in STEPS
        ]

    def deadline_days(self) -> dict[str, int]:
        """Working days before the latest publication date, by step; of those that have a day."""
        days = {step: getattr(self, f"{step}_days") for step in STEPS}
        return {step: count for step, count in days.items() if count is not None}

    def check_deadlines(self):
        """Refuses a day without an owner, an owner without a day, and steps in the wrong order.

        Raises: ValidationError, beside each field.
        """
        found, wrong = self.deadline_days(), {}
        for step, label in STEPS.items():
            owner = getattr(self, f"{step}_owner")
            if step in found and not owner:
                wrong[f"{step}_owner"] = (
                    f"Enter the job title of whoever keeps the day of {label.lower()}."
                )
            if owner and step not in found:
                wrong[f"{step}_days"] = "Enter a number of working days, or leave the owner blank."
        for first, then in FIRST_THEN:
            if first in found and found.get(then, 0) > found[first]:
                said = f"{STEPS[then]} comes after {STEPS[first].lower()}: enter {found[first]}"
                said += f" working days or fewer. You typed {found[then]}."
                wrong.setdefault(f"{then}_days", said)
        if wrong:
            raise ValidationError(wrong)
