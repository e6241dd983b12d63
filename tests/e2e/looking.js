// What tests/e2e/looking.py asks of a page that is open.
(() => {
    // 53 bits of a text. Most of a page looks like something before.
    const marked = new Map();
    const mark = text => {
        if (!marked.has(text)) marked.set(text, bitsOf(text));
        return marked.get(text);
    };
    const bitsOf = text => {
        let [a, b] = [0xdeadbeef, 0x41c6ce57];
        for (let at = 0; at < text.length; at++) {
            a = Math.imul(a ^ text.charCodeAt(at), 2654435761);
            b = Math.imul(b ^ text.charCodeAt(at), 1597334677);
        }
        return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
    };

    // Attributes that lead to other elements; of the others in SAID only counts whether anything is
    // said, those in UNSAID tell a checker nothing, and the rest counts as it is.
    const LEADING = new Set(["for", "headers", "list", "form", "aria-labelledby", "aria-owns",
        "aria-describedby", "aria-controls", "aria-details", "aria-errormessage",
        "aria-activedescendant", "aria-flowto"]);
    const SAID = new Set(["aria-label", "title", "alt", "placeholder", "value", "href", "name",
        "content", "src", "action", "aria-description", "aria-roledescription"]);
    const UNSAID = /^(id|class|data-.*|d|points|datetime|cite|formaction)$/;
    // What an element that only groups others is to those inside it.
    const NOTHING = "true;visible;rgba(0, 0, 0, 0);none;1;none;static;;";
    const wordsOf = text =>
        [...text.trim()].length < 2 ? text.trim() && "sign" : /[\p{L}\p{N}]/u.test(text) || "signs";

    // How large a target is and where the others stand, if it is small and near one, or overlaps
    // one: {element: text}.
    const crowdedTargets = () => {
        const targets = [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex]")].map(one => {
            const {left, right, top, bottom, width, height} = one.getBoundingClientRect();
            return {one, left, right, top, bottom, width, height, small: width < 24 || height < 24,
                x: (left + right) / 2, y: (top + bottom) / 2};
        }).filter(({width, height}) => width && height);
        const beyond = (at, from, to) => Math.max(from - at, 0, at - to);
        const near = (one, other) =>
            one.small && Math.hypot(beyond(one.x, other.left, other.right),
                beyond(one.y, other.top, other.bottom)) < 12.5
            || one.small && other.small && Math.hypot(one.x - other.x, one.y - other.y) < 24.5
            || one.left < other.right && other.left < one.right
                && one.top < other.bottom && other.top < one.bottom;
        const apart = (one, other) => !one.one.contains(other.one) && !other.one.contains(one.one);
        const placed = (one, {left, right, top, bottom}) => [one.width, one.height, left - one.x,
            right - one.x, top - one.y, bottom - one.y].map(length => length.toFixed(1));
        return new Map(targets.map(one => [one.one, targets.filter(other =>
            near(one, other) && apart(one, other)).map(other => placed(one, other)).join()]));
    };

    // What a rule finds out about one element without those around it and inside it: it is shown
    // or not, in which colours, whether its letters are large, what its attributes say and lead to.
    const looksOf = (element, named, crowded) => {
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        const {color, backgroundColor, backgroundImage, opacity, textShadow, position} = style;
        const words = wordsOf([...element.childNodes].map(one =>
            one.nodeType === 3 ? one.data : "").join(""));
        const led = id => (named.get(id) || []).map(one =>
            [one.tagName, one.checkVisibility(), wordsOf(one.textContent)]).join();
        const said = [...element.attributes].filter(({name}) => !UNSAID.test(name)).map(one =>
            [one.name, LEADING.has(one.name) ? one.value.split(/\s+/).map(led).join("/")
                : one.name === "href" && one.value.startsWith("#") ? led(one.value.slice(1)) || "#"
                    : SAID.has(one.name) ? wordsOf(one.value) : one.value]).sort();
        const labels = [...element.labels || []].map(one =>
            [one.checkVisibility(), wordsOf(one.textContent)]);
        const reaches = (length, room, how) => length > room && how !== "visible" && [length, room];
        const scrolls = [reaches(element.scrollWidth, element.clientWidth, style.overflowX),
            reaches(element.scrollHeight, element.clientHeight, style.overflowY)];
        const shape = [style.textDecoration, style.font, style.border];  // of links among words
        const role = /^(DIV|SPAN|MAIN|P|SECTION)$/.test(element.tagName) || element.tagName;
        const within = [role, style.visibility, backgroundColor, backgroundImage, opacity,
            textShadow, position, words && [color, style.font], said].join(";");
        return [within, [within, element.tagName, element.checkVisibility(), words, color,
            large, scrolls, style.display, element.tagName === "A" && shape, labels,
            crowded.get(element)].join(";")];
    };

    // The marks of all elements, in order: alike are those that look alike, with all that they
    // stand in and all inside them.
    const marks = () => {
        const crowded = crowdedTargets(), named = new Map(), found = [];
        const wholes = new Map(), looks = new Map();
        for (const one of document.querySelectorAll("[id]"))
            named.set(one.id, [...named.get(one.id) || [], one]);
        const whole = element => {
            looks.set(element, looksOf(element, named, crowded));
            const inside = [...element.children].map(whole);
            wholes.set(element, mark([looks.get(element)[1], ...inside].join("|")));
            return wholes.get(element);
        };
        const look = (element, above) => {
            found.push(mark(`${above} ${wholes.get(element)}`));
            const [within] = looks.get(element);
            const here = within === NOTHING ? above : mark(`${above} ${within}`);
            for (const child of element.children) look(child, here);
        };
        whole(document.documentElement), look(document.documentElement, "");
        return found.join(" ");
    };

    // axe asks nothing of these elements, not even whether they are shown.
    let alike = new Set();
    for (const rule of axe._audit.rules) {
        const {gather, excludeHidden} = rule;
        const wanted = one => !alike.has(one.actualNode)
            && (!excludeHidden || axe.commons.dom.isVisibleToScreenReaders(one));
        rule.excludeHidden = false;
        rule.gather = (...context) => gather.apply(rule, context).filter(wanted);
    }
    // Levels A and AA of WCAG 2.2.
    const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // What axe finds without those elements.
    const barriersWithout = async these => {
        alike = new Set(these);
        if (alike.size === document.querySelectorAll("*").length) return [];
        const found = await axe.run(document, {runOnly: LEVELS, resultTypes: ["violations"]});
        return found.violations.flatMap(rule => rule.nodes.map(node => [rule.id,
            node.target.join(" "), node.failureSummary.split("\n").at(-1).trim()]));
    };
    const barriers = () => barriersWithout([]);

    // Its warnings and notices ask a person to look; its errors are certain.
    const sniffed = () => new Promise((done, failed) => HTMLCS.process("WCAG2AA", document, () =>
        done(HTMLCS.getMessages().filter(({type}) => type === HTMLCS.ERROR).map(
            ({code, msg, element}) => [code, msg,
                (element.outerHTML || "the document").slice(0, 120)])), failed, "en"));

    // A page that is wider than the window, with the widest things that stick out.
    const overflow = () => {
        const {clientWidth, scrollWidth} = document.scrollingElement;
        if (scrollWidth <= clientWidth) return [];
        const beyond = one => one.getBoundingClientRect().right > clientWidth + 1;
        const out = [...document.body.querySelectorAll("*")].filter(beyond).slice(0, 3);
        const widest = out.map(one => one.outerHTML.slice(0, 120)).join(" | ");
        return [[`${scrollWidth} > ${clientWidth}`, widest]];
    };

    // Each short word in a table that does not stand in one line: "R1" above "0".
    const broken = () => [...document.querySelectorAll("td, th")].flatMap(cell => {
        if (!cell.checkVisibility()) return [];
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), range = new Range();
        const found = [];
        while (texts.nextNode()) {
            const text = texts.currentNode;
            if (text.parentElement.closest(".govuk-visually-hidden, .digest, option")) continue;
            const short = /[\p{L}\p{N}£,.]{2,14}(?![^\s])/gu;
            for (const {0: word, index} of text.data.matchAll(short)) {
                if (index && /\S/.test(text.data[index - 1])) continue;
                range.setStart(text, index), range.setEnd(text, index + word.length);
                const [first, ...others] = [...range.getClientRects()].filter(({width}) => width);
                if (others.some(({top}) => top > first.bottom - 2)) found.push([word, text.data]);
            }
        }
        return found;
    });

    // All that is wrong on a desk and on a phone, without barriers of the elements of these
    // numbers, which look like others before. The page as a whole is looked at on the desk.
    const others = numbers => {
        const all = document.querySelectorAll("*");
        const page = [document.documentElement, document.body];
        return [page, numbers.map(number => all[number]).filter(one => !page.includes(one))];
    };
    const onDesk = async known =>
        [await barriersWithout(others(known)[1]), overflow(), await sniffed(), broken()];
    const onPhone = async known => [await barriersWithout(others(known).flat()), overflow()];

    window.looking = {marks, barriers, sniffed, overflow, broken, onDesk, onPhone};
})();
