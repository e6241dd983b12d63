"""The fields of the front sheet that a body prints on its papers."""

from contextlib import suppress
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Kept
from programme.fields import LONGEST_LINE, LineField, WordsField, lines_of
from programme.formats import day
from programme.plausible import visible_text
from programme.records import refuse_if, refuse_unless

from .blank import is_blank
from .choices import FieldKind, Language
from .fields import shortened
from .passed_on import PassedOn
from .plain import NO_REFERENCE
from .querysets import InUseQuerySet
from .text import REFERENCE, captioned, parse, read

YES_NO = {"yes": "Yes", "no": "No"}
TYPED = (FieldKind.LINE, FieldKind.TEXT)  # printed as they were typed, at any length


class FrontSheetField(PassedOn, Kept):
    """A field of the front sheet that a body prints on its papers."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "programme.Body", models.PROTECT, related_name="front_sheet", editable=False
    )
    place = models.PositiveSmallIntegerField(editable=False)
    label = LineField(max_length=200)
    welsh_label = LineField("label in Welsh", max_length=200, blank=True)
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
        if self.is_blank(answer):
            message = f"{self.label} has to be filled in before the front sheet is done."
            refuse_if(is_done and self.is_required, message)
        if not answer:
            return
        match self.kind:
            case FieldKind.TEXT:
                parse(answer)
            case FieldKind.DATE:
                refuse_unless(_date(answer), "Enter a date, for example 27 March 2007.")
            case FieldKind.YES_NO:
                refuse_unless(answer in YES_NO, "Choose yes or no.")
            case FieldKind.TICKS:
                gone = [one for one in lines_of(answer) if one not in self.choices]
                refuse_if(gone, f"Not on the list any more: {', '.join(gone)}. Choose again.")
            case _:
                visible_text(answer)
                refuse_if(f"]({REFERENCE}" in answer, NO_REFERENCE)
                refuse_if(len(answer) > LONGEST_LINE, f"Use at most {LONGEST_LINE:,} characters.")

    def is_blank(self, answer) -> bool:
        """Whether an answer prints nothing."""
        return is_blank(answer) if self.kind == FieldKind.TEXT else not answer

    def fits(self, answer) -> bool:
        """Whether an answer that was given is one to what the field asks for."""
        try:
            self.check_answer(answer)
        except ValidationError:
            return False
        return True

    def printed(self, answer, language="") -> dict:
        """An answer as it is printed: {"label", "answer"}, or "blocks" where it is a text. Among
        what is written in Welsh the label is in Welsh too, and is "labelled", where it has one.
        """
        said = {"label": self.label}
        if language == Language.WELSH and self.welsh_label:
            said = {"label": self.welsh_label, "labelled": True}
        if self.kind == FieldKind.TEXT:
            with suppress(ValidationError):
                return {**said, "blocks": captioned(read(answer), said["label"])}
        return {**said, "answer": self.as_typed(answer)}

    def as_typed(self, answer):
        """An answer in words, at any length."""
        return answer if self.kind in TYPED else self.in_words(answer)

    def in_words(self, answer):
        """An answer as the history should tell it; one that does not fit, as it was typed."""
        if _date(answer) and self.kind == FieldKind.DATE:
            return day(answer)
        if self.kind == FieldKind.TICKS:
            return "; ".join(lines_of(answer))
        said = YES_NO.get(answer) if self.kind == FieldKind.YES_NO else None
        return said or shortened(answer)


def _date(answer):
    """The date that an answer is; None where it is none."""
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def answers_to(fields, answers) -> tuple[dict, list]:
    """What is answered to each field, by its key, and what was answered to fields that are not
    asked for any more: (field, answer) pairs. `answers` are those of a part.

    A field that nobody has answered takes what was said to one that asked the same before it: on
    the front sheet of a body whose paper passed to this one, or before it was left out.
    """
    found = {one.key: answers[one.key] for one in fields if one.key in answers}
    rest = {key: answer for key, answer in answers.items() if answer and key not in found}
    if not rest:
        return found, []
    others = FrontSheetField.objects.filter(pk__in=map(int, rest)).order_by("body", "place", "id")
    strays, blank = [], [one for one in fields if one.key not in found]
    for other in others:
        alike = [one for one in blank if _asked(one) == _asked(other)]
        if alike:
            blank.remove(alike[0])
            found[alike[0].key] = rest[str(other.pk)]
        else:
            strays.append((other, rest[str(other.pk)]))
    return found, strays


def _asked(field):
    return field.label.casefold(), field.kind
