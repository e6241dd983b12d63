"""However many references stand in a paper, each log, section and part is looked up once for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papers.references import lost_of
from papers.setting_languages import set_languages
from reports import composition
from reports.standing_texts import check_standing
from risks.actions import add_risk
from tests.papers.clearing import (
    DRAWN,
    definition,  # noqa: F401  (a fixture)
)
from tests.papers.conftest import WRITTEN

pytestmark = pytest.mark.once

SAID = "1. One.\n2. Two."


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": WRITTEN}


@pytest.fixture
def risks(programme, who):
    risks = [add_risk(programme=programme, title=f"Risk {n}", **who) for n in range(20)]
    return [f"row/{one.reference}" for one in risks]


def text(refs):
    return "1. See " + " ".join(f"[x](ref:{ref})" for ref in refs)


def cost(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_twenty_rows_of_a_log_cost_what_one_does(paper, write, risks, definition):  # noqa: F811
    def costs(refs):
        return [
            cost(lambda: write("background", text(refs))),
            cost(lambda: lost_of(paper, DRAWN)),
            cost(lambda: composition.compose(definition, at=DRAWN, since=None, meeting=meeting)),
        ]

    meeting = paper.meeting
    costs(risks)  # what is looked up once for all papers
    assert costs(risks[:1]) == costs(risks)


def test_both_languages_look_up_the_same(paper, write, risks, who, definition):  # noqa: F811
    paper = set_languages(paper, language="en", second="written", **who)
    refs = [*risks, "figure/risks/count", "text/background/1"]

    def drawn():
        return composition.compose(definition, at=DRAWN, since=None, meeting=paper.meeting)

    write("background", f"{SAID}\n\n{text(refs)}", second_text=SAID)
    drawn()  # what is looked up once for all papers
    once = cost(drawn)
    write("background", f"{SAID}\n\n{text(refs)}", second_text=f"{SAID}\n\n{text(refs)}")
    assert cost(drawn) == once


@pytest.mark.parametrize("ref", ["figure/risks/count", "part/background", "{}"])
@pytest.mark.each
def test_a_standing_text_looks_each_up_once(definition, risks, ref):  # noqa: F811
    refs = [ref.format(one) for one in risks]

    def checked(some):
        return cost(lambda: check_standing(definition, text(some), WRITTEN))

    assert checked(refs[:1]) == checked(refs)
