"""A browser for the tests: Debian's Chromium, driven by Playwright."""

import pytest

from tools import browsing


@pytest.fixture(scope="session")
def chromium():
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def cookies():
    """What browsers keep of those who have signed in: {(address, user name): state}."""
    return {}


@pytest.fixture
def open_browser(chromium, cookies):
    """A function that opens a browser of its own; when the test ends, none may have complained in
    its console.

    A refused script or style (Content-Security-Policy), a script error and a missing file all end
    up there.
    """
    opened, complaints = [], []

    def open_one(stack, username=None, *, width=1280, **options):
        whose = (stack.address, username)
        context = chromium.new_context(
            base_url=stack.address,
            viewport={"width": width, "height": 900},
            storage_state=cookies.get(whose),
            **options,
        )
        context.set_default_timeout(browsing.PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if is_complaint(message) else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if username and whose not in cookies:
            browsing.sign_in(page, username)
            cookies[whose] = context.storage_state()
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


def is_complaint(message):
    """A refused page (403, 404, 429) is reported by Chromium as a failed load of the page
    itself: that is not a complaint.
    """
    refused_page = "Failed to load resource" in message.text and message.location["url"].endswith(
        "/"
    )
    return message.type in ("error", "warning") and not refused_page
