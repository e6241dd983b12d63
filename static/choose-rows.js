// The boxes of a register: one for all rows on the page, which follows when single ones are ticked.
for (const form of document.querySelectorAll("form[data-choose-rows]")) {
  const label = form.querySelector("[data-all]"), all = label.querySelector("input");
  const boxes = [...form.querySelectorAll("input[name=row]")];
  const follow = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => box.checked = all.checked));
  form.addEventListener("change", follow);
  addEventListener("pageshow", follow); // "Back" brings ticked boxes back
  label.hidden = false;
}
