"""What a page must not have: a barrier that axe finds, or a scroll bar to the side."""

from axe_playwright_python.sync_playwright import Axe

# WCAG 2.2 at level AA holds everything of the versions and the level before it.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def barriers(page):
    """One line for each element that breaks a rule."""
    found = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}
    )
    return [
        ": ".join([page.url, rule["id"], " ".join(map(str, node["target"])), _summary(node)])
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def overflow(page):
    """A line when the page is wider than the window, with the widest thing that sticks out."""
    wide = page.evaluate("""() => {
        const width = document.scrollingElement.clientWidth;
        if (document.scrollingElement.scrollWidth <= width) return null;
        const beyond = e => e.getBoundingClientRect().right > width + 1;
        const out = [...document.body.querySelectorAll("*")].filter(beyond);
        const widest = out.slice(0, 3).map(e => e.outerHTML.slice(0, 120));
        return `${document.scrollingElement.scrollWidth} > ${width}: ${widest.join(" | ")}`;
    }""")
    return [f"{page.url}: {wide}"] if wide else []


def faults(page):
    """Everything wrong with the page as it is shown, on a desk and on a phone."""
    found = []
    for width in 1280, 360:
        page.set_viewport_size({"width": width, "height": 900})
        found += barriers(page) + overflow(page)
    return found


def _summary(node):
    return node["failureSummary"].splitlines()[-1].strip()
