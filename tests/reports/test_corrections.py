"""A correction is of the same position: it takes in the rows that it names, and lists what
differs.
"""

from copy import deepcopy
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from programme import mistakes
from programme.models import AuditEvent
from reports import actions
from reports.differences import differences
from reports.document import render_html
from risks.actions import add_risk, assess_risk, change_risk, close_risk
from risks.log import RISKS
from tests.factories import noon
from tests.reading import errors, sent, typed, words
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT

pytestmark = pytest.mark.once

FOUND_OUT = noon(2012, 3, 27)
LATER = noon(2012, 3, 28)


@pytest.fixture
def put_right(programme_manager):
    """A function that corrects what was typed wrongly in a risk."""

    def step(risk, at=FOUND_OUT, **facts):
        how = {"by": programme_manager, "at": at, "mistake": "The letter says so"}
        return mistakes.correct_mistake(RISKS, change_risk, risk, **how, **facts)

    return step


@pytest.fixture
def renamed(register, put_right):
    """Both risks had wrong titles, which were put right since the report was published."""
    return [put_right(risk, title=f"{risk.title} at last") for risk in register]


def titles(report):
    return [row["title"] for row in report.content["sections"][1]["rows"]]


def words_of(report):
    """What the report prints, in one line."""
    return " ".join(unescape(strip_tags(render_html(report.content))).split())


def test_a_correction_that_names_no_row_shows_what_was_shown(published, renamed, correct):
    second = correct(published, LATER)
    assert second.position_at == DRAFT_MOMENT
    assert second.content["sections"] == published.content["sections"]
    assert second.content["differences"] == []


def test_a_correction_takes_in_the_rows_that_it_names_and_no_other(published, renamed, correct):
    second = correct(published, LATER, rows=["R1"])
    assert titles(second) == ["A partner leaves at last", "Savings come late"]
    assert second.content["differences"] == [
        {"place": "Risks: R1, Risk", "was": "A partner leaves", "now": "A partner leaves at last"}
    ]


def test_nothing_that_happened_later_comes_in_with_the_risk_that_is_named(
    published, renamed, correct, programme_manager
):
    by = {"by": programme_manager, "at": LATER}
    current = {"kind": "current", "likelihood": 1, "impact": 2, "effective_on": LATER.date()}
    risk = assess_risk(renamed[0], **by, why="They signed", **current)
    close_risk(risk, **by, why="They signed")
    second = correct(published, noon(2012, 3, 29), rows=["R1"])
    assert [one["place"] for one in second.content["differences"]] == ["Risks: R1, Risk"]


def test_a_row_in_which_no_mistake_was_corrected_is_not_offered_and_refused(
    published, register, renamed, programme_manager, signed_in, democratic_services
):
    add_risk(programme=published.definition.programme, by=programme_manager, at=LATER, title="New")
    change_risk(register[0], by=programme_manager, at=LATER, owner="Another director")
    client, programme = signed_in(democratic_services), published.definition.programme
    address = f"/programmes/{programme.slug}/reports/{published.pk}/correct/"
    assert typed(client.get(address), "rows") == "R1, R2"
    page = client.post(address, {"reason": "It is new", "rows": "R1 R3"})
    assert errors(page)["rows"].startswith("No mistake was corrected in R3 that stood on 20 March")


@pytest.mark.each
def test_a_correction_goes_on_from_the_version_that_it_corrects(
    published, register, put_right, correct, publish
):
    put_right(register[0], title="Right")
    second = publish(correct(published, LATER, rows=["R1"]), at=LATER)
    put_right(register[1], at=noon(2012, 3, 29), title="Right too")
    third = publish(correct(second, noon(2012, 3, 30), rows=["R2"]), at=noon(2012, 3, 30))
    assert titles(third) == ["Right", "Right too"]
    assert [one["place"] for one in third.content["differences"]] == ["Risks: R2, Risk"]
    assert [one["place"] for one in third.content["differences_from_first"]] == [
        "Risks: R1, Risk",
        "Risks: R2, Risk",
    ]
    first = words_of(third).partition("Contents")[0]
    assert "What differs from version 2" in first and "What differs from version 1" in first
    fourth = correct(third, noon(2012, 3, 31), taken_out=["R1"])
    assert titles(fourth) == ["A partner leaves", "Right too"]


