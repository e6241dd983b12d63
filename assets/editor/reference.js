// The list of what a text can refer to, below the toolbar: it is fetched when it is opened, narrowed by what is typed.
import { schema } from "./schema.js";
import { element } from "./toolbar.js";

const { link } = schema.marks;
const FAILED = "The list cannot be read: the connection or your session has ended. Save what you wrote, then try again.";

export function referencePanel(id, url, getView) {
  const panel = element("div", { class: "editor-link", role: "group", "aria-label": "Reference", hidden: "" });
  const label = (words, of) => element("label", { class: "govuk-label", for: `${id}_${of}` }, words);
  const input = element("input", { class: "govuk-input", id: `${id}_narrow`, type: "text", autocomplete: "off", spellcheck: "false" });
  const list = element("select", { class: "govuk-select editor-list", id: `${id}_refers`, size: "8" });
  const said = element("p", { class: "govuk-body-s", role: "status" });
  const button = (text) => element("button", { type: "button", class: "govuk-button govuk-button--secondary editor-small" }, text);
  const set = button("Insert the reference"), cancel = button("Cancel");
  const buttons = element("div", { class: "govuk-button-group" });
  buttons.append(set, cancel);
  panel.append(label("Narrow the list", "narrow"), input, label("What the text refers to", "refers"), list, said, buttons);

  let targets = [];
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/), groups = new Map();
    const found = targets.filter((one) => words.every((word) => `${one.group} ${one.label}`.toLowerCase().includes(word)));
    for (const one of found) {
      if (!groups.has(one.group)) groups.set(one.group, element("optgroup", { label: one.group }));
      groups.get(one.group).append(element("option", { value: one.ref }, one.label));
    }
    list.replaceChildren(...groups.values());
    list.selectedIndex = found.length ? 0 : -1;
    said.textContent = found.length ? "" : "Nothing has these words.";
  };
  const close = () => {
    panel.hidden = true;
    getView().focus();
  };
  const insert = () => {
    const one = targets.find(({ ref }) => ref === list.value), { state, dispatch } = getView();
    if (!one) return list.focus();
    const marks = [link.create({ href: `ref:${one.ref}` }), ...state.selection.$from.marks().filter(({ type }) => type !== link)];
    dispatch.call(getView(), state.tr.replaceSelectionWith(schema.text(one.name, marks), false).scrollIntoView());
    close();
  };
  const open = async () => {
    panel.hidden = false;
    input.value = "";
    input.focus();
    try {
      const answer = await fetch(url);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      ({ targets } = await answer.json());
      show();
    } catch {
      said.textContent = FAILED;
    }
  };
  input.addEventListener("input", show);
  list.addEventListener("dblclick", insert);
  set.addEventListener("click", insert);
  cancel.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target === input) list.focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && (event.target === input || event.target === list)) insert();
    else return;
    event.preventDefault();
  });
  return { panel, open: () => (open(), true) };
}
