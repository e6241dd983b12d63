"""Sets of reviews and of their questions: rows as they stand, or as they stood."""

from .choices import QuestionState

ALONG = ("programme", "body", "report__definition__body", "report__meeting__body")


def listed(reviews):
    """With what lists of them print; the content of a report can be megabytes."""
    return reviews.select_related(*ALONG).defer("report__content")


def waiting(questions):
    """Those that wait for an answer."""
    return questions.filter(state=QuestionState.OPEN)
