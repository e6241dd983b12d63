// The editor of a part of a paper, over the text area that does everything without it. The text area keeps what is sent: it
// is written only when the text says something else than it did when the editor was opened.
import { toggleMark, baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, InputRule, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing,
} from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import * as lines from "./lines.js";
import { canLink, linkAt, linkPanel } from "./link.js";
import { clean, told, visible } from "./paste.js";
import { CannotRead, read, readInline } from "./read.js";
import { referencePanel } from "./reference.js";
import { schema } from "./schema.js";
import { cellBelow, insertTable, leaveTable, tableOf } from "./tables.js";
import { element, toolbar } from "./toolbar.js";
import { inlineText, write } from "./write.js";

export { read, schema, write };

const { paragraph, numbered, heading, bullet, hard_break } = schema.nodes, { bold, italic } = schema.marks;
const KEYS =
  "What you write looks as it is printed; numbers follow by themselves. Ctrl+B makes letters bold, Ctrl+I italic, Ctrl+K a link; " +
  "Ctrl+Alt+1, 2, 3 a numbered paragraph, a bullet, a subheading; Ctrl+] and Ctrl+[ move a line a level in and out. Alt+F10 " +
  "goes to the buttons. Tab leaves the editor; in a table it goes to the next cell, and Escape leaves the table.";
const KEYS_OF_WORDS = // of one paragraph
  "What you write looks as it is printed. Ctrl+B makes letters bold, Ctrl+I italic, Ctrl+K a link. Alt+F10 goes to the buttons.";

// --- What keys do -----------------------------------------------------------------------------------------------------
const first = (...commands) => (...args) => commands.some((command) => command(...args));

function lineBreak(state, dispatch) {
  const { $from, $to } = state.selection;
  if (!$from.parent.type.contentMatch.matchType(hard_break) || !$from.sameParent($to)) return isInTable(state);
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
}

// A browser tells of a moved caret a moment late, and programs for dictation press keys faster: a key finds the caret.
const findsCaret = new Plugin({ props: { handleDOMEvents: { keydown: (view) => void view.domObserver.onSelectionChange() } } });

const kindKeys = { "Mod-Alt-1": numbered, "Mod-Alt-2": bullet, "Mod-Alt-3": heading };
const keys = (openLink, toToolbar) => ({
  "Mod-b": toggleMark(bold), "Mod-i": toggleMark(italic), "Mod-k": (state) => (canLink(state) && openLink(), true),
  "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
  ...Object.fromEntries(Object.entries(kindKeys).map(([key, kind]) => [key, lines.toggleKind(kind)])),
  "Mod-]": first(lines.further(1), () => true), "Mod-[": first(lines.further(-1), () => true), // to some browsers "Back"
  "Alt-F10": toToolbar,
  Tab: goToNextCell(1), "Shift-Tab": goToNextCell(-1), Escape: leaveTable,
  Enter: first(cellBelow, lines.endEmpty, lines.splitLine), "Shift-Enter": lineBreak,
  Backspace: first(undoInputRule, lines.softenLine, lines.joinLine(-1)), Delete: lines.joinLine(1),
});

