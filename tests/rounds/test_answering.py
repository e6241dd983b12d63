"""Owners answer for their rows on one page, over the logs."""

import pytest
import time_machine

from programme.models import AuditEvent
from rounds.models import Answer
from tests.factories import noon
from tests.reading import links, words

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
    assert [one["now"] for one in event.changes] == ["R2", "R1 and M1"]
