"""What a disposal takes of the records of this room. Who did what, and when, stays."""

from programme.models import AuditEvent
from programme.retention import emptied_words

from ..models import (
    Answer,
    Disposal,
    EvidenceSeen,
    FindingRecommendation,
    LegalHold,
    Offer,
    Progress,
    Removal,
    RetentionClass,
    ReviewAnswer,
    ReviewFinding,
    ReviewQuestion,
    ScrutinyReview,
)
from .gone import kept

# The events of these stay: they say how records were kept, and what became of them.
OF_RETENTION = (RetentionClass, LegalHold, Removal)

# The columns of words of each model; a review itself has none, and is written down all the same.
WORDS = {
    Offer: "to_name plan why",
    Answer: "words",
    Progress: "words",
    Disposal: "why",
    ScrutinyReview: "",
    ReviewQuestion: "label quote text asked_of_name",
    ReviewAnswer: "text",
    EvidenceSeen: "label quote what",
    ReviewFinding: "words",
    FindingRecommendation: "text",
}


def emptied(model) -> dict:
    """The columns of a model that a disposal empties."""
    return emptied_words(*WORDS[getattr(model, "instance_type", model)].split())


def custody_rows(programme) -> list:
    """What was offered, answered, told and decided of open rows: each from its own day on."""
    ways = {
        Offer: "programme",
        Answer: "row__offer__programme",
        Progress: "row__offer__programme",
        Disposal: "programme",
    }
    return [kept(model.objects.filter(**{way: programme})) for model, way in ways.items()]


def review_rows(programme) -> list:
    """The reviews: each goes with all that was asked, answered, seen and found in it."""
    return [kept(ScrutinyReview.objects.filter(programme=programme))]


def of_reviews(programme, found) -> list:
    """What belongs to reviews, and the history of their questions."""
    keys = [one.pk for one in found]
    return [
        ReviewQuestion.objects.filter(review__in=keys),
        ReviewQuestion.history.filter(review__in=keys),
        ReviewAnswer.objects.filter(question__review__in=keys),
        EvidenceSeen.objects.filter(review__in=keys),
        ReviewFinding.objects.filter(review__in=keys),
        FindingRecommendation.objects.filter(finding__review__in=keys),
    ]


def told_events(programme) -> list:
    """The events of the history, but for those of retention itself."""
    stay = [model._meta.label_lower for model in OF_RETENTION]
    found = AuditEvent.objects.filter(programme=programme).told()
    return [found.exclude(subject_type__in=stay)]
