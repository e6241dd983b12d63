"""Each version of a report for a meeting; what belongs to it has files of its own."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from papers.choices import Language
from programme.fields import LineField, WordsField
from programme.models.meetings import in_words
from programme.reporting import tables_of

from .appearances import Appearance
from .choices import FROZEN, GONE, PUBLISHED_ONCE, UNPUBLISHED, State, Urgency
from .clearances import Clearance, ClearanceAnswer, ClearedDraft, ConditionMet
from .definitions import ReportDefinition
from .editions import kept_back, public_edition
from .executive import ExecutiveBusiness, ExecutiveNotice
from .figures import PrintedFigure
from .kept_files import Further
from .published_files import DamagedFile, PublishedFile, PublishedWords
from .querysets import ReportManager, ReportQuerySet
from .storage import OWN
from .urgency import opening
from .versions import FollowsAnother
from .withdrawals import Sealed, Withdrawal

__all__ = [
    "Appearance",
    "Clearance",
    "ClearanceAnswer",
    "ClearedDraft",
    "ConditionMet",
    "DamagedFile",
    "ExecutiveBusiness",
    "ExecutiveNotice",
    "PrintedFigure",
    "PublishedFile",
    "PublishedWords",
    "Report",
    "ReportDefinition",
    "Sealed",
    "Withdrawal",
]


class Report(FollowsAnother, models.Model):
    """One version of a report for one meeting.

    The row is the job as well: a worker claims it by a conditional update with a lease (`claim`,
    `lease_until`). From publication on, the database refuses to change its content, its file's
    fingerprint and its position.
    """

    definition = models.ForeignKey(ReportDefinition, models.PROTECT, related_name="reports")
    meeting = models.ForeignKey("programme.Meeting", models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    position_at = models.DateTimeField("position as at")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = WordsField("reason for this version", blank=True, max_length=2000)
    # References that a correction names.
    corrected_rows = models.JSONField(default=list, blank=True)
    # what people wrote is taken in as it is by `rows_at`
    corrected_words = models.BooleanField(default=False)
    rows_at = models.DateTimeField(null=True)  # their mistakes were corrected by this moment
    # references that an earlier version corrected, and this one no longer does
    taken_out = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    # A correction that was given up, of which a clearance had been asked: what was asked and
    # answered stays. The next correction takes its place and its row.
    discarded_at = models.DateTimeField(null=True)

    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)  # after a fault that passes
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_words = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)

    # Notes by the key of the finding that they explain.
    explanations = models.JSONField(default=dict, blank=True)
    content = models.JSONField(null=True)
    # As the first page has them: a definition or body renamed later does not rename the report.
    printed_title = LineField(max_length=120, blank=True)
    printed_body = LineField(max_length=200, blank=True)
    printed_on = models.DateField(null=True)  # the meeting's date: it may be moved later
    printed_time = models.TimeField(null=True)
    pdf_name = models.CharField(max_length=120, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_bytes = models.PositiveIntegerField(null=True)
    pdf_pages = models.PositiveIntegerField(null=True)
    # The Word file; blank where it was drawn before there was one.
    docx_name = models.CharField(max_length=120, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    docx_bytes = models.PositiveIntegerField(null=True)
    # The same files in the second language of its paper: see `kept_files`.
    further_files = models.JSONField(default=dict, blank=True)
    # The files of its full edition, where its paper keeps something back; what was found of that in
    # the public edition; whether this version releases what the one before kept back.
    full_files = models.JSONField(default=dict, blank=True)
    leaks = models.JSONField(default=list, blank=True)
    releases = models.BooleanField(default=False)
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="+")
    published_by_name = models.CharField(max_length=200, blank=True)
    # Judged at publication and kept: a closed day that is proclaimed later changes nothing.
    after_deadline = models.BooleanField(default=False)
    urgency = WordsField("reason for urgency", blank=True, max_length=2000)
    urgency_given_by = LineField("who gave it", blank=True, max_length=200)
    urgency_kind = models.CharField("urgent by", blank=True, max_length=20, choices=Urgency)
    urgency_given_on = models.DateField("given on", null=True, blank=True)

    objects = ReportManager.from_queryset(ReportQuerySet)()
    with_discarded = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__on", "definition", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "meeting", "version"], name="one_report_of_a_version"
            ),
            models.UniqueConstraint(
                fields=["definition", "meeting"],
                condition=Q(state=State.PUBLISHED),
                name="one_published_version",
            ),
            models.UniqueConstraint(
                fields=["definition", "meeting"],
                condition=Q(state__in=UNPUBLISHED),
                name="one_version_in_the_making",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DRAFT, *FROZEN])
                | Q(content__isnull=False, drawn_at__isnull=False, pdf_bytes__isnull=False)
                & ~Q(pdf_sha256=""),
                name="drawn_report_has_rows_and_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE) | Q(content__isnull=True),
                name="report_that_is_gone_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PUBLISHED_ONCE, published_at__isnull=False)
                & ~Q(published_by_name="")
                | Q(
                    state__in=[*UNPUBLISHED, State.DRAFT_GONE],
                    published_at=None,
                    published_by=None,
                    published_by_name="",
                ),
                name="report_published_when_and_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(after_deadline=False) | ~Q(urgency="") & ~Q(urgency_given_by=""),
                name="report_after_deadline_is_urgent",
            ),
            models.CheckConstraint(
                condition=Q(urgency_kind="") | Q(urgency_given_on__isnull=False) & ~Q(urgency=""),
                name="urgency_of_a_kind_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="report_to_draw")]

    def __str__(self):
        meeting = f"{self.shown_body} on {self.shown_when}"
        return f"{self.shown_title}, {meeting}, version {self.version}"

    @property
    def shown_title(self):
        """The title on its first page; until it is drawn up, the definition's. One that was
        withdrawn is called by its kind alone.
        """
        if self.is_withdrawn or self.is_disposed and not self.printed_title:
            return self.definition.get_kind_display()
        return self.printed_title or self.definition.title

    @property
    def shown_body(self):
        """The body on its first page; until it is drawn up, the body's present name."""
        return self.printed_body or self.definition.body.name

    @property
    def is_of_another_date(self):
        """Whether its first page has another date or time than its meeting has by now."""
        printed = self.printed_on, self.printed_time
        return bool(self.printed_on) and printed != (self.meeting.on, self.meeting.time)

    @property
    def shown_when(self):
        """The meeting's date on its first page; until it is drawn up, the meeting's own."""
        if self.printed_on:
            return in_words(self.printed_on, self.printed_time)
        return self.meeting.when

    @property
    def meeting_words(self):
        """For which meeting it is, and what has become of that: 4 April 2012 (moved to 9 May
        2012).
        """
        if not self.meeting.stands:
            return f"{self.shown_when} ({self.meeting.state})"
        moved = f" (moved to {self.meeting.when})" if self.is_of_another_date else ""
        return f"{self.shown_when}{moved}"

    @property
    def reference(self):
        """How the audit trail names it."""
        return f"v{self.version}"

    @property
    def title(self):
        """What was printed on its first page."""
        return str(self)

    def state_words(self, at=None):
        """Its state in words; at a past moment, whether it had been superseded by then."""
        later = at and self.state == State.SUPERSEDED and self.superseded_by.published_at > at
        return State.PUBLISHED.label if later else self.get_state_display()

    @property
    def further(self) -> list[Further]:
        """Its files in the second language of its paper; none where it is in one."""
        return [Further(language, **found) for language, found in self.further_files.items()]

    @cached_property
    def public_content(self):
        """Its content as everybody may see it."""
        return public_edition(self.content)

    @property
    def has_full(self):
        """Whether it has a full edition: something of its paper is kept from the public."""
        return bool(self.content and kept_back(self.content))

    @property
    def full_prints(self) -> list[tuple[str, str]]:
        """The files of its full edition, as (what it is, its SHA-256)."""
        kinds, found = (("pdf", "PDF"), ("docx", "Word file")), []
        for language, files in self.full_files.items():
            suffix = "" if language == OWN else f" in {Language(language).label}"
            found += [(f"{label}{suffix}", files[kind]["sha256"]) for kind, label in kinds]
        return found

    @property
    def is_frozen(self):
        """Whether it was published and can be read: it will never change."""
        return self.state in FROZEN

    @property
    def is_withdrawn(self):
        """Whether it was published and taken down: of what it held, no page shows anything."""
        return self.state == State.WITHDRAWN

    @property
    def is_disposed(self):
        """Whether its time was over and it was disposed of: its title, its date and its
        fingerprints are there still.
        """
        return self.state in (State.DISPOSED, State.DRAFT_GONE)

    @property
    def is_gone(self):
        """Whether no page shows anything of what it held."""
        return self.state in GONE

    @property
    def gone_words(self):
        """What became of one that is gone, as a sentence goes on; blank of any other."""
        return self.get_state_display().lower() if self.is_gone else ""

    @property
    def certified(self):
        """How the certificate of its disposal names it."""
        return f"{self.definition.get_kind_display()}, {self.shown_body}, {self.shown_when}"

    @property
    def withdrawal(self) -> Withdrawal | None:
        """By whom it was taken down and why; None where it was not."""
        return self.withdrawals.confirmed().first() if self.is_gone else None

    @property
    def is_in_the_making(self):
        """Whether a worker has it, or is about to."""
        return self.state in (State.DUE, State.DRAFTING)

    @property
    def is_called_off(self):
        """Whether its meeting was cancelled or postponed. What was published can still be
        corrected.
        """
        return not self.meeting.stands and self.supersedes_id is None

    def logs_shown(self) -> set[str]:
        """The names of the logs of its tables; of one that is gone, of the rows that it showed."""
        if self.is_gone:
            return set(self.appearances.values_list("log", flat=True))
        return {table["log"] for table in tables_of(self.content)}

    def misses_deadline_on(self, day):
        """Whether publishing it on `day` is later than the latest publication date allows.

        A correction is not judged: the first version answered for that.
        """
        return self.supersedes_id is None and day > self.meeting.reckoning().publish_by

    @property
    def urgency_as_printed(self):
        """The reason for urgency and who gave it, as the first page has them; None without one."""
        if not self.urgency:
            return None
        printed = {"reason": self.urgency, "given_by": self.urgency_given_by}
        if self.urgency_kind:
            on = self.urgency_given_on.isoformat()
            printed |= {"kind": self.urgency_kind, "on": on, "opening": self.urgency_opening}
        return printed

    @property
    def urgency_opening(self):
        """What stands before its reason for urgency: by what, by whom and when, in words."""
        return opening(self.urgency_kind, self.urgency_given_by, self.urgency_given_on)

    @property
    def file_name(self):
        """What a downloaded copy is called."""
        definition, day = self.definition, (self.printed_on or self.meeting.on).isoformat()
        time = f"-{self.printed_time:%H%M}" if self.printed_time else ""
        return f"{definition.body.slug}-{day}{time}-{definition.kind}-v{self.version}"
