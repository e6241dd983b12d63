"""What a page must not have: a barrier that axe or HTML_CodeSniffer finds, or a scroll bar to the
side.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

# WCAG 2.2 at level AA holds everything of the versions and the level before it.
LEVELS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
BUT_CONTRAST = {**LEVELS, "rules": {"color-contrast": {"enabled": False}}}
DESK, PHONE = 1280, 360

# Runs axe on the whole page, or only on what looks different from when it was remembered.
RUN_AXE = """async ([{rules, ...runOnly}, onlyChanged]) => {
    const changed = () => [...document.querySelectorAll("body, body *")]
        .filter(element => looked.get(element) !== looksOf(element));
    const within = onlyChanged ? changed() : document;
    if (within.length === 0) return [];
    const found = await axe.run(within, {runOnly, rules, resultTypes: ["violations"]});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        [rule.id, node.target.join(" "), node.failureSummary.split("\\n").at(-1).trim()]));
}"""
# What contrast depends on: what is shown, in which colours, and whether its letters are large.
REMEMBER = """() => {
    window.looksOf = element => {
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        const {color, backgroundColor, backgroundImage, opacity} = style;
        return [element.checkVisibility(), color, backgroundColor, backgroundImage, opacity, large]
            .join();
    };
    const all = [...document.querySelectorAll("body, body *")];
    window.looked = new Map(all.map(element => [element, looksOf(element)]));
}"""
SNIFFER = (Path(__file__).with_name("html_codesniffer") / "HTMLCS.js").read_text()
# Its warnings and notices ask a person to look; its errors are certain.
SNIFF = """() => new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter(({type}) => type === HTMLCS.ERROR).map(({code, msg, element}) =>
        [code, msg, (element.outerHTML || "the document").slice(0, 120)])), failed, "en"))"""


def barriers(page, rules=LEVELS, only_changed=False):
    """One line for each element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [": ".join([page.url, *one]) for one in page.evaluate(RUN_AXE, [rules, only_changed])]


def errors_sniffed(page):
    """One line for each element in which HTML_CodeSniffer finds an error against WCAG 2 at AA."""
    if not page.evaluate("'HTMLCS' in window"):
        page.evaluate(SNIFFER)
    return [": ".join([page.url, *one]) for one in page.evaluate(SNIFF)]


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
    """Everything wrong with the page as it is shown, on a desk and on a phone.

    Contrast takes most of the time; on the phone it is measured of all that looks different there.
    """
    page.set_viewport_size({"width": DESK, "height": 900})
    found = barriers(page) + errors_sniffed(page) + overflow(page)
    page.evaluate(REMEMBER)
    page.set_viewport_size({"width": PHONE, "height": 900})
    found += barriers(page, BUT_CONTRAST) + barriers(page, CONTRAST, only_changed=True)
    return found + overflow(page)
