"""Thin base of every register's filter: search, and the sort and moment that stay in the address.

It reads the address by itself. A Django form with its fields, widgets and templates did the same
for a quarter of a register's time (docs/adr/0011).
"""

from functools import cached_property, lru_cache, reduce
from operator import or_

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import mark_safe

from programme.searching import words_of

CARRIED = ("sort", "per_page")  # they stay in the address when somebody filters


def in_use(entries, column):
    """What stands in a column of `entries`, as choices of a filter."""
    found = (
        entries.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
    )
    return [(words, words) for words in found]


class ChoiceFilter:
    """A choice that narrows a register: by the column of the same name, or by a method of the
    filter.

    `method` names it; it is called with queryset, name and value. `choices` are (value, words)
    pairs; without any they are what stands in the column at the position that the page shows.
    """

    def __init__(self, label, choices=None, *, empty_label, method=None):
        self.label, self.choices, self.empty_label = label, choices, empty_label
        self.method = method


@lru_cache(maxsize=2048)
def options(choices, chosen):
    """The `<option>` tags of a select; most of them are the same for everybody."""
    return mark_safe(
        "".join(_option(value, str(words), value == chosen) for value, words in choices)
    )


def _option(value, words, chosen):
    given = (
        "" if value == " ".join(words.split()) else f' value="{escape(value)}"'
    )  # else the words are it
    return f"<option{given}{' selected' if chosen else ''}>{escape(words)}</option>"


class LogFilter:
    """Filters of a register, whose log names the columns that the search box looks through.

    A subclass that learns the choices of a filter from the log puts them into `self.choices`.
    """

    log = None
    filters = {}  # name: ChoiceFilter, those of the bases first

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        own = {name: one for name, one in vars(cls).items() if isinstance(one, ChoiceFilter)}
        cls.filters = {**cls.filters, **own}

    def __init__(self, query, *, queryset, position):
        self.query, self.queryset = query, queryset
        self.position, self.programme = position, position.programme
        self.choices = {
            name: in_use(queryset, name) if one.choices is None else one.choices
            for name, one in self.filters.items()
        }

    @cached_property
    def words(self):
        """{value: words} of each filter's choices."""
        return {
            name: {str(value): words for value, words in choices}
            for name, choices in self.choices.items()
        }

    @cached_property
    def asked(self):
        """{name: value} of the filters that the address asks for."""
        return {name: value for name in self.filters if (value := self.query.get(name))}

    @cached_property
    def in_force(self):
        """Those of them whose value is a choice."""
        return {name: value for name, value in self.asked.items() if value in self.words[name]}

    @property
    def unknown(self):
        """Those whose value is none: of an owner who has changed, for example.

        Nothing fits them, and the page says so.
        """
        return {name: value for name, value in self.asked.items() if name not in self.in_force}

    @property
    def sought(self):
        """What stands in the search box."""
        return self.query.get("q", "").replace("\0", " ").strip()

    @cached_property
    def qs(self):
        """The rows that pass every filter; none where one is unknown, so that refused input never
        widens the answer.
        """
        return self.queryset.none() if self.unknown else self.filter_queryset(self.queryset)

    def filter_queryset(self, queryset):
        """The rows of `queryset` that pass every filter."""
        found = self.search(queryset)
        for name, value in self.in_force.items():
            method = self.filters[name].method
            if method:
                found = getattr(self, method)(found, name, value)
            else:
                found = found.filter(**{name: value})
        return found

    def search(self, queryset):
        """Rows in which every word that is sought stands somewhere in the searched columns."""
        for word in words_of(self.sought):
            queryset = queryset.filter(
                reduce(or_, (Q(**{f"{column}__finds": word}) for column in self.log.search_fields))
            )
        return queryset

    def fields(self):
        """What the form shows of each filter: name, label, options, and what is wrong with the
        value asked for.
        """
        for name, one in self.filters.items():
            asked, choices = (
                self.asked.get(name, ""),
                (("", one.empty_label), *self.words[name].items()),
            )
            error = f"“{asked}” is not among the choices, so nothing is shown. Choose one of them."
            yield {
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
        found += [
            (name, f"{self.filters[name].label}: {self.words[name][value]}")
            for name, value in self.in_force.items()
        ]
        found += [
            (name, f"{self.filters[name].label}: {value} (unknown)")
            for name, value in self.unknown.items()
        ]
        return [{"label": label, "url": _without(query, name)} for name, label in found]


def _without(query, name):
    rest = query.copy()
    for gone in (name, "page"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"
