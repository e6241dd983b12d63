"""The main job, by its three people: logs are edited, the report draws itself up, is published,
and is downloaded.
"""

import hashlib

from tests.e2e.days import working_day
from tests.e2e.looking import faults
from tools.browsing import press, sign_in

PROGRAMME = "/programmes/shared-management"
WHY = "The other council's plans changed last week"
WHY_URGENT = "The council walks out before the next meeting"


def submit(page):
    """Presses the main button of the page's form and waits for the banner that says that it is
    done.
    """
    press(page.locator("main form[method=post] button").first)
    page.locator("main .govuk-notification-banner--success").wait_for()


def edit_the_logs(page):
    """As the programme manager: a risk, its score, a milestone's comment, a budget line's
    forecast.
    """
    page.goto(f"{PROGRAMME}/risks/R3/edit/")
    page.get_by_label("Risk", exact=True).fill("A council walks out of the agreement")
    submit(page)
    page.goto(f"{PROGRAMME}/risks/R3/assess/")
    page.get_by_label("Which view").select_option("current")
    page.get_by_label("Likelihood").select_option("4")
    page.get_by_label("Impact").select_option("5")
    page.get_by_label("Why (optional)").fill(WHY)
    submit(page)
    page.goto(f"{PROGRAMME}/milestones/M6/comment/")
    page.get_by_label("Comment (optional)").fill("Waits for the job evaluation panel")
    submit(page)
    page.goto(f"{PROGRAMME}/budgets/B4/forecast/")
    page.get_by_label("Forecast for the whole year").fill("£31,250")
    submit(page)


def call_a_meeting(page, on):
    page.goto(f"{PROGRAMME}/meetings/add/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Date of the meeting").fill(f"{on:%d %B %Y}")
    submit(page)


def wait_for_draft(page, stack):
    """The officer's list of reports, until the worker has drawn the draft up; ends on the
    draft's page.
    """
    draft = page.get_by_role("row").filter(has=page.get_by_role("cell", name="Draft", exact=True))

    def drawn():
        page.goto(f"{PROGRAMME}/reports/")
        return draft.count()

    stack.wait_for(drawn, "a draft in the list of reports", timeout=120, every=1)
    press(draft.get_by_role("link").first)
    page.get_by_role("link", name="Publish", exact=True).wait_for()


def download(page, link):
    """The bytes behind a link, fetched with the person's own cookies."""
    response = page.context.request.get(link.get_attribute("href"))
    assert response.ok
    return response.body()


def test_three_people_make_a_report(stack, open_browser):
    stack.start_everything()
    on = working_day(4)  # near enough that its draft is due at once

    manager = open_browser(stack)
    sign_in(manager, "manager")
    edit_the_logs(manager)

    officer = open_browser(stack, "democratic")
    call_a_meeting(officer, on)
    wait_for_draft(officer, stack)
    report = officer.locator("main")
    for shown in (
        "A council walks out of the agreement",
        "Waits for the job evaluation panel",
        "£31,250",
        WHY,
    ):
        assert report.get_by_text(shown).first.is_visible(), shown
    assert faults(officer) == []
    press(officer.get_by_role("link", name="Publish", exact=True))
    officer.get_by_text("Everyone, without signing in").wait_for()
    officer.get_by_label("Reason for urgency").fill(WHY_URGENT)
    officer.get_by_label("Who gave the reason").fill("Chair of the JAIC")
    submit(officer)  # four days ahead is after the latest publication date
    again = officer.get_by_role("link", name="Publish", exact=True)
    again.wait_for()  # the page refreshes by itself until it is drawn up again
    officer.wait_for_load_state()
    assert officer.get_by_text(WHY_URGENT).first.is_visible()
    press(again)
    submit(officer)
    published = officer.url

    member = open_browser(stack, "member", width=360)
    member.goto(published)
    fingerprint = member.locator(".digest").first.inner_text()
    pdf = download(member, member.get_by_role("link", name="PDF, ").first)
    assert pdf.startswith(b"%PDF") and hashlib.sha256(pdf).hexdigest() == fingerprint

    anyone = open_browser(stack)
    anyone.goto("/published/")
    meeting = anyone.get_by_role("listitem").filter(has_text=f"{on.day} {on:%B %Y}")
    press(meeting.get_by_role("link").first)
    anyone.get_by_text(fingerprint).first.wait_for()
    assert download(anyone, anyone.get_by_role("link", name="PDF, ").first) == pdf
