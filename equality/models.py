"""Versions of equality assessments, the actions of their plans, and what was said about both."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programme.entries import Dated, Entry, EntryHistory
from programme.fields import DayField, LineField, WordsField
from programme.formats import TITLE_SPACE, clipped, first_words
from programme.written import edge, edges_in_order, is_unclear, read_edges, span_of, written

from .choices import FINISHED, UNFINISHED, Importance, Question, Regime, Resources, Standing, State
from .law import CHARACTERISTICS, LIMBS, characteristics_under, is_between, regime_of
from .querysets import ActionQuerySet, AnswerQuerySet, AssessmentQuerySet, ProgressQuerySet
from .screening import Screening

__all__ = ["Answer", "Assessment", "PlanAction", "Progress", "Screening"]

BEFORE_THE_DUTY = (
    "Section 149 applied from 5 April 2011; "
    "until then the duties on race, disability and gender did"
)


def touched(label):
    """A protected characteristic that it touches, or a limb of the duty that it serves."""
    return models.BooleanField(label, default=False)


class Assessment(Entry):
    """One version of an equality assessment.

    A new version is a row of its own with a reference of its own: a report and a decision name the
    version that members saw. The old version stays as it was from then on, its actions and answers
    with it.
    """

    PREFIX, CLOSED = "EA", frozenset({Standing.SUPERSEDED})

    title = LineField("what is assessed")
    organisation = LineField("organisation or department", max_length=200, blank=True)
    service_area = WordsField(blank=True, max_length=2000)
    owner = LineField(
        "responsible officer",
        max_length=120,
        blank=True,
        help_text="Job title, for example Head of Service",
    )
    assessed = written("date of the assessment")
    assessed_earliest, assessed_latest = edge("earliest day assessed"), edge("latest day assessed")
    regime = models.CharField("legal regime", max_length=10, choices=Regime, blank=True)

    age = touched("age")
    disability = touched("disability")
    gender_reassignment = touched("gender reassignment")
    marriage_and_civil_partnership = touched("marriage and civil partnership")
    pregnancy_and_maternity = touched("pregnancy and maternity")
    race = touched("race")
    religion_or_belief = touched("religion or belief")
    sex = touched("sex")
    sexual_orientation = touched("sexual orientation")
    eliminate_discrimination = touched("eliminate discrimination, harassment and victimisation")
    advance_opportunity = touched("advance equality of opportunity")
    foster_relations = touched("foster good relations")

    evidence = WordsField(blank=True)

    state = models.CharField(
        max_length=20, choices=Standing, default=Standing.CURRENT, editable=False
    )
    edition = models.PositiveSmallIntegerField("version", default=1, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", editable=False
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="equality_assessment_reference_once"
            ),
            edges_in_order("equality_assessment_edges", "assessed"),
            models.CheckConstraint(
                condition=Q(edition=1, supersedes=None)
                | Q(edition__gt=1, supersedes__isnull=False),
                name="equality_assessment_later_version_supersedes",
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("id")), name="equality_assessment_supersedes_another"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="equality_assessment_by_number")
        ]

    def clean(self):
        read_edges(self, "assessed")

    @property
    def is_current(self):
        """Whether this version stands; a superseded one stays as it was."""
        return self.state == Standing.CURRENT

    @property
    def days(self):
        """The days that its date can mean; None where they are not known."""
        return span_of(self, "assessed")

    @property
    def characteristics(self):
        """The protected characteristics that it touches, in words, in the order of the Act."""
        return [word for name, word in CHARACTERISTICS.items() if getattr(self, name)]

    @property
    def limbs(self):
        """The limbs of the duty that it serves, by their words."""
        return [word for name, word in LIMBS.items() if getattr(self, name)]

    def flags(self):
        """What a reader should notice, in words."""
        flags, suggested = [], regime_of(self.days)
        if suggested and self.regime and suggested != self.regime:
            other = Regime(suggested).label.lower()
            flags.append(f"Its date, {self.assessed}, suggests another legal regime: {other}")
        if is_between(self.days):
            flags.append(BEFORE_THE_DUTY)
        if self.regime == Regime.BEFORE and self.limbs:
            flags.append("The limbs of section 149 did not apply before the Equality Act 2010")
        flags += [
            f"{word}: none of the characteristics that it touches comes under this limb"
            for name, word in LIMBS.items()
            if getattr(self, name) and self.characteristics
            if not any(getattr(self, one) for one in characteristics_under(name))
        ]
        if is_unclear(self, "assessed"):
            flags.append("Its date is kept as written: no date can be read from it")
        return flags


class PlanAction(Entry):
    """One action of an assessment's plan. What the plan leaves blank stays blank, and pages say so.

    `in_force` says whether the version that it belongs to stands; `add_version` is its only writer.
    """

    PREFIX, CLOSED = "EQ", FINISHED

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="actions")
    text = WordsField("action", max_length=2000)
    concerns = models.CharField(
        "characteristic that it concerns",
        max_length=40,
        choices=list(CHARACTERISTICS.items()),
        blank=True,
    )
    importance = models.PositiveSmallIntegerField(choices=Importance, null=True, blank=True)
    owner = LineField(
        "person responsible",
        max_length=120,
        blank=True,
        help_text="Job title, for example Head of Service",
    )
    starts = written("start")
    starts_earliest = edge("earliest day of the start")
    starts_latest = edge("latest day of the start")
    ends = written("end")
    ends_earliest, ends_latest = edge("earliest day of the end"), edge("latest day of the end")
    resources = models.CharField("resources approved", max_length=3, choices=Resources, blank=True)
    measure = WordsField(blank=True, max_length=2000)
    target = WordsField(blank=True, max_length=2000)

    state = models.CharField(
        "status", max_length=20, choices=State, default=State.NOT_RECORDED, editable=False
    )
    done_on = DayField("done on", null=True, editable=False, past=True)
    dropped_why = WordsField("why it was dropped", blank=True, max_length=2000, editable=False)
    in_force = models.BooleanField("of a version that stands", default=True, editable=False)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="carried_to", editable=False
    )

    objects = ActionQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="equality_action_reference_once"
            ),
            edges_in_order("equality_action_start_edges", "starts"),
            edges_in_order("equality_action_end_edges", "ends"),
            models.CheckConstraint(
                condition=Q(starts_earliest=None)
                | Q(ends_latest=None)
                | Q(ends_latest__gte=F("starts_earliest")),
                name="equality_action_ends_after_its_start",
                violation_error_message="The end comes before the start.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DROPPED) & ~Q(dropped_why="")
                | ~Q(state=State.DROPPED) & Q(dropped_why=""),
                name="equality_action_dropped_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE) | Q(done_on=None),
                name="equality_action_done_when_done",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "number"], name="equality_action_by_number"),
            models.Index(
                fields=["programme", "in_force", "state", "ends_latest"],
                name="equality_action_by_end",
            ),
        ]

    @property
    def title(self):
        """Its first words: plans give their actions no titles."""
        return first_words(self.text)

    @property
    def dates(self):
        """Start and end as one column of a plan prints them."""
        return " to ".join(filter(None, [self.starts, self.ends]))

    @property
    def is_unfinished(self):
        """Whether it is still to be done."""
        return self.state in UNFINISHED

    @property
    def is_closed(self):
        """Whether it is finished, or its assessment superseded."""
        return super().is_closed or not self.in_force

    def is_overdue(self, today):
        """Whether its end has passed in every reading of its words."""
        is_open = self.in_force and self.is_unfinished
        return is_open and self.ends_latest is not None and self.ends_latest < today

    def clean(self):
        for name in ("starts", "ends"):
            read_edges(self, name)
        if self.assessment_id and self.assessment.programme_id != self.programme_id:
            raise ValidationError({"assessment": "Choose an assessment of this programme."})
        if self.starts_earliest and self.ends_latest and self.ends_latest < self.starts_earliest:
            # or the constraint would say the same once more, beside no field
            self.ends_earliest = self.ends_latest = None
            message = f"The end, {self.ends}, comes before the start, {self.starts}."
            raise ValidationError({"ends": message})

    def flags(self, today):
        """What a reader should notice, in words."""
        flags = [f"Overdue: should have ended {self.ends}"] if self.is_overdue(today) else []
        proposed = getattr(self, "proposed", None)
        if proposed and self.importance and proposed != self.importance:
            said, plan = proposed.label.lower(), self.get_importance_display().lower()
            flags.append(f"Importance {plan}, where the screening proposes {said}")
        unclear = [getattr(self, name) for name in ("starts", "ends") if is_unclear(self, name)]
        return flags + [
            f"“{words}” is kept as written: no date can be read from it" for words in unclear
        ]


class Progress(Dated):
    """Where an action stands as at a day, in words."""

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="notes")
    text = WordsField("progress", max_length=2000)

    objects = ProgressQuerySet.as_manager()

    class Meta(Dated.Meta):
        indexes = [
            models.Index(
                fields=["action", "as_at", "recorded_at"], name="equality_progress_in_order"
            )
        ]

    def __str__(self):
        return clipped(self.text, TITLE_SPACE)


class Answer(models.Model):
    """The answer to one monitoring question, with its date as written.

    A date that is probably a slip is kept as it was printed; `doubt` says what it probably means.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20, choices=Question, editable=False)
    text = WordsField("answer", blank=True)
    dated = written("date")
    dated_earliest, dated_latest = edge("earliest day"), edge("latest day")
    doubt = LineField("doubt about the date", blank=True)

    history = EntryHistory()
    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question"], name="equality_question_answered_once"
            ),
            edges_in_order("equality_answer_edges", "dated"),
            models.CheckConstraint(
                condition=Q(doubt="") | ~Q(dated=""), name="equality_doubt_about_a_date"
            ),
        ]

    def __str__(self):
        return clipped(self.text, TITLE_SPACE)

    def clean(self):
        read_edges(self, "dated")
        if self.doubt and not self.dated:
            message = "There is no date to doubt."
            advice = "Enter the date as it is printed, or leave this empty."
            raise ValidationError({"doubt": f"{message} {advice}"})

    @property
    def note(self):
        """What a reader should know about its date, in words; empty when there is nothing."""
        return f"“{self.dated}” is kept as printed: {self.doubt}" if self.doubt else ""
