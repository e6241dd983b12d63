"""The filters of the custody page: by log, workstream, owner and where a row stands."""

from dataclasses import dataclass
from urllib.parse import urlencode

from .choices import UNSETTLED, State

UNSETTLED_ROWS = "unsettled"  # the choice of all that is in nobody's hands
NONE = "none"  # the choice of rows that have no such thing
LABELS = {"log": "Log", "workstream": "Workstream", "owner": "Owner", "state": "Stands"}


@dataclass
class CustodyFilter:
    """Rows narrowed by what the address asks; each filter is one choice, blank for all."""

    rows: list
    asked: dict

    def __post_init__(self):
        self.chosen = {name: self.asked.get(name, "") for name in LABELS if self.asked.get(name)}

    @property
    def passing(self) -> list:
        """The rows that pass all filters."""
        return [one for one in self.rows if all(self._passes(one, name) for name in self.chosen)]

    def _passes(self, row, name):
        value = self.chosen[name]
        if name == "state" and value == UNSETTLED_ROWS:
            return row.state in UNSETTLED
        return value == self._value(row, name)

    def _value(self, row, name):
        if name == "log":
            return row.log.name
        if name == "state":
            return row.state
        words = row.workstream if name == "workstream" else row.entry.owner
        return words or NONE

    @property
    def fields(self) -> list[dict]:
        """The filters as a form shows them: {"name", "label", "choices"}, each choice with its
        value, words and whether it is chosen.
        """
        found = []
        for name, label in LABELS.items():
            choices = [("", "All"), *self._choices(name)]
            shown = [(value, words, self.chosen.get(name, "") == value) for value, words in choices]
            found.append({"name": name, "label": label, "choices": shown})
        return found

    def _choices(self, name):
        if name == "state":
            return [(UNSETTLED_ROWS, "In nobody's hands"), *State.choices]
        if name == "log":
            return list(dict.fromkeys((one.log.name, one.log.title) for one in self.rows))
        values = {self._value(one, name) for one in self.rows}
        named = sorted((value, value) for value in values - {NONE})
        return [*named, *([(NONE, "Not recorded")] if NONE in values else [])]

    @property
    def query(self):
        """The filters as they stand in an address."""
        return urlencode(self.chosen)