def test_an_officer_takes_a_correction_out_by_name_in_the_browser(
    published, renamed, correct, publish, signed_in, democratic_services
):
    second = publish(correct(published, LATER, rows=["R1"]), at=LATER)
    client, programme = signed_in(democratic_services), second.definition.programme
    address = f"/programmes/{programme.slug}/reports/{second.pk}/correct/"
    page = client.get(address)
    assert "Corrected by the published version R1" in words(page) and typed(page, "rows") == "R2"
    page = client.post(address, {"reason": "Again", "rows": "R1"})
    assert errors(page)["rows"].startswith("Version 2 corrects R1 already, and no mistake in R1")
    page = client.post(address, {"reason": "R1 was right", "taken_out": "R2"})
    assert errors(page) == {"taken_out": "Version 2 does not correct R2."}
    assert client.post(address, {"reason": "R1 was right", "taken_out": "r1"}).status_code == 302
    assert second.superseded_by.corrections == {}


def test_entries_of_a_ledger_that_came_or_went_are_told_whole():
    columns = [{"key": "reference", "label": "Ref", "kind": "text"}]
    columns += [{"key": "value", "label": "Value", "kind": "money"}]
    ledger = {"key": "ledger", "title": "Ledger", "columns": columns, "notes": []}
    ledger |= {"extra": {}}

    def content(*values):
        rows = [{"reference": "BEN1", "value": value} for value in values]
        heading = {"title": "", "body": "", "programme": ""}
        return {"heading": heading, "sections": [{**ledger, "rows": rows}]}

    assert differences(content(100, 200), content(200, 300)) == [
        {"place": "Ledger: BEN1", "was": "£1", "now": "left out"},
        {"place": "Ledger: BEN1", "was": "", "now": "£3"},
    ]


def test_a_column_that_comes_or_goes_is_told_with_its_values():
    reference = {"key": "reference", "label": "Ref", "kind": "text"}
    moved = {"key": "virements", "label": "Virements", "kind": "money"}

    def content(*columns, **values):
        rows = [{"reference": name, "virements": pence} for name, pence in values.items()]
        table = {"key": "budget", "title": "Budget", "columns": [reference, *columns], "notes": []}
        table |= {
            "extra": {},
            "rows": rows,
            "totals": {"virements": values["B1"]} if columns else {},
        }
        heading = {"title": "", "body": "", "programme": ""}
        return {"heading": heading, "sections": [table]}

    without, given = content(B1=None, B2=None), content(moved, B1=5_00, B2=None)
    assert [tuple(one.values()) for one in differences(without, given)] == [
        ("Budget: column Virements", "", "added"),
        ("Budget: B1, Virements", "blank", "£5"),
        ("Budget: total, Virements", "not printed", "£5"),
    ]
    assert ("Budget: B1, Virements", "£5", "blank") in [
        tuple(one.values()) for one in differences(given, without)
    ]


def test_a_value_in_a_column_that_was_not_printed_before_is_told(
    published, register, put_right, correct, signed_in, auditor
):
    put_right(register[0], owner="Head of Audit")
    second = correct(published, LATER, rows=["R1"])
    address = f"/programmes/{second.definition.programme.slug}/reports/{second.pk}/"
    for page in (f"{address}", f"{address}compare/{published.pk}/"):
        told = words(signed_in(auditor).get(page))
        assert "Risks: column Risk owner added" in told
        assert "Risks: R1, Risk owner blank Head of Audit" in told


def test_its_first_page_says_what_differs(published, renamed, correct):
    page = render_html(correct(published, LATER, rows=["R1"]).content)
    first = page[: page.index('<nav class="report-contents"')]
    assert "What differs from version 1" in first and "A partner leaves at last" in first


def test_a_correction_drawn_again_keeps_its_moment(
    published, renamed, correct, put_right, democratic_services
):
    second = correct(published, LATER, rows=["R1"])
    put_right(renamed[0], at=noon(2012, 3, 29), title="Right now")
    actions.draw_again(second, by=democratic_services, at=noon(2012, 3, 30))
    second = draw(second, noon(2012, 3, 30))
    assert (second.position_at, titles(second)[0]) == (DRAFT_MOMENT, "Right now")


