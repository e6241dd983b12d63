// The buttons above the editor: one stop of Tab, arrow keys between them.
export function toolbar(groups, { label, controls, run }) {
  const bar = element("div", { role: "toolbar", "aria-label": label, "aria-controls": controls, class: "editor-toolbar" });
  const buttons = groups.flatMap((group) => {
    const box = bar.appendChild(element("div", { class: "editor-group" }));
    return group.map((action) => {
      const button = element("button", { type: "button", class: "editor-button", tabindex: -1 });
      button.textContent = action.label;
      if (action.keys) button.title = action.keys;
      if (action.keys) button.setAttribute("aria-keyshortcuts", action.keys.replace("Ctrl", "Control"));
      button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays in the text
      button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && run(action));
      return Object.assign(box.appendChild(button), { action });
    });
  });
  let current = buttons[0];
  const stop = (button) => {
    current.tabIndex = -1;
    current = button;
    current.tabIndex = 0;
  };
  stop(current);
  bar.addEventListener("focusin", (event) => buttons.includes(event.target) && stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(current), last = buttons.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[next].focus();
  });
  const update = (state) => {
    for (const button of buttons) {
      const { isOn, command } = button.action;
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
      button.setAttribute("aria-disabled", String(!command(state)));
    }
  };
  return { bar, update, focus: () => current.focus() };
}

export function element(name, attrs = {}, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
