"""Owners answer for their rows on one page, over the logs."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from margin.evidence import add_evidence
from programme import uploads
from programme.models import AuditEvent
from programme.owned import hand_over_rows
from risks.actions import assess_in_words, change_risk, close_risk, set_scheme
from rounds.actions import close_round
from rounds.models import Answer, Round, logs_of_rounds
from rounds.progress import lines_of
from tests import pdfs, world
from tests.factories import as_now, noon
from tests.reading import words

LATER = noon(2012, 3, 10)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


def answers():
    found = Answer.objects.order_by("id").select_related("row")
    return [(one.row.reference, one.said) for one in found]


def typed(page, **cells):
    """What the form of an owner's page sends, with some cells typed anew."""
    context, sent = page.context, {"wait": "some", "once": page.context["once"], "why": ""}
    for sheet in context["sheets"]:
        sent[f"rows-{sheet['log'].name}"] = sheet["versions"]
        for row in sheet["rows"]:
            sent |= {cell.key: cell.text for cell in row.cells if not cell.locked}
    return {**sent, **{name.replace("__", "-"): value for name, value in cells.items()}}


def test_all_rows_of_all_logs_are_answered_with_one_save(
    own, opened, milestone, workstream_lead, signed_in
):
    risk, other = own(workstream_lead), own(workstream_lead, "Staff leave")
    url = f"/programmes/shared-management/rounds/{opened().pk}/answer/"
    browser = signed_in(workstream_lead)
    page = browser.get(url)
    assert "3 rows to answer by 16 March 2012" in words(page)
    cells = {
        f"risks__{risk.pk}__impact": "5",
        f"risks__{risk.pk}__review": "1 May 2012",
        f"milestones__{milestone.pk}__comment": "Draft is out",
        "rest": "yes",
    }
    page = browser.post(url, typed(page, **cells), follow=True)
    assert "M1, R1 and R2 answered." in words(page), words(page)
    assert "All rows are answered." in words(page)
    risk.refresh_from_db()
    assert (risk.score, risk.review) == (15, "1 May 2012")
    milestone.refresh_from_db()
    assert milestone.comment == "Draft is out"
    assert sorted(answers()) == [("M1", "changed"), ("R1", "changed"), ("R2", "same")]
    assert other.assessments.count() == 1
    event = AuditEvent.objects.filter(verb="answered in the update round").get()
    assert [one["now"] for one in event.changes] == ["R2", "M1 and R1"]


@pytest.fixture
def page(opened, signed_in):
    """A function that gives the address of an owner's page of a new round, and their browser."""

    def opens(person):
        path = f"/programmes/shared-management/rounds/{opened().pk}/answer/"
        return path, signed_in(person)

    return opens


@pytest.mark.once
def test_what_is_wrong_stands_at_its_cell_and_nothing_typed_is_lost(
    own, page, milestone, workstream_lead
):
    risk, other = own(workstream_lead), own(workstream_lead, "Staff leave")
    path, browser = page(workstream_lead)
    cells = {
        f"risks__{risk.pk}__review": "1 May 2012",
        f"risks__{risk.pk}__impact": "9",
        f"milestones__{milestone.pk}__comment": "Draft is out",
        f"risks__{other.pk}__same": "yes",
    }
    sent = typed(browser.get(path), **cells)
    for wait, kept in (("all", []), ("some", [("M1", "changed"), ("R2", "same")])):
        shown = browser.post(path, sent | {"wait": wait})
        [(place, said)] = shown.context["problems"]
        assert place == f"id_risks-{risk.pk}-impact" and "Choose a whole number" in said
        assert 'value="1 May 2012"' in shown.content.decode()
        assert sorted(answers()) == kept
    risk.refresh_from_db()
    assert risk.review == "" and risk.impact == 4  # one row, all of it or nothing
    again = typed(shown, **{f"risks__{risk.pk}__impact": "2"})
    browser.post(path, {**again, "once": shown.context["once"]})
    assert sorted(answers())[1] == ("R1", "changed")


