"""A browser for the tests: Debian's Chromium, driven by Playwright."""

import pytest

from tools import browsing


@pytest.fixture(scope="session")
def chromium():
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture
def open_browser(chromium):
    """A function that opens a browser of its own; when the test ends, none may have complained in its console.

    A refused script or style (Content-Security-Policy), a script error and a missing file all end up there.
    """
    opened, complaints = [], []

    def open_one(stack, username=None, *, width=1280, **options):
        context = chromium.new_context(
            base_url=stack.address, viewport={"width": width, "height": 900}, **options
        )
        opened.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if is_complaint(message) else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if username:
            browsing.sign_in(page, username)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


def is_complaint(message):
    """A refused page (403, 404, 429) is reported by Chromium as a failed load of the page itself: that is not a complaint."""
    refused_page = "Failed to load resource" in message.text and message.location["url"].endswith(
        "/"
    )
    return message.type in ("error", "warning") and not refused_page
