"""Papers of meetings: their written parts, front sheets and recommendations."""

from django.db import models

from programme.entries import Kept
from programme.fields import DayField, LineField, WordsField
from programme.formats import DISPOSED

from .attached import AttachedDocument
from .background import BackgroundPaper
from .choices import Language, PartKind, Second, State
from .clearances import DemandedClearance
from .comments import PartComment
from .decisions import BecameRow, MeetingDecision
from .exemptions import Exemption, FullReader
from .fields import AnchorsField, AnswersField, PaperTextField
from .querysets import InUseQuerySet, PaperQuerySet
from .recommended_words import MARKED, PRINTED, as_printed, in_words
from .sheet_fields import FrontSheetField

__all__ = [
    "AttachedDocument",
    "BackgroundPaper",
    "BecameRow",
    "DemandedClearance",
    "Exemption",
    "FrontSheetField",
    "FullReader",
    "MeetingDecision",
    "Paper",
    "PaperRecommendation",
    "Part",
    "PartComment",
    "UnsavedText",
]


class Paper(Kept):
    """What is written for a meeting beside the rows of the logs.

    `kind` is that of the report that prints it, under the paper's own title. It has the parts that
    the report's definition had when it was started, and those that were taken in later.
    """

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="papers", editable=False
    )
    meeting = models.ForeignKey(
        "programme.Meeting", models.PROTECT, related_name="papers", editable=False
    )
    kind = models.SlugField(editable=False)
    # The paper to another body with whose words it began, the first of them; None of one that
    # began by itself.
    began_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    title = LineField(max_length=120)
    language = models.CharField(
        "language of the paper", max_length=2, choices=Language, default=Language.ENGLISH
    )
    second = models.CharField(
        "in the other language", max_length=10, choices=Second, default=Second.NONE
    )
    second_title = LineField(max_length=120, blank=True)
    second_document = models.ForeignKey(
        AttachedDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="attached document in the other language",
    )

    exclusion = WordsField(
        "resolution to exclude the public",
        max_length=1000,
        blank=True,
        help_text="For example, That the public be excluded during appendix B, under paragraph 3",
    )
    exclusion_minute = LineField(
        "minute", max_length=60, blank=True, help_text="For example, Minute 12"
    )

    objects = PaperQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["meeting__on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind"], name="one_paper_of_a_kind_for_a_meeting"
            ),
            models.CheckConstraint(
                condition=models.Q(second=Second.ATTACHED, second_document__isnull=False)
                | ~models.Q(second=Second.ATTACHED) & models.Q(second_document=None),
                name="paper_attached_in_the_other_language",
                violation_error_message="Choose the attached document, where it is one of them and "
                "only there.",
            ),
        ]

    def __str__(self):
        return f"{self.title or DISPOSED}, {self.meeting}"

    @property
    def is_disposed(self) -> bool:
        """Whether what was written was disposed of: of a paper as it is written the title is never
        blank.
        """
        return not self.title

    @property
    def certified(self):
        """How the certificate of its disposal names it."""
        return f"Draft paper, {self.meeting}"

    @property
    def second_language(self) -> Language | None:
        """The language in which each part is written a second time; None where none is."""
        return Language(self.language).other if self.second == Second.WRITTEN else None


class Part(Kept):
    """A part of a paper that somebody writes: a text, the front sheet, or its recommendations.

    `key` is its name in the definition, `place` its place there. `answers` are those to the fields
    of a front sheet, as text by the field's key. What begins with `second` is the same in the other
    language of the paper, where it is written in two.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="parts")
    key = models.SlugField()
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=PartKind, default=PartKind.TEXT)
    heading = LineField(max_length=120)
    text = PaperTextField(blank=True)
    anchors = AnchorsField(default=dict, blank=True, editable=False)
    answers = AnswersField(default=dict, blank=True)
    second_heading = LineField("heading in the other language", max_length=120, blank=True)
    second_text = PaperTextField("text in the other language", blank=True)
    second_answers = AnswersField(default=dict, blank=True)
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
    part which they began from. What is typed in the form of a recommendation is kept apart, `of`
    its id, or of `NEW`; `version` is its own then. `page` is the opened page on which it was typed:
    none writes over what was typed on another.
    """

    NEW = "new"

    part = models.ForeignKey(Part, models.CASCADE, related_name="unsaved")
    of = models.CharField(max_length=20, blank=True, default="")
    page = models.CharField(max_length=40, blank=True, default="")
    person = models.ForeignKey("programme.User", models.CASCADE, related_name="+")
    typed = models.JSONField(default=dict)  # lists of texts, by the names of the form's fields
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "of", "person", "page"], name="one_unsaved_text_of_a_page"
            )
        ]

    def __str__(self):
        return f"What {self.person} typed in {self.part}"


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
    second_text = WordsField(
        "what is recommended, in the other language", max_length=2000, blank=True
    )
    second_acts = LineField("who acts, in the other language", max_length=200, blank=True)
    second_delegation = WordsField(
        "what is delegated, in the other language", max_length=1000, blank=True
    )
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["paper", "place", "id"]

    def __str__(self):
        return in_words(self.text)

    @property
    def title(self):
        """How the audit trail names it."""
        return f"“{str(self)[:100]}”, {self.paper}"

    @property
    def marked(self):
        """Its columns whose words take marks and references, in both languages."""
        names = [*MARKED, *(f"second_{name}" for name in MARKED)]
        return [getattr(self, name) for name in names]

    def as_printed(self, **values):
        """It as a report prints it, but its number; with these values, once they are written."""
        return as_printed({name: values.get(name, getattr(self, name)) for name in PRINTED})