@pytest.mark.once
def test_a_word_that_is_changed_leaves_the_status(own, page, programme, who, workstream_lead):
    today = who["at"].date()
    set_scheme(programme=programme, kind="words", applies_from=today, **who)
    risk = own(workstream_lead, likelihood=None, impact=None)
    said = {"frequency_words": "At key stages", "severity": "high", "status": "amber"}
    assess_in_words(risk, effective_on=today, **said, **who)
    path, browser = page(workstream_lead)
    browser.post(path, typed(browser.get(path), **{f"risks__{risk.pk}__severity": "low"}))
    risk.refresh_from_db()
    kept = (risk.frequency_words, risk.severity, risk.judged)
    assert kept == ("At key stages", "low", "amber")


@pytest.mark.once
def test_somebody_else_saved_first(own, page, who, workstream_lead):
    risk, other = own(workstream_lead), own(workstream_lead, "Staff leave")
    path, browser = page(workstream_lead)
    cells = {f"risks__{risk.pk}__review": "1 May 2012", f"risks__{other.pk}__same": "yes"}
    sent = typed(browser.get(path), **cells)
    for one in (risk, other):
        change_risk(one, review="2 June 2012", **who)
    shown = browser.post(path, sent)
    found = dict(shown.context["problems"])
    assert "saved “2 June 2012”" in found[f"id_risks-{risk.pk}-review"]
    assert "changed it after you opened" in found[f"row-risks-{other.pk}"]
    assert answers() == []
    browser.post(path, typed(shown, **cells))
    assert sorted(answers()) == [("R1", "changed"), ("R2", "same")]


@pytest.mark.once
def test_no_change_and_a_change_are_not_both_taken(own, page, workstream_lead, programme_manager):
    risk, theirs = own(workstream_lead), own(programme_manager, "Not mine")
    path, browser = page(workstream_lead)
    cells = {f"risks__{risk.pk}__review": "1 May 2012", f"risks__{risk.pk}__same": "yes"}
    sent = typed(browser.get(path), **cells)
    assert "You ticked" in browser.post(path, sent).context["problems"][0][1]
    forged = {"rows-risks": f"{theirs.pk}:{theirs.version}", f"risks-{theirs.pk}-same": "yes"}
    assert "owns it now" in browser.post(path, forged).context["problems"][0][1]
    assert "Nothing was answered" in words(
        browser.post(path, typed(browser.get(path)), follow=True)
    )
    assert answers() == []


@pytest.mark.once
def test_who_may_not_change_a_log_tells_the_manager(
    own, page, partner_director, programme_manager, signed_in
):
    risk = own(partner_director)
    path, browser = page(partner_director)
    sent = typed(browser.get(path), rest="yes")  # it says nothing of a row that is told of
    told = f"risks-{risk.pk}-told"
    for wrong, says in (("a\u202eb", "U+202E"), ("a\0b", "U+0000"), ("x" * 2001, "2000")):
        shown = browser.post(path, {**sent, told: wrong})
        assert says in shown.context["problems"][0][1].replace(",", "") and answers() == []
    both = {told: "Terms are agreed", f"risks-{risk.pk}-same": "yes"}
    assert "You ticked" in browser.post(path, {**sent, **both}).context["problems"][0][1]
    sent[told] = "Terms are agreed"
    assert "R1 answered." in words(browser.post(path, sent, follow=True))
    assert answers() == [("R1", "told")]
    shown = signed_in(programme_manager).get(path.replace("answer/", ""))
    assert "Told, and not entered yet" in words(shown) and "Terms are agreed" in words(shown)
    at = noon(2012, 3, 10) + timedelta(hours=1)
    change_risk(risk, by=programme_manager, at=at, review="1 May 2012")  # it is entered
    with time_machine.travel(at, tick=False):
        shown = words(signed_in(programme_manager).get(path.replace("answer/", "")))
    assert "Told, and not" not in shown and f"for {partner_director.known_as}" in shown
    change_risk(risk, by=programme_manager, at=at + timedelta(hours=1), review="1 June 2012")
    assert answers() == [("R1", "told"), ("R1", "changed")]


