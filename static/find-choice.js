// Above a long choice of people a box that narrows it as one types; what is chosen already stays. Without script the choice is whole.
const LONG = 8;
for (const select of document.querySelectorAll("select[data-find]")) {
  if (select.options.length <= LONG) continue;
  const all = [...select.options], name = document.querySelector(`label[for="${select.id}"]`).textContent.trim();
  const box = document.createElement("input"), label = document.createElement("label"), found = document.createElement("p");
  box.id = `${select.id}_find`;
  Object.assign(box, { type: "search", autocomplete: "off", className: "govuk-input govuk-input--width-10" });
  Object.assign(label, { htmlFor: box.id, className: "govuk-label govuk-hint", textContent: "Type to find somebody in the list" });
  label.append(Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: `: ${name}` }));
  found.className = "govuk-hint";
  found.setAttribute("role", "status");
  const fits = (option) => box.value.toLowerCase().split(/\s+/).every((word) => option.textContent.toLowerCase().includes(word));
  const narrow = () => {
    const kept = select.value, fitting = all.filter((option) => option.value && fits(option));
    select.replaceChildren(...all.filter((option) => !option.value || option.value === kept || fits(option)));
    select.value = kept;
    const one = fitting.length === 1 ? `: ${fitting[0].textContent.trim()}. Enter chooses it` : "";
    found.textContent = box.value.trim() ? `${fitting.length} in the list${one}` : "";
    return fitting;
  };
  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form is not sent from here
    const [first, ...more] = narrow();
    if (!first || more.length) return select.focus();
    select.value = first.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    found.textContent = `Chosen: ${first.textContent.trim()}`;
  });
  select.before(label, box, found);
}
