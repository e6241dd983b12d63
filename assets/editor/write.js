// Writes a document of the editor as the text that papers/text.py reads as the same blocks. What has not changed is not
// written anew: nodes never change, so each one's text is kept with it.
import { schema, standing } from "./schema.js";
import { readInline } from "./read.js";

const kept = new WeakMap();
const LONGEST_NUMBER = 999;

export function write(doc) {
  const written = [];
  let open = 0, first = 0, second = 0, above = 0, inner = 0, last = null;
  doc.forEach((node) => {
    const name = node.type.name, level = standing(node, open);
    const indent = " ".repeat(level === 2 ? above + inner : level === 1 ? above : 0);
    let text = "", marker = "-";
    if (name === "table") text = tableText(node);
    else if (name === "heading") text = headingText(node);
    else if (name === "bullet_list") {
      if (last?.name === name && last.level === level && last.marker === "-") marker = "*";
      text = bulletsText(node, indent, marker);
    } else if (name === "paragraph") text = indented(linesOf(node), indent);
    else if (name === "numbered" && linesOf(node)) {
      const number = Math.min(LONGEST_NUMBER, level === 1 ? first + 1 : second + 1), label = `${number}. `;
      if (level === 1) [first, second, above] = [first + 1, 0, label.length];
      else [second, inner] = [second + 1, label.length];
      const outer = level === 2 ? " ".repeat(above) : "";
      text = outer + label + indented(linesOf(node), outer + " ".repeat(label.length)).trimStart();
    }
    if (!text) return;
    open = level;
    const near = last && last.name === name && last.level === level && name === "numbered";
    written.push(last ? (near ? "\n" : "\n\n") : "", text);
    last = { name, level, marker };
  });
  return written.join("");
}

const remembered = (node, make) => {
  if (!kept.has(node)) kept.set(node, make(node));
  return kept.get(node);
};
const indented = (text, indent) => (text ? indent + text.replaceAll("\n", `\n${indent}`) : "");
const linesOf = (node) => remembered(node, () => safeLines(inlineText(node)));

function bulletsText(list, indent, marker) {
  const items = [];
  list.forEach((item) => {
    const text = linesOf(item);
    if (text) items.push(`${indent}${marker} ${indented(text, `${indent}  `).trimStart()}`);
  });
  return items.join("\n");
}

