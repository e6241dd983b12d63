"""What every row of every log has: a reference, an owner, a version, and its past."""

from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from programme.authorization.roles import LOG_READERS
from programme.fields import DayField, LineField, PersonField
from programme.formats import day
from programme.past_rows import PastRows
from programme.retention import ROWS, disposed_programmes
from programme.written_once import Given, Prepared, WrittenOnce


def told_by(at):
    """What is known: (a moment, what a correction puts right).

    `at` is a moment, or None for now, or a position. The second is (reference, moment) pairs.
    """
    return (at.at, at.corrected) if hasattr(at, "corrected") else (at, ())


@lru_cache
def path_to_reference(model) -> str:
    """The path from a row to the reference of the entry that it belongs to; blank for one of none.

    A child row belongs to the entry that its first foreign key to one names.
    """
    if issubclass(model, Entry):
        return "reference"
    parents = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    for kind in (Entry, Recorded):
        for field in parents:
            if issubclass(field.related_model, kind) and field.related_model is not model:
                path = path_to_reference(field.related_model)
                return path and f"{field.name}__{path}"
    return ""


def of_those(model, references) -> models.Q:
    """The condition of belonging to the entries with these references; nothing does to none."""
    path = path_to_reference(model)
    return models.Q(**{f"{path}__in": references}) if path else models.Q(pk__in=[])


def _mistakes(model, moment=None):
    """The records of rows of `model` that were known at `moment`, or are known now, to have been
    entered by mistake.
    """
    found = apps.get_model("programme", "Mistake").objects.standing(moment)
    return found.filter(subject_type=model._meta.label_lower)


def mistakes_of(model, at=None):
    """The keys of rows of `model` that were known at a moment or position to be mistakes; with
    None, that are known now. One that a reversing entry takes back stands in its ledger with it.

    Of entries that a position corrects, also those that were found out by their correction. What is
    given can be looked in, `pk__in`, and not asked by itself.
    """
    return _mistakes_of(model, *told_by(at))


@lru_cache(maxsize=512)  # nearly every query asks for it; putting it together costs more
def _mistakes_of(model, moment, corrected):
    known = _mistakes(model, moment).filter(reversed_by=None)
    if not corrected:
        return WrittenOnce(known.values("subject_id"))
    found = models.Q(pk__in=known.values("pk"))
    for until, references in _by_moment(corrected):
        rows = model._base_manager.filter(of_those(model, references)).order_by().values("pk")
        later = _mistakes(model, until).filter(recorded_at__gt=moment, subject_id__in=rows)
        found |= models.Q(pk__in=later.values("pk"))
    mistakes = apps.get_model("programme", "Mistake").objects.filter(found)
    return WrittenOnce(mistakes.values("subject_id"))


@lru_cache(maxsize=512)
def _past(model, moment, corrected):
    """The rows of `model` as they stood, without mistakes: likewise to be copied."""
    last = model.history.filter(history_date__lte=moment, id=OuterRef("id"))
    last = last.order_by("-history_date", "-history_id").values("history_id")[:1]
    gone = _mistakes_of(model, moment, corrected)
    return (
        model.history.exclude(gone.some, id__in=gone)
        .filter(history_id=Subquery(last))
        .as_instances()
    )


def _by_moment(corrected):
    """(moment, references) of what a correction puts right."""
    moments = {until for _, until in corrected}
    return [(until, [name for name, its in corrected if its == until]) for until in moments]


def _in_their_place(model, at) -> models.Q:
    """The rows that a position takes in for mistaken ones which stood at its moment."""
    moment, corrected = told_by(at)
    found = models.Q(pk__in=[])
    for until, references in _by_moment(corrected):
        right = _mistakes(model, until).filter(recorded_at__gt=moment, counts_from__lte=moment)
        taken = models.Q(pk__in=right.exclude(replaced_by=None).values("replaced_by"))
        found |= of_those(model, references) & taken
    return found


def mistake_of(row, moment=None):
    """The record that says that a row was entered by mistake, and why, as known at `moment`; None
    where there is none.
    """
    return apps.get_model("programme", "Mistake").objects.of_row(row, moment)


