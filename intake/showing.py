"""An import as its page shows it: rows with what they say, what is asked, what differs."""

from collections import Counter
from datetime import date

from django.core.paginator import Paginator

from intake.choices import How
from intake.lines import CHANGE, NEW, NOT_A_RECORD, QUESTION, REFUSED, SAME
from programme.arriving import CHOICE, MONEY, PARTNER, PERSON, TICK, arriving_of
from programme.formats import day, money
from programme.owners import owners_in

ON_A_PAGE = 50
MANY = 200  # rows
WORDS = {
    NEW: "New",
    CHANGE: "Changed",
    SAME: "The same",
    QUESTION: "Asked about",
    REFUSED: "Refused",
    NOT_A_RECORD: "No record",
}
VERDICTS = (QUESTION, REFUSED, NEW, CHANGE, SAME)


class Shown:
    """The preview of an import, or what became of it. `typed` is what somebody sent and what is
    not saved: it stands in the fields again.
    """

    def __init__(self, row, log, query, typed=None):
        self.typed = typed or {}
        self.row, self.log = row, log
        self.fields = arriving_of(log)
        self.told = row.preview
        self.refused = self.told.get("refused", {})
        self.done = {one["where"]: one for one in row.rows}
        rows = list(enumerate(self.told.get("rows", [])))
        self.records = [(n, self._final(one)) for n, one in rows if not _is_none(one)]
        self.left_out = [one for _, one in rows if _is_none(one)]
        self.counts = Counter(one["verdict"] for _, one in self.records)
        self.show = query.get("show") if query.get("show") in VERDICTS else ""
        self.number = query.get("page")

    def _final(self, one):
        """A row with what its import said of it."""
        if reasons := self.refused.get(one["where"]):
            return {**one, "verdict": REFUSED, "reasons": [*one.get("reasons", []), *reasons]}
        return one

    @property
    def summary(self):
        """How many rows of each verdict there are, in words: the links that show them."""
        found = [(one, self.counts[one]) for one in VERDICTS if self.counts[one]]
        return [{"verdict": one, "words": WORDS[one], "count": count} for one, count in found]

    @property
    def to_take_in(self):
        """How many rows an import would take in or change."""
        able = {NEW, CHANGE, QUESTION}
        rows = self.told.get("rows", [])  # one that the log refused can be tried again
        return sum(one["verdict"] in able and "waits" not in one for one in rows)

    @property
    def how(self):
        """What is chosen to begin with: many rows at once would hold up everybody who saves."""
        usual = How.EACH if self.to_take_in > MANY else How.ALL
        return self.row.how if self.row.applied_by_id else usual

    @property
    def waiting(self):
        """Rows that are not taken in before something is answered."""
        return [one for _, one in self.records if "waits" in one and one["where"] not in self.done]

    @property
    def named(self):
        """The rows that were not taken in, each with the reason."""
        found = [(one["where"], _asked(one)) for one in self.waiting]
        found += [
            (one["where"], " ".join(one.get("reasons", [])))
            for _, one in self.records
            if one["verdict"] == REFUSED
        ]
        return found

    @property
    def open_questions(self):
        """What was left out of entries because nobody answered."""
        return [
            (one["where"], ", ".join(self.done[one["where"]]["entries"]), _asked(one))
            for _, one in self.records
            if one.get("questions") and one["where"] in self.done
        ]

    @property
    def added(self):
        return sum(one["verdict"] != CHANGE for one in self.row.rows)

    @property
    def changed(self):
        return sum(one["verdict"] == CHANGE for one in self.row.rows)

    @property
    def page(self):
        wanted = [one for one in self.records if not self.show or one[1]["verdict"] == self.show]
        return Paginator(wanted, ON_A_PAGE).get_page(self.number)

    def rows(self):
        """The rows of the page, ready to print."""
        return [self._row(number, one) for number, one in self.page.object_list]

    def _row(self, number, one):
        asked = [self._question(number, one, it) for it in one.get("questions", [])]
        facts = [(self.label(key), self.said(key, it)) for key, it in one.get("fields", {}).items()]
        return {
            **one,
            "word": WORDS[one["verdict"]],
            "facts": facts,
            "asked": asked,
            "others": list(one.get("other", {}).items()),
            "changes": [
                (
                    it["reference"],
                    self.label(line["field"]),
                    *map(self._plain(line), ("was", "now")),
                )
                for it in one.get("differences", [])
                for line in it["changes"]
            ],
        }

    def _plain(self, line):
        return lambda when: self.said(line["field"], line[when], is_words=True) or "blank"

    @property
    def typed_elsewhere(self):
        """(name, value) of what was typed and has no field on this page."""
        here = {number for number, _ in self.page.object_list}
        for name, value in self.typed.items():
            number = name.partition("|")[2].partition(":")[0]
            if number.isdecimal() and int(number) not in here:
                yield name, value

    def _question(self, number, one, asked):
        key = asked["field"]
        answer = self.row.answers.get(one["where"], {}).get(key, "")
        answer = self.typed.get(f"text|{number}:{key}", answer)
        return {
            "name": f"{number}:{key}",
            "how": self.typed.get(f"how|{number}:{key}", ""),
            "label": self.label(key),
            "question": asked["question"],
            "stands": asked.get("stands"),
            "choices": self.choices(key),
            "value": answer if isinstance(answer, str) else "",
            "can_be_blank": key not in self.fields or not self.fields[key].is_required,
        }

    @property
    def asks(self):
        """Whether there is something to answer on the page."""
        return bool(self.counts[QUESTION] or self.owners() or self.for_all())

    def for_all(self):
        """Fields that several rows lack: asked once for all of them."""
        lacking = Counter(
            it["field"]
            for _, one in self.records
            for it in one.get("questions", [])
            if it["field"] in self.fields and self.fields[it["field"]].is_required
            if it["field"] not in one.get("fields", {})
        )
        known = self.row.answers.get("", {})
        keys = {key for key, count in lacking.items() if count > 1} | set(known)
        return [
            {
                "name": f"all:{key}",
                "label": self.label(key),
                "choices": self.choices(key),
                "value": self.typed.get(f"text|all:{key}", known.get(key) or ""),
                "rows": lacking[key],
            }
            for key in self.fields
            if key in keys
        ]

    def owners(self):
        """Owners whom nobody is called, with who is meant."""
        chosen = self.row.answers.get("owners", {})
        found = enumerate(self.told.get("owners", []))
        return [
            {
                "name": f"owner:{n}",
                "label": one,
                "value": self.typed.get(f"text|owner:{n}", chosen.get(one, "")),
            }
            for n, one in found
        ]

    @property
    def can_choose(self):
        """Whether another table can be taken."""
        found = self.told.get("tables", [])
        return len(found) > 1 or any(not one["taken"] for one in found)

    def tables(self):
        """The tables of the file with their columns."""
        fields = [(one.name, one.label) for one in self.fields.values()]
        for one in self.told.get("tables", []):
            columns = [
                {
                    "name": f"column:{one['table']}:{letters}",
                    "letters": letters,
                    "heading": column["heading"] or "no heading",
                    "field": self.typed.get(
                        f"column:{one['table']}:{letters}",
                        column.get("field", "").partition(" ")[0],
                    ),
                    "why": column.get("left out", ""),
                }
                for letters, column in one["columns"].items()
            ]
            left = [it for it in columns if it["why"]]
            yield {**one, "all": columns, "left": left, "fields": fields}

    def label(self, key):
        """What a field is called; of one for each year with its year."""
        name, _, year = key.partition(" ")
        found = self.fields.get(name)
        label = found.label if found else name.replace("_", " ").capitalize()
        return f"{label} {year}".strip()

    def choices(self, key):
        """What can be chosen for a field; empty where it is typed."""
        one = self.fields.get(key)
        if one is None or one.kind not in (CHOICE, PARTNER, PERSON, TICK):
            return []
        if one.kind == TICK:
            return [("yes", "Yes"), ("no", "No")]
        if one.kind == PARTNER:
            return [(it.name, it.name) for it in self.row.programme.partners.all()]
        if one.kind == PERSON:
            return [(it.title, it.title) for it in owners_in(self.row.programme)]
        return [(str(label), str(label)) for value, label in one.field.flatchoices if value]

    def said(self, key, value, is_words=False):
        """A value of the preview in words."""
        one = self.fields.get(key.partition(" ")[0])
        if isinstance(value, dict):
            edges = [value.get("earliest"), value.get("latest")]
            days = " to ".join(day(date.fromisoformat(it)) for it in edges if it)
            return f"{value.get('as written', '')}{f' ({days})' if days else ''}"
        if isinstance(value, list):
            return "; ".join(map(str, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if one and one.kind == MONEY and isinstance(value, int):
            return money(value)
        if one and one.kind == CHOICE and not is_words:
            return {str(v): str(it) for v, it in one.field.flatchoices}.get(str(value), value)
        return _as_day(value)


def _is_none(one):
    return one["verdict"] == NOT_A_RECORD


def _asked(one):
    return " ".join(it["question"] for it in one.get("questions", []))


def _as_day(value):
    """An ISO day as people write it; anything else as it is."""
    try:
        return day(date.fromisoformat(value)) if len(value) == 10 else value
    except (TypeError, ValueError):
        return value
