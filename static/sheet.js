// A sheet by keyboard: arrows and Enter move between cells, what was copied in a spreadsheet fills them, Ctrl+D fills down.
// Without it the sheet is a plain form.
const CELL = "input:not([type=checkbox]), select, textarea";

for (const form of document.querySelectorAll("form[data-sheet]")) {
  const said = form.querySelector("[role=status]");
  let before = []; // what the last paste or fill changed: [cell, what stood in it]
  form.querySelector("[data-keys]").hidden = false;

  const rows = (cell) => [...cell.closest("table").tBodies[0].rows];
  const column = (cell) => cell.closest("td").cellIndex;
  const at = (row, place) => row?.cells[place]?.querySelector(CELL);
  const name = (cell) => cell.getAttribute("aria-label");

  const go = (cell, down, right) => {
    const all = rows(cell);
    let row = all.indexOf(cell.closest("tr")), place = column(cell), next;
    do {
      row += down;
      place += right;
      if (!all[row]?.cells[place]) return false;
      next = at(all[row], place);
    } while (!next);
    next.focus();
    next.select?.();
    return true;
  };

  // A choice is filled in by its words; what is none of them is said and left.
  const fill = (cell, text) => {
    const old = cell.value;
    if (cell.tagName === "SELECT") {
      const wanted = text.trim().toLowerCase();
      const found = [...cell.options].find((one) => [one.text, one.value].some((words) => words.trim().toLowerCase() === wanted));
      if (!found) return false;
      cell.value = found.value;
    } else cell.value = cell.tagName === "TEXTAREA" ? text : text.replace(/\s*\n\s*/g, " ");
    before.push([cell, old]);
    return true;
  };

  // As spreadsheets copy cells: tabs between them, quotes around one with a line end or a tab in it.
  const read = (text) => {
    const found = [[""]];
    let quoted = false;
    for (let place = 0; place < text.length; place++) {
      const letter = text[place], row = found.at(-1);
      if (quoted && letter === '"' && text[place + 1] === '"') row[row.length - 1] += text[++place];
      else if (letter === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
      else if (!quoted && letter === "\t") row.push("");
      else if (!quoted && letter === "\n") found.push([""]);
      else row[row.length - 1] += letter;
    }
    return found;
  };

  const paste = (cell, block) => {
    const all = rows(cell), first = all.indexOf(cell.closest("tr")), left = column(cell);
    const width = all[0].cells.length - left, told = [], none = [];
    const wide = Math.max(...block.map((line) => line.length)) - width, long = block.length - (all.length - first);
    let filled = 0, closed = 0;
    before = [];
    block.slice(0, all.length - first).forEach((line, down) => line.slice(0, width).forEach((text, right) => {
      const target = at(all[first + down], left + right);
      if (!target) closed++;
      else if (fill(target, text)) filled++;
      else none.push(`${name(target)}: “${text}” is none of its choices and was left out.`);
    }));
    told.push(`${filled} ${filled === 1 ? "cell" : "cells"} filled.`);
    if (wide > 0) told.push(`What was pasted is wider than the table: ${wide} ${wide === 1 ? "column was" : "columns were"} left out.`);
    if (long > 0) told.push(`It is longer than the table: ${long} ${long === 1 ? "row was" : "rows were"} left out.`);
    if (closed) told.push(`${closed} ${closed === 1 ? "cell" : "cells"} cannot be changed here.`);
    said.textContent = [...told, ...none].join(" ");
  };

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest(`[data-cells] :is(${CELL})`);
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const isTable = /<td/i.test(event.clipboardData.getData("text/html"));
    const lines = text.includes("\n") && (isTable || cell?.tagName !== "TEXTAREA");
    if (!cell || !(text.includes("\t") || lines)) return;
    event.preventDefault();
    paste(cell, read(text));
  });

  const fillDown = (cell) => {
    const all = rows(cell), text = cell.tagName === "SELECT" ? cell.selectedOptions[0].text : cell.value;
    before = [];
    for (const row of all.slice(all.indexOf(cell.closest("tr")) + 1)) {
      const target = at(row, column(cell));
      if (target) fill(target, text);
    }
    said.textContent = `${before.length} ${before.length === 1 ? "cell" : "cells"} below filled with “${text}”.`;
  };

  const takeBack = () => {
    for (const [cell, old] of before.reverse()) cell.value = old;
    said.textContent = "Taken back.";
    before = [];
  };

  form.addEventListener("input", () => before = []);
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest(`[data-cells] :is(${CELL})`);
    const control = event.ctrlKey || event.metaKey;
    if (!cell || event.isComposing || event.altKey) return;
    if (control && event.key === "d") {
      event.preventDefault();
      fillDown(cell);
    } else if (control && event.key === "z" && before.length) {
      event.preventDefault();
      takeBack();
    } else if (event.key === "Enter" && !control && !(event.shiftKey && cell.tagName === "TEXTAREA")) {
      event.preventDefault();
      go(cell, event.shiftKey ? -1 : 1, 0);
    } else if (!control && !event.shiftKey && cell.tagName !== "SELECT") {
      const [from, to, length] = [cell.selectionStart, cell.selectionEnd, cell.value.length];
      const all = from === 0 && to === length, start = to === 0, end = from === length;
      const many = cell.tagName === "TEXTAREA" && cell.value.includes("\n");
      const ways = {
        ArrowUp: [!many || all || start, -1, 0], ArrowDown: [!many || all || end, 1, 0],
        ArrowLeft: [all || start, 0, -1], ArrowRight: [all || end, 0, 1],
      };
      const [free, down, right] = ways[event.key] ?? [false];
      if (free && go(cell, down, right)) event.preventDefault();
    }
  });
}
