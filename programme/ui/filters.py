"""Thin base of every register's filter: search, and the sort and moment that stay in the address.

It reads the address by itself. A Django form with its fields, widgets and templates did the same
for a quarter of a register's time (docs/adr/0011).
"""

import re
from collections import Counter
from functools import cache, cached_property, lru_cache, reduce
from operator import itemgetter, or_

from django.db.models import CharField, F, Q, Value
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import mark_safe

from programme import owners
from programme.children import OWNER
from programme.formats import NOT_RECORDED, clipped
from programme.models import FurtherOwner
from programme.position import AtPosition
from programme.readiness import BLANK, is_blank
from programme.searching import words_of
from programme.walked import Walk

CARRIED = ("sort", "per_page", "rows")  # they stay in the address when somebody filters
NUMBERS = re.compile(r"[0-9]{1,6}(-[0-9]{1,6})?(,[0-9]{1,6}(-[0-9]{1,6})?)*")
MOST_RANGES = 300
UNSAID = ("none", NOT_RECORDED)  # the choice that finds the rows in which nobody said anything


def in_use(columns):
    """What stands in columns, as choices of filters; one query for all of them."""
    return as_choices(columns, words_in(columns) if columns else ())


def as_choices(names, found):
    """{name: choices} from the rows of `words_in`."""
    choices = {name: [] for name in names}
    for name, words in found:
        choices[name].append((words, words))
    return choices


def words_in(columns):
    """The query of what stands in columns: (name of the filter, words).

    `columns` are {name of the filter: (rows, column)}; in place of a column stands an expression of
    those rows alone in which it has a value.
    """
    parts = [
        (rows.exclude(**{column: ""}) if isinstance(column, str) else rows)
        .order_by()
        .annotate(
            filter_name=Value(name, CharField()),
            words=F(column) if isinstance(column, str) else column,
        )
        .values_list("filter_name", "words")
        for name, (rows, column) in columns.items()
    ]
    first, *others = parts
    return (first.union(*others) if others else first.distinct()).order_by("words")


class ChoiceFilter:
    """A choice that narrows a register: by the column of the same name, or by a method of the
    filter.

    `method` names it; it is called with queryset, name and value. `choices` are (value, words)
    pairs; without any they are what stands in the column at the position that the page shows.
    `UNSAID` among them finds the blanks of the column. `groups` are choices that find several
    values of the column: {choice: values}.
    """

    def __init__(self, label, choices=None, *, empty_label, method=None, groups=None):
        self.label, self.choices, self.empty_label = label, choices, empty_label
        self.method, self.words = method, words_by_value(choices or ())
        self.groups = groups or {}


def words_by_value(choices):
    """{value as it stands in an address: words} of a filter's choices."""
    return {str(value): words for value, words in choices}


def blank_filter(log):
    """A filter by what closure asks of a log's rows and they leave blank."""
    asked = [(name, log.bound[name].label) for name in log.asked.split()]
    return {BLANK: ChoiceFilter(NOT_RECORDED, asked, method="by_blank", empty_label="Any")}


PERSON = "person"  # the filter by who owns an entry as a person, by user name
NEEDS = ChoiceFilter("Needs attention", [("yes", "Yes")], method="by_need", empty_label="Any")


def child_filters(log):
    """A filter for each kind of child rows that can wait or be late, and for their owners."""
    found = {}
    for name, kind in log.children.items():
        if kind.choices:
            found[name] = ChoiceFilter(
                kind.title, kind.choices, empty_label="Any", method="by_children"
            )
        if kind.owner:
            label = f"{kind.noun[:1].upper()}{kind.noun[1:]} owner"
            found[f"{name}{OWNER}"] = ChoiceFilter(
                label, empty_label="Anyone", method="by_child_owner"
            )
    return found


@lru_cache(maxsize=2048)
def options(choices, chosen):
    """The `<option>` tags of a select; most of them are the same for everybody. HTML ends one where
    the next one begins.
    """
    return mark_safe(
        "".join(_option(value, str(words), value == chosen) for value, words in choices)
    )


def _option(value, words, chosen):
    quote = "" if value.isidentifier() else '"'
    given = f" value={quote}{escape(value)}{quote}"
    given = "" if value == " ".join(words.split()) else given  # else the words are it
    return f"<option{given}{' selected' if chosen else ''}>{escape(words)}"