def test_rows_that_are_closed_or_pass_to_somebody_else(
    own, page, who, programme, workstream_lead, programme_manager
):
    risk, other = own(workstream_lead), own(workstream_lead, "Staff leave")
    path, browser = page(workstream_lead)
    sent = typed(browser.get(path), rest="yes", **{f"risks__{risk.pk}__review": "1 May 2012"})
    close_risk(other, why="Over", **who)
    hand_over_rows(workstream_lead, programme=programme, to=programme_manager, why="Leaves", **who)
    [(_, said)] = browser.post(path, sent).context["problems"]
    assert said == f"R1: {programme_manager.title} owns it now."
    assert answers() == []
    theirs = lines_of(Round.objects.get(), as_now(programme))
    assert [(one.owner.title, one.is_waiting) for one in theirs] == [
        (programme_manager.title, True),
        (workstream_lead.title, False),
    ]


@pytest.mark.once
def test_a_round_that_was_closed_takes_nothing(own, page, who, workstream_lead):
    risk = own(workstream_lead)
    path, browser = page(workstream_lead)
    sent = typed(browser.get(path), **{f"risks__{risk.pk}__review": "1 May 2012"})
    close_round(Round.objects.get(), **who)
    shown = browser.post(path, sent)
    assert "is closed" in words(shown) and 'value="1 May 2012"' in shown.content.decode()
    assert "is closed" in words(browser.get(path, follow=True))
    risk.refresh_from_db()
    assert risk.review == "" and answers() == []


@pytest.mark.once
def test_a_change_on_another_page_is_an_answer_too(own, page, workstream_lead):
    risk = own(workstream_lead)
    path, _ = page(workstream_lead)
    lease = uploads.received(SimpleUploadedFile("lease.pdf", pdfs.whole()))
    add_evidence(risk, by=workstream_lead, at=LATER, title="Lease", file=lease)
    assert answers() == []  # what is put beside a row changes nothing of it
    change_risk(risk, by=workstream_lead, at=LATER, review="1 May 2012")
    assert answers() == [("R1", "changed")]


@pytest.mark.once
def test_many_rows_cost_no_more_queries(own, opened, workstream_lead, signed_in):
    browser, costs = signed_in(workstream_lead), []
    for more in 1, 5:
        for number in range(more):
            own(workstream_lead, f"Risk {more} {number}")
        round_ = opened(period=f"Round {more}")
        for page in ("answer/", ""):
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"/programmes/shared-management/rounds/{round_.pk}/{page}")
            costs.append(len(queries))
    assert costs[:2] == costs[2:], costs


# What is typed for a row of each log; an empty text is left alone.
TYPED = {
    "milestones": {"comment": "Draft is out"},
    "risks": {"impact": "2", "why": "Terms are agreed"},
    "issues": {"impact": "Two days lost"},
    "budgets": {"forecast": "14,000", "comment": "As planned"},
    "reserves": {"comment": "As planned"},
    "savings": {"amount": "1,000", "evidence": "Monitoring", "comment": "On its way"},
    "savings-targets": {"comment": "Stands"},
    "reallocations": {"comment": "Stands"},
    "carry-forwards": {"comment": "Stands"},
    "recommendations": {"text": "Under way"},
    "benefits": {"value": "12", "evidence": "Monitoring"},
    "equality-actions": {"text": "Begun"},
    "workstreams": {"progress": "Good", "text": "All is well"},
    "follow-on": {"detail": "In two parts"},
    "communications": {"message": "It is on"},
}


def test_every_log_is_answered_on_one_page(programme, programme_manager, opened, signed_in):
    world.fill(programme, programme_manager)
    rows = {name: log.model.objects.of(programme) for name, log in logs_of_rounds().items()}
    assert {name for name, found in rows.items() if found.exists()} == {*TYPED}
    for found in rows.values():
        found.update(owner_user=programme_manager)
    url = f"/programmes/shared-management/rounds/{opened().pk}/answer/"
    browser = signed_in(programme_manager)
    sent, begun = typed(browser.get(url)), set()
    for name, cells in TYPED.items():
        for key in [
            key for key in sent if key.startswith(f"{name}-") and key.split("-")[-1] in cells
        ]:
            sent[key] = cells[key.split("-")[-1]]
            begun.add(name)
    page = browser.post(url, sent, follow=True)
    problems = page.context.get("problems", [])
    assert not problems, problems
    assert begun == {*TYPED}
    said = {one.row.log for one in Answer.objects.filter(said="changed")}
    assert said == {*TYPED}
