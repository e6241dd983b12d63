// What keys and buttons do in tables. The first row of a table is its head.
import { TextSelection } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import { schema } from "./schema.js";

const { paragraph, table, table_row, table_header, table_cell } = schema.nodes;

// Rows of cells, each a list of inline nodes, as a table; short rows are filled up.
export function tableOf(rows) {
  const width = Math.max(1, ...rows.map((row) => row.length));
  return table.create(null, rows.map((row, place) => {
    const type = place ? table_cell : table_header;
    return table_row.create(null, Array.from({ length: width }, (_, column) => type.create(null, row[column] ?? [])));
  }));
}

export function insertTable(state, dispatch) {
  const { $from } = state.selection;
  if (isInTable(state) || !$from.depth) return false;
  if (!dispatch) return true;
  const isEmpty = $from.parent.type === paragraph && !$from.parent.content.size;
  const after = $from.after(1), at = isEmpty ? $from.before(1) : after;
  const tr = state.tr.replaceWith(at, after, tableOf([[], [], []].map(() => [[], []])));
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
}

const tableDepth = ($pos) => {
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type === table) return depth;
  return 0;
};

export function leaveTable(state, dispatch) {
  const { $head } = state.selection, depth = tableDepth($head);
  if (!depth) return false;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($head.after(depth)))).scrollIntoView());
  return true;
}

// Enter goes to the cell below; there are no lines inside a cell.
export function cellBelow(state, dispatch) {
  if (!isInTable(state)) return false;
  const { $head } = state.selection, depth = tableDepth($head), rows = $head.node(depth), row = $head.index(depth);
  if (row + 1 >= rows.childCount || $head.depth <= depth) return leaveTable(state, dispatch);
  let pos = $head.after(depth + 1) + 1;
  for (let column = 0; column < $head.index(depth + 1); column++) pos += rows.child(row + 1).maybeChild(column)?.nodeSize ?? 0;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos))).scrollIntoView());
  return true;
}
