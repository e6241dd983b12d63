"""What of a paper is kept from the public, by which paragraph of the law, and who may read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.access_law import Schedule
from programme.entries import EndedQuerySet, EntryQuerySet, Kept, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, known_as

from .choices import Withheld

WHOLE = ""  # the key of the whole paper


def schedule_for(paper) -> Schedule | None:
    """The list of exempt information that holds for a paper: that of the nation of its body on the
    day of the meeting. None where none is kept, or where the body follows no rules on access.
    """
    body, on = paper.meeting.body, paper.meeting.on
    return None if body.regime == body.Regime.NEITHER else body.law.exempt_on(on)


class ExemptionQuerySet(EntryQuerySet):
    """Sets of exemptions."""

    def standing(self, at=None):
        """Those that are not lifted, now or at a moment."""
        return self.as_at(at).filter(lifted=False).order_by("id")


class Exemption(Kept):
    """That a part of a paper, an attached document or the whole paper is exempt or confidential.

    `key` is that of the part, the section or the document as a report names it, blank for the
    whole paper. Exempt information falls under a `paragraph`; confidential information is a kind of
    its own, without paragraph and without a test of the public interest. One that is lifted stays
    on record.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(
        "papers.Paper", models.PROTECT, related_name="exemptions", editable=False
    )
    key = models.SlugField(blank=True, editable=False)
    heading = LineField(max_length=200, editable=False)  # what it was called when it was marked
    kind = models.CharField(
        "how it is kept from the public", max_length=12, choices=Withheld, default=Withheld.EXEMPT
    )
    paragraph = models.CharField("paragraph relied on", max_length=5, blank=True)
    why = WordsField(
        "why",
        max_length=2000,
        blank=True,
        help_text="Where the paragraph asks for it, why the public interest in keeping it back"
        " outweighs that in disclosing it. Printed in the full edition only.",
    )
    from_members = models.BooleanField(
        "keep it from other members of the council too",
        default=False,
        help_text="Where the law lets them read it but for the terms of a contract that is being"
        " negotiated",
    )
    review_on = DayField(
        "to be reviewed on", null=True, blank=True, help_text="Exempt information always has a day"
    )
    lifted = models.BooleanField(default=False, editable=False)

    objects = ExemptionQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["paper", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "key"], name="one_exemption_of_a_part"),
            models.CheckConstraint(
                condition=Q(kind=Withheld.EXEMPT) & ~Q(paragraph="")
                | Q(kind=Withheld.CONFIDENTIAL, paragraph=""),
                name="exempt_under_a_paragraph",
                violation_error_message="Choose the paragraph where it is exempt, and none where it"
                " is confidential.",
            ),
        ]

    def __str__(self):
        return f"{self.heading}: {self.in_words}"

    @property
    def title(self):
        """How the audit trail names it."""
        return f"{self.heading}, {self.paper}"

    @property
    def in_words(self) -> str:
        """How it is kept back: Exempt, paragraph 3; review on 1 May 2013."""
        under = f", paragraph {self.paragraph}" if self.paragraph else ""
        review = f"; review on {day(self.review_on)}" if self.review_on else ""
        return f"{self.get_kind_display()}{under}{review}"

    def printed(self) -> dict:
        """What a report freezes of it, in the words of the law."""
        found = schedule_for(self.paper) if self.paragraph else None
        paragraph = found and found.paragraph(self.paragraph)
        open_ones = (found and found.open_to_members) or frozenset()
        return {
            "kind": str(self.kind),
            "paragraph": self.paragraph,
            "law": found.law if found else "",
            "words": paragraph.words if paragraph else "",
            "why": self.why,
            "review_on": self.review_on and self.review_on.isoformat(),
            "open_to_members": self.paragraph in open_ones and not self.from_members,
        }


class FullReader(Recorded):
    """Somebody who is let in by name to read the full edition of a paper, until that is ended."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey("papers.Paper", models.PROTECT, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EndedQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "person"],
                condition=Q(ended_at=None),
                name="let_in_once_by_name",
                violation_error_message="This person is let in already.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="reader_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return known_as(self.person)

    @property
    def title(self):
        """How the audit trail names it."""
        return f"{self.person.title}, {self.paper}"
