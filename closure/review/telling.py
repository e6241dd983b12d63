"""What people are told by mail of scrutiny reviews: the title of a thing and the way to it, never
what was asked, answered or found.
"""

from django.urls import reverse

from outbox.choices import Kind
from outbox.people import those_who
from outbox.telling import tell
from programme.formats import day

from .permissions import FOLLOW_UP


def tell_asked(question, *, at):
    """Tells the officer of whom it is asked."""
    said = f"{question} of scrutiny on {question.report}: answer by {day(question.due_on)}"
    _tell([question.asked_of], question, said, at)


def tell_answered(question, *, at):
    """Tells whoever asked."""
    _tell([question.asked_by], question, f"{question} on {question.report} was answered", at)


def _tell(people, question, said, at):
    path = reverse("closure:question", args=[question.programme.slug, question.pk])
    how = {"programme": question.programme, "kind": Kind.DRAFT, "at": at}
    tell(people, subject=said, lines=[(said, path)], **how)


def tell_found(finding, *, at):
    """Tells those who follow a finding up."""
    review, programme = finding.review, finding.review.programme
    said = f"Finding of {review.body} on {review.report}"
    path = reverse("closure:review", args=[programme.slug, review.pk])
    how = {"programme": programme, "kind": Kind.DRAFT, "at": at}
    tell(those_who(FOLLOW_UP, programme), subject=said, lines=[(said, path)], **how)
