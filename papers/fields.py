"""Columns for what people write in papers."""

from django.db import models

from programme.fields import WordsField

from .text import LONGEST_TEXT, read

SHOWN = 200  # characters of a long text that the history quotes


def shortened(text) -> str:
    """The beginning of a text and its length, where it is long: a row's history keeps the whole."""
    words = len(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} … ({words:,} words)"


class PaperTextField(WordsField):
    """A text in the small set of CommonMark, up to 50,000 characters. What was saved stays: whoever
    writes it anew has it refused by `text.parse`.
    """

    default_validators = [read]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(*args, **kwargs)

    def in_words(self, value):
        return shortened(value)


class AnswersField(models.JSONField):
    """Answers to the fields of a front sheet, as text by the field's key.

    The action that changes them notes each of them by its label.
    """

    noted_apart = True


class AnchorsField(models.JSONField):
    """What in a text can be referred to, as `papers.anchors` keeps it."""

    noted_apart = True
