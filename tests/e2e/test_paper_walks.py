"""Every page of papers, front sheets, clearances and decisions of the demo, as those who work with
them: WCAG 2.2 AA, on a desk and on a phone.
"""

import pytest

from tests.e2e.looking import faultless, faults
from tools.browsing import press

pytestmark = pytest.mark.once
LIVING, OLD = "meremarsh", "staffordshire-connects"
CLEARING = {"reports:clearance", "reports:withdraw_clearance", "reports:met", "reports:ask"}
ON_THE_WAY = {"meetings", "meeting", "bodies", "body", "reports:list", "reports:detail"}
SHEET = {"papers:front_sheet", "papers:add_field", "papers:add_demand"}
WRITING = {"papers:detail", "papers:text", "papers:comments", "papers:recommended"}
ARRANGING = {"papers:title", "papers:languages", "papers:share", "reports:preview"}
WALKS = {
    ("democratic", LIVING): WRITING | ARRANGING | SHEET | CLEARING | {"papers:field"},
    ("finance", LIVING): WRITING | {"reports:clearance"},
    ("director", LIVING): {"reports:clearance"},
    ("auditor", LIVING): {"papers:detail", "reports:preview"},
    ("democratic", OLD): {"papers:decisions", "papers:correct_decision", "papers:demand"},
    ("manager", OLD): {"papers:decisions", "papers:make_row"},
}


def of_papers(kind):
    return kind.startswith("papers:") or kind in CLEARING | ON_THE_WAY | {"reports:preview"}


@pytest.mark.parametrize(
    ("person", "programme", "expected"),
    [(*at, kinds) for at, kinds in WALKS.items()],
    ids=[" ".join(at) for at in WALKS],
)
def test_every_page_of_papers(site, open_browser, person, programme, expected):
    page = open_browser(site, person, still=True)
    start = f"/programmes/{programme}"
    starts = [f"{start}/reports/", f"{start}/meetings/", f"{start}/bodies/"]
    often = {"reports:detail", "meeting", "body"}
    assert expected <= faultless(page, *starts, within=of_papers, often=often)


def test_what_a_reference_of_a_draft_leads_to(site, open_browser):
    page = open_browser(site, "manager", width=360)
    page.goto(f"/programmes/{LIVING}/reports/")
    press(page.get_by_role("link", name="Contracts to be signed before vesting day, version").first)
    press(page.get_by_role("article").get_by_role("link", name="Total").first)
    assert page.get_by_text("Rows: 1-").first.is_visible() and faults(page) == []
