"""Every change is an event, and nobody can edit or delete one."""

import pytest
from django.db import Error, connection, transaction

from benefits.models import Benefit
from programme import actions
from programme.audit import difference
from programme.log import log_name, logs
from programme.models import AuditEvent
from programme.records import change_entry
from risks.actions import add_issue, add_risk, set_scheme
from tests.factories import MARCH_2012


@pytest.fixture
def event(programme, programme_manager):
    actions.add_partner(
        programme=programme, by=programme_manager, at=MARCH_2012, name="Moorland Council"
    )
    return AuditEvent.objects.get()


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


def test_an_event_says_who_did_what_when_and_to_what(event, programme, programme_manager):
    assert (event.by, event.by_name, event.at) == (
        programme_manager,
        "Programme manager",
        MARCH_2012,
    )
    assert (event.programme, event.verb, event.title) == (
        programme,
        "added the partner",
        "Moorland Council",
    )
    assert event.changes == [
        {"field": "name", "label": "Name", "was": "", "now": "Moorland Council"}
    ]


def test_who_did_something_is_told_once(programme, programme_manager):
    who = {"claimed_by": programme_manager, "claimed_by_name": str(programme_manager)}
    assert difference(Benefit(programme=programme), who) == [
        {"field": "claimed_by", "label": "Claimed by", "was": "", "now": "Programme manager"}
    ]


def test_nobody_can_change_an_event(event):
    event.verb = "deleted"
    refused_by_the_database(event.save)
    refused_by_the_database(lambda: AuditEvent.objects.update(by_name="Somebody else"))
    assert AuditEvent.objects.get().verb == "added the partner"


def test_nobody_can_delete_an_event(event):
    refused_by_the_database(event.delete)
    refused_by_the_database(AuditEvent.objects.all().delete)
    assert AuditEvent.objects.count() == 1


@pytest.mark.each
@pytest.mark.parametrize(
    "statement",
    ["UPDATE programme_auditevent SET reason = 'x'", "DELETE FROM programme_auditevent"],
)
def test_nobody_can_change_or_delete_an_event_past_the_product(event, statement):
    refused_by_the_database(lambda: connection.cursor().execute(statement))


def test_the_past_of_an_entry_cannot_be_rewritten(programme, programme_manager):
    risk = add_risk(
        programme=programme, by=programme_manager, at=MARCH_2012, title="A partner leaves"
    )
    refused_by_the_database(lambda: risk.history.update(title="Nothing to see"))
    refused_by_the_database(risk.history.all().delete)


def test_an_event_keeps_the_name_that_somebody_had_then(event, programme_manager):
    programme_manager.job_title = "Head of transformation"
    programme_manager.save()
    event.refresh_from_db()
    assert (event.by_name, str(event.by)) == ("Programme manager", "Head of transformation")


def test_what_the_product_did_by_itself_is_said_to_be_so(programme, programme_manager):
    risk = add_risk(
        programme=programme, by=programme_manager, at=MARCH_2012, title="A partner leaves"
    )
    change_entry(risk, by=None, at=MARCH_2012, title="A partner stays")
    assert AuditEvent.objects.first().by_name == "The system"


def test_changes_are_told_in_words(programme, programme_manager):
    details = {"title": "A partner leaves", "category": "people", "review_on": MARCH_2012.date()}
    add_risk(programme=programme, by=programme_manager, at=MARCH_2012, **details)
    told = {change["label"]: change["now"] for change in AuditEvent.objects.get().changes}
    assert told == {
        "Risk": "A partner leaves",
        "Category": "People and skills",
        "Review": "9 March 2012",
    }


def test_an_event_names_the_log_that_its_subject_belongs_to(programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": MARCH_2012}
    add_risk(**who, title="A partner leaves")
    add_issue(**who, title="A partner has left", raised_on=MARCH_2012.date())
    set_scheme(**who, kind="words", applies_from=MARCH_2012.date())
    actions.add_partner(**who, name="Moorland Council")
    told = AuditEvent.objects.order_by("id").values_list("log", flat=True)
    assert list(told) == ["risks", "issues", "risks", ""]


def test_every_log_says_of_which_rows_it_is():
    assert [log_name(log.model) for log in logs()] == [log.name for log in logs()]
