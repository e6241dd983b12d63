// The line in which the address of a link is typed, below the toolbar.
import { TextSelection } from "prosemirror-state";
import { isAddress, schema } from "./schema.js";
import { element } from "./toolbar.js";

const { link } = schema.marks;

// The link that the selection stands in or begins with, as {from, to, href}.
export function linkAt({ doc, selection }) {
  const { $from, empty } = selection, { parent } = $from;
  if (!parent.isTextblock) return null;
  const isLink = (node) => node && link.isInSet(node.marks);
  let index = $from.index();
  if (!isLink(parent.maybeChild(index)) && empty && !$from.textOffset) index--;
  const mark = isLink(parent.maybeChild(index));
  if (!mark) return null;
  let first = index, last = index;
  const same = (node) => node && mark.isInSet(node.marks);
  while (same(parent.maybeChild(first - 1))) first--;
  while (same(parent.maybeChild(last + 1))) last++;
  const start = $from.start(), sizes = parent.children.map((child) => child.nodeSize);
  const sum = (to) => sizes.slice(0, to).reduce((all, one) => all + one, 0);
  return { from: start + sum(first), to: start + sum(last + 1), href: mark.attrs.href };
}

export const canLink = ({ selection }) =>
  selection instanceof TextSelection && selection.$from.sameParent(selection.$to) && selection.$from.parent.isTextblock;

export function linkPanel(id, getView) {
  const panel = element("div", { class: "editor-link", role: "group", "aria-label": "Link", hidden: "" });
  const label = element("label", { class: "govuk-label", for: `${id}_link` }, "Address of the link");
  const problem = element("p", { class: "govuk-error-message", id: `${id}_link_error`, hidden: "" });
  const input = element("input", { class: "govuk-input", id: `${id}_link`, type: "text", inputmode: "url", spellcheck: "false", autocomplete: "off" });
  const button = (text) => element("button", { type: "button", class: "govuk-button govuk-button--secondary editor-small" }, text);
  const set = button("Set the link"), off = button("Take the link off"), cancel = button("Cancel");
  const buttons = element("div", { class: "govuk-button-group" });
  buttons.append(set, off, cancel);
  panel.append(label, problem, input, buttons);

  const refuse = (message) => {
    problem.textContent = message;
    problem.hidden = !message;
    input.classList.toggle("govuk-input--error", Boolean(message));
    for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", problem.id]]) {
      if (message) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
    if (message) input.focus();
  };
  const close = () => {
    panel.hidden = true;
    getView().focus();
  };
  const apply = (href) => {
    const { state } = getView(), { from, to, empty } = state.selection, here = linkAt(state), tr = state.tr;
    const [start, end] = here && (empty || href === null) ? [here.from, here.to] : [from, to];
    if (href === null) tr.removeMark(start, end, link);
    else if (start === end) tr.insert(start, schema.text(href, [link.create({ href }), ...state.selection.$from.marks()]));
    else tr.removeMark(start, end, link).addMark(start, end, link.create({ href }));
    getView().dispatch(tr.scrollIntoView());
    close();
  };
  const submit = () => {
    const typed = input.value.trim(), href = /^www\./i.test(typed) ? `https://${typed}` : typed;
    if (!isAddress(href) || /\s/.test(href)) return refuse("Enter an address that begins with https://, http:// or mailto:");
    apply(new URL(href).href);
  };
  set.addEventListener("click", submit);
  off.addEventListener("click", () => apply(null));
  cancel.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && !(event.key === "Enter" && event.target === input)) return;
    event.preventDefault();
    if (event.key === "Escape") close();
    else submit();
  });
  const open = () => {
    const here = linkAt(getView().state);
    input.value = here?.href ?? "";
    off.hidden = !here;
    refuse("");
    panel.hidden = false;
    input.focus();
    return true;
  };
  return { panel, open };
}
