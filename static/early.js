// Runs before anything is drawn. On a phone the navigation is a menu, and where the filters stand above the register they
// start folded away, so that the register itself is seen first. Both are hidden until they can be folded, or the page
// would move under the reader. init.js has made the menu by then; where it did not arrive all is shown.
if (window.matchMedia("(max-width: 74.99em)").matches) {
  document.documentElement.classList.add("folding");
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("details.filter").forEach((filter) => {
      filter.open = false;
    });
    document.documentElement.classList.remove("folding");
  });
}