def test_a_row_that_no_log_of_the_report_has_is_refused(published, correct):
    with pytest.raises(ValidationError, match="No log of this report has M1, R99"):
        correct(published, LATER, rows=["R1", "R99", "M1"])


def test_an_officer_names_the_rows_in_the_browser(
    published, renamed, signed_in, democratic_services
):
    client, programme = signed_in(democratic_services), published.definition.programme
    address = f"/programmes/{programme.slug}/reports/{published.pk}/correct/"
    page = client.post(address, {"reason": "Two titles", "rows": "r1; R7"})
    assert errors(page) == {"rows": "No log of this report has R7."}
    done = client.post(address, {"reason": "Two titles", "rows": "r1, R2"})
    assert done.status_code == 302
    assert [*published.superseded_by.corrections] == ["R1", "R2"]


def test_any_two_versions_can_be_compared(published, renamed, correct, publish, signed_in, auditor):
    second = publish(correct(published, LATER, rows=["R1"]), at=LATER)
    programme = second.definition.programme
    address = f"/programmes/{programme.slug}/reports/{second.pk}/compare/{published.pk}/"
    page = signed_in(auditor).get(address)
    assert "Version 2 against version 1" in words(page)
    assert "Risks: R1, Risk A partner leaves A partner leaves at last" in words(page)


@pytest.fixture
def explained(due, programme, publish, signed_in, democratic_services):
    """A published report with a figure of a document that was explained."""
    figure = {"section": "risks", "figure": "count", "label": "Risks", "kind": "number"}
    by = {"programme": programme, "by": democratic_services, "at": noon(2012, 3, 10)}
    actions.record_printed_figure(**by, **figure, printed="3", document="Report of 2010")
    draft = draw(due, DRAFT_MOMENT)
    return publish(explain(signed_in(democratic_services), draft, "One was merged"))


def explain(client, draft, note):
    address = f"/programmes/{draft.definition.programme.slug}/reports/{draft.pk}/explain/1/"
    page = client.get(address)
    assert client.post(address, {**sent(page), "note": note}).status_code == 302
    return draw(draft, LATER)


def test_another_explanation_alone_is_a_difference_on_every_page_that_lists_them(
    explained, correct, signed_in, democratic_services
):
    client = signed_in(democratic_services)
    second = explain(client, correct(explained, LATER), "The page was wrong")
    told = "Risks: Number of rows: Risks, Explanation One was merged The page was wrong"
    address = f"/programmes/{second.definition.programme.slug}/reports/{second.pk}/"
    for page in (client.get(address), client.get(f"{address}compare/{explained.pk}/")):
        assert told in words(page) and "Nothing that is printed differs" not in words(page)


WRITERS = {
    "Kind of urgency": lambda content: content["heading"].update(
        urgency={"reason": "It rains", "given_by": "Chair", "kind": "special_urgency"}
    ),
    "Reason for urgency": lambda content: content["heading"].update(
        urgency={"reason": "It rains", "given_by": "Chair"}
    ),
    "Meeting": lambda content: content["heading"].update(meeting_time="18:30"),
    "Partners": lambda content: content["heading"]["partners"].append("Northmere"),
    "Changes since": lambda content: content["heading"].update(since="2012-01-01T12:00:00+00:00"),
    "Order of the parts": lambda content: content["sections"].reverse(),
    "Checks made before publication": lambda content: content["checks"].append("All is well"),
    "Risks: beside the table": lambda content: risks_of(content)["extra"]["counts"].update(red=7),
    "Risks: Heat map of risks": lambda content: risks_of(content)["extra"]["heatmap"]["cells"][
        0
    ].update(count=9),
    "Risks: column Risk": lambda content: risks_of(content)["columns"][1].update(label="Danger"),
    "Dangers: title": lambda content: risks_of(content).update(title="Dangers"),
    "Risks: order of the rows": lambda content: risks_of(content)["rows"].reverse(),
    "Risks: order of the columns": lambda content: risks_of(content)["columns"].reverse(),
}


def risks_of(content):
    return next(one for one in content["sections"] if one["key"] == "risks")


def test_whatever_is_printed_is_a_difference_when_it_changes(published):
    """One part of what the report prints after the other, each alone."""
    for place, write in WRITERS.items():
        new = deepcopy(published.content)
        write(new)
        assert place in [one["place"] for one in differences(published.content, new)]
        assert differences(new, deepcopy(new)) == []


