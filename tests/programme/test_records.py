"""Entries are added and changed under one lock: references are never used again, nobody
overwrites a newer save.
"""

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from programme.models import AuditEvent
from programme.records import StaleEntry, add_entry, change_entry
from risks.models import Issue, Risk
from tests.factories import MARCH_2012, ProgrammeFactory


@pytest.fixture
def add(programme, programme_manager):
    def add(title="A partner leaves", into=programme):
        return add_entry(Risk, programme=into, by=programme_manager, at=MARCH_2012, title=title)

    return add


@pytest.fixture
def change(programme_manager):
    def change(risk, **values):
        return change_entry(risk, by=programme_manager, at=MARCH_2012, **values)

    return change


def test_references_run_from_one_in_every_programme(add):
    assert [add().reference, add().reference, add(into=ProgrammeFactory()).reference] == [
        "R1",
        "R2",
        "R1",
    ]


def test_every_log_counts_for_itself(add, programme, programme_manager):
    add()
    details = {"title": "It came", "raised_on": MARCH_2012.date()}
    issue = add_entry(Issue, programme=programme, by=programme_manager, at=MARCH_2012, **details)
    assert issue.reference == "I1"


@pytest.mark.each
@pytest.mark.parametrize(
    "change", [lambda risks: risks.delete(), lambda risks: risks.update(reference="R9")]
)
def test_an_entry_and_its_reference_are_kept_for_good(add, change):
    risk = add()
    with pytest.raises(Error, match="kept for good"), transaction.atomic():
        change(Risk.objects.filter(pk=risk.pk))


def test_an_entry_knows_who_saved_it_last_and_when(add, programme_manager):
    risk = add()
    assert (risk.version, risk.updated_at, risk.updated_by) == (1, MARCH_2012, programme_manager)
    assert (risk.updated_by_name, risk.created_at) == ("Programme manager", MARCH_2012)


def test_a_change_raises_the_version(add, change):
    assert change(add(), version=1, title="Two partners leave").version == 2


def test_a_save_over_a_newer_save_is_refused(add, change):
    risk = add()
    change(risk, version=1, title="Two partners leave")
    with pytest.raises(StaleEntry) as caught:
        change(risk, version=1, owner="Head of finance")
    assert caught.value.current.title == "Two partners leave"
    assert Risk.objects.get().owner == ""


def test_a_save_that_changes_nothing_leaves_no_trace(add, change):
    risk = change(add(), title="A partner leaves")
    assert (risk.version, AuditEvent.objects.count(), risk.history.count()) == (1, 1, 1)


def test_a_change_that_breaks_a_rule_leaves_nothing_behind(add, change):
    risk = add()
    with pytest.raises(ValidationError):
        change(risk, title="x" * 301)
    assert (Risk.objects.get().title, AuditEvent.objects.count(), risk.history.count()) == (
        "A partner leaves",
        1,
        1,
    )


def test_an_entry_that_breaks_a_rule_uses_no_reference(add):
    with pytest.raises(ValidationError):
        add(title="Cost \u202e001")
    assert add().reference == "R1"


def test_every_change_has_one_event_and_one_row_of_history(add, change):
    risk = change(change(add(), title="Two leave"), title="All leave")
    assert AuditEvent.objects.count() == risk.history.count() == risk.version == 3
