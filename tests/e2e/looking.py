"""What a page must not have: a barrier that axe or HTML_CodeSniffer finds, a scroll bar to the
side, or a short word of a table in two lines.

The page is asked by what stands in looking.js.
"""

from collections import defaultdict
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tools.browsing import walk

DESK, PHONE, HEIGHT = 1280, 360, 900
HERE = Path(__file__).parent
SOURCES = ";\n".join(
    [
        AXE_SCRIPT,
        (HERE / "html_codesniffer" / "HTMLCS.js").read_text(),
        (HERE / "looking.js").read_text(),
    ]
)
# The browser keeps them for all pages of a tab: to be sent for each page they are too long.
KEEP = """sources => {
    try { sessionStorage.looking = sources } catch {}  // as on a page without an address
    (0, eval)(sources);
}"""
ASK = """async ([what, ...given]) => {
    try { window.looking ?? (0, eval)(sessionStorage.looking) } catch {}
    return window.looking ? looking[what](...given) : null;
}"""
KNOWN = defaultdict(dict)  # what the pages of the site link to, for whoever has this browser
STILL = {}  # pages that are drawn when that is asked for: {page: by what}
LOOKED_AT = set()  # the marks of the elements without a barrier, of all pages of this process


def ask(page, what, *given):
    """What a function of looking.js answers about the page that is open."""
    answer = page.evaluate(ASK, [what, *given])
    if answer is None:
        page.evaluate(KEEP, SOURCES)
        answer = page.evaluate(ASK, [what, *given])
    return answer


def lines(page, found):
    return [": ".join([page.url, *one]) for one in found]


def barriers(page):
    """One line for each element that breaks a rule of axe, of all that are there."""
    return lines(page, ask(page, "barriers"))


def errors_sniffed(page):
    """One line for each element in which HTML_CodeSniffer finds an error against WCAG 2 at AA."""
    return lines(page, ask(page, "sniffed"))


def broken(page):
    """A line for each short word in a table that does not stand in one line."""
    return [f"{page.url}: {word} in {text[:60]!r}" for word, text in ask(page, "broken")]


def faults(page):
    """Everything wrong with the page as it is shown, on a desk and on a phone; begins with the
    width that it has, and leaves it at the other one.
    """
    found = []
    for width in (DESK, PHONE) if page.viewport_size["width"] == DESK else (PHONE, DESK):
        if page.viewport_size["width"] != width:
            page.set_viewport_size({"width": width, "height": HEIGHT})
        draw(page)
        found += faults_at(page, width)
    return found


def draws_when_asked(page):
    """Takes note that the page is one of a browser of `browsing.still`."""
    STILL[page] = page.context.new_cdp_session(page)


def draw(page):
    """What scripts do before a page is drawn is done, and waits no longer."""
    if page in STILL:
        STILL[page].send("HeadlessExperimental.beginFrame", {"noDisplayUpdates": True})


def faults_at(page, width):
    """axe looks at the elements that look like none before, on this page or another one."""
    marks = ask(page, "marks").split()
    first = dict(zip(reversed(marks), reversed(range(len(marks))), strict=True))
    fresh = {number for mark, number in first.items() if mark not in LOOKED_AT}
    known = [number for number in range(len(marks)) if number not in fresh]
    barred, *others = ask(page, "onDesk" if width == DESK else "onPhone", known)
    if not barred:
        LOOKED_AT.update(marks)
    return lines(page, [*barred, *(one for found in others for one in found)])


def faultless(page, *starts, **how):
    """The kinds of pages of the site that a walk came to (`how` as for `walk`), none with a
    fault.
    """
    kinds = walk(page, *starts, known=KNOWN[page], **how)
    found = {kind: faults(page) for kind in kinds}
    assert {kind: lines for kind, lines in found.items() if lines} == {}
    return set(found)