class LogFilter:
    """Filters of a register, whose log names the columns that the search box looks through.

    A subclass that learns the choices of a filter from the log puts them into `self.choices`.
    """

    log = None
    filters = {}  # name: ChoiceFilter, those of the bases first
    days = ()  # fields for days that narrow it, as a template writes them

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        own = {name: one for name, one in vars(cls).items() if isinstance(one, ChoiceFilter)}
        asked = {"needs": NEEDS} if cls.log and cls.log.asks else {}
        asked |= blank_filter(cls.log) if cls.log and cls.log.asked else {}
        theirs = child_filters(cls.log) if cls.log else {}
        if cls.log and owners.PERSON in cls.log.bound:
            label = cls.log.bound[owners.PERSON].label
            own[PERSON] = ChoiceFilter(label, empty_label="Anyone", method="by_person")
        cls.filters = {**cls.filters, **asked, **own, **theirs}
        if cls.log:
            cls.log.filter_class = cls

    def __init__(self, query, *, position, queryset=None):
        self.query, self.queryset = query, queryset
        if queryset is None:  # the whole register: put together where it is narrowed or counted
            self.queryset = SimpleLazyObject(lambda: self.log.entries(position))
        self.position, self.programme = position, position.programme
        asked = [name for name, one in self.filters.items() if one.choices is None]
        if PERSON in asked:
            asked.append(owners.FURTHER)
        found = as_choices(asked, self._words(*asked).ask(position) if asked else ())
        further = [owners.read_further(words) for words, _ in found.pop(owners.FURTHER, [])]
        self.further = Counter(key for key, _ in further)  # how many own an entry with its lead
        if PERSON in found:
            people = [owners.read_person(words) for words, _ in found[PERSON]]
            called = {one.username: one.title for one in [*people, *(one for _, one in further)]}
            found[PERSON] = [UNSAID, *sorted(called.items(), key=itemgetter(1))]
        self.choices = {name: found.get(name, one.choices) for name, one in self.filters.items()}

    @classmethod
    @cache
    def _words(cls, *names):
        """The query of the choices of filters that stand in their columns."""
        walked = next((name for name in names if name in cls.log.model.COUNTED[:1]), None)
        others = [name for name in names if name != walked]

        def columns(position):
            return words_in({name: cls._column(name, position) for name in others})

        def prepare(position):
            return Walk(lambda: columns(position), walked, lambda: cls.log.kept_at(position))

        return AtPosition(prepare=prepare) if walked else AtPosition(columns)

    @classmethod
    def _column(cls, name, position):
        """The rows and the column in which the choices of a filter stand."""
        if name == owners.FURTHER:
            named = FurtherOwner.objects.of(cls.log.model, position)
            return named.filter(programme=position.programme), owners.FURTHER_AS_WORDS
        if name == PERSON:
            # "Not blank" alone would leave SQLite the choice of an index without the owner.
            return cls.log.kept_at(position).filter(owner_user__gt=0), owners.AS_WORDS
        kind = cls.log.children.get(name.removesuffix(OWNER))
        return (kind.standing(position), kind.owner) if kind else (cls.log.kept_at(position), name)

    @cached_property
    def words(self):
        """{value: words} of each filter's choices."""
        return {
            name: one.words if choices is one.choices else words_by_value(choices)
            for name, choices in self.choices.items()
            for one in [self.filters[name]]
        }

    @cached_property
    def asked(self):
        """{name: value} of the filters that the address asks for."""
        return {name: value for name in self.filters if (value := self.query.get(name))}

    @cached_property
    def in_force(self):
        """Those of them whose value is a choice."""
        return {name: value for name, value in self.asked.items() if value in self.words[name]}

    @cached_property
    def unknown(self):
        """Those whose value is none: of an owner who has changed, for example.

        Nothing fits them, and the page says so.
        """
        return {name: value for name, value in self.asked.items() if name not in self.in_force}

    @property
    def sought(self):
        """What stands in the search box."""
        return self.query.get("q", "").replace("\0", " ").strip()

    @property
    def named(self):
        """The rows that the address names: numbers of references, 1-12,14."""
        return self.query.get("rows", "")

    @property
    def is_whole(self):
        """Whether the address narrows nothing."""
        return not (self.sought or self.named or self.asked)

    @cached_property
    def qs(self):
        """The rows that pass every filter; none where one is unknown, so that refused input never
        widens the answer.
        """
        return self.without("")

    def without(self, left_out):
        """The rows that pass every filter but one."""
        if self.unknown.keys() - {left_out}:
            return self.queryset.none()
        in_force = {name: value for name, value in self.in_force.items() if name != left_out}
        return self.filter_queryset(self.queryset, in_force)

    def filter_queryset(self, queryset, in_force):
        """The rows of `queryset` that pass the search and the filters with these values."""
        found = self.search(queryset)
        if self.named:
            found = found.filter(numbered(self.named))
        for name, value in in_force.items():
            method = self.filters[name].method
            if method:
                found = getattr(self, method)(found, name, value)
            else:
                found = found.filter(self.says(name, value))
        return found

    def by_need(self, queryset, name, value):
        """Entries that stand under "Needs you" today, or would have on the day shown."""
        return self.log.attention(queryset, self.position)

    def by_blank(self, queryset, name, value):
        """Entries that leave a fact blank which closure asks of them."""
        return self.log.asked_of(queryset).filter(is_blank(self.log.model, value))

    def by_person(self, queryset, name, value):
        """Entries that somebody leads or owns with the lead, or of which nobody said who does."""
        if (value, self.words[name][value]) == UNSAID:
            return queryset.filter(owner_user=None)
        named = FurtherOwner.objects.of(self.log.model, self.position)
        theirs = named.filter(person__username=value).values("subject_id")
        return queryset.filter(Q(owner_user__username=value) | Q(id__in=theirs))

    def says(self, name, value):
        """The condition that a column has a value or one of its group, or with that of `UNSAID`
        that it is blank.
        """
        if value in self.filters[name].groups:
            return Q(**{f"{name}__in": self.filters[name].groups[value]})
        if (value, self.words[name][value]) != UNSAID:
            return Q(**{name: value})
        none = Q(**{f"{name}__isnull": True})
        column = self.log.model._meta.get_field(name)
        return none | Q(**{name: ""}) if column.empty_strings_allowed else none

    def by_children(self, queryset, name, value):
        """Entries with child rows that stand so."""
        kind = self.log.children[name]
        found = kind.in_standing(value, self.position)
        return queryset.filter(id__in=kind.parents_of(found))

    def by_child_owner(self, queryset, name, value):
        """Entries with a child row of that owner."""
        kind = self.log.children[name.removesuffix(OWNER)]
        return queryset.filter(id__in=kind.owned_by(value, self.position))

    def of_children(self, kind):
        """The child rows of a kind that pass the filters about them; None where none is about
        them.
        """
        standing, owner = (self.in_force.get(name, "") for name in (kind.name, kind.name + OWNER))
        return kind.passing(self.position, standing, owner) if standing or owner else None

    def search(self, queryset):
        """Rows in which every word that is sought stands somewhere in the searched columns, their
        own or those of their child rows.
        """
        for word in words_of(self.sought):
            own = (Q(**{f"{column}__finds": word}) for column in self.log.search_fields)
            theirs = (kind.saying(word, self.position) for kind in self.log.children.values())
            queryset = queryset.filter(reduce(or_, [*own, *theirs]))
        return queryset

    def fields(self) -> list[dict]:
        """What the form shows of each filter: name, label, options, and what is wrong with the
        value asked for.
        """
        return [self._field(name, one) for name, one in self.filters.items()]

    def _field(self, name, one):
        asked = self.asked.get(name, "")
        choices = (("", one.empty_label), *self.words[name].items())
        error = f"“{asked}” is not among the choices, so nothing is shown. Choose one of them."
        return {
            "name": name,
            "label": one.label,
            "options": options(choices, asked),
            "error": error if name in self.unknown else "",
        }

    def carried(self):
        """What a filter leaves in the address: (name, value) pairs."""
        return [(name, self.query[name]) for name in CARRIED if self.query.get(name)]

    def chips(self, query):
        """The filters in force as {"label", "url"}, the address being that without it."""
        found = [("q", f"Search: {self.sought}")] if self.sought else []
        found += [("rows", f"Rows: {clipped(self.named, 60)}")] if self.named else []
        found += [
            (name, f"{self.filters[name].label}: {self.words[name][value]}")
            for name, value in self.in_force.items()
        ]
        found += [
            (name, f"{self.filters[name].label}: {value} (unknown)")
            for name, value in self.unknown.items()
        ]
        return [{"label": label, "url": without_filter(query, name)} for name, label in found]


def numbered(text):
    """The condition that a row's number is among those named: 1-12,14. What is no such list names
    no row.
    """
    if not NUMBERS.fullmatch(text) or text.count(",") >= MOST_RANGES:
        return Q(pk__in=())
    ranges = (one.split("-") for one in text.split(","))
    return reduce(or_, (Q(number__range=(one[0], one[-1])) for one in ranges))


def named_in_ranges(numbers) -> str:
    """Numbers as an address names them: 1-12,14."""
    found = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(f"{low}-{high}" if low < high else str(low) for low, high in found)


def without_filter(query, name):
    """The address without one of its filters."""
    rest = query.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"
