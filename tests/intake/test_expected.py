"""The three samples with a worked answer: each record, each row left out, each thing asked."""

import pytest

from tests.intake import expected
from tests.intake.making import sample

pytestmark = pytest.mark.once

WORKED = [
    ("01", "risks", expected.RISKS),
    ("03", "milestones", expected.MILESTONES),
    ("05", "savings", expected.SAVINGS),
]
# Doubts about what no log records, or of totals, which no import takes: the columns are left out.
NOT_TAKEN_IN = {
    "Live risks, counts at the foot",
    "subtotal contracts",
    "column 'All years'",
    "row 11",  # split between councils
    "row 14",  # likewise
    "row 15, RAG",
    "line 4, line 6 and line 9",  # cost
    "line 19",
}
# Not asked, because the reading is certain: it is shown.
SHOWN = {"line 11": "joined as", "line 6": "", "line 14": ""}


@pytest.fixture(params=WORKED, ids=[name for _, name, _ in WORKED])
def both(request, previewed):
    start, log, known = request.param
    return previewed(sample(start), log), expected.worked(start), known


def place(one):
    return one.get("where") or f"line {one['line']}"


def test_every_record_is_read_as_a_careful_person_would(both):
    result, answer, known = both
    rows = expected.rows_by_place(result)
    assert len(rows) == answer["records"]
    wrong = []
    for one in answer["rows"]:
        wrong += expected.differences(rows[place(one)], one, known)
    assert wrong == []


def test_what_is_no_record_is_named_as_left_out(both):
    result, answer, _ = both
    left = {row["where"] for row in result["rows"] if row["verdict"] == "not-a-record"}
    written = {row["where"] for row in result["rows"]}
    for one in answer["not data"]:
        rows = {where for where in expected.rows_in(one["where"]) if where in written}
        beside = expected.AREA.match(one["where"])  # records stand in the same rows
        assert rows
        assert rows & left if beside else rows <= left, one


def test_what_a_careful_person_would_ask_is_asked(both):
    result, answer, _ = both
    rows = expected.rows_by_place(result)
    for one in answer["ask"]:
        for where in expected.places_in(one["where"]):
            if one["where"] not in NOT_TAKEN_IN:
                told = " ".join(rows[where].get("readings", []))
                shown = one["where"] in SHOWN and SHOWN[one["where"]] in told
                assert rows[where]["verdict"] == "question" or shown, one


def test_the_comparison_can_fail(both):
    result, answer, known = both
    one = answer["rows"][0]
    row = expected.rows_by_place(result)[place(one)]
    assert expected.differences(row, {**one, "reference": "XX-1"}, known)
    assert expected.differences(row, {**one, "something else": 1}, known)
