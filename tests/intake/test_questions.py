"""What is asked instead of guessed, and what is read that is not the letter itself."""

import pytest

from tests.intake.making import sample, workbook


def row_at(result, where):
    return next(row for row in result["rows"] if row["where"] == where)


def asked(row):
    return [one["question"] for one in row.get("questions", [])]


@pytest.mark.parametrize(
    ("start", "log", "where", "words"),
    [
        ("02", "milestones", "table 1, row 3", "names several dates"),
        ("02", "milestones", "table 2, row 6", "neither done nor not done"),
        ("02", "milestones", "table 2, row 12", "names several dates"),
        ("04", "recommendations", "Tracker, row 9", "As above"),
        ("04", "recommendations", "Tracker, row 9", "30 November"),
        ("06", "budgets", "row 11", "Unknown is not nil"),
        ("08", "equality-actions", "table 2, row 5", "☒ Yes"),
        ("10", "communications", "line 7", "too narrow"),
        ("10", "communications", "line 15", "#REF!"),
        ("10", "communications", "line 4", "no year"),
        ("10", "communications", "line 13", "points to another row"),
    ],
)
def test_the_samples_ask_what_a_careful_person_would(previewed, start, log, where, words):
    row = row_at(previewed(sample(start), log), where)
    assert row["verdict"] == "question"
    assert words in " ".join(asked(row))


@pytest.mark.parametrize(
    ("start", "log", "where", "words"),
    [
        ("02", "milestones", "table 1, row 5", "struck through: 31 March 2026"),
        ("02", "milestones", "table 1, row 10", "“1 October 2026” taken out"),
        ("06", "budgets", "row 10", "“12,400” is read as £12,400"),
        ("08", "equality-actions", "table 2, row 2", "Word numbers this row 1"),
        ("09", "workstreams", "June 2026, row 8", "goes on in row 9, 10"),
        ("10", "communications", "line 6", "Sep-26"),
    ],
)
def test_readings_that_are_not_the_letter_are_shown(previewed, start, log, where, words):
    assert words in " ".join(row_at(previewed(sample(start), log), where)["readings"])


def risk(previewed, **cells):
    """The preview of one risk with these cells."""
    cells = {"Ref": "R1", "Risk": "Staff leave", **cells}
    return previewed(workbook(list(cells), list(cells.values())), "risks")["rows"][0]


@pytest.mark.once
@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"L": 6, "I": 4}, "outside 1 to 5"),
        ({"L": 3, "I": 4, "Score": 15}, "3 x 4 is 12"),
        ({"L": "high", "I": 4}, "no score from 1 to 5"),
        ({"Owner": "Head of HR / Head of ICT"}, "names two"),
        ({"Owner": "Vacant"}, "not filled"),
        ({"Owner": "as above"}, "points to another row"),
        ({"Review date": "3 May 2062"}, "more than 20 years ahead"),
        ({"Review date": "31/02/2027"}, "does not exist"),
        ({"Review date": "10/28/2026"}, "28 October 2026"),
        ({"Risk": "Staff \u202eleave"}, "hidden character U+202E"),
        ({"Risk": "Staff \x00leave".replace("\x00", "\u2066")}, "hidden character"),
        ({"Risk": None, "Owner": "Director"}, "no name"),
        ({"Category": "Green cheese"}, "is none of"),
        ({"Lead council": "Atlantis"}, "no partner"),
    ],
)
def test_doubts_are_asked(previewed, cells, words):
    row = risk(previewed, **cells)
    assert row["verdict"] == "question"
    assert words in " ".join(asked(row))


@pytest.mark.once
def test_a_product_in_one_cell_is_read(previewed):
    fields = risk(previewed, Score="3x5")["fields"]
    assert (fields["current_likelihood"], fields["current_impact"]) == (3, 5)


@pytest.mark.once
def test_a_formula_over_empty_cells_is_no_score(previewed):
    row = row_at(previewed(sample("01"), "risks"), "Live risks, row 27")
    assert not {"current_score", "target_score"} & set(row["fields"])


@pytest.mark.once
def test_units_come_from_the_heading(previewed):
    rows = (["Saving", "2026/27 recurrent £'000"], ["Post rooms", 12.5])
    row = previewed(workbook(*rows), "savings")["rows"][0]
    assert row["fields"]["recurrent 2026/27"] == 1_250_000
    assert "£12,500" in row["readings"][0]


@pytest.mark.once
def test_characters_that_show_nothing_are_left_out(previewed):
    assert risk(previewed, Risk="Staff\u200b leave\ufeff")["fields"]["title"] == "Staff leave"


@pytest.mark.once
def test_a_formula_stays_words(previewed):
    rows = (["Ref", "Risk"], ["R1", "'=cmd|' /C calc'!A0"])
    row = previewed(workbook(*rows), "risks")["rows"][0]
    assert row["fields"]["title"] == "'=cmd|' /C calc'!A0"
