// What a part of a paper can hold: the set that papers/text.py reads, as flat as its blocks. A paragraph stands on level 0
// or, as a further one of a numbered paragraph, on 1 or 2; so do bullets. Numbers are drawn by the stylesheet.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const DEEPEST = 2;
const levelOf = (dom) => ({ level: Math.min(DEEPEST, Math.max(0, Number(dom.dataset.level) || 0)) });
const level = { level: { default: 0, validate: "number" } };
const safe = /^(https?|mailto|ref):/i; // ref: leads to a place in the paper

const cells = tableNodes({ tableGroup: "block", cellContent: "text*", cellAttributes: {} });

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block", content: "inline*", attrs: level,
      toDOM: (node) => ["p", { "data-level": node.attrs.level }, 0],
      parseDOM: [{ tag: "p", getAttrs: levelOf }],
    },
    numbered: {
      group: "block", definingForContent: true, content: "inline*", attrs: { level: { default: 1, validate: "number" } },
      toDOM: (node) => ["p", { "data-level": node.attrs.level, "data-numbered": "yes" }, 0],
      parseDOM: [{ tag: "p[data-numbered]", priority: 60, getAttrs: (dom) => ({ level: levelOf(dom).level || 1 }) }],
    },
    heading: {
      group: "block", definingForContent: true, content: "text*",
      toDOM: () => ["h2", 0], parseDOM: [1, 2, 3, 4, 5, 6].map((size) => ({ tag: `h${size}` })),
    },
    bullet_list: {
      group: "block", definingForContent: true, content: "bullet+", attrs: level,
      toDOM: (node) => ["ul", { "data-level": node.attrs.level }, 0],
      parseDOM: [{ tag: "ul", getAttrs: levelOf }],
    },
    bullet: { content: "inline*", toDOM: () => ["li", 0], parseDOM: [{ tag: "li" }] },
    ...cells,
    text: { group: "inline" },
    hard_break: {
      group: "inline", inline: true, selectable: false, leafText: () => "\n",
      toDOM: () => ["br"], parseDOM: [{ tag: "br" }],
    },
  },
  marks: {
    link: {
      attrs: { href: { validate: "string" } }, inclusive: false,
      toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
      parseDOM: [{ tag: "a[href]", getAttrs: (dom) => safe.test(dom.getAttribute("href")) && { href: dom.getAttribute("href") } }],
    },
    bold: { toDOM: () => ["strong", 0], parseDOM: [{ tag: "strong" }, { tag: "b" }] },
    italic: { toDOM: () => ["em", 0], parseDOM: [{ tag: "em" }, { tag: "i" }] },
  },
});

// A text line, a list of bullets or a table of the document, as [node, level]: where a numbered paragraph is open only as
// deep as `open`, what follows it stands no deeper.
export function standing(node, open) {
  const deepest = node.type.name === "numbered" ? Math.min(DEEPEST, open + 1) : open;
  return Math.min(node.attrs.level ?? 0, deepest);
}

export const isAddress = (text) => safe.test(text);
