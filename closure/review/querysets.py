"""Sets of reviews and of their questions: rows as they stand, or as they stood."""

from reports.editions import WHOLE

from .choices import QuestionState

ALONG = ("programme", "body", "report__definition__body", "report__meeting__body")


def listed(reviews):
    """With what lists of them print; the content of a report can be megabytes."""
    return reviews.select_related(*ALONG).defer("report__content")


def waiting(questions):
    """Those that wait for an answer."""
    return questions.filter(state=QuestionState.OPEN)


def readable(questions, kept_back, reads_all):
    """Those that somebody may read: whoever may not read the full edition of the report sees none
    about what of it is `kept_back`, by its key, or was then.
    """
    if reads_all:
        return questions
    found = questions.filter(is_withheld=False)
    return found.none() if WHOLE in kept_back else found.exclude(part__in=list(kept_back))
