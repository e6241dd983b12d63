"""A draft cover report under review: numbered words, a section of risks, an exempt part."""

import json

import pytest
import time_machine

from closure.review import actions as reviews
from closure.review.anchors import places_in
from reports.document import report_context
from risks.actions import add_risk
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (their fixtures)
from tests.papers.clearing import *  # noqa: F403
from tests.papers.conftest import *  # noqa: F403
from tests.papers.conftest import WRITTEN
from tests.papers.exempt import *  # noqa: F403

OPENED, ASKED, ANSWERED = (noon(2012, 3, day) for day in (22, 23, 26))


@pytest.fixture
def secret(written, keep, programme, programme_manager):
    """The paper, whose lease is exempt."""
    who = {"programme": programme, "by": programme_manager, "at": WRITTEN}
    add_risk(**who, title="A partner leaves", likelihood=3, impact=5)
    keep("lease")
    return written


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(ANSWERED, tick=False) as travel:
        yield travel


@pytest.fixture
def report(blank):
    return blank


@pytest.fixture
def review(report, body, scrutiny_officer, programme):
    who = {"by": scrutiny_officer, "at": OPENED}
    return reviews.open_review(programme=programme, report=report, body=body, **who)


@pytest.fixture
def place(report):
    """A function that gives a place of the report."""

    def find(part, anchor=""):
        shown = report_context(report.content)["shown"]
        return places_in(next(one for one in shown if one["key"] == part))[anchor]

    return find


@pytest.fixture
def ask(review, place, scrutiny_officer, workstream_lead):
    """A function that asks something about a place."""

    def step(part="background", anchor="text-1", **how):
        said = {"text": "Why 2006?", "asked_of": workstream_lead, "due_on": ASKED.date(), **how}
        who = {"by": scrutiny_officer, "at": ASKED}
        return reviews.ask_question(review, place=place(part, anchor), **who, **said)

    return step


@pytest.fixture
def publish_draft():
    """A function that makes a second version of a report, in which a word differs, straight."""

    def step(report):
        content = json.loads(json.dumps(report.content).replace("2006,", "2007,"))
        values = {one.name: getattr(report, one.name) for one in report._meta.fields}
        values |= {"id": None, "version": 2, "content": content}
        out = {"state": "published", "published_at": ANSWERED, "published_by_name": "Officer"}
        type(report).objects.filter(pk=report.pk).update(**out)
        return type(report).objects.create(**values)

    return step