def counts_from(model):
    """The moment from which a recorded row counts, as an expression: when it was recorded, or when
    the mistaken row was whose place it takes.
    """
    mistakes = apps.get_model("programme", "Mistake").objects.filter(
        subject_type=model._meta.label_lower, replaced_by=OuterRef("pk"), reversed_by=None
    )
    return Coalesce(Subquery(mistakes.values("counts_from")[:1]), F("recorded_at"))


class EntryHistory(HistoricalRecords):
    """Keeps every column of an entry as it stood, with an index that finds the row for a moment,
    and one that gives a page of a past register in its order.
    """

    def __init__(self, **kwargs):
        kept = {"history_manager": PastRows, "inherit": True, "user_db_constraint": False}
        super().__init__(**kept, **kwargs)

    def get_meta_options(self, model):
        name = model._meta.model_name
        found = ["id", "-history_date", "-history_id"]
        indexes = [models.Index(fields=found, name=f"{name}_as_at"[:30])]
        if issubclass(model, Entry):
            in_order = ["programme", "number"]
            indexes.append(models.Index(fields=in_order, name=f"{name}_past_by_number"[:30]))
            if model.COUNTED:
                covered = ["programme", *model.COUNTED, "id", "history_id", "history_type"]
                indexes.append(models.Index(fields=covered, name=f"{name}_past_counted"[:30]))
                since = ["programme", "history_date", "id"]
                indexes.append(models.Index(fields=since, name=f"{name}_past_changed"[:30]))
                owned = models.Q(owner_user__isnull=False)
                people = {"fields": ["programme", "owner_user"], "condition": owned}
                indexes.append(models.Index(**people, name=f"{name}_past_by_person"[:30]))
        return {**super().get_meta_options(model), "indexes": indexes}


class EntryQuerySet(models.QuerySet):
    """Sets of entries of one log. Those entered by mistake and withdrawn are left out."""

    def of(self, programme):
        """The entries of one programme."""
        return self.as_at(None).filter(programme=programme)

    def visible_to(self, user):
        """The entries of programmes whose logs `user` may read today, but for those of which the
        rows were disposed of.
        """
        memberships = apps.get_model("programme", "Membership").objects.current()
        roles = memberships.filter(user=user, role__in=LOG_READERS)
        found = self.filter(programme__in=roles.values("programme"))
        return found.exclude(disposed_programmes(ROWS))

    def as_at(self, at):
        """The rows as they stood at a moment or position; with None, as they stand now.

        Facts that a position corrects are put right by `programme.putting_right` alone.

        Instances of the past are read-only copies: their foreign keys lead to today's parents.
        The last history row of each entry counts, by moment and then by the order of recording, so
        that two changes within one moment give one row.
        """
        moment, corrected = told_by(at)
        if moment is None:
            gone = mistakes_of(self.model, at)
            return self.exclude(gone.some, pk__in=gone)
        return _past(self.model, moment, corrected).all()


def partly(model, rows, names) -> list:
    """Entries with these columns alone, as a page of a register shows them: half the time of whole
    rows. `rows` are `values_list("id", *names)` of the model's table or, for the past, of its
    history.

    Any other column would be read from the table, row by row, when it is asked for.
    """
    found, columns, database = [], ("id", *names), rows.db
    for values in rows:
        entry, state = model.__new__(model), models.base.ModelState()
        state.adding, state.db = False, database
        vars(entry).update(zip(columns, values, strict=True), _state=state)
        found.append(entry)
    return found


class Kept(models.Model):
    """A row whose every column is kept as it stood, under a version that rises with every change.

    A save over somebody else's newer save is noticed by the version.
    """

    # States in which a row is settled: it refuses changes until it is reopened.
    CLOSED = frozenset()

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_by_name = models.CharField(max_length=200, editable=False)

    history = EntryHistory()
    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_closed(self):
        """Whether the row is settled."""
        return getattr(self, "state", None) in self.CLOSED