def test_a_changed_note_is_one_difference(published):
    old, new = deepcopy(published.content), deepcopy(published.content)
    risks_of(old)["notes"], risks_of(new)["notes"] = ["2 are late", "Old"], ["3 are late", "Old"]
    assert differences(old, new) == [
        {"place": "Risks: note", "was": "2 are late", "now": "3 are late"}
    ]


def test_differences_are_told_in_words(published, renamed, correct):
    old, new = published.content, correct(published, LATER, rows=["R1"]).content
    new["sections"][1]["rows"].pop()
    new["sections"][1]["notes"] = ["One was left out"]
    told = [tuple(one.values()) for one in differences(old, new)]
    assert ("Risks: R2", "Savings come late", "left out") in told
    assert ("Risks: note", "", "One was left out") in told


# --- what was settled -----------------------------------------------------------------------------


@pytest.fixture
def closed(published, register, programme_manager):
    """R1 was closed after the report, and its owner was changed in its history later."""
    by = {"by": programme_manager, "at": noon(2012, 3, 28)}
    return close_risk(register[0], **by, why="They signed")


def section(definition, at, since):
    from programme.reporting import sections
    from tests.factories import as_at

    return sections()["risks"].context(as_at(definition.programme, at, since))


@pytest.mark.each
def test_what_was_closed_stands_apart_with_day_and_reason(closed, definition):
    found = section(definition, noon(2012, 4, 20), DRAFT_MOMENT)
    assert [row["reference"] for row in found["rows"]] == ["R2"]
    (part,) = found["parts"]
    assert part["title"] == "Risks: closed since the last report"
    (row,) = part["rows"]
    assert (row["reference"], row["settled_on"], row["settled_why"]) == (
        "R1",
        "2012-03-28",
        "They signed",
    )
    assert found["extra"]["counts"]["red"] == 0


def test_what_was_closed_before_the_last_report_does_not_come_back(closed, definition):
    assert "parts" not in section(definition, noon(2012, 5, 20), noon(2012, 4, 20))


def test_the_check_sees_a_key_that_counts_otherwise_than_the_rows(published):
    from reports.adding_up import check

    content = published.content
    content["sections"][1]["extra"]["counts"]["red"] = 4
    content["sections"][1]["extra"]["heatmap"]["cells"][0]["count"] += 1
    content["sections"][1]["at_a_glance"]["red"] = 7
    places = {one["place"] for one in check(content)["findings"]}
    assert any("in the key" in place for place in places)
    assert any("on the heat map" in place for place in places)
    assert any("on the overview" in place for place in places)


# --- explain --------------------------------------------------------------------------------------


def test_a_figure_is_explained_in_the_browser_and_publish_says_what_is_open(
    draft, signed_in, democratic_services
):
    """No test pressed this button once: it answered that it was not possible."""
    draft.content["findings"] = [
        {**one, "key": "risks.count"}
        for one in [
            {
                "section": "Risks",
                "place": "Number of rows",
                "printed": "3",
                "computed": "2",
                "source": "",
                "note": "",
            }
        ]
    ]
    draft.save()
    client = signed_in(democratic_services)
    address = f"/programmes/{draft.definition.programme.slug}/reports/{draft.pk}/"
    assert "Figures that do not match: 1" in words(client.get(f"{address}publish/"))
    (link,) = [one for one in client.get(address).content.decode().split('"') if "/explain/" in one]
    assert client.get(link).status_code == 200
    assert client.post(link, {"note": "The page counts a merged risk"}).status_code == 302
    assert AuditEvent.objects.filter(verb="explained a figure of").exists()


def test_every_step_of_a_report_names_the_states_in_which_it_is_open():
    from reports.views import steps

    found = [one for one in vars(steps).values() if isinstance(one, type)]
    found = [
        one for one in found if issubclass(one, steps.ReportStep) and one is not steps.ReportStep
    ]
    assert found and all(one.states for one in found)


def test_a_first_version_is_no_correction_to_discard(draft, signed_in, democratic_services):
    client, programme = signed_in(democratic_services), draft.definition.programme
    page = client.get(f"/programmes/{programme.slug}/reports/{draft.pk}/discard/", follow=True)
    said = "Discard this correction: not possible, it is the first version, and corrects nothing."
    assert said in words(page)
