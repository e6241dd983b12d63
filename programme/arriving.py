"""What a log takes in from files that people kept elsewhere: each field once, with the words that
people put over its column.

It follows from the facts that people type. A log adds words of its own beside a fact
(`Fact(asked_as=...)`), and what is no column of the entry, an assessment for example, in
`Log.arrivals`.
"""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.db import models

from programme.fields import LineField, PenceField, PersonField
from programme.financial_years import FinancialYearField
from programme.models import Partner
from programme.written import check

TEXT, LINES, DAY, DATED, YEAR, MONEY, NUMBER, SCORE, CHOICE, PARTNER, PERSON, TICK, WORDS = (
    "text",
    "lines",  # several texts
    "day",
    "dated",  # words that name a date
    "year",  # a financial year
    "money",
    "number",
    "score",  # a whole number from 1 to 5
    "choice",
    "partner",
    "person",  # of the programme
    "tick",  # done or not
    "words",  # kept as they are and looked at by the log
)

# What people call facts that many logs have.
COMMON = {
    "reference": ("ref", "reference", "id", "no", "number", "item no", "line", "ref no", "rec"),
    "owner": (
        "owner",
        "lead",
        "lead officer",
        "responsible officer",
        "resp officer",
        "responsible",
        "who",
        "officer",
        "accountable officer",
        "owned by",
        "assigned to",
        "manager",
        "by whom",
        "person responsible",
    ),
    "workstream": ("workstream", "work stream", "theme", "project", "work package"),
    "lead_partner": ("lead council", "council", "partner", "lead authority", "authority"),
    "comment": ("comment", "comments", "remarks", "notes", "note", "commentary", "update"),
    "due": ("due", "due date", "deadline", "target date", "by when", "planned", "when"),
    "financial_year": ("year", "financial year", "fy"),
}

# What means them where nothing else does: a heading that is nothing but these words.
OTHERWISE = {
    "title": ("title", "name", "item", "summary", "subject", "details", "detail"),
    "text": ("title", "description", "item", "summary", "details", "detail"),
    "due": ("date", "target", "finish", "finish date", "end date", "end", "completion", "timing"),
    "concerns": ("characteristic", "protected characteristic", "protected characteristics"),
    "importance": ("priority",),
    "measure": ("outcome", "outcomes", "expected outcome", "success criteria"),
    "controls": ("control", "control measures", "existing control measures", "internal controls"),
    "effect": ("consequence", "impact description", "effects"),
    "owner": ("person", "post holder", "lead person", "action owner", "action by"),
}


@dataclass(frozen=True)
class Arriving:
    """One field that a file can fill. `field` is the model's, whose reader reads it; `yearly` that
    each financial year has a column of it, `otherwise` words for it where no column has its own.
    """

    name: str
    label: str
    kind: str = TEXT
    words: tuple = ()
    field: models.Field | None = None
    yearly: bool = False
    otherwise: tuple = ()  # words that mean it where no other column does

    @property
    def is_required(self):
        """Whether no entry stands without it."""
        column = self.field
        return bool(column is not None and not (column.blank or column.null))

    @property
    def is_one(self):
        """Whether it holds one value, and not sentences or a list."""
        return self.kind not in (TEXT, LINES, WORDS) or self.is_line

    @property
    def is_line(self):
        """Whether it is one line of text."""
        return isinstance(self.field, LineField)


@cache
def arriving_of(log) -> MappingProxyType[str, Arriving]:
    """The fields that files can fill of a log, by name: its reference first."""
    noun = log.noun.split(" ", 1)[1]
    known = tuple(f"{noun} {word}" for word in ("no", "ref", "id", "number"))
    known += COMMON["reference"]
    found = []
    if log.known_by == "reference":
        found.append(Arriving("reference", "Reference", TEXT, known))
    for fact in log.facts:
        bound = log.bound[fact.name]
        taken = bound.in_form and (not bound.field.is_relation or _is_known(bound.field))
        if taken and fact.name not in log.not_from_files:
            words = known if fact.name == log.known_by else ()
            words += (log.nouns,) if fact.name in ("title", "text") else ()
            found.append(_of_fact(fact, bound, noun, words))
    return MappingProxyType({one.name: one for one in [*found, *log.arrivals]})


def _of_fact(fact, bound, noun, more):
    words = [bound.label, fact.heading, *fact.asked_as, *COMMON.get(fact.name, ()), *more]
    if fact.name in ("owner", "comment"):
        words.append(f"{noun} {fact.name}")
    kind = kind_of(bound.field)
    asked = tuple(filter(None, words))
    other = OTHERWISE.get(fact.name, ())
    return Arriving(fact.name, bound.label, kind, asked, bound.field, otherwise=other)


def _is_known(column):
    """Whether a column leads to what files can name."""
    return column.related_model is Partner or isinstance(column, PersonField)


def kind_of(column) -> str:
    """How a column of a model is read."""
    if column.is_relation:
        return PERSON if isinstance(column, PersonField) else PARTNER
    if column.choices:
        return CHOICE
    if check in column.validators:
        return DATED
    for type_, kind in (
        (FinancialYearField, YEAR),
        (PenceField, MONEY),
        (models.DateField, DAY),
        (models.BooleanField, TICK),
        (models.DecimalField, NUMBER),
        (models.IntegerField, NUMBER),
    ):
        if isinstance(column, type_):
            return kind
    return TEXT
