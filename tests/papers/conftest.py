"""A committee that gets a cover report, and the paper of its meeting of 4 April 2012."""

from functools import cache

import pytest

from papers import actions, attaching, front_sheets
from papers.choices import Outline, PartKind
from papers.models import UnsavedText
from reports.actions import define_report
from tests.factories import BodyFactory, MeetingFactory, noon

DEFINED, STARTED, WRITTEN = noon(2011, 4, 1), noon(2012, 3, 1), noon(2012, 3, 5)

# A PDF that was looked into before in the same process of pytest is not again, but where the look
# itself is what is tried.
OF_LOOKING = {"test_attached"}
looked_into_before = cache(attaching.looked_into)


@pytest.fixture(autouse=True)
def _looked_into_once(request, monkeypatch):
    if request.path.stem not in OF_LOOKING:
        monkeypatch.setattr(attaching, "looked_into", looked_into_before)


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Scrutiny committee", slug="scrutiny")


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


@pytest.fixture
def definition(body, democratic_services):
    who = {"programme": body.programme, "by": democratic_services, "at": DEFINED}
    return define_report(**who, body=body, kind="cover", title="Cover report", lead_days=5)


@pytest.fixture
def add_field(body, democratic_services):
    """A function that adds a field to the body's front sheet."""

    def add(label, kind="line", **how):
        who = {"by": democratic_services, "at": DEFINED}
        return front_sheets.add_field(body=body, label=label, kind=kind, **who, **how)

    return add


@pytest.fixture
def start(definition, meeting, programme_manager):
    """A function that starts the paper of a meeting."""

    def begin(meeting=meeting, at=STARTED, outlines=None):
        what = {"kind": definition.kind, "title": definition.title, "meeting": meeting}
        outlines = outlines or definition.outlines()
        return actions.start_paper(**what, outlines=outlines, by=programme_manager, at=at)

    return begin


@pytest.fixture
def paper(start):
    return start()


@pytest.fixture
def part(paper):
    """A function that gives a part of the paper by its key."""
    return lambda key: paper.parts.get(key=key)


@pytest.fixture
def write(part, programme_manager):
    """A function that writes a part of the paper."""

    def step(key, text, at=WRITTEN, **how):
        return actions.write_part(part(key), by=programme_manager, at=at, text=text, **how)

    return step


@pytest.fixture
def recommend(paper, programme_manager):
    """A function that adds a recommendation to the paper."""

    def step(text, at=WRITTEN, **how):
        return actions.add_recommendation(
            paper=paper, by=programme_manager, at=at, text=text, **how
        )

    return step


@pytest.fixture
def outline():
    """A function that gives a written part of a definition."""

    def make(key, kind=PartKind.TEXT, **how):
        return Outline(key, key.capitalize(), kind, **how)

    return make


def unsaved_at(url):
    """The address at which somebody goes on with what they typed last and did not save."""
    return f"{url}?unsaved={UnsavedText.objects.latest('saved_at', 'pk').pk}"
