"""A committee that gets a report of the risks, from its definition to its publication."""

import pytest

from reports import actions, schedule
from risks.actions import add_risk
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, PUBLICATION

DEFINED = noon(2011, 4, 1)


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Joint committee", slug="joint-committee")


@pytest.fixture
def meeting(body):
    """The meeting of 4 April 2012.

    Its papers are open by 27 March; a draft five working days before is of 20 March.
    """
    return MeetingFactory(body=body)


@pytest.fixture
def define(programme, democratic_services):
    """A function that defines a report for a body."""

    def make(body, *, at=DEFINED, sections=("changes", "risks"), lead_days=5, **how):
        how = {"kind": "programme-management", "title": "Programme management report", **how}
        by = {"programme": body.programme, "by": democratic_services, "at": at}
        return actions.define_report(
            **by, body=body, sections=list(sections), lead_days=lead_days, **how
        )

    return make


@pytest.fixture
def definition(body, define):
    """Changes and risks.

    Tests that do not look at the rows have a definition without risks: it is drawn more quickly.
    """
    return define(body)


@pytest.fixture
def register(programme, programme_manager):
    """Two risks, red and green, of 9 March 2012."""
    by = {"programme": programme, "by": programme_manager, "at": noon(2012, 3, 9)}
    return [
        add_risk(**by, title="A partner leaves", likelihood=3, impact=5),
        add_risk(**by, title="Savings come late", likelihood=2, impact=2),
    ]


@pytest.fixture
def due(definition, meeting, register):
    """The report for the meeting, found due and not drawn up yet."""
    return schedule.raise_due(DRAFT_MOMENT)[0]


@pytest.fixture
def draft(due):
    return draw(due, DRAFT_MOMENT)


@pytest.fixture
def publish(democratic_services):
    """A function that publishes a draft as the democratic services officer."""

    def step(draft, at=PUBLICATION):
        return actions.publish_report(draft, by=democratic_services, at=at, sha256=draft.pdf_sha256)

    return step


@pytest.fixture
def published(draft, publish):
    return publish(draft)


@pytest.fixture
def correct(democratic_services):
    """A function that corrects a published report and draws the new version up."""

    def step(report, at, reason="The score of R1 was wrong", rows=(), taken_out=()):
        by = {"by": democratic_services, "at": at}
        how = {"reason": reason, "rows": rows, "taken_out": taken_out}
        new = actions.correct_report(report, **by, **how)
        return draw(new, at)

    return step


@pytest.fixture
def broken(definition, due):
    """A report that names a section which this installation does not have: its run fails."""
    type(definition).objects.filter(pk=definition.pk).update(sections=["no-longer-kept"])
    return draw(due, DRAFT_MOMENT)


@pytest.fixture
def folder(settings, tmp_path):
    """An empty storage of the test's own."""
    files = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return tmp_path