const rule = (pattern, kind) => new InputRule(pattern, (state, match, start, end) => {
  if (state.selection.$from.parent.type !== paragraph) return null;
  let made = null;
  const cleared = state.apply(state.tr.delete(start, end));
  lines.toggleKind(kind)(cleared, (tr) => { made = tr; });
  if (!made) return null;
  const tr = state.tr.delete(start, end);
  for (const step of made.steps) tr.step(step);
  return tr.setSelection(TextSelection.create(tr.doc, made.selection.from));
});
const rules = inputRules({ rules: [rule(/^1[.)] $/, numbered), rule(/^[-*•] $/, bullet), rule(/^## $/, heading)] });

// --- Words of one paragraph -------------------------------------------------------------------------------------------
const staysOne = new Plugin({
  filterTransaction: ({ doc, docChanged }) => !docChanged || (doc.childCount === 1 && doc.firstChild.type === paragraph),
});
const readWords = (text) => schema.topNodeType.create(null, paragraph.create(null, readInline(text.replace(/ *\\?\r?\n/g, "\\\n"))));
const wordsIn = (doc) => inlineText(doc.firstChild);

// --- What is pasted ---------------------------------------------------------------------------------------------------
function fromText(text, $context) {
  const rows = visible(text).replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const inline = (words) => (words.trim() ? [schema.text(words)] : []);
  if ($context.parent.type.spec.tableRole) return new Slice(Fragment.from(inline(rows.flat().join(" "))), 0, 0);
  const isTable = rows.length > 1 && rows[0].length > 1 && rows.every((row) => row.length === rows[0].length);
  if (isTable) return new Slice(Fragment.from(tableOf(rows.map((row) => row.map(inline)))), 0, 0);
  const found = rows.map((row) => paragraph.create(null, inline(row.join(" "))));
  return new Slice(Fragment.from(found.filter((one) => one.content.size || found.length === 1)), 1, 1);
}

// Into a cell, or a paragraph that stays one, goes one line: what is pasted there is joined, unless it is cells itself.
function intoLine(view, slice, isOne) {
  const isCells = (node) => node && node.type.spec.tableRole && node.type.spec.tableRole !== "cell";
  if (!isOne && !isInTable(view.state)) return false;
  if (!isOne && slice.content.childCount === 1 && isCells(slice.content.firstChild)) return false;
  const found = [];
  slice.content.descendants((node) => {
    if (node.isTextblock && found.length) found.push(schema.text(" "));
    if (node.isText) found.push(node);
  });
  const { from, to } = view.state.selection;
  view.dispatch(view.state.tr.replaceWith(from, to, found).scrollIntoView());
  return true;
}

const onlyFiles = (data) => data?.files.length && !data.getData("text/html") && !data.getData("text/plain");

function pasting(say, isOne) {
  const refuseFiles = (data) => {
    if (!onlyFiles(data)) return false;
    say("A picture or file cannot stand in the text. It was left out.");
    return true;
  };
  return new Plugin({
    props: {
      transformPastedHTML(html) {
        if (html.includes("data-pm-slice")) return html;
        const { html: cleaned, counts } = clean(html);
        say(told(counts));
        return cleaned;
      },
      clipboardTextParser: fromText,
      handlePaste: (view, event, slice) => refuseFiles(event.clipboardData) || intoLine(view, slice, isOne),
      handleDrop: (view, event) => refuseFiles(event.dataTransfer) && (event.preventDefault(), true),
    },
  });
}

// --- The editor -------------------------------------------------------------------------------------------------------
const has = (mark) => ({ doc, selection: { empty, from, to, $from }, storedMarks }) =>
  Boolean(empty ? mark.isInSet(storedMarks ?? $from.marks()) : doc.rangeHasMark(from, to, mark));
const isKind = (kind) => (state) => {
  const found = isInTable(state) ? [] : lines.chosen(state);
  return found.length > 0 && found.every((line) => line.kind === kind);
};

function buttons(openLink, openReference, isOne) {
  const link = (state, dispatch) => canLink(state) && (!dispatch || openLink());
  const kind = (label, type, keys) => ({ label, keys, command: lines.toggleKind(type), isOn: isKind(type) });
  const groups = [
    [
      { label: "Bold", keys: "Ctrl+B", command: toggleMark(bold), isOn: has(bold) },
      { label: "Italic", keys: "Ctrl+I", command: toggleMark(italic), isOn: has(italic) },
      { label: "Link", keys: "Ctrl+K", command: link, isOn: (state) => Boolean(linkAt(state)), stays: true },
      ...(openReference ? [{ label: "Reference", command: refer(openReference), stays: true }] : []),
    ],
    [
      kind("Numbered", numbered, "Ctrl+Alt+1"), kind("Bullets", bullet, "Ctrl+Alt+2"), kind("Subheading", heading, "Ctrl+Alt+3"),
      { label: "Level in", keys: "Ctrl+]", command: lines.further(1) },
      { label: "Level out", keys: "Ctrl+[", command: lines.further(-1) },
    ],
    [
      { label: "Table", command: insertTable },
      { label: "Row below", command: addRowAfter }, { label: "Column after", command: addColumnAfter },
      { label: "Delete row", command: deleteRow }, { label: "Delete column", command: deleteColumn },
      { label: "Delete table", command: deleteTable },
    ],
    [{ label: "Undo", keys: "Ctrl+Z", command: undo }, { label: "Redo", keys: "Ctrl+Y", command: redo }],
  ];
  return isOne ? [groups[0], groups.at(-1)] : groups;
}

const refer = (open) => (state, dispatch) => canLink(state) && (!dispatch || open());
const areas = [...document.querySelectorAll("textarea[data-editor]")];
const named = (words, label) => (areas.length > 1 ? `${words}: ${label.textContent.trim()}` : words);

function edit(area) {
  const isOne = "words" in area.dataset, reads = isOne ? readWords : read, writes = isOne ? wordsIn : write;
  const { id } = area, label = document.querySelector(`label[for="${id}"]`);
  const hint = document.getElementById(`${id}_helptext`);
  const shell = element("div", { class: "editor", hidden: "" });
  const keysHint = element("p", { class: "govuk-hint", id: `${id}_keys`, hidden: "" }, isOne ? KEYS_OF_WORDS : KEYS);
  const keysId = `${areas[0].dataset.id ??= areas[0].id}_keys`, isFirst = keysId === keysHint.id; // said once on a page
  const status = element("p", { class: "govuk-body-s editor-said", role: "status" });
  const change = element("button", { type: "button", class: "govuk-button govuk-button--secondary editor-small" });
  const ownHint = area.dataset.editor === "own-hint", isWrong = area.classList.contains("govuk-textarea--error");
  let view = null, opened = null, known = area.value;
  const say = (words) => { status.textContent = words; };
  label.id ||= `${id}_label`;
  area.setAttribute("aria-labelledby", label.id); // its id, which the label is for, is lent to the editor

  const link = linkPanel(id, () => view), url = area.form?.dataset.references;
  const reference = url && referencePanel(id, url, () => view), panels = [link, reference].filter(Boolean);
  const alone = (one) => one && (() => {
    for (const { panel } of panels) panel.hidden = true;
    return one.open();
  });
  const bar = toolbar(buttons(alone(link), alone(reference), isOne), {
    label: named("Formatting", label), controls: id,
    run(action) {
      action.command(view.state, view.dispatch, view);
      if (!action.stays) view.focus();
    },
  });
  shell.append(bar.bar, ...panels.map(({ panel }) => panel));
  if (isFirst) (hint ?? label).after(keysHint);
  area.before(shell);
  area.after(change, status);

  const attributes = () => {
    const described = [`${id}_error`, ownHint && hint?.id, keysId].filter((one) => one && document.getElementById(one)).join(" ");
    const invalid = area.getAttribute("aria-invalid");
    return {
      id, role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, "aria-describedby": described, spellcheck: "true",
      class: `editor-text${area.rows < 12 ? " editor-text--short" : ""}${isWrong ? " editor-text--error" : ""}`,
      ...(area.lang && { lang: area.lang }),
      ...(invalid && { "aria-invalid": invalid }),
    };
  };
  const toToolbar = () => (bar.focus(), true);
  const plugins = [
    findsCaret, pasting(say, isOne), ...(isOne ? [staysOne] : [rules]), keymap(keys(alone(link), toToolbar)),
    keymap(baseKeymap), history(), lines.keepsShape, tableEditing(),
  ];

  function keep(doc) {
    const written = writes(doc), value = written === opened.written ? opened.text : written;
    if (area.value === value) return;
    area.value = known = value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function open() {
    let doc;
    try {
      doc = reads(area.value);
    } catch (problem) {
      if (!(problem instanceof CannotRead)) throw problem;
      say(`The editor cannot show this text: ${problem.message}. It stays as it was typed. ` +
        "Change that, then choose “Write with the editor”.");
      return false;
    }
    let state = EditorState.create({ doc, plugins });
    const shape = lines.shaped(state.tr);
    if (shape) state = EditorState.create({ doc: shape.doc, plugins });
    opened = { text: area.value, written: writes(state.doc) };
    known = area.value;
    area.id = `${id}_plain`;
    view = new EditorView(shell, {
      state, attributes,
      dispatchTransaction(tr) {
        view.updateState(view.state.apply(tr));
        if (tr.docChanged) keep(view.state.doc);
        bar.update(view.state);
      },
    });
    bar.update(view.state);
    show(true);
    return true;
  }

  function close() {
    view.destroy();
    [view, area.id] = [null, id];
    show(false);
  }

  function show(isEditor) {
    shell.hidden = keysHint.hidden = !isEditor;
    area.hidden = isEditor;
    if (hint && !ownHint) hint.hidden = isEditor;
    for (const { panel } of panels) panel.hidden = true;
    change.textContent = isEditor ? "Write as plain text" : "Write with the editor";
    if (areas.length > 1) change.append(element("span", { class: "govuk-visually-hidden" }, `: ${label.textContent.trim()}`));
  }

  change.addEventListener("click", () => {
    say("");
    if (view) close();
    else if (!open()) return;
    (view ?? area).focus();
  });
  label.addEventListener("click", () => view?.focus());
  window.addEventListener("pageshow", () => { // the browser put back what had been typed before
    if (!view || area.value === known) return;
    close();
    open();
  });
  show(false);
  open();
}

for (const area of areas) edit(area);
