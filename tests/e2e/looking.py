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

RUN_AXE = """async ([{rules, ...runOnly}, without]) => {
    const exclude = without ? window.lookedAt : [];
    if (exclude.includes(document.documentElement)) return [];
    const found = await axe.run({include: [document], exclude},
        {runOnly, rules, resultTypes: ["violations"]});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        [rule.id, node.target.join(" "), node.failureSummary.split("\\n").at(-1).trim()]));
}"""
# Contrast takes two thirds of axe's time, and depends on what is shown, in which colours, and
# whether letters are large: of the element, of all that it stands in, and of all inside it. An
# element that is alike in all of that to one that was looked at need not be looked at again.
# Leaves those in `lookedAt`, and gives the marks of the others.
NEW_LOOKS = """known => {
    const marks = new Set(known.split(" ")), fresh = [], wholes = new Map(), looks = new Map();
    const mark = text => {
        let [a, b] = [0xdeadbeef, 0x41c6ce57];
        for (let at = 0; at < text.length; at++) {
            a = Math.imul(a ^ text.charCodeAt(at), 2654435761);
            b = Math.imul(b ^ text.charCodeAt(at), 1597334677);
        }
        return String(4294967296 * (2097151 & b) + (a >>> 0));
    };
    const looksOf = element => {
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        const {color, backgroundColor, backgroundImage, opacity, textShadow, position} = style;
        const words = [...element.childNodes].some(one => one.nodeType === 3 && one.data.trim());
        return [element.tagName, element.type, element.disabled, element.ariaDisabled, words,
            element.checkVisibility(), style.visibility, color, backgroundColor, backgroundImage,
            opacity, textShadow, position, large].join();
    };
    const whole = element => {
        looks.set(element, looksOf(element));
        const inside = [...element.children].map(whole);
        wholes.set(element, mark([looks.get(element), ...inside].join("|")));
        return wholes.get(element);
    };
    const look = (element, above) => {
        const its = mark(`${above} ${wholes.get(element)}`);
        if (marks.has(its)) return window.lookedAt.push(element);
        marks.add(its), fresh.push(its);
        const here = mark(`${above} ${looks.get(element)}`);
        for (const child of element.children) look(child, here);
    };
    window.lookedAt = [];
    whole(document.documentElement), look(document.documentElement, "");
    return fresh.join(" ");
}"""
LOOKED_AT = set()  # the marks of what had contrast enough, of all pages of this process
SNIFFER = (Path(__file__).with_name("html_codesniffer") / "HTMLCS.js").read_text()
# Its warnings and notices ask a person to look; its errors are certain.
SNIFF = """() => new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () => done(
    HTMLCS.getMessages().filter(({type}) => type === HTMLCS.ERROR).map(({code, msg, element}) =>
        [code, msg, (element.outerHTML || "the document").slice(0, 120)])), failed, "en"))"""


def barriers(page, rules=LEVELS, without=False):
    """One line for each element that breaks a rule; `without` those that were looked at."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [": ".join([page.url, *one]) for one in page.evaluate(RUN_AXE, [rules, without])]


def faint(page):
    """One line for each element without contrast enough, among those that look like none before."""
    fresh = page.evaluate(NEW_LOOKS, " ".join(LOOKED_AT)).split()
    found = fresh and barriers(page, CONTRAST, without=True)
    if not found:
        LOOKED_AT.update(fresh)
    return found


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


BROKEN = """() => [...document.querySelectorAll("td, th")].flatMap(cell => {
    if (!cell.checkVisibility()) return [];
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = new Range();
    const found = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest(".govuk-visually-hidden, .digest, option")) continue;
        for (const {0: word, index} of text.data.matchAll(/[\\p{L}\\p{N}£,.]{2,14}(?![^\\s])/gu)) {
            if (index && /\\S/.test(text.data[index - 1])) continue;
            range.setStart(text, index), range.setEnd(text, index + word.length);
            const [first, ...others] = [...range.getClientRects()].filter(({width}) => width);
            if (others.some(({top}) => top > first.bottom - 2)) found.push([word, text.data]);
        }
    }
    return found;
})"""


def broken(page):
    """A line for each short word in a table that does not stand in one line: "R1" above "0"."""
    return [f"{page.url}: {word} in {text[:60]!r}" for word, text in page.evaluate(BROKEN)]


def faults(page):
    """Everything wrong with the page as it is shown, on a desk and on a phone."""
    found = []
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        found += barriers(page, BUT_CONTRAST) + faint(page) + overflow(page)
        found += [*errors_sniffed(page), *broken(page)] if width == DESK else []
    return found
