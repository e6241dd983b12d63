"""A cover report in draft, and the steps of its clearance."""

from datetime import date

import pytest

from papers import actions as papers
from papers import demanded
from programme import council_posts
from reports import actions, demo, schedule
from reports.cleared import fingerprint, not_asked, standings
from risks.actions import add_risk
from tests.factories import PartnerFactory, noon
from tests.papers.conftest import WRITTEN
from tests.reports import drawn

DRAWN, ASKED, ANSWERED, LATER = (noon(2012, 3, day) for day in (21, 22, 23, 24))
DUE = date(2012, 3, 26)
NOBODY = {"role": "", "post": "", "partner": None, "person": None}
LEGAL = {**NOBODY, "label": "Legal", "role": "legal_officer"}


def draw(report, at):
    """Has a report drawn that is due; its file is a blank page, for nobody looks at it."""
    return drawn.draw(report, at, demo._blank)


@pytest.fixture
def definition(definition, democratic_services):
    who = {"by": democratic_services, "at": definition.created_at}
    sections = ["recommended", "background", "risks"]
    return actions.change_definition(definition, sections=sections, **who)


@pytest.fixture
def council(programme):
    return PartnerFactory(programme=programme, name="First Council")


@pytest.fixture
def risk(programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": WRITTEN}
    return add_risk(**who, title="A partner leaves", likelihood=3, impact=5)


@pytest.fixture
def demand(body, democratic_services):
    """A function by which the body demands a clearance."""

    def step(**asked):
        who = {"by": democratic_services, "at": WRITTEN}
        return demanded.demand_clearance(body=body, **who, **{**LEGAL, **asked})

    return step


@pytest.fixture
def finance(demand, council, finance_officer, administrator):
    """The clearance of the section 151 officer of each council, a post held in March 2012."""
    council_posts.give_post(
        council,
        by=administrator,
        at=WRITTEN,
        kind="section_151",
        holder="Director of Finance",
        person=finance_officer,
        from_on=date(2012, 3, 1),
        to_on=date(2012, 3, 31),
    )
    return demand(label="Finance", role="", post="section_151")


@pytest.fixture
def draft(definition, paper, write, recommend, part, risk, programme_manager):
    """The draft of 21 March, every part of it done."""
    recommend("To note progress.")
    who = {"by": programme_manager, "at": WRITTEN}
    papers.say_recommended(part("recommended"), state="done", **who)
    write("background", "1. It began in 2006, by order.", state="done")
    [report] = schedule.raise_due(DRAWN)
    return draw(report, DRAWN)


@pytest.fixture
def ask(programme_manager):
    """A function that asks for what the body demands, or `also` for another clearance."""

    def step(report, at=ASKED, due_on=DUE, also=None, by=programme_manager):
        if also is None:
            report.refresh_from_db()
            asked = cleared_open(report)
            return actions.ask_clearances(report, by=by, at=at, due_on=due_on, demands=asked)
        return actions.ask_clearances(report, by=by, at=at, due_on=due_on, also=also)

    return step


def cleared_open(report):
    """What the body demands and nobody has asked for, by its keys."""
    found = not_asked(report, standings(report))
    return [(demand.pk, council and council.pk) for demand, council in found]


@pytest.fixture
def clear():
    """A function that answers a clearance of a report, by its label."""

    def step(report, label, by, at=ANSWERED, answer="cleared", words="", seen=None):
        report.refresh_from_db()
        seen = seen or fingerprint(report.content)
        how = {"answer": answer, "words": words, "fingerprint": seen}
        asked = report.clearances.filter(label=label, ended_at=None).get()
        return actions.answer_clearance(asked, by=by, at=at, **how)

    return step


@pytest.fixture
def redraw(programme_manager):
    """A function that has a draft drawn again, as at a moment."""

    def step(report, at=LATER):
        actions.draw_again(report, by=programme_manager, at=at)
        return draw(report, at)

    return step


@pytest.fixture
def publish(democratic_services):
    """A function that publishes a draft as the democratic services officer."""

    def step(report, at=LATER):
        report.refresh_from_db()
        how = {"at": at, "sha256": report.pdf_sha256}
        return actions.publish_report(report, by=democratic_services, **how)

    return step
