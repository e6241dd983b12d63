"""What a log declares, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db import models
from django.db.models import Count

from programme.alike import told_apart
from programme.entries import mistakes_of, told_by
from programme.facts import BoundFact, Column, Fact
from programme.formats import counted
from programme.glance import Need, Tile
from programme.measured import Measured
from programme.owners import with_person
from programme.position import AtPosition
from programme.readiness import Achieved, Obstacle, blank_obstacle, is_blank
from programme.retention import ROWS, disposed_url
from programme.written_once import Given

from .after_closing import StillWritten
from .correcting import Corrected
from .files import TakesFiles


@dataclass(frozen=True)
class Asked:
    """What an update round asks of a row: `facts`, which begin as they stand in it, and what is
    `said`, which begins blank; each the names in one text. They are of the log's edit form or,
    where it names a `step`, of the form of that step.
    """

    facts: str = ""
    said: str = ""
    step: str = ""


class Log(Corrected, TakesFiles):
    """One governance log: what it is called, what it records, and who may see and keep it.

    `rows` answers for downloads, `export_log` and report sections alike: money in pence, dates as
    ISO text, bands as {"key", "word"}, None for a blank.
    """

    model = None
    name = ""  # what `export_log` and the audit trail call it
    title = ""
    noun = ""  # one row of it, with its article: a risk
    permission = None  # to see it
    keep = None  # to add and change its rows
    namespace = ""  # of its addresses, which are named namespace:prefix + page
    prefix = ""
    # A table on the pages of another log's entries: {that log's name: (view, entry) -> ChildTable}
    tables_on: dict[str, Callable] = {}
    # stands in the navigation and on the overview; another log is reached from one that does
    leads = True
    facts: tuple = ()
    register = ""  # the names of the facts that the register shows, with spaces between them
    column_order = ""  # likewise the facts whose columns come first; the rest follow as declared
    steps: dict = {}  # from which states each step may be taken
    children: tuple = ()  # a `programme.children.Children` for each kind of rows of its entries
    # facts that somebody judged: (its name, the names of what it can be held against)
    judgements: tuple = ()
    decisions: tuple = ()  # what a decision fixes: each a `programme.decided.Decision`
    filter_class = None  # of its register: each filter puts itself here
    # Notes of its events that only repeat what columns tell: (field, label) pairs.
    repeated: frozenset = frozenset()
    # Columns that only follow from another change, which tells them: {column: its field}.
    told_by: dict[str, str] = {}
    # its column of the day by which the owner of an entry has to do something, if it has one
    due = ""
    owners = ("owner",)  # its columns that name an owner by job title
    # what an update round asks of its rows, each an `Asked`; without any it is in no round
    in_rounds: tuple = ()
    shown_in_rounds = ""  # the names of the facts that stand beside it
    # columns that the form of the next entry keeps, where several are added one after another
    stays = "lead_partner workstream owner owner_user"
    not_copied: frozenset = frozenset()  # columns that no copy of an entry takes over
    # rows that are only added to its entries: each a `programme.ledgers.Ledger`
    ledgers: tuple = ()
    # what of it is still written once its programme is closed: nothing, unless it says so
    after_closing = StillWritten()
    # how it takes in rows that stand elsewhere already: a `programme.receiving.Receives`
    receives = None
    asked = ""  # facts, by their names, of which closure says how many rows leave them blank

    def __init__(self):
        self.facts = with_person(self.facts)
        self.step_views = []  # each step's view puts itself here
        self.children = {kind.name: kind.of(self) for kind in self.children}

    @property
    def bare_noun(self):
        """One row of it without the article: risk."""
        return self.noun.split(" ", 1)[1]

    @property
    def nouns(self):
        """Several rows of it: risks, equality assessments; budget lines, of the log "Budget"."""
        several, title = f"{self.bare_noun}s", self.title.lower()
        return title if title.endswith(several) else several

    @cached_property
    def bound(self):
        """The facts by name, as bound to the model; those that `column_order` names come first."""
        declared = {fact.name: BoundFact(fact, self.model) for fact in self.facts}
        return {name: declared[name] for name in [*self.column_order.split(), *declared]}

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its downloads."""
        return tuple(fact.as_column() for fact in self.bound.values() if fact.fact.column)

    def pick(self, names, **widths) -> tuple[Column, ...]:
        """Columns for a report, by their names in one text; `?` leaves one out where all rows are
        blank.
        """
        return tuple(
            self.bound[name].as_column(width=widths.get(name), optional=asked.endswith("?"))
            for asked in names.split()
            for name in [asked.rstrip("?")]
        )

    @cached_property
    def form_fields(self) -> list[str]:
        """The names of the facts that people type, in the order of their declaration."""
        return [fact.name for fact in self.facts if self.bound[fact.name].in_form]

    @cached_property
    def typed_fields(self) -> list[str]:
        """Those in which a mistake can be corrected: also what steps ask for."""
        typed = [fact.name for fact in self.facts if isinstance(fact, Fact) and fact.typed]
        return [*self.form_fields, *typed]

    @cached_property
    def search_fields(self) -> tuple[str, ...]:
        """The columns that the search box looks through."""
        return tuple(fact.name for fact in self.facts if fact.search)

    def is_copied(self, column) -> bool:
        """Whether a copy of an entry takes a column over: no reference and no state, nor a day on
        which something has happened.
        """
        left_out = {"reference", "state", *self.not_copied}
        return column.name not in left_out and not getattr(column, "past", False)

    @property
    def closed_states(self):
        """States in which a row is settled: it refuses edits until it is reopened."""
        return self.model.CLOSED

    def url(self, page):
        """The name of the address of one of its pages: list, add, detail, edit, download, or a
        step.
        """
        name = f"{self.prefix}{page}"
        return f"{self.namespace}:{name}" if self.namespace else name

    @cached_property
    def row_pages(self) -> frozenset[str]:
        """The names of the addresses of pages about one row."""
        steps = (step.name for step in self.step_views)
        return frozenset(self.url(page) for page in ("add", "detail", "edit", *steps))

    @property
    def file_name(self):
        """What its downloads are called."""
        return self.name

    @property
    def url_name(self):
        return self.url("list")

    @property
    def detail_url_name(self):
        return self.url("detail")

    def entries(self, position):
        """The entries at a position, in the order of their references; none of a closed programme
        whose rows were disposed of.
        """
        bare = self.name in (position.knows("logs without rows") or ())
        gone = bare or self._are_disposed(position)
        return self.model.objects.none() if gone else self.kept_at(position)

    @staticmethod
    def _are_disposed(position):
        """Whether the rows of the programme, which was closed, were disposed of."""
        ended = position.programme.closed_on
        return ended and position.once("disposed", lambda: disposed_url(position.programme, ROWS))

    def entry(self, position, reference):
        """The entry with a reference at a position; None where it has none."""
        if self._are_disposed(position):
            return None
        return self._named.one(position, reference=reference)

    def references(self, position) -> list[str]:
        """The references of `entries`, in their order."""
        return [] if self._are_disposed(position) else list(self._references.ask(position))

    @cached_property
    def _references(self):
        return AtPosition(lambda at: self.kept_at(at).values_list("reference", flat=True))

    def open_after(self, entry, position) -> str:
        """The reference of the next entry that is not settled; empty where there is none, or where
        the entry itself is settled.
        """
        found = None if entry.is_closed else self._next.one(position, number=entry.number)
        return found or ""

    @cached_property
    def _next(self):
        def rows(position):
            later = self.kept_at(position).filter(number__gt=Given("number"))
            if self.closed_states:
                later = later.exclude(state__in=self.closed_states)
            return later.values_list("reference", flat=True)[:1]

        return AtPosition(rows)

    @cached_property
    def _named(self):
        named = Given("reference", models.CharField())
        return AtPosition(lambda position: self.kept_at(position).filter(reference=named)[:1])

    def kept_at(self, position):
        """The rows at a position, what is left of those that were disposed of among them: of the
        position the programme and the times alone are looked at.
        """
        past = any(told_by(position))
        found = self.model.objects.as_at(position) if past else self._standing
        return found.filter(programme=position.programme).order_by("number")

    @cached_property
    def _standing(self):
        """The rows of all programmes as they stand now: put together once, and copied."""
        return self.model.objects.as_at(None)

    def still_open(self, entries):
        """Those of `entries`, a queryset as it stands now, that are not settled."""
        return entries.exclude(state__in=self.closed_states) if self.closed_states else entries

    def underway(self, entries):
        """Those of `entries`, likewise, that count by the day on which they are `due`."""
        return self.still_open(entries)

    def asked_in_rounds(self, position) -> tuple[Asked, ...]:
        """What an update round asks of its rows in a programme."""
        return self.in_rounds

    def withdrawn(self, position):
        """The entries that were known at a position to have been added by mistake."""
        gone = mistakes_of(self.model, position)
        return self.model.objects.filter(programme=position.programme, pk__in=gone)

    def fit(self, form, position):
        """Gives the choices of a form the words that the programme has for them, and takes from it
        what the programme does not know.
        """

    def prepare(self, entries, position) -> list:
        """`entries` with what their facts need from other tables, in a fixed number of queries."""
        return entries

    def look_up_decisions(self, entries):
        """Has a page of entries know what their `decisions` ask, in a fixed number of queries."""

    def rows(self, entries, position) -> list[dict]:
        """`entries` as plain rows, one dict per entry, keyed by the names of the facts."""
        values = [(name, fact.value) for name, fact in self.bound.items() if fact.is_plain]
        entries = self.prepare(list(entries), position)
        rows = [{name: value(entry, position) for name, value in values} for entry in entries]
        return self._told_apart(rows, entries, position) if position.for_paper else rows

    def _told_apart(self, rows, entries, position):
        """Rows of a paper, each with who leads it beside the words that another one has as well."""
        for row, entry in zip(rows, told_apart(entries, position), strict=True):
            if entry.whose:
                name = "title" if "title" in row else "text"
                row[name] = f"{row[name]} ({entry.whose})"
        return rows

    def groups(self, entry, position) -> list[dict]:
        """The facts of the detail page under their headings: {"title", "rows", "kept"}.

        `kept` says whether people change something of the group in the form.
        """
        found, decided = {}, self._decided(entry)
        for fact in (self.bound[fact.name] for fact in self.facts if fact.group):
            group = {"title": fact.fact.group, "rows": [], "kept": False}
            group = found.setdefault(fact.fact.group, group)
            words = fact.in_words(entry, position)
            group["kept"] |= fact.in_form and fact.name not in decided
            if words or not fact.fact.when_given:
                group["rows"].append({"name": fact.name, "label": fact.label, "value": words})
        return [group for group in found.values() if group["rows"]]

    def _decided(self, entry):
        """The names of the facts that a decision fixed, so that the form leaves them out."""
        return {name for one in self.decisions if not one.falls for name in one.fixed(entry)}

    def hand_over(self, entries, to) -> dict:
        """What hangs on open `entries` and moves with them in a reorganisation.

        Gives {primary key of the entry: [`reorganisation.ChildMove`]}; `to` are the
        `reorganisation.Successors`.
        """
        return {}

    def achieved(self, position) -> Achieved | None:
        """What was reached of what the log set out; None for one that sets out nothing."""
        return None

    def first_steps(self, programme, user) -> list:
        """What a new programme can begin the log with, as `programme.first_steps.FirstStep`s."""
        return []

    def measured(self, position) -> list[Measured]:
        """Its rows as they were measured; none where it measures none."""
        return []

    def workstreams(self, programme) -> list[str]:
        """Names of workstreams that the forms of other logs offer; none where it has none."""
        return []

    def obstacles(self, position) -> list[Obstacle]:
        """What of its rows stands in the way of closing the programme."""
        return self.blanks(self.entries(position))

    def asked_of(self, entries):
        """Those of `entries`, a queryset, of which closure asks the facts that are `asked`."""
        return entries

    def blanks(self, entries) -> list[Obstacle]:
        """A line for each of the facts that are `asked` and some of `entries` leave blank; it leads
        to these rows.
        """
        asked = {name: is_blank(self.model, name) for name in self.asked.split()}
        if not asked:
            return []
        entries = self.asked_of(entries)
        found = entries.aggregate(all=Count("id"), **{n: Count("id", q) for n, q in asked.items()})
        every = counted(found.pop("all"), self.bare_noun, self.nouns)
        return [
            blank_obstacle(name, f"{self.bound[name].label}: not recorded in {number:,} of {every}")
            for name, number in found.items()
            if number
        ]

    def tile(self, position) -> Tile:
        """The log at a glance for the overview: how many rows it has, where it says no more."""
        count = self.entries(position).count()
        return Tile(self.title, count, figures={"count": count})

    def needing(self, entries, position):
        """Those of `entries`, a queryset, about which somebody should do something."""
        return entries.none()

    def attention(self, entries, position):
        """Those of `entries` that need attention, for themselves or because of late child rows:
        "Needs you" and the filter of the register answer from here.
        """
        own = self.needing(entries, position).order_by().values("id")
        late = [kind.in_standing("late", position) for kind in self.late_kinds]
        theirs = [kind.parents_of(rows) for kind, rows in zip(self.late_kinds, late, strict=True)]
        return entries.filter(reduce(or_, (models.Q(id__in=ids) for ids in [own, *theirs])))

    def needing_count(self, position, needs) -> int:
        """How many rows need attention, as the filter of the register counts them, and what else
        of `needs`, the lines about them.
        """
        rows = self.attention(self.entries(position), position).count() if self.asks else 0
        return rows + sum(not one.of_rows for one in needs)

    @property
    def late_kinds(self):
        """The kinds of its child rows that can be late and are no log of their own."""
        return [kind for kind in self.children.values() if kind.due and not kind.apart]

    @property
    def asks(self):
        """Whether its rows can need attention at all."""
        return bool(self.late_kinds) or type(self).needing is not Log.needing

    def needs(self, position) -> list[Need]:
        """What somebody should do about this log today, but for late child rows: a line for each of
        the rows that are `needing`, and for what is no row of the log.
        """
        return []
