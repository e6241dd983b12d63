"""A report adds up, or says where it does not; what is not explained is not published."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from reports.adding_up import as_kept, check, sentences, unexplained

MONEY = {"key": "spend", "label": "Spend", "kind": "money", "width": 10}
BUDGET = {
    "key": "budget",
    "title": "Budget",
    "columns": [MONEY],
    "rows": [{"reference": "B1", "spend": 1497800}, {"reference": "B2", "spend": None}],
    "totals": {"spend": 1497800},
    "extra": {},
    "figures": [
        {"key": "total-spend", "label": "Total of Spend", "kind": "money", "value": 1497800}
    ],
}
KEY = [
    {"word": "Red", "low": 15, "high": 25},
    {"word": "Amber", "low": 6, "high": 12},
    {"word": "Green", "low": 1, "high": 5},
]
RED = {"key": "red", "word": "Red"}
RISK = {
    "reference": "R1",
    "likelihood": 3,
    "impact": 5,
    "score": 15,
    "band": RED,
    "review_on": "2012-03-09",
}
RISKS = {
    "key": "risks",
    "title": "Risks",
    "columns": [{"key": "review_on", "label": "Review", "kind": "date", "width": 9}],
    "rows": [RISK],
    "extra": {"key": KEY},
    "figures": [{"key": "count", "label": "Number of rows", "kind": "number", "value": 1}],
}


@pytest.fixture
def content():
    return deepcopy({"sections": [BUDGET, RISKS]})


def printed(section, figure, value, kind="number", document="Report of December 2010"):
    words = {"label": figure, "document": document}
    return SimpleNamespace(section=section, figure=figure, printed=value, kind=kind, **words)


def places(content, *args):
    return [one["place"] for one in check(content, *args)["findings"]]


def test_a_report_that_adds_up_has_no_findings(content):
    result = check(content)
    assert result == {"checked": 4, "findings": []}
    assert sentences(result)[-1] == "All of them agree."


def test_a_total_that_is_not_the_sum_of_its_rows_is_found_with_both_figures(content):
    content["sections"][0]["totals"]["spend"] = 1500000
    (found,) = check(content)["findings"]
    assert (found["place"], found["printed"], found["computed"]) == (
        "Total of Spend",
        "£15,000",
        "£14,978",
    )


def test_a_score_that_is_not_likelihood_times_impact_is_found(content):
    content["sections"][1]["rows"][0]["score"] = 16
    assert places(content) == ["R1: score"]


def test_a_band_that_the_key_does_not_give_is_found(content):
    content["sections"][1]["rows"][0]["band"] = {"key": "amber", "word": "Amber"}
    assert places(content) == ["R1: band"]


def test_a_date_that_is_no_date_is_found(content):
    content["sections"][1]["rows"][0]["review_on"] = "2012-02-31"
    assert places(content) == ["R1: Review"]


def test_a_printed_figure_that_agrees_is_no_finding(content):
    assert (
        places(
            content,
            [printed("budget", "total-spend", "1497800", "money"), printed("risks", "count", "1")],
        )
        == []
    )


def test_a_slip_of_the_source_document_is_shown_beside_the_computed_figure(content):
    (found,) = check(content, [printed("budget", "total-spend", "1497000", "money")])["findings"]
    assert (found["printed"], found["computed"], found["source"]) == (
        "£14,970",
        "£14,978",
        "Report of December 2010",
    )


def test_a_printed_figure_that_nothing_computes_is_found(content):
    assert places(content, [printed("risks", "balance", "3")]) == ["balance"]


def test_two_places_that_print_a_figure_differently_are_found_although_no_row_gives_it(content):
    call = [
        printed("budget", "last-call", pence, "money", place)
        for pence, place in (("8500000", "2.4"), ("8670000", "4.9"))
    ]
    (found,) = check(content, call)["findings"]
    assert (found["key"], found["place"], found["printed"], found["source"]) == (
        "budget.printed.last-call",
        "last-call",
        "£85,000",
        "2.4",
    )
    assert found["computed"] == "nothing; printed as £86,700 in: 4.9"
    assert places(content, call[:1] * 2) == []


def test_a_figure_that_two_documents_print_wrongly_is_explained_for_each(content):
    slips = [printed("risks", "count", number, document=number) for number in ("2", "3")]
    found = check(content, slips, {"risks.printed.count": "One was closed"})["findings"]
    assert [(one["key"], one["note"]) for one in found] == [
        ("risks.printed.count", "One was closed"),
        ("risks.printed.count.2", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("£1.6m", None, ("160000000", "money")),
        ("129,700", "money", ("12970000", "money")),
        ("1,203", None, ("1203", "number")),
        (" 21 ", "number", ("21", "number")),
        ("good", None, ("good", "text")),
    ],
)
def test_what_is_typed_as_printed_is_kept_as_pence_a_number_or_words(typed, kind, kept):
    assert as_kept(typed, kind) == kept


@pytest.mark.parametrize(
    ("typed", "kind"), [("about £3", None), ("lots", "money"), ("many", "number"), ("", "number")]
)
def test_what_is_no_sum_or_number_is_refused(typed, kind):
    with pytest.raises(ValidationError, match="Enter a"):
        as_kept(typed, kind)


def test_a_finding_blocks_until_it_is_explained(content):
    content["sections"][0]["totals"]["spend"] = 1
    content["findings"] = check(content)["findings"]
    assert len(unexplained(content)) == 1
    content["findings"] = check(
        content, [], {"budget.total.spend": "Printed before the last invoice"}
    )["findings"]
    assert unexplained(content) == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([""], "1 does not agree; no note explains it."),
        (["Why"], "1 does not agree; a note explains it."),
        (["Why", ""], "2 do not agree; 1 of them is explained in a note."),
        (["Why", "Why"], "2 do not agree; 2 of them are explained in a note."),
    ],
)
def test_the_last_page_counts_what_does_not_agree_in_plain_words(notes, said):
    result = {"checked": 9, "findings": [{"note": note} for note in notes]}
    assert sentences(result)[-1] == said
