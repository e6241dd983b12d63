// A report on a phone: a section of more than twenty rows starts folded, with how many it has. It opens for a link into it
// and for paper; without this script nothing is folded.
const ROWS = ".report-table > tbody:not(.report-totals) > tr:not(.report-group)";
const MANY = 20;

function fold(section) {
  const rows = section.querySelectorAll(ROWS).length;
  const heading = section.querySelector("h2");
  if (rows <= MANY || !heading) return;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const name = document.createElement("span");
  details.className = "report-fold";
  name.className = "govuk-visually-hidden";
  name.textContent = ` in ${heading.textContent}`;
  summary.append(`${rows} rows`, name);
  details.append(summary);
  while (heading.nextSibling) details.append(heading.nextSibling);
  section.append(details);
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
  document.querySelectorAll(".report-section").forEach(fold);
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