class Entry(Kept):
    """One row of a governance log.

    `reference` is given once and never changes or serves again. `settled_at` and `settled_why` say
    when and why the row came into one of its `CLOSED` states; a row that was reopened has neither.
    """

    PREFIX = ""  # what a reference begins with, for example R in R1
    # Columns by which a register counts all its rows; the first is offered as a choice. Indexes of
    # the history cover them, find what was changed since, and the few rows that a person owns.
    COUNTED: tuple[str, ...] = ()

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    reference = models.CharField(max_length=12, editable=False)
    number = models.PositiveIntegerField(editable=False)
    owner = LineField(
        max_length=120,
        blank=True,
        help_text="Job title, for example Director of Corporate Services",
    )
    owner_user = PersonField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="owner (person)",
        null=True,
        blank=True,
        related_name="+",
    )
    lead_partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    workstream = LineField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_why = models.TextField(blank=True, editable=False)

    whose = ""  # who leads it, where another row that is shown beside it reads the same

    class Meta(Kept.Meta):
        abstract = True
        ordering = ["programme", "number"]

    def __str__(self):
        return f"{self.reference} {self.shown_title}"

    @property
    def shown_title(self):
        """The title, with who leads the row where that tells it from another one."""
        return f"{self.title} ({self.whose})" if self.whose else self.title


class RecordedQuerySet(models.QuerySet):
    """Sets of rows that are only ever added."""

    def known_at(self, at):
        """Those recorded by a moment or position that were not known by then to be mistakes; with
        None, those that count now.

        For a mistaken row of entries that a position corrects stands the one in its place.
        """
        moment, corrected = told_by(at)
        gone = mistakes_of(self.model, at)
        if moment is None:
            return self.exclude(pk__in=gone)
        known = models.Q(recorded_at__lte=moment)
        if corrected:
            known |= _in_their_place(self.model, at)
        return self.filter(known).exclude(pk__in=gone)

    def in_order_of(self, *names):
        """By columns, then by the moments from which the rows count, the last one last."""
        counted = self.annotate(counted_from=counts_from(self.model))
        return counted.order_by(*names, "counted_from", "id")


class EndedQuerySet(models.QuerySet):
    """Sets of recorded rows that can be ended once and are never deleted."""

    def standing(self, at=None):
        """Those that stood at a moment or position; with None those that stand now."""
        moment, _ = told_by(at)
        if moment is None:
            return self.filter(ended_at=None)
        not_ended = models.Q(ended_at=None) | models.Q(ended_at__gt=moment)
        return self.filter(not_ended, recorded_at__lte=moment)


class Recorded(models.Model):
    """A row that is added once and never changed: the app's migration makes the database refuse
    anything else.
    """

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["recorded_at", "id"]

    @property
    def recorded_when(self):
        """The day from which it counts, in words; of one in the place of a mistaken row, read in
        the order in which rows count, also when that was corrected.
        """
        since = getattr(self, "counted_from", self.recorded_at)
        if since == self.recorded_at:
            return day(since)
        return f"{day(since)}, corrected on {day(self.recorded_at)}"


class DatedQuerySet(RecordedQuerySet):
    """Sets of rows that each say how something stood as at a day."""

    def in_order(self):
        """From the one that counts least to the one that counts: by the day it speaks of, then of
        recording.
        """
        return self.in_order_of("as_at")


class Dated(Recorded):
    """How something stood as at a day.

    The latest by that day counts; of one day, the one that was recorded last.
    """

    as_at = DayField("position as at", past=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Recorded.Meta):
        abstract = True


def _rules(model, programme, on):
    """The rules of a programme that began by the day `on`, the one in force first."""
    known = model._default_manager.filter(programme=programme, applies_from__lte=on)
    return known.order_by("-applies_from", "-recorded_at", "-id")


@lru_cache
def _rule_today(model):
    given = Given("programme"), Given("on", models.DateField())
    return Prepared(lambda: _rules(model, *given)[:1])


class AppliesFromQuerySet(models.QuerySet):
    """Sets of rules of a programme, each of which applies from a day until the next one does."""

    def in_force(self, programme, on, at=None):
        """The rule that applied on the day `on`, as known at the moment `at` (None: now); None when
        there was none.
        """
        if not at:
            return next(iter(_rule_today(self.model).ask(programme=programme.pk, on=on)), None)
        known = _rules(self.model, programme, on).filter(recorded_at__lte=at)
        return known.first()

    def at_position(self, position):
        """The rule that applied on a position's day, as known at its moment; asked once."""
        return position.once(
            self.model, lambda: self.in_force(position.programme, position.day, position.at)
        )
