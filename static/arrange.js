// Things in an order can be dragged by their grips, beside the buttons that move them without script. Where one is dropped
// the form is sent as by its button, with the number of places: "up risks 3".
const EDGE = 60, STEP = 12; // pixels: so near to an edge of the window it scrolls, by so many

for (const form of document.querySelectorAll("form[data-arrange]")) {
  const list = form.querySelector("ol"), said = form.querySelector("[role=status]");
  const place = (item) => [...list.children].indexOf(item);
  let held = null, from = 0, at = 0, scrolling = 0;

  // The others move and not the held one: what leaves the page for a moment loses the finger.
  const follow = () => {
    const before = place(held);
    const grip = (item) => item?.querySelector(".arrange__grip").getBoundingClientRect() ?? {};
    while (at < grip(held.previousElementSibling).bottom) held.after(held.previousElementSibling);
    while (at > grip(held.nextElementSibling).top) held.before(held.nextElementSibling);
    if (place(held) !== before) say();
  };

  const say = () => {
    said.textContent = `${held.querySelector("strong").textContent}: ${place(held) + 1} of ${list.children.length}.`;
  };

  const scroll = () => {
    const by = at < EDGE ? -STEP : at > window.innerHeight - EDGE ? STEP : 0;
    if (by) window.scrollBy(0, by);
    follow();
    scrolling = requestAnimationFrame(scroll);
  };

  const letGo = () => {
    cancelAnimationFrame(scrolling);
    held.classList.remove("arrange__held");
    held = null;
  };

  const putBack = () => {
    const item = held;
    letGo();
    item.remove();
    list.insertBefore(item, list.children[from]);
    said.textContent = `${item.querySelector("strong").textContent} stays where it was.`;
  };

  const drop = () => {
    follow();
    const moved = place(held) - from, key = held.dataset.key;
    letGo();
    if (!moved) return;
    const button = document.createElement("button");
    button.name = "do";
    button.value = `${moved < 0 ? "up" : "down"} ${key} ${Math.abs(moved)}`;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
    list.inert = true; // what is shown is not saved yet
  };

  for (const grip of list.querySelectorAll(".arrange__grip")) {
    if (list.children.length < 2) break;
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      if (held || event.button) return;
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      [held, at] = [grip.closest("li"), event.clientY];
      from = place(held);
      held.classList.add("arrange__held");
      scrolling = requestAnimationFrame(scroll);
    });
    grip.addEventListener("pointermove", (event) => held && (at = event.clientY));
    grip.addEventListener("pointerup", () => held && drop());
    grip.addEventListener("pointercancel", () => held && putBack());
  }
  document.addEventListener("keydown", (event) => held && event.key === "Escape" && putBack());
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

// What was saved is said once the page has come back: nobody hears a message that was there from the start.
window.addEventListener("load", () => {
  const done = document.querySelector("[role=region] .govuk-notification-banner__heading");
  const said = document.querySelector("[data-arrange] [role=status]");
  if (done) setTimeout(() => { said.textContent ||= done.textContent; }, 500);
});
