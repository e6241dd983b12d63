// What is pasted from Word, Excel or a page becomes what a part can hold: paragraphs, numbered paragraphs, bullets, bold,
// italic, links and tables. What else there was is left out and counted.
const BLOCKS = /^(p|div|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|pre|section|article|header|footer|main|aside|figure|figcaption|address|center|form|fieldset|hr|body|tr|td|th)$/;
const NOTHING = /^(script|style|head|title|meta|link|template|noscript|xml|select|textarea|button|input|colgroup|col)$/;
const PICTURES = /^(img|svg|picture|canvas|video|audio|object|embed|iframe|v:imagedata)$/;
const DELETED = /^(del|w:del|w:movefrom)$/;
// The characters that the server refuses: they reorder or hide what a reader sees. Behind a picture sign they may join.
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\uffa0]|[\u{e0000}-\u{e007f}]|(?<![\u2600-\u27bf\u{1f000}-\u{1faff}\ufe0f])\u200d|\u200d(?![\u2600-\u27bf\u{1f000}-\u{1faff}\ufe0f])/gu;
const NOTE = /^#(_ftn|_edn|sdfootnote|sdendnote|ftnt)/;
const ADDRESS = /^(https?|mailto):/i;
const NUMBER = /\d|^\(?[a-z]{1,5}[.)]/i;

export const visible = (text) => text.replace(HIDDEN, "");

// The lines and tables of pasted HTML, as HTML of the editor's own, and how much of what was left out.
export function clean(source) {
  const counts = {}, doc = new DOMParser().parseFromString(inert(source), "text/html");
  const html = written(linesIn(doc.body, counts));
  return { html, counts };
}

// The page's security policy forbids styles and scripts in HTML; what styles say of lists and letters is read as data.
const inert = (source) => source
  .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on\w+)\s*=/gi, "$1data-$2="));

const LEFT = { picture: "picture", note: "footnote", comment: "comment", deletion: "deleted passage" };

export function told({ merged = 0, hidden = 0, ...counts }) {
  const parts = Object.entries(LEFT).filter(([key]) => counts[key])
    .map(([key, name]) => `${counts[key]} ${name}${counts[key] === 1 ? "" : "s"}`);
  if (hidden) parts.push(`${hidden} hidden character${hidden === 1 ? "" : "s"}`);
  const several = parts.length > 1 || !/^1 /.test(parts[0]);
  const all = [parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ");
  const said = parts.length ? [`${all} ${several ? "were" : "was"} left out.`] : [];
  const split = merged === 1 ? "1 merged cell was" : `${merged} merged cells were`;
  if (merged) said.push(`${split} taken apart: the words stand in the first, the others are empty.`);
  return ["Pasted.", ...said].join(" ");
}

function linesIn(root, counts) {
  const lines = [];
  let line = null;
  const count = (what, many = 1) => { counts[what] = (counts[what] ?? 0) + many; };
  const end = () => {
    if (line?.runs.some((run) => run.text.trim())) lines.push(line);
    line = null;
  };
  const begin = ({ item, kind, level = 0 }) => {
    if (item && item.isUsed) [kind, level] = ["p", item.level];
    else if (item) [kind, level, item.isUsed] = [item.kind, item.level, true];
    line = { kind: kind ?? "p", level, runs: [] };
  };
  const add = (text, { bold, italic, href }, how) => {
    if (!line) begin(how);
    line.runs.push({ text, bold: bold && line.kind !== "h2", italic, href });
  };

  const walk = (node, how) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/[ \t\r\n\f]+/g, " "), seen = visible(text);
      const hidden = [...text.matchAll(HIDDEN)].filter(([char]) => char !== "\u00ad").length;
      if (hidden) count("hidden", hidden);
      if (seen && (line || seen.trim())) add(seen, how, how);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const name = node.localName, style = (node.dataset?.style ?? "").toLowerCase();
    if (NOTHING.test(name) || /mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/.test(style)) return;
    if (/mso-element:\s*(comment|footnote|endnote)/.test(style) || /^sd(foot|end)note\d+$/.test(node.id)) return;
    if (PICTURES.test(name)) return count("picture");
    if (DELETED.test(name) || /\bmsodel\b/i.test(node.className)) return void (node.textContent.trim() && count("deletion"));
    const isNote = /mso(foot|end)notereference/i.test(node.className) || /mso-(foot|end)note-id/.test(style);
    if (isNote || NOTE.test(node.getAttribute("href") ?? "")) return count("note");
    if (/msocommentreference|msocomanchor/i.test(node.className)) return count("comment");
    if (name === "br") return void (line && add("\n", how, how));
    if (name === "table") {
      end();
      lines.push(...tableIn(node, counts));
      return;
    }
    const within = { ...how, ...looks(name, style), ...standingOf(node, name, style, how) };
    const href = name === "a" && node.getAttribute("href")?.trim();
    if (href && ADDRESS.test(href)) within.href = href;
    if (BLOCKS.test(name)) end();
    for (const child of node.childNodes) walk(child, within);
    if (BLOCKS.test(name)) end();
  };
  walk(root, {});
  end();
  return lines;
}

