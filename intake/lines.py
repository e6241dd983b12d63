"""The rows of a preview: what each says, and what would become of it."""

from dataclasses import dataclass, field

from programme.arriving import arriving_of

NEW, CHANGE, SAME, NOT_A_RECORD, QUESTION, REFUSED = (
    "new",
    "change",
    "same",
    "not-a-record",
    "question",
    "refused",
)


LONGEST = 500  # characters of a question


@dataclass
class Cells:
    """The words of a file for one field, as a log looks at them."""

    text: str
    formula: bool = False


@dataclass
class Record:
    """One entry that a row makes or changes. `differs` are the values that an entry lacks."""

    given: dict
    entry: object = None
    differs: dict = field(default_factory=dict)


@dataclass
class Line:
    """One row of the preview."""

    where: str
    verdict: str = NEW
    fields: dict = field(default_factory=dict)
    other: dict = field(default_factory=dict)  # what no field takes, by heading
    readings: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    reasons: list = field(default_factory=list)
    records: list = field(default_factory=list)
    given: dict = field(default_factory=dict)
    section: str = ""
    on: object = None  # the day as at which the table stands
    mapped: set = field(default_factory=set)  # the fields that have a column
    key: str = ""  # of the entry and its version, in a workbook that was downloaded here
    accepted: set = field(default_factory=set)  # fields that are right as they are read

    def ask(self, name, words):
        if name in self.accepted:
            return
        self.questions.append({"field": name, "question": words[:LONGEST]})

    def stands(self, key):
        """Whether a value was read for a field, doubts or none."""
        name, _, year = key.partition(" ")
        value = self.given.get(name)
        value = value.get(year) if isinstance(value, dict) else value
        return value not in (None, "", [])

    def as_dict(self):
        told = {"where": self.where, "verdict": self.verdict}
        for name in ("section", "fields", "other", "readings", "questions", "reasons"):
            if value := getattr(self, name):
                told[name] = value
        for one in self.questions:  # whether there is a value that may be right as it stands
            one["stands"] = self.stands(one["field"])
        made = [record.entry.reference for record in self.records if record.entry]
        changes = [
            {"reference": record.entry.reference, "changes": record.compared}
            for record in self.records
            if record.entry and record.differs and hasattr(record, "compared")
        ]
        told |= {"entries": made} if made else {}
        if self.verdict == QUESTION and not self.records:
            told["waits"] = True  # no entry stands without the answer
        return told | ({"differences": changes} if changes else {})


def name_of(log) -> str:
    """The field by which people name an entry."""
    return "title" if "title" in arriving_of(log) else "text"
