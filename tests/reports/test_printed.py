"""Figures that documents printed: recorded, held against the logs, explained, withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from reports import actions
from reports.composition import compose
from reports.forms import PrintedFigureForm
from reports.models import PrintedFigure
from reports.permissions import DEFINE
from reports.printed import figures_of
from tests.factories import noon
from tests.reading import errors, sent, typed, words
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, PUBLICATION

pytestmark = pytest.mark.once

PAGE = "/programmes/shared-management/reports/printed-figures/"
MARCH = noon(2012, 3, 12)
COUNT = {"section": "risks", "figure": "count", "label": "Number of rows: Risks", "kind": "number"}
DOCUMENT = "Report of March 2012, page 3"
FORM = {"figure": "risks|count", "label": "", "printed": "3", "document": DOCUMENT}
FORM["version"] = None  # a form that adds a row has none, so no page is opened for it


@pytest.fixture
def record(programme, democratic_services):
    """A function that records how many risks a document says there are."""

    def step(printed="3", *, at=MARCH, **other):
        values = {**COUNT, "printed": printed, "document": DOCUMENT, **other}
        return actions.record_printed_figure(
            programme=programme, by=democratic_services, at=at, **values
        )

    return step


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def withdraw(kept, by, at=MARCH):
    return actions.withdraw_printed_figure(kept, by=by, at=at, why="Misread")


# --- in reports


@pytest.fixture
def draft_with_slips(record, due):
    """The draft of a report on two risks; two documents say that there are three and four."""
    record("3")
    record("4", document="Another page")
    return draw(due, DRAFT_MOMENT)


def test_a_slip_blocks_the_report_until_the_last_one_is_explained(
    draft_with_slips, publish, democratic_services
):
    draft = draft_with_slips
    with pytest.raises(ValidationError, match="2 figure"):
        publish(draft)
    explain = {"by": democratic_services, "at": PUBLICATION, "note": "One was merged"}
    half = actions.explain_finding(draft, key="risks.printed.count", **explain)
    assert (half.state, [one["note"] for one in half.content["findings"]]) == (
        "draft",
        ["One was merged", ""],
    )
    with pytest.raises(ValidationError, match="1 figure"):
        publish(half)
    assert actions.explain_finding(draft, key="risks.printed.count.2", **explain).state == "due"
    drawn = publish(draw(draft, PUBLICATION))
    assert [
        (one["printed"], one["computed"], one["note"]) for one in drawn.content["findings"]
    ] == [
        ("3", "2", "One was merged"),
        ("4", "2", "One was merged"),
    ]


def test_a_report_holds_the_figures_that_stood_at_its_moment(
    definition, register, record, democratic_services
):
    kept = record("3")
    withdraw(kept, democratic_services, at=noon(2012, 3, 20))
    found = {
        day: compose(definition, at=noon(2012, 3, day), since=None)["findings"]
        for day in (11, 13, 21)
    }
    assert {day: len(findings) for day, findings in found.items()} == {11: 0, 13: 1, 21: 0}


@pytest.mark.each
def test_the_report_after_the_one_that_answered_for_a_figure_leaves_it_out(
    definition, register, record
):
    record("3")
    at = noon(2012, 3, 13)
    found = {
        since: compose(definition, at=at, since=since)["findings"]
        for since in (None, noon(2012, 3, 9), at)
    }
    assert [len(findings) for findings in found.values()] == [1, 1, 0]


# --- actions


@pytest.mark.parametrize("role", [role for role in Role if role not in DEFINE.roles])
def test_only_who_defines_reports_records_and_withdraws(programme, record, everyone, role):
    kept = record()
    with pytest.raises(NotPermitted):
        actions.record_printed_figure(
            programme=programme, by=everyone[role], at=MARCH, printed="1", document="Else", **COUNT
        )
    with pytest.raises(NotPermitted):
        withdraw(kept, everyone[role])
    assert PrintedFigure.objects.standing().get() == kept


@pytest.mark.each
def test_a_document_prints_a_figure_once_until_it_is_withdrawn(record, democratic_services):
    kept = record("3")
    with pytest.raises(ValidationError, match="recorded already"):
        record("4")
    withdraw(kept, democratic_services)
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw(kept, democratic_services)
    assert record("4").printed == "4"


@pytest.mark.each
def test_a_figure_of_no_section_is_refused(record):
    with pytest.raises(ValidationError) as refused:
        record(section="weather")
    assert refused.value.message_dict == {"figure": ["No such section."]}


@pytest.mark.each
def test_recording_and_withdrawing_stand_in_the_audit_trail(record, democratic_services):
    withdraw(record("3"), democratic_services, at=MARCH + timedelta(hours=1))
    found = AuditEvent.objects.filter(verb__contains="printed figure").order_by("at")
    assert [(event.verb, event.reason) for event in found] == [
        ("recorded a printed figure:", DOCUMENT),
        ("withdrew a printed figure:", "Misread"),
    ]
    assert [(event.changes[0]["was"], event.changes[0]["now"]) for event in found] == [
        ("", "3"),
        ("3", ""),
    ]


@pytest.mark.each
@pytest.mark.parametrize(
    "values", [{"printed": "2"}, {"label": "Other"}, {"document": "Other"}, {"figure": "other"}]
)
def test_the_database_keeps_what_was_recorded(record, values):
    kept = record()
    with pytest.raises(Error), transaction.atomic():
        PrintedFigure.objects.filter(pk=kept.pk).update(**values)
    with pytest.raises(Error), transaction.atomic():
        kept.delete()


@pytest.mark.each
def test_the_database_lets_a_figure_end_once(record, democratic_services):
    kept = withdraw(record(), democratic_services)
    with pytest.raises(Error), transaction.atomic():
        PrintedFigure.objects.filter(pk=kept.pk).update(ended_at=None, ended_by=None)


# --- pages


def test_an_officer_records_a_figure_and_sees_that_it_differs(officer, register):
    assert "No figure of a document has been recorded." in words(officer.get(PAGE))
    answer = officer.post(f"{PAGE}add/", FORM, follow=True)
    page = words(answer)
    assert "Number of rows: Risks, Report of March 2012, page 3 recorded." in page
    assert "Number of rows: Risks Risks 3 2 Differs Report of March 2012, page 3" in page


def test_a_figure_that_agrees_says_so(officer, register, record):
    record("2")
    assert "2 2 Agrees" in words(officer.get(PAGE))


def test_the_choice_shows_what_the_logs_give_now(officer, register):
    page = words(officer.get(f"{PAGE}add/"))
    assert (
        "Number of rows: Risks: 2" in page
        and "Another figure, which the log does not compute" in page
    )


def test_a_figure_that_no_log_computes_has_words_of_its_own(officer):
    own = {**FORM, "figure": "reserves|", "label": "Last approved call", "printed": "£86,700"}
    assert "Last approved call Reserves £86,700 Not computed" in words(
        officer.post(f"{PAGE}add/", own, follow=True)
    )
    kept = PrintedFigure.objects.get()
    assert (kept.section, kept.figure, kept.kind, kept.printed) == (
        "reserves",
        "last-approved-call",
        "money",
        "8670000",
    )


def test_two_places_that_print_a_figure_differently_say_so_although_no_log_computes_it(
    officer, record
):
    own = {"section": "reserves", "figure": "last-call", "label": "Last call"}
    record("3", **own)
    record("4", document="Another page", **own)
    page = words(officer.get(PAGE))
    assert page.count("Not computed Differs") == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"figure": ""}, "figure"),
        ({"figure": "weather|rain"}, "figure"),
        ({"figure": "risks|"}, "label"),
        ({"figure": "risks|", "label": "!!!"}, "label"),
        ({"printed": ""}, "printed"),
        ({"printed": "many"}, "printed"),
        ({"printed": "about £3", "figure": "risks|", "label": "Cost"}, "printed"),
        ({"printed": "\u202e21", "figure": "risks|", "label": "Cost"}, "printed"),
        ({"document": ""}, "document"),
        ({"document": "x" * 201}, "document"),
    ],
)
def test_bad_input_is_refused_beside_its_field(programme, register, values, field):
    computed = figures_of(programme, MARCH, {"risks"})
    assert (
        field
        in PrintedFigureForm({**FORM, **values}, programme=programme, computed=computed).errors
    )


def test_a_form_with_bad_input_comes_back_as_it_was_typed(officer, register):
    """Once: the page asks every section for its figures."""
    answer = officer.post(f"{PAGE}add/", {**FORM, "printed": "many"})
    assert "printed" in errors(answer) and typed(answer, "printed") == "many"
    assert not PrintedFigure.objects.exists()


def test_the_same_figure_of_the_same_document_is_refused_in_words(officer, register, record):
    record()
    assert "recorded already" in " ".join(errors(officer.post(f"{PAGE}add/", FORM)).values())


def test_scripts_in_words_are_text(officer, record):
    record(
        section="reserves", figure="own", label="<script>alert(1)</script>", document="<b>bold</b>"
    )
    page = officer.get(PAGE).content.decode()
    assert "<script>alert" not in page and "<b>bold" not in page and "&lt;b&gt;bold" in page


@pytest.mark.each
def test_withdrawing_asks_why_and_the_past_still_shows_the_figure(officer, record):
    kept = record()
    step = f"{PAGE}{kept.pk}/withdraw/"
    assert "why" in errors(officer.post(step, {"why": ""}))
    assert "withdrawn." in words(officer.post(step, {"why": "Misread"}, follow=True))
    assert officer.get(step).status_code == 302  # to the list, which says what became of it
    past = words(officer.get(f"{PAGE}?at=2012-03-13"))
    assert DOCUMENT in past and "Record a printed figure" not in past
    assert DOCUMENT not in words(officer.get(PAGE))


def test_who_reads_the_logs_sees_the_figures_and_no_button(auditor, signed_in, record):
    record()
    page = words(signed_in(auditor).get(PAGE))
    assert DOCUMENT in page and "Record a printed figure" not in page and "Withdraw" not in page


@pytest.mark.each
def test_the_list_of_reports_leads_to_the_printed_figures(officer, programme):
    assert (
        f'href="{PAGE}"' in officer.get("/programmes/shared-management/reports/").content.decode()
    )


def test_the_page_costs_the_same_for_one_figure_and_for_many(
    officer, register, record, django_assert_max_num_queries
):
    record()
    with django_assert_max_num_queries(20) as before:
        officer.get(PAGE)
    for number in range(20):
        record(document=f"Report {number}")
    with django_assert_max_num_queries(len(before)):
        officer.get(PAGE)


def test_an_explanation_that_somebody_else_wrote_meanwhile_is_not_overwritten(
    draft_with_slips, officer, democratic_services
):
    url = f"/programmes/shared-management/reports/{draft_with_slips.pk}/explain/1/"
    page = sent(officer.get(url))
    key = draft_with_slips.content["findings"][0]["key"]
    who = {"by": democratic_services, "at": DRAFT_MOMENT}
    actions.explain_finding(draft_with_slips, key=key, note="Theirs", **who)
    for form in ({**page, "note": "Mine"}, {"note": "Mine"}):
        shown = officer.post(url, form)
        assert "Somebody else explained this figure: “Theirs”" in errors(shown)["note"]
        assert typed(shown, "note") == "Mine"


def test_how_many_figures_disagree_is_said_in_words():
    assert actions.disagreeing(1) == "1 figure does not add up"
    assert actions.disagreeing(2) == "2 figures do not add up"


@pytest.mark.each
def test_a_printed_figure_that_is_too_long_is_refused_for_that_alone(officer):
    shown = officer.post(f"{PAGE}add/", {**FORM, "printed": "3" * 300})
    assert errors(shown) == {"printed": "Use at most 120 characters. This has 300."}