function looks(name, style) {
  const found = {}, weight = /(?:^|[;\s])font-weight:\s*([a-z0-9]+)/.exec(style)?.[1], slant = /(?:^|[;\s])font-style:\s*([a-z]+)/.exec(style)?.[1];
  if (name === "b" || name === "strong") found.bold = true;
  if (name === "i" || name === "em") found.italic = true;
  if (weight) found.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (slant) found.italic = slant !== "normal";
  return found;
}

// Which kind of line an element begins, and on which level: `numbers` are the numbered lists that it stands in.
function standingOf(node, name, style, { numbers = 0 }) {
  const listed = /mso-list:\s*l\d+\s+level(\d+)/.exec(style);
  if (listed && !/^h[1-6]$/.test(name)) {
    const marker = node.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]')?.textContent.trim() ?? "";
    const level = Number(listed[1]), isNumber = NUMBER.test(marker);
    return { kind: isNumber ? "numbered" : "li", level: Math.min(2, isNumber ? level : level - 1), item: null };
  }
  if (/^h[1-6]$/.test(name)) return { kind: "h2", level: 0, item: null };
  if (name === "ol") return { numbers: numbers + 1 };
  if (name !== "li") return {};
  if (node.parentElement?.localName !== "ol") return { item: { kind: "li", level: Math.min(2, numbers) } };
  const said = Number(node.getAttribute("data-aria-level") ?? node.getAttribute("aria-level")); // Word in a browser nests none
  return { item: { kind: "numbered", level: Math.min(2, said || numbers) } };
}

// A table of one cell is what stands in it. Cells that were merged keep their words in the first.
function tableIn(table, counts) {
  const rows = [];
  const cellsOf = [...table.rows];
  if (cellsOf.length === 1 && cellsOf[0].cells.length === 1) return linesIn(cellsOf[0].cells[0], counts);
  cellsOf.forEach((row, at) => {
    rows[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (rows[at][column]) column++;
      const { colSpan, rowSpan } = cell;
      if (colSpan > 1 || rowSpan > 1) counts.merged = (counts.merged ?? 0) + 1;
      for (let down = 0; down < Math.min(rowSpan, cellsOf.length - at); down++) {
        for (let across = 0; across < Math.min(colSpan, 100); across++) (rows[at + down] ??= [])[column + across] = [];
      }
      rows[at][column] = runsOf(linesIn(cell, counts));
      column += colSpan;
    }
  });
  while (rows.length && rows.at(-1).every((cell) => !cell.length)) rows.pop();
  return rows.length ? [{ kind: "table", rows }] : [];
}

const runsOf = (lines) => lines.flatMap((line, place) => {
  const runs = line.kind === "table" ? line.rows.flatMap((row) => row.flatMap((cell) => [...cell, { text: " " }])) : line.runs;
  return place ? [{ text: " " }, ...runs] : runs;
}).map((run) => ({ ...run, text: run.text.replaceAll("\n", " ") }));

function written(lines) {
  const out = document.implementation.createHTMLDocument(""), { body } = out;
  const make = (name, parent, attrs = {}) => {
    const element = parent.appendChild(out.createElement(name));
    for (const [key, value] of Object.entries(attrs)) element.setAttribute(key, value);
    return element;
  };
  const fill = (runs, parent) => {
    for (const { text, bold, italic, href } of runs) {
      let inner = parent;
      if (text === "\n") make("br", inner);
      else {
        if (href) inner = make("a", inner, { href });
        if (bold) inner = make("strong", inner);
        if (italic) inner = make("em", inner);
        inner.append(text);
      }
    }
  };
  let open = 0;
  for (const line of lines) {
    open = Math.min(line.level ?? 0, line.kind === "numbered" ? open + 1 : open);
    const level = { "data-level": open };
    if (line.kind === "table") {
      const rows = make("tbody", make("table", body)), width = Math.max(...line.rows.map((row) => row.length));
      line.rows.forEach((row, at) => {
        const cells = make("tr", rows);
        for (let column = 0; column < width; column++) fill(row[column] ?? [], make(at ? "td" : "th", cells));
      });
    } else if (line.kind === "li") {
      const last = body.lastElementChild, goesOn = last?.localName === "ul" && last.dataset.level === String(open);
      fill(line.runs, make("li", goesOn ? last : make("ul", body, level)));
    } else if (line.kind === "numbered") fill(line.runs, make("p", body, { ...level, "data-numbered": "yes" }));
    else fill(line.runs, make(line.kind, body, line.kind === "p" ? level : {}));
  }
  return body.innerHTML;
}