function headingText(node) {
  const text = remembered(node, () => inlineText(node).replace(/(^|\s)(#+)$/, "$1\\$2"));
  return text && `## ${text}`;
}

function tableText(table) {
  return remembered(table, () => {
    const rows = [], width = Math.max(...table.children.map((row) => row.childCount));
    const line = (cells) => `| ${[...cells, ...Array(width - cells.length).fill("")].join(" | ")} |`;
    table.forEach((row) => {
      rows.push(remembered(row, () => line(row.children.map((cell) => inlineText(cell).replaceAll("|", "\\|")))));
      if (rows.length === 1) rows.push(line(Array(width).fill("---")));
    });
    return rows.join("\n");
  });
}

// What a line would be read as by how it begins is escaped there.
const safeLines = (text) => text.split("\n").map((line, place) => line
  .replace(/^([-+])(?=\s|$)/, "\\$1")
  .replace(/^#{1,6}(?=\s|$)/, "\\$&")
  .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
  .replace(place ? /^[-:|]/ : /^$/, (found) => found && `\\${found}`)).join("\n");

// --- Words of one line ------------------------------------------------------------------------------------------------
const OUTER = /[\s\p{P}\p{S}]/u, SPACE = /\s/u, LETTER = /[\p{L}\p{N}]/u;
const SIGNS = [["**", "*"], ["**", "_"], ["__", "*"], ["__", "_"], ["**", ""], ["", "*"], ["", ""]];

export function inlineText(node) {
  const chars = tidy(charsOf(node));
  if (!chars.some((one) => one.bold || one.italic || one.href)) return escaped(chars);
  const wanted = signature(chars);
  for (const signs of SIGNS) {
    const text = marked(chars, signs);
    if (signature(tidy(charsOf({ children: readInline(text) }))) === wanted) return text;
  }
  return marked(chars, ["", ""]);
}

function charsOf(node) {
  return node.children.flatMap((child) => {
    const has = (name) => child.marks.find((mark) => mark.type.name === name);
    const style = { bold: !!has("bold"), italic: !!has("italic"), href: has("link")?.attrs.href ?? "" };
    return [...(child.isText ? child.text : "\n")].map((char) => ({ char, ...style }));
  });
}

// Blanks around the whole and after a break say nothing. Marks, written anew inside a link, hold neither on blanks at their
// ends nor, where letters stand outside, on punctuation there: the signs for them would not be read.
function tidy(chars) {
  chars = chars.filter((one, at) => !SPACE.test(one.char) || one.char === "\n" || (at && chars[at - 1].char !== "\n"));
  while (chars.length && SPACE.test(chars.at(-1).char)) chars.pop();
  while (chars.length && chars[0].char !== "\n" && SPACE.test(chars[0].char)) chars.shift();
  chars = chars.map((one) => ({ ...one }));
  for (const name of ["bold", "italic"]) {
    shorten(chars, name);
    shorten(chars.reverse(), name);
    chars.reverse();
  }
  return chars;
}

function shorten(chars, name) {
  chars.forEach((one, at) => {
    const before = chars[at - 1];
    if (!one[name] || (before?.[name] && before.href === one.href)) return;
    const blocked = before && before.href === one.href && !OUTER.test(before.char) && OUTER.test(one.char);
    if (SPACE.test(one.char) || blocked) one[name] = false;
  });
}

const signature = (chars) => chars.map(({ char, bold, italic, href }) =>
  char + (SPACE.test(char) ? "" : `${bold ? "b" : ""}${italic ? "i" : ""}`) + (href && `<${href}>`)).join("\u0000");

function marked(chars, [bold, italic]) {
  const signs = { bold, italic }, names = ["bold", "italic"].filter((name) => signs[name]);
  let text = "", at = 0;
  const until = (name, from, end) => {
    while (from < end && chars[from][name]) from++;
    return from;
  };
  while (at < chars.length) {
    const { href } = chars[at], from = at;
    while (at < chars.length && chars[at].href === href) at++;
    let inside = "", on = [], plain = from;
    const flush = (to) => {
      inside += escaped(chars.slice(plain, to), chars[to], href);
      plain = to;
    };
    for (let here = from; here <= at; here++) {
      const wanted = here < at ? names.filter((name) => chars[here][name]) : [];
      if (on.length === wanted.length && on.every((name) => wanted.includes(name))) continue;
      flush(here);
      const stay = on.findIndex((name) => !wanted.includes(name)), left = stay < 0 ? on : on.slice(0, stay);
      for (const name of on.slice(left.length).reverse()) inside += signs[name];
      const opened = wanted.filter((name) => !left.includes(name)).sort((a, b) => until(b, here, at) - until(a, here, at));
      for (const name of opened) inside += signs[name];
      on = [...left, ...opened];
    }
    flush(at);
    text += href ? `[${inside}](${target(href)})` : inside;
  }
  return text;
}

const target = (href) => href.replace(/[()\\]|&(?=#?\w+;)/g, "\\$&");

// Text with a backslash before each sign that would be read as a mark. `next` is what stands behind it.
function escaped(chars, next, href = "") {
  const text = chars.map((one) => one.char).join("");
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at], after = text[at + 1] ?? "";
    const last = at === text.length - 1 && next !== undefined;
    const needs =
      char === "*" ||
      (char === "_" && !(LETTER.test(text[at - 1] ?? " ") && LETTER.test(after || " "))) ||
      (char === "\\" && (/[!-/:-@[-`{-~\n]/.test(after) || at === text.length - 1)) ||
      (href && (char === "[" || char === "]")) ||
      (char === "]" && (after === "(" || last)) ||
      (char === "!" && (after === "[" || last));
    out += char === "\n" ? "\\\n" : needs ? `\\${char}` : char;
  }
  return out;
}
