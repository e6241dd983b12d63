"""Chromium, and a walk through every kind of page that a signed-in person can reach by links."""

import shutil
from collections import Counter, deque
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import sync_playwright

from programme.demo import PASSWORD

SHELL = "chromium-headless-shell"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--js-flags=--no-opt --no-maglev",  # no page stays long enough to be worth faster code
    "--font-render-hinting=none",  # letters as wide as on paper, as the browser with windows has it
]
# A browser that draws a page only when asked for a frame: whoever presses something waits for one.
STILL = ["--enable-begin-frame-control", "--run-all-compositor-stages-before-draw"]
# Pages that hold more for some people than for others, or in some programmes, and lead further.
DIFFERENT_FOR_OTHERS = {
    "home",
    "overview",
    "people",
    "reports:list",
    "reports:detail",
    "risks:detail",
    "milestones:detail",
    "budgets:detail",
}
FEW = 5
GONE = 410  # what the address of a withdrawn report answers
PATIENCE = 120_000  # milliseconds for whatever a page does, on a machine with more to do
FILES = (".pdf", ".docx", ".json", ".csv", ".xlsx", ".html", ".ics", ".atom", "/file/")


@contextmanager
def chromium():
    """Debian's browser: the one that Playwright would download is not needed.

    The one without windows of its own draws the same for three quarters of the time.
    """
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@contextmanager
def still(chromium):
    """Another one, that draws no page by itself; the same one, where it has windows."""
    if not shutil.which(SHELL):
        yield chromium
        return
    browser = launched(chromium.browser_type, *STILL)
    yield browser
    browser.close()


def launched(kind, *switches):
    program = shutil.which(SHELL) or shutil.which("chromium")
    return kind.launch(executable_path=program, args=[*QUIET, *switches], timeout=PATIENCE)


def press(what):
    """Clicks what leads to a page, and waits until that page has been loaded.

    Whatever is looked at or filled in right after a mere click may be the page before it.
    """
    with what.page.expect_navigation():
        what.click()


def sign_in(page, username):
    """As one of the demo's people."""
    page.goto("/account/sign-in/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.get_by_role("button", name="Sign out").wait_for()


def kind_of_page(address):
    """The name of the view behind an address, with `-as-at` for its past; None for files and for
    other sites.
    """
    parts = urlsplit(address)
    if (
        parts.path.endswith(FILES)
        or "/download/" in parts.path
        or parts.path.startswith(("/static/", "/admin/"))
    ):
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    return f"{name}-as-at" if "at=" in parts.query else name


def links(page):
    """Addresses on this site that the page links to, as path and query."""
    here = urlsplit(page.url)
    found = page.evaluate("Array.from(document.querySelectorAll('a[href]'), one => one.href)")
    return [local(one) for one in found if urlsplit(one).netloc == here.netloc]


def local(address):
    """The path and the query of an address.

    Raises:
        LookupError: a query was put behind another one.
    """
    parts = urlsplit(address)
    if "?" in parts.query:
        raise LookupError(f"Asks twice: {address}")
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def walk(page, *starts, within=lambda kind: True, often=(), known=None):
    """Goes in a browser to one page of each kind that `within` allows, as links lead there; yields
    the kind's name. `often` as in `wander`.

    `known` is filled with what pages link to: {address: links}. Given to the next walk of the same
    person it spares that one the pages gone to for their links alone, where nothing has changed.

    Raises:
        LookupError: a link leads nowhere.
    """
    known = {} if known is None else known

    def visit(address, origin, is_shown):
        if address not in known or is_shown:
            response = page.goto(address)
            if not response.ok and response.status != GONE:  # what was withdrawn says so
                raise LookupError(f"{origin} links to {address}: {response.status}")
            known[address] = links(page)
        return known[address]

    return wander(visit, *starts, within=within, often=often)


def wander(visit, *starts, within=lambda kind: True, often=()):
    """Yields the name of each kind of page that `within` allows, right after a page of it has been
    visited; `visit(address, origin, is_shown)` answers with the links of the page, and is told
    whether its kind is yielded next.

    Kinds of `often` are gone to a few times, for where they lead: entries in several states.
    """
    waiting, seen = deque((start, "the start") for start in starts or ["/"]), Counter()
    gone_to = set()
    while waiting:
        address, origin = waiting.popleft()
        if address in gone_to:
            continue
        kind = kind_of_page(address)
        wanted = kind and within(kind) and seen[kind] < (FEW if kind in often else 1)
        if not wanted and origin != "the start":
            continue
        gone_to.add(address)
        seen[kind] += bool(wanted)
        is_shown = wanted and seen[kind] == 1
        waiting.extend((link, address) for link in visit(address, origin, is_shown))
        if is_shown:
            yield kind
