"""What the authors of a paper say to each other about its parts. It is never printed: no report,
no file and no public page has it, and the audit trail tells that something was said, not what.
"""

from functools import partial

from django.db import models, transaction
from django.db.models import Count, Q

from programme import audit
from programme.authorization import require
from programme.entries import Kept
from programme.fields import WordsField
from programme.formats import known_as
from programme.records import begin_change, refuse_if, save_kept

from .permissions import WRITE

SETTLED = "This comment is settled. Take it up again to answer it."

_begin = partial(begin_change, permission=WRITE)


class PartComment(Kept):
    """A comment on a part, or an answer to one. What was said stays as it was said."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    part = models.ForeignKey("papers.Part", models.PROTECT, related_name="comments", editable=False)
    answers_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="answers", editable=False
    )
    text = WordsField("comment", max_length=2000)
    said_by_name = models.CharField(max_length=200, editable=False)
    is_settled = models.BooleanField("settled", default=False, editable=False)

    class Meta(Kept.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answers_to=None) | Q(is_settled=False),
                name="comment_settled_as_a_whole",
            )
        ]

    def __str__(self):
        return "The comment"

    @property
    def title(self):
        """How the audit trail names it: not by its words, which are the authors' alone."""
        return f"a comment on {self.part.title}"


@transaction.atomic
def comment(part, *, by, at, text):
    """Says something about a part to those who write the paper."""
    return _say(part, by, at, text, "commented on")


@transaction.atomic
def answer_comment(first, *, by, at, text):
    """Answers a comment that is not settled."""
    first = _begin(first, by=by)
    refuse_if(first.answers_to_id, "Answer the comment itself.")
    refuse_if(first.is_settled, SETTLED)
    return _say(first.part, by, at, text, "answered a comment on", answers_to=first)


def _say(part, by, at, text, verb, **more):
    require(by, WRITE, part.programme)
    said = {"text": text, "said_by_name": known_as(by), "created_at": at}
    row = PartComment(programme=part.programme, part=part, **said, **more)
    save_kept(row, by=by, at=at)
    audit.record(part, by=by, at=at, verb=verb, programme=part.programme)
    return row


@transaction.atomic
def settle_comment(first, *, by, at):
    """Says that nothing more is to be done about a comment."""
    return _settle(first, by, at, True, "settled a comment on")


@transaction.atomic
def take_up_comment(first, *, by, at):
    """Takes up a comment again that was settled."""
    return _settle(first, by, at, False, "took up a comment again on")


def _settle(first, by, at, settled, verb):
    first = _begin(first, by=by)
    refuse_if(first.answers_to_id, "An answer is settled with its comment.")
    already = "It is settled already." if settled else "It is not settled."
    refuse_if(first.is_settled == settled, already)
    first.is_settled, first.version = settled, first.version + 1
    save_kept(first, by=by, at=at)
    audit.record(first.part, by=by, at=at, verb=verb, programme=first.programme)
    return first


def threads(part) -> list[PartComment]:
    """The comments on a part with their answers, those that are open first."""
    found = PartComment.objects.filter(part=part, answers_to=None)
    return list(found.prefetch_related("answers").order_by("is_settled", "created_at", "id"))


def open_comments(parts) -> dict[int, int]:
    """How many comments on each of the parts are open, by the part's id."""
    rows = PartComment.objects.filter(part__in=[one.pk for one in parts], answers_to=None)
    rows = rows.filter(is_settled=False).order_by().values("part")
    return dict(rows.annotate(count=Count("pk")).values_list("part", "count"))
