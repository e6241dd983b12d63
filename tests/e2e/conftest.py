"""A browser for the tests: Debian's Chromium, driven by Playwright."""

from collections import defaultdict
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests import kept
from tests.e2e.days import working_day
from tests.e2e.looking import DESK, HEIGHT, draws_when_asked
from tests.e2e.signing_in import signed_in
from tests.stack import Stack
from tools import browsing
from tools.browsing import press

PROGRAMME = "/programmes/shared-management"


@pytest.fixture(scope="session")
def chromium():
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def still_chromium(chromium):
    """One for pages that are looked at and not pressed: it draws them when they are looked at."""
    with browsing.still(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def cookies():
    """What browsers keep of those who have signed in: {(address, user name): state}."""
    return {}


@pytest.fixture(scope="session")
def put_aside():
    """Pages of tests that only look at the site, for the next who does: {(address, user name,
    whether they are still): pages}.
    """
    return defaultdict(list)


@pytest.fixture
def open_new(request, chromium, cookies):
    """A function that opens a page in a browser of its own."""

    def one(stack, username, *, width, still, **options):
        whose = (stack.address, username)
        if username and whose not in cookies:
            cookies[whose] = signed_in(stack, username)
        browser = request.getfixturevalue("still_chromium") if still else chromium
        context = browser.new_context(
            base_url=stack.address,
            viewport={"width": width, "height": HEIGHT},
            storage_state=cookies.get(whose),
            **options,
        )
        context.set_default_timeout(browsing.PATIENCE)
        page = context.new_page()
        if browser is not chromium:
            draws_when_asked(page)
        return page

    return one


@pytest.fixture
def complaints():
    """What consoles said while the test ran."""
    return []


@pytest.fixture
def heard(complaints):
    """By what consoles are listened to: {event: function}."""

    def note(message):
        if is_complaint(message):
            complaints.append(message.text)

    return {"console": note, "pageerror": lambda error: complaints.append(str(error))}


@pytest.fixture
def open_browser(request, open_new, put_aside, complaints, heard):
    """A function that opens a browser of its own; when the test ends, none may have complained in
    its console. One that is `still` is for tests that press nothing.

    A refused script or style (Content-Security-Policy), a script error and a missing file all end
    up there.
    """
    opened = []
    site = "site" in request.fixturenames and request.getfixturevalue("site")

    def open_one(stack, username=None, *, width=DESK, still=False, **options):
        looks, kind = stack is site and not options, (stack.address, username, still)
        if looks and put_aside[kind]:
            page = put_aside[kind].pop()
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(media="null")  # as if no test had shown it as print
        else:
            page = open_new(stack, username, width=width, still=still, **options)
        opened.append((page, kind, looks))
        for event, listener in heard.items():
            page.on(event, listener)
        return page

    yield open_one
    for page, kind, looks in opened:
        for event, listener in heard.items():
            page.remove_listener(event, listener)
        if looks:
            put_aside[kind].append(page)
        else:
            page.context.close()
    assert complaints == []


@pytest.fixture
def stack(request, tmp_path):
    """As elsewhere, but for a test that goes on with a `paper`: it was started once in the process,
    and the test has a copy.
    """
    started = "paper" in request.fixturenames and request.getfixturevalue("started_paper")
    fresh = Stack(tmp_path / "data", like=started or kept.demo("shared-management"))
    yield fresh
    fresh.close()


@pytest.fixture
def paper(started_paper, stack, open_browser, cookies):
    """The democratic services officer's page of a cover report that was started."""
    stack.start_web()
    cookies[stack.address, "democratic"] = cookies[started_paper.address, "democratic"]
    page = open_browser(stack, "democratic")
    page.goto(started_paper.page)
    return page


@pytest.fixture(scope="session")
def started_paper(chromium, cookies, tmp_path_factory):
    """A stack at rest in which the officer has started a cover report; `page` is its path."""
    stack = Stack(tmp_path_factory.mktemp("started"), like=kept.demo("shared-management"))
    web = stack.start_web()
    with browsing_as(chromium, cookies, stack, "democratic") as page:
        start_paper(page)
        stack.page = urlsplit(page.url).path
    web.kill()
    stack.come_to_rest()
    yield stack
    stack.close()


@contextmanager
def browsing_as(chromium, cookies, stack, username):
    """The page of somebody who signs in, and is known from then on."""
    context = chromium.new_context(base_url=stack.address)
    context.set_default_timeout(browsing.PATIENCE)
    page = context.new_page()
    browsing.sign_in(page, username)
    cookies[stack.address, username] = context.storage_state()
    yield page
    context.close()


def start_paper(page):
    page.goto(f"{PROGRAMME}/meetings/add/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Date of the meeting").fill(f"{working_day(30):%d %B %Y}")
    press(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"{PROGRAMME}/reports/define/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Cover report").check()
    page.get_by_label("Title").fill("Cover report")
    press(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"{PROGRAMME}/reports/")
    press(page.get_by_role("link", name="Start it").first)
    press(page.get_by_role("button", name="Start this paper"))
    page.get_by_role("heading", level=1).filter(has_text="Cover report").wait_for()


def is_complaint(message):
    """A refused page (403, 404, 429) is reported by Chromium as a failed load of the page
    itself: that is not a complaint.
    """
    refused_page = "Failed to load resource" in message.text and message.location["url"].endswith(
        "/"
    )
    return message.type in ("error", "warning") and not refused_page
