// Cells that are pasted from Excel, Word or a web page stay cells: their plain text breaks a cell of several lines apart.
const quoted = (text) => /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function words(cell) {
  for (const line of cell.querySelectorAll("br")) line.replaceWith("\n");
  const parts = [...cell.querySelectorAll("p, li, div")].filter((one) => !one.querySelector("p, li, div"));
  const lines = parts.length ? parts.map((one) => one.textContent) : cell.textContent.split("\n");
  return lines.map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
}

function cellsOf(table) {
  const rows = [], taken = new Map();
  [...table.rows].forEach((row, down) => {
    const line = [];
    for (const cell of row.cells) {
      while (taken.get(down)?.has(line.length)) line.push("");
      for (let below = 1; below < cell.rowSpan; below++) {
        if (!taken.has(down + below)) taken.set(down + below, new Set());
        for (let along = 0; along < cell.colSpan; along++) taken.get(down + below).add(line.length + along);
      }
      line.push(quoted(words(cell)), ...Array(cell.colSpan - 1).fill(""));
    }
    rows.push(line.join("\t"));
  });
  return rows.join("\n");
}

for (const area of document.querySelectorAll("textarea[data-cells]")) {
  area.addEventListener("paste", (event) => {
    const page = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    const tables = [...page.querySelectorAll("table")].filter((one) => !one.parentElement.closest("table"));
    if (!tables.length) return;
    event.preventDefault();
    area.setRangeText(tables.map(cellsOf).join("\n\n"), area.selectionStart, area.selectionEnd, "end");
  });
}
