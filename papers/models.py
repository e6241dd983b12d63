"""Papers of meetings: their written parts, front sheets and recommendations."""

import re

from django.db import models
from django.db.models import Q

from programme.entries import Kept
from programme.fields import LONGEST_LINE, DayField, LineField, WordsField, lines_of, visible_text
from programme.formats import day
from programme.records import refuse_if, refuse_unless

from .attached import AttachedDocument
from .choices import FieldKind, PartKind, State
from .clearances import DemandedClearance
from .decisions import BecameRow, MeetingDecision
from .fields import AnswersField, PaperTextField, shortened
from .querysets import InUseQuerySet, PaperQuerySet
from .text import captioned, parse

__all__ = [
    "AttachedDocument",
    "BecameRow",
    "DemandedClearance",
    "FrontSheetField",
    "MeetingDecision",
    "Paper",
    "PaperRecommendation",
    "Part",
    "UnsavedText",
]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YES_NO = {"yes": "Yes", "no": "No"}


class Paper(models.Model):
    """What is written for a meeting beside the rows of the logs.

    `kind` is that of the report that prints it. It has the parts that the report's definition had
    when it was started, and those that were taken in later.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="papers")
    meeting = models.ForeignKey("programme.Meeting", models.PROTECT, related_name="papers")
    kind = models.SlugField()
    title = LineField(max_length=120)
    created_at = models.DateTimeField()

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind"], name="one_paper_of_a_kind_for_a_meeting"
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.meeting}"


class Part(Kept):
    """A part of a paper that somebody writes: a text, the front sheet, or its recommendations.

    `key` is its name in the definition, `place` its place there. `answers` are those to the fields
    of a front sheet, as text by the field's id.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="parts")
    key = models.SlugField()
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PartKind, default=PartKind.TEXT)
    heading = LineField(max_length=120)
    text = PaperTextField(blank=True)
    answers = AnswersField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    owner = LineField(
        "who writes it",
        max_length=120,
        blank=True,
        help_text="Job title, for example Director of Corporate Services",
    )
    due_on = DayField("written by", null=True, blank=True)

    class Meta(Kept.Meta):
        ordering = ["paper", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "key"], name="one_part_of_a_key_in_a_paper")
        ]

    def __str__(self):
        return self.heading

    @property
    def title(self):
        """How the audit trail names it."""
        return f"{self.heading}, {self.paper}"

    @property
    def is_done(self):
        """Whether its writer has said that it can go out."""
        return self.state == State.DONE


class UnsavedText(models.Model):
    """What a person has typed in a part and not saved: it is offered when they come back.

    It is theirs alone, is written over, and goes when they save the part. `version` is that of the
    part which they began from.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="unsaved")
    person = models.ForeignKey("programme.User", models.CASCADE, related_name="+")
    text = models.TextField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "person"], name="one_unsaved_text_of_a_person")
        ]

    def __str__(self):
        return f"What {self.person} typed in {self.part}"


class FrontSheetField(Kept):
    """A field of the front sheet that a body prints on its papers."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, related_name="front_sheet", editable=False
    )
    place = models.PositiveSmallIntegerField(editable=False)
    label = LineField(max_length=200)
    hint = WordsField(blank=True, max_length=500)
    kind = models.CharField("what is asked for", max_length=10, choices=FieldKind)
    options = WordsField(
        "list", blank=True, max_length=2000, help_text="To choose from, one on each line"
    )
    is_required = models.BooleanField("it has to be filled in", default=False)
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["body", "place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FieldKind.TICKS) | ~Q(options=""),
                name="front_sheet_list_has_choices",
                violation_error_message="Enter the list to choose from, one choice on each line.",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def title(self):
        """How the audit trail names it."""
        return f"{self.label}, front sheet of {self.body}"

    @property
    def name(self):
        """How forms call it."""
        return f"field_{self.pk}"

    @property
    def choices(self):
        """What can be chosen from its list."""
        return lines_of(self.options)

    def check_answer(self, answer, is_done=False):
        """Refuses an answer that is not what the field asks for; once the sheet is done, a blank
        one where it has to be filled in.

        Raises:
            ValidationError: in words for the person.
        """
        if not answer:
            message = f"{self.label} has to be filled in before the front sheet is done."
            refuse_if(is_done and self.is_required, message)
            return
        match self.kind:
            case FieldKind.TEXT:
                parse(answer)
            case FieldKind.DATE:
                refuse_unless(DAY.fullmatch(answer), "Enter a date, for example 27 March 2007.")
            case FieldKind.YES_NO:
                refuse_unless(answer in YES_NO, "Choose yes or no.")
            case FieldKind.TICKS:
                gone = [one for one in lines_of(answer) if one not in self.choices]
                refuse_if(gone, f"Not on the list any more: {', '.join(gone)}. Choose again.")
            case _:
                visible_text(answer)
                refuse_if(len(answer) > LONGEST_LINE, f"Use at most {LONGEST_LINE} characters.")

    def printed(self, answer) -> dict:
        """An answer as it is printed: {"label", "answer"}, or "blocks" where it is a text."""
        if self.kind == FieldKind.TEXT:
            return {"label": self.label, "blocks": captioned(parse(answer), self.label)}
        line = self.kind == FieldKind.LINE
        return {"label": self.label, "answer": answer if line else self.in_words(answer)}

    def in_words(self, answer):
        """An answer as the history should tell it."""
        if self.kind == FieldKind.DATE and answer:
            return day(answer)
        if self.kind == FieldKind.TICKS:
            return "; ".join(lines_of(answer))
        return YES_NO.get(answer, "") if self.kind == FieldKind.YES_NO else shortened(answer)


class PaperRecommendation(Kept):
    """What a paper asks its meeting for, who then acts, and what is delegated to whom.

    Its number is computed from its place when it is printed.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="recommendations", editable=False)
    place = models.PositiveSmallIntegerField(editable=False)
    text = WordsField(
        "what is recommended",
        max_length=2000,
        help_text="For example, To approve the revised work plan summarised in section 4",
    )
    acts = LineField(
        "who acts", max_length=200, blank=True, help_text="Job title, for example Director"
    )
    delegation = WordsField(
        "what is delegated, and to whom",
        max_length=1000,
        blank=True,
        help_text="For example, drawing on the reserve up to £85,000, to the Director",
    )
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["paper", "place", "id"]

    def __str__(self):
        return self.text

    @property
    def title(self):
        """How the audit trail names it."""
        return f"“{self.text[:100]}”, {self.paper}"
