// What keys and buttons do to lines of text: their kind, their level, and how they are split and joined. A line is a
// paragraph, a numbered paragraph, a subheading or one bullet; lines of tables are in tables.js.
import { Fragment } from "prosemirror-model";
import { Plugin, Selection, TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { schema, standing } from "./schema.js";

const { paragraph, numbered, heading, bullet_list, bullet, table, table_cell, table_header } = schema.nodes;
const PLAIN = { kind: paragraph, level: 0 };

function linesOf(doc, from, to, selection) {
  const lines = [];
  let pos = 0;
  const line = (kind, level, node, start) => {
    const isChosen = start <= selection.to && start + node.content.size >= selection.from;
    lines.push({ kind, level, node, start, isChosen });
  };
  doc.forEach((node, offset, index) => {
    if (index < from || index > to) return;
    if (node.type === bullet_list) node.forEach((item, within) => line(bullet, node.attrs.level, item, offset + within + 2));
    else if (node.isTextblock) line(node.type, node.attrs.level ?? 0, node, offset + 1);
    else lines.push({ kind: table, node, start: offset + 1, isChosen: false });
    pos = offset + node.nodeSize;
  });
  return { lines, end: pos };
}

export function chosen({ doc, selection }) {
  const { $from, $to } = selection;
  return linesOf(doc, $from.index(0), $to.index(0), selection).lines.filter((line) => line.isChosen);
}

// How deep the numbered paragraphs are open behind a line or node: what follows may stand as deep.
const openAfter = (one) => one?.level ?? 0;

// A command that gives each chosen line the kind and level that `change(line, open)` answers with. Bullets that come to
// stand beside bullets of their level join them.
export function rekind(change) {
  return (state, dispatch) => {
    const { doc, selection } = state, { anchor, head, $from, $to } = selection;
    if (isInTable(state)) return false;
    const isList = (index) => doc.maybeChild(index)?.type === bullet_list;
    let from = $from.index(0), to = Math.min($to.index(0), doc.childCount - 1);
    if (isList(from - 1)) from--;
    if (isList(to + 1)) to++;
    const { lines, end } = linesOf(doc, from, to, selection), begin = positionOf(doc, from);
    let changed = false, open = openAfter(doc.maybeChild(from - 1)?.attrs);
    for (const line of lines) {
      const wanted = line.isChosen && change(line, open);
      if (wanted && (wanted.kind !== line.kind || wanted.level !== line.level)) {
        Object.assign(line, wanted);
        changed = true;
      }
      open = openAfter(line);
    }
    if (!changed || !dispatch) return changed;
    const { nodes, moved } = built(lines, begin);
    const tr = state.tr.replaceWith(begin, end, nodes);
    const there = (pos) => moved(pos) ?? tr.mapping.map(pos);
    dispatch(tr.setSelection(TextSelection.between(tr.doc.resolve(there(anchor)), tr.doc.resolve(there(head)))).scrollIntoView());
    return true;
  };
}

function positionOf(doc, index) {
  let pos = 0;
  for (let at = 0; at < index; at++) pos += doc.child(at).nodeSize;
  return pos;
}

// The nodes of lines, and a function that says where a position inside one of them has gone.
function built(lines, begin) {
  const nodes = [], starts = new Map();
  let pos = begin, list = null;
  const close = () => {
    if (!list) return;
    nodes.push(bullet_list.create({ level: list.level }, list.items));
    [list, pos] = [null, pos + 1];
  };
  for (const line of lines) {
    if (line.kind !== bullet || list?.level !== line.level) close();
    const content = line.kind === heading ? withoutBreaks(line.node) : line.node.content;
    if (line.kind === bullet) {
      if (!list) [list, pos] = [{ level: line.level, items: [] }, pos + 1];
      list.items.push(bullet.create(null, content));
    } else nodes.push(line.kind === table ? line.node : line.kind.create({ level: line.level }, content));
    starts.set(line, pos + 1);
    pos += content.size + 2;
  }
  close();
  const moved = (old) => {
    const line = lines.find(({ start, node, kind }) => kind !== table && old >= start && old <= start + node.content.size);
    return line && starts.get(line) + old - line.start;
  };
  return { nodes, moved };
}

const withoutBreaks = (node) =>
  Fragment.fromArray(node.children.map((child) => (child.isText ? child : schema.text(" ", child.marks))));

// --- Commands ---------------------------------------------------------------------------------------------------------
export function toggleKind(kind) {
  return (state, dispatch) => {
    const lines = chosen(state), off = lines.length && lines.every((line) => line.kind === kind);
    const level = (line) => (kind === heading ? 0 : kind === numbered ? line.level || 1 : line.level);
    return rekind((line) => (off ? PLAIN : { kind, level: level(line) }))(state, dispatch);
  };
}

export const further = (step) => (state, dispatch, view) => {
  const moved = ({ kind, level }, open) => {
    const [least, most] = kind === numbered ? [1, Math.min(2, open + 1)] : [0, open];
    return kind !== heading && { kind, level: Math.max(least, Math.min(most, level + step)) };
  };
  return rekind(moved)(state, dispatch, view);
};

const inLine = (state) => (state.selection instanceof TextSelection && !isInTable(state) ? state.selection.$from : null);

// Enter on an empty line ends what it belongs to, one step at a time.
export function endEmpty(state, dispatch) {
  const $from = inLine(state);
  if (!$from || !state.selection.empty || $from.parent.content.size) return false;
  return rekind(({ kind, level }) => {
    if (kind === bullet) return level ? { kind: numbered, level } : PLAIN;
    return kind === numbered && level === 2 ? { kind, level: 1 } : PLAIN;
  })(state, dispatch);
}

export function splitLine(state, dispatch) {
  if (!inLine(state)) return false;
  const tr = state.tr.deleteSelection(), { $from } = tr.selection, { parent } = $from;
  const type = parent.type === heading && $from.parentOffset === parent.content.size ? paragraph : parent.type;
  if (!parent.isTextblock) return false;
  dispatch?.(tr.split($from.pos, 1, [{ type, attrs: parent.type === type ? parent.attrs : null }]).scrollIntoView());
  return true;
}

// Backspace at the beginning of a line takes its mark away, then a level, then the break before it.
export function softenLine(state, dispatch) {
  const $from = inLine(state);
  if (!$from || !state.selection.empty || $from.parentOffset) return false;
  return rekind(({ kind, level }) => {
    if (kind === paragraph) return { kind, level: Math.max(0, level - 1) };
    return { kind: paragraph, level: kind === heading ? 0 : level };
  })(state, dispatch);
}

export const joinLine = (direction) => (state, dispatch) => {
  const $from = inLine(state), edge = direction < 0 ? 0 : $from?.parent.content.size;
  if (!$from || !state.selection.empty || $from.parentOffset !== edge) return false;
  const outside = state.doc.resolve(direction < 0 ? $from.before() : $from.after());
  const other = Selection.findFrom(outside, direction, true);
  if (!other) return true;
  const tr = state.tr, [from, to] = direction < 0 ? [other.$head.pos, $from.pos] : [$from.pos, other.$head.pos];
  if (other.$head.parent.type.spec.tableRole) tr.setSelection(other);
  else tr.delete(from, to);
  dispatch?.(tr.scrollIntoView());
  return true;
};

// Holds after every change: no line stands deeper than the text can say, a table has a line before and behind it, and its
// first row, and no other, is its head.
export const keepsShape = new Plugin({
  appendTransaction(transactions, _, state) {
    if (!transactions.some((one) => one.docChanged)) return null;
    return shaped(state.tr);
  },
});

export function shaped(tr) {
  const missing = [];
  let open = 0;
  tr.doc.forEach((node, pos, index) => {
    const level = standing(node, open), next = tr.doc.maybeChild(index + 1);
    if (node.attrs.level !== undefined && node.attrs.level !== level) tr.setNodeMarkup(pos, null, { level });
    open = level;
    if (node.type !== table) return;
    if (index === 0) missing.push(0);
    if (!next || next.type === table) missing.push(pos + node.nodeSize);
    node.forEach((row, above, place) => row.forEach((cell, before) => {
      const type = place ? table_cell : table_header;
      if (cell.type !== type) tr.setNodeMarkup(pos + above + before + 2, type, cell.attrs);
    }));
  });
  for (const pos of missing.reverse()) tr.insert(pos, paragraph.create());
  return tr.docChanged ? tr : null;
}
