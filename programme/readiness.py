"""What logs say of a programme that is to be closed: what was reached of what was set, and what
still stands in the way. The room of closure collects both and knows no log.
"""

from dataclasses import dataclass, field

from django.db.models import Q

BLANK = "blank"  # the filter of a register by what its rows leave blank
TEXTS = ("CharField", "TextField")  # whose blank is no text


@dataclass(frozen=True)
class Achieved:
    """How many of what a log set out were reached by a position, and how many were missed.

    `in_time` and `later` are those of the reached whose first day is known; `goes_on` is work that
    continues past closure. None: the log cannot say. Of the rest nobody has judged it. What was
    `withdrawn` is in none of these.
    """

    of: str
    total: int
    reached: int
    missed: int
    in_time: int | None = None
    later: int | None = None
    goes_on: int | None = None
    withdrawn: int = 0


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of closure, as a line that leads to where it is mended.

    `key` names it among those of its log for as long as it stands, `row` is the reference of the
    row that it is about; without one it is about the register, narrowed by `query`.
    `handed_over`: it is no obstacle once somebody has accepted the row.
    """

    key: str
    words: str
    row: str = ""
    query: dict[str, str] = field(default_factory=dict)
    handed_over: bool = False


def blank_obstacle(name, words) -> Obstacle:
    """The obstacle that rows leave a fact blank, which leads to these rows: the register of their
    log has the filter `blank` by the names of facts.
    """
    return Obstacle(f"blank-{name}", words, query={BLANK: name})


def is_blank(model, name) -> Q:
    """The condition that a column of a model holds nothing."""
    column = model._meta.get_field(name)
    nothing = Q(**{f"{name}__isnull": True}) if column.null else Q()
    return nothing | Q(**{name: ""}) if column.get_internal_type() in TEXTS else nothing
