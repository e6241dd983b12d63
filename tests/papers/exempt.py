"""A cover report with an exempt appendix full of marker words and odd figures."""

from datetime import date

import pytest

from papers import actions as papers
from papers import exempting
from reports import actions as reports
from reports import schedule
from reports.files_of import files_of
from tests import pdfs
from tests.factories import MembershipFactory, UserFactory
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import DRAWN, draw
from tests.papers.conftest import WRITTEN
from tests.reports import drawn

MARKERS = (
    "Zebrafalcon",
    "quillwort",
    "marlinspike",
    "7,431,956",
    "£88,123.47",
    "13.7%",
    "Grandiflora",
)
SECRET = (
    "1. Zebrafalcon offers quillwort and marlinspike for £7,431,956 in all, or 13.7% less.\n\n"
    "   1. It falls to £88,123.47 with the grey heron clause of Grandiflora.\n\n"
    "| Bidder | Sum |\n|--|--|\n| Zebrafalcon Grandiflora | £7,431,956 |"
)
HIDDEN_RISK = "Marlinspike leaves the quillwort consortium early"
REVIEW = date(2027, 5, 1)
WHY = "Bidders would know the price."


@pytest.fixture
def keep(paper, democratic_services):
    """A function that says that a part is exempt."""

    def step(key="lease", at=WRITTEN, **how):
        said = {"kind": "exempt", "paragraph": "3", "why": WHY, "review_on": REVIEW, **how}
        return exempting.keep_back(paper, key=key, by=democratic_services, at=at, **said)

    return step


@pytest.fixture
def definition(body, democratic_services, programme, outline):
    who = {"by": democratic_services, "at": WRITTEN.replace(year=2011)}
    made = reports.define_report(
        programme=programme, body=body, kind="cover", title="Cover report", lead_days=5, **who
    )
    parts = {**made.written, "lease": {"heading": "Lease of the depot", "kind": "text"}}
    parts["lease"] |= {"starts": "blank", "standing": ""}
    sections = ["recommended", "background", "appendices", "lease", "risks"]
    return reports.change_definition(made, sections=sections, written=parts, **who)


@pytest.fixture
def written(paper, write, recommend, part, programme_manager):
    """The paper, all of it done."""
    recommend("To note progress.")
    who = {"by": programme_manager, "at": WRITTEN}
    papers.say_recommended(part("recommended"), state="done", **who)
    write("background", "1. It began in 2006, by order of both councils.", state="done")
    write("lease", SECRET, state="done")
    return paper


@pytest.fixture
def secret(written, keep, programme, programme_manager, attach):
    """The paper with all that is kept back: a part, a section of rows, a document."""
    from risks.actions import add_risk

    who = {"programme": programme, "by": programme_manager, "at": WRITTEN}
    add_risk(**who, title=HIDDEN_RISK, likelihood=3, impact=5)
    row = attach("Valuation", pdfs.whole(words="Grandiflora owes 7,431,956 to Zebrafalcon"))
    for key in ("lease", "risks", f"attached-{row.pk}"):
        keep(key)
    return written


def drawn_up(render=None):
    [report] = schedule.raise_due(DRAWN)
    return drawn.draw(report, DRAWN, render) if render else draw(report, DRAWN)


@pytest.fixture
def real(secret):
    """The draft with its files as they are."""
    return drawn_up(files_of)


@pytest.fixture
def blank(secret):
    """The draft with blank pages for files."""
    return drawn_up()


@pytest.fixture
def member(programme, body):
    """A member of the body."""
    user = UserFactory(username="member")
    MembershipFactory(programme=programme, user=user, role="committee_member", body=body)
    return user
