"""A programme is closed by its body and stays as it stood: by form, command, ORM and SQL."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from closure.closing.actions import close_programme, reopen_programme, say_authorised_by
from closure.closing.forms import ReopenForm
from closure.custody.actions import dispose_rows
from papers.deciding import take_back_decision
from programme.log import logs
from programme.mistakes import correct_mistake
from programme.models import Programme
from recommendations.actions import add_review
from risks.actions import add_mitigation, add_risk, change_risk
from risks.models import Risk

from .conftest import CLOSED, LATER

pytestmark = pytest.mark.django_db


def test_it_is_refused_until_each_row_is_settled_and_its_own_body_decided(
    programme, rows, body, decide, democratic_services
):
    who = {"by": democratic_services, "at": CLOSED}
    decision = decide(body)
    with pytest.raises(ValidationError, match="which body authorised"):
        close_programme(programme, decision=decision, **who)
    say_authorised_by(programme, body=body, **who)
    with pytest.raises(ValidationError, match="Risks: 1 open row, not offered; Issues: 1 open"):
        close_programme(programme, decision=decision, **who)
    dispose_rows(programme, rows=rows, decision=decision, why="Decided", **who)
    close_programme(programme, decision=decision, **who)
    closed = Programme.objects.get(pk=programme.pk)
    assert (closed.closed_on, closed.closed_by) == (CLOSED.date().replace(day=4), "Executive")
    with pytest.raises(ValidationError, match="stays on record"):
        take_back_decision(decision, why="A slip", **who)


@pytest.mark.once
def test_its_rows_are_fixed_and_corrections_go_on(close, programme, programme_manager):
    close()
    who, risk = {"by": programme_manager, "at": LATER}, Risk.objects.get()
    programme = Programme.objects.get(pk=programme.pk)
    closed = "The programme was closed on 4 April 2012 by Executive"
    for refused in (
        lambda: add_risk(programme=programme, title="New", likelihood=1, impact=1, **who),
        lambda: change_risk(risk, title="Other", **who),
        lambda: add_mitigation(risk, text="More", **who),
    ):
        with pytest.raises(ValidationError, match=closed):
            refused()
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(title="By the ORM")
    add_review(programme=programme, title="Scrutiny", kind="scrutiny", **who)
    log = next(log for log in logs() if log.name == "risks")
    told = {"mistake": "A slip of the pen", "title": "A council leaves"}
    correct_mistake(log, change_risk, risk, **told, **who)
    assert Risk.objects.get().title == "A council leaves"
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(title="Again")


def test_it_is_reopened_by_a_later_decision_with_a_reason(
    close, programme, body, decide, democratic_services, programme_manager
):
    close()
    who = {"by": democratic_services, "at": LATER}
    decision = decide(body, minute="Minute 14", at=LATER, on=date(2012, 5, 2))
    offered = ReopenForm(programme=programme, bodies=[body]).fields["decision"].queryset
    assert list(offered) == [decision]  # not again the one by which it was closed
    with pytest.raises(ValidationError, match="Say why"):
        reopen_programme(programme, decision=decision, why=" ", **who)
    reopen_programme(programme, decision=decision, why="A claim came in", **who)
    change_risk(Risk.objects.get(), by=programme_manager, at=LATER, title="Other")
    early = decide(body, minute="Minute 13", at=LATER, on=date(2012, 4, 20))
    with pytest.raises(ValidationError, match="reopened on 2 May 2012: choose a later decision"):
        close_programme(programme, decision=early, **who)
    again = decide(body, minute="Minute 15", at=LATER, on=date(2012, 5, 4))
    assert close_programme(programme, decision=again, **who).closed_on == date(2012, 5, 4)
    for column, value in {"closed_on": date(2012, 1, 1), "closed_by": "Board"}.items():
        with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
            Programme.objects.filter(pk=programme.pk).update(**{column: value})
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(authorised_by=None)


@pytest.mark.once
def test_pages_of_a_closed_programme_say_so_and_offer_no_button(
    close, programme, programme_manager, signed_in
):
    client, home = signed_in(programme_manager), f"/programmes/{programme.slug}"
    before = client.get(f"{home}/risks/R1/").content.decode()
    assert "/risks/R1/edit/" in before and "closed on" not in before
    close()
    words = "The programme was closed on 4 April 2012 by Executive."
    for page in ("risks/R1/", "risks/", "milestones/"):
        shown = client.get(f"{home}/{page}").content.decode()
        assert "closed on <strong>4 April 2012</strong> by Executive" in shown
        beside = f"{home}/beside/"  # evidence and comments change no row
        ways = re.findall(r'href="?([^" >]*/(?:edit|add|sheet|assess)/)', shown)
        assert [way for way in ways if not way.startswith(beside)] == [], page
    assert "/risks/R1/correct-mistake/" in client.get(f"{home}/risks/R1/").content.decode()
    for form in ("risks/add/", "risks/R1/edit/", "risks/sheet/", "risks/several/", "edit/"):
        assert words in client.get(f"{home}/{form}", follow=True).content.decode(), form
    typed = {"title": "New risk", "likelihood": 1, "impact": 1}
    answer = client.post(f"{home}/risks/add/", typed).content.decode()
    assert words in answer and "New risk" in answer
    assert "/add/" in client.get(f"{home}/recommendations/").content.decode()


def test_no_row_is_opened_or_written_while_another_transaction_closes_its_programme(stack):
    said = stack.python("-m", "tests.closure.close_meanwhile").splitlines()
    assert said[:3] == ["reopened", "close: ValidationError, stands in the way", "closed"]
    held = (
        "reopen: ValidationError, programme was closed",
        "write: IntegrityError, programme was closed",
    )
    assert sorted(said[3:]) == list(held)
