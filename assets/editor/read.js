// Reads a text as papers/text.py does, into a document of the editor. What that file refuses throws here, and the text stays
// in its plain text area.
import MarkdownIt from "markdown-it";
import { isAddress, schema } from "./schema.js";

const RULES = ["heading", "list", "table", "emphasis", "escape", "image", "link", "newline"];
const reader = new MarkdownIt("zero", { html: false, maxNesting: 100 }).enable(RULES);
const PIPE = /(?<!\\)\|/;
const { paragraph, numbered, heading, bullet_list, bullet, table, table_row, table_header, table_cell, hard_break } = schema.nodes;

// Where its sister on the server reads something else the text is left alone. The one is a backslash before blanks at the
// end of a line, the other a list or a table whose line begins with four blanks or more.
const SEEN_OTHERWISE = /\\ {2,}\n/;
reader.block.ruler.before("paragraph", "indented", (state, start, end) => {
  const isIn = (line) => line < end && state.sCount[line] - state.blkIndent > 3;
  const first = state.getLines(start, start + 1, 0).trim(), second = state.getLines(start + 1, start + 2, 0).trim();
  const begins = isIn(start) && /^([-+*#|:]|\d+[.)])/.test(first);
  if (begins || ((isIn(start) || isIn(start + 1)) && /^[-|:]/.test(second))) state.env.indented ??= start;
  return false;
});

export class CannotRead extends Error {}

const refuse = (token, why) => {
  throw new CannotRead(token?.map ? `line ${token.map[0] + 1}, ${why}` : why);
};

export function read(text) {
  const whole = text.replace(/\r\n?/g, "\n"), lines = whole.split("\n"), env = {}, odd = whole.search(SEEN_OTHERWISE);
  if (odd >= 0) refuse({ map: [whole.slice(0, odd).split("\n").length - 1] }, "a backslash before blanks");
  const tree = treeOf(reader.parse(whole, env));
  if (env.indented !== undefined) refuse({ map: [env.indented] }, "a line that begins with more than three blanks");
  const found = blocks(tree, lines);
  return schema.topNodeType.create(null, found.length ? found : paragraph.create());
}

// The pieces of one line of text, as the parser reads them: for write.js, to see that what it wrote is read back.
export const readInline = (text) => inline(treeOf(reader.parseInline(text, {})));

function treeOf(tokens) {
  const root = { children: [] }, above = [root];
  for (const token of tokens) {
    if (token.nesting === -1) above.pop();
    else {
      const node = { token, type: token.type.replace(/_open$/, ""), map: token.map, children: [] };
      if (token.children) node.children = treeOf(token.children).children;
      above.at(-1).children.push(node);
      if (token.nesting === 1) above.push(node);
    }
  }
  return root;
}

function blocks(root, lines) {
  const found = [];
  const line = (type, node, attrs) => {
    const content = inline(node);
    if (content.length || type === numbered) found.push(type.create(attrs, content));
  };
  const bullets = (list, level) => {
    const items = [];
    for (const item of list.children) {
      const content = [];
      for (const child of item.children) {
        if (child.type !== "paragraph") misplaced(child);
        content.push(...(content.length ? [hard_break.create()] : []), ...inline(child));
      }
      if (content.length) items.push(bullet.create(null, content));
    }
    if (items.length) found.push(bullet_list.create({ level }, items));
  };
  const numbers = (list, level) => {
    for (const item of list.children.filter((one) => one.children.length)) {
      if (item.token.info.length > 3) refuse(item, "a number of more than three digits");
      if (item.children[0].type !== "paragraph") refuse(item, "a numbered paragraph without words of its own");
      item.children.forEach((child, place) => {
        if (child.type === "paragraph") line(place ? paragraph : numbered, child, { level });
        else if (child.type === "bullet_list") bullets(child, level);
        else if (child.type === "ordered_list" && level === 1) numbers(child, 2);
        else misplaced(child);
      });
    }
  };
  for (const node of root.children) {
    if (node.type === "bullet_list") bullets(node, 0);
    else if (node.type === "ordered_list") numbers(node, 1);
    else if (node.type === "table") found.push(tableOf(node, lines));
    else line(node.type === "heading" ? heading : paragraph, node, null);
  }
  return found;
}

const misplaced = (node) => refuse(node, `a ${node.type.replace("_", " ")} inside a list`);

function tableOf(node, lines) {
  const rows = node.children.flatMap((part) => part.children), width = rows[0].children.length;
  return table.create(null, rows.map((row, place) => {
    if (place && cellsIn(lines[row.map[0]]) > width) refuse(row, "more cells than the table has headings");
    const type = place ? table_cell : table_header;
    return table_row.create(null, row.children.map((cell) => type.create(null, inline(cell))));
  }));
}

function cellsIn(line) {
  const cells = line.trim().split(PIPE);
  return cells.length - (cells[0] === "") - (cells.length > 1 && cells.at(-1) === "");
}

function inline(node, marks = []) {
  const within = (child, name, attrs) => inline(child, schema.mark(name, attrs).addToSet(marks));
  return node.children.flatMap((child) => {
    switch (child.type) {
      case "inline": return inline(child, marks);
      case "text": return child.token.content ? [schema.text(child.token.content, marks)] : [];
      case "softbreak": return [schema.text(" ", marks)];
      case "hardbreak": return [hard_break.create(null, null, marks)];
      case "strong": return within(child, "bold");
      case "em": return within(child, "italic");
      case "link": return within(child, "link", { href: addressOf(child) });
      default: return refuse(node, child.type === "image" ? "a picture" : `a ${child.type}`);
    }
  });
}

function addressOf({ token }) {
  const href = token.attrGet("href");
  if (!isAddress(href)) refuse(token, "a link that does not begin with https://, http:// or mailto:");
  if (token.attrGet("title")) refuse(token, "a link with words behind its address");
  return href;
}
