// Adds what a page can also do without: the phone menu, "Show password", focus on the error summary.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Where the filters stand above the register, they start folded away, so that the register itself is seen first.
if (window.matchMedia("(max-width: 74.99em)").matches) {
  document.querySelectorAll("details.filter").forEach((filter) => {
    filter.open = false;
  });
}
