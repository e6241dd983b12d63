"""Compares what an import reads with the worked answer beside a sample file.

Every key of every expected row is looked at: one that nothing here knows how to find is a failure.
"""

import json
import re

from programme.money_phrases import read_pence
from tests.intake.making import SAMPLES

TRENDS = {"↔": "same", "↓": "down", "↑": "up", "NEW": "new"}
COLOURS = {"R": "red", "A": "amber", "G": "green", "B": "banked"}
ROWS = re.compile(r"(?:(?P<sheet>[\w ]+), )?(?:rows?|lines?) (?P<first>\d+)(?:[-–](?P<last>\d+))?$")
AREA = re.compile(r"(?:(?P<sheet>[\w ]+), )?[A-Z]+(?P<first>\d+):[A-Z]+(?P<last>\d+)$")


def worked(start):
    """The worked answer of the sample whose name begins so."""
    return json.loads(next(SAMPLES.glob(f"{start}*.json")).read_text())


def same_words(one, other):
    """Whether two texts say the same; line ends and blanks apart."""
    return " ".join(str(one or "").split()) == " ".join(str(other or "").split())


def rows_by_place(result):
    """{place: row} of the records of a result."""
    return {row["where"]: row for row in result["rows"] if row["verdict"] != "not-a-record"}


def rows_in(where):
    """The places that a worked answer names, as results name them."""
    found = ROWS.match(where) or AREA.match(where)
    last = int(found["last"] or found["first"])
    kind = "line" if where.startswith("line") else "row"
    sheet = f"{found['sheet']}, " if found["sheet"] else ""
    return [f"{sheet}{kind} {number}" for number in range(int(found["first"]), last + 1)]


def places_in(where):
    """The places of rows that a question of a worked answer names."""
    sheet = "Live risks, " if where.startswith("Live risks") else ""
    return [f"{sheet}{one}" for one in re.findall(r"(?:row|line) \d+", where)]


def field(name):
    return lambda row: row["fields"].get(name)


def other(name, words=None):
    def find(row):
        text = row.get("other", {}).get(name)
        return words.get(text.upper(), {"as written": text}) if words and text else text

    return find


def pence_of(name):
    """A sum in a column that no field takes; blank or a dash is not known."""

    def find(row):
        text = row.get("other", {}).get(name, "")
        return read_pence(text) if text not in ("", "-") else None

    return find


def rating(view):
    names = {"gross": "inherent", "net": "current", "target": "target"}
    return {
        f"{view} {one}": field(f"{names[view]}_{one}") for one in ("likelihood", "impact", "score")
    }


def asked(row):
    return " ".join(one["question"] for one in row.get("questions", []))


RISKS = {
    **rating("gross"),
    **rating("net"),
    **rating("target"),
    "reference": field("reference"),
    "section": lambda row: row.get("section"),
    "risk": field("title"),
    "risk owner": field("owner"),
    "mitigations": field("mitigations"),
    "next review": field("review"),
    "trend": other("Trend", TRENDS),
    "state": field("state"),
    "closed on": field("closed_on"),
    "last net score": field("current_score"),
    "last net likelihood": field("current_likelihood"),
    "last net impact": field("current_impact"),
    "reason closed": field("closed_why"),
}
MILESTONES = {
    "reference": field("reference"),
    "workstream": field("workstream"),
    "milestone": field("title"),
    "baseline date": field("due"),
    "forecast date": field("forecast"),
    "actual date": field("actual"),
    "RAG as written": other("RAG"),
    "cost attached (pence)": pence_of("Cost attached"),
    "remarks": field("comment"),
}
SAVINGS = {
    "reference": field("reference"),
    "theme": lambda row: row.get("section"),
    "saving": field("title"),
    "RAG": other("RAG", COLOURS),
    "comment": field("comment"),
    **{
        f"20{year}/{year + 1} {kind} (pence)": field(f"{name} 20{year}/{year + 1}")
        for year in range(26, 30)
        for kind, name in (("one-off", "one_off"), ("recurrent", "recurrent"))
    },
}
# What no log of the product records: that it stands in the row, in the words of the file, is all.
KEPT_AS_WORDS = {"split between councils (%)": "Split W:D:S"}
# Words that a worked answer keeps beside a value: the question repeats them.
IN_THE_QUESTION = {
    "gross as written": re.compile(r"6 is outside|to be scored at the July workshop"),
    "target as written": re.compile("as net"),
    "net score as written": re.compile("The score says 12, but 4 x 4 is 16"),
}


def differences(row, expected, known):
    """What of an expected row a result does not say, in words."""
    found = []
    for key, value in expected.items():
        if key in ("where", "line"):
            continue
        if key in IN_THE_QUESTION:
            right = bool(IN_THE_QUESTION[key].search(asked(row)))
        elif key in KEPT_AS_WORDS:
            right = (value is None) == (KEPT_AS_WORDS[key] not in row.get("other", {}))
        elif key not in known:
            right = False
        else:
            says = known[key](row)
            right = says == value or (isinstance(value, str) and same_words(says, value))
        if not right:
            says = known[key](row) if key in known else "nothing"
            found.append(f"{row['where']}, {key}: {says!r} and not {value!r}")
    return found
