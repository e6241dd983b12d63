// A report on a phone: a section of more than twenty rows starts folded, with how many it has; so do the longest of the
// others, until the page is no longer than sixty screens. It opens for a link into it and for paper; without this script
// nothing is folded.
const ROWS = ".report-table > tbody:not(.report-totals) > tr:not(.report-group)";
const MANY = 20;
const LONG = 50_000; // pixels

function rowsOf(section) {
  return section.querySelectorAll(ROWS).length;
}

function fold(section) {
  const rows = rowsOf(section);
  const heading = section.querySelector("h2");
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const name = document.createElement("span");
  details.className = "report-fold";
  name.className = "govuk-visually-hidden";
  name.textContent = ` in ${heading.textContent}`;
  summary.append(rows === 1 ? "1 row" : `${rows} rows`, name);
  details.append(summary);
  while (heading.nextSibling) details.append(heading.nextSibling);
  section.append(details);
}

function foldSections() {
  const found = [...document.querySelectorAll(".report-section:has(h2)")].filter(rowsOf);
  found.filter((section) => rowsOf(section) > MANY).forEach(fold);
  const others = found.filter((section) => rowsOf(section) <= MANY);
  for (const section of others.sort((one, other) => other.offsetHeight - one.offsetHeight)) {
    if (document.documentElement.scrollHeight <= LONG) return;
    fold(section);
  }
}

function open(folds) {
  for (const details of folds) details.open = true;
}

// The fold that an address leads into, or the one of the section that it names.
function foldAt(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return [];
  const around = target.closest(".report-fold");
  return around ? [around] : target.querySelectorAll(":scope > .report-fold");
}

export function foldReport(phone = window.matchMedia("(max-width: 40em)")) {
  if (!phone.matches) return;
  foldSections();
  const all = document.querySelectorAll(".report-fold");
  if (!all.length) return;
  const follow = () => {
    const found = foldAt(window.location.hash);
    open(found);
    if (found.length) document.getElementById(decodeURIComponent(window.location.hash.slice(1))).scrollIntoView();
  };
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) open(foldAt(link.hash));
  });
  window.addEventListener("beforeprint", () => open(all));
  phone.addEventListener("change", () => open(all));
  follow();
}
