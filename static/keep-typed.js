// Keeps what somebody types in a part of a paper, a few seconds after the last key and at least every eight: whoever
// comes back is offered it. The part itself is changed by Save alone.
const PAUSE = 3000, LONGEST = 8000;

for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = form.querySelector("[data-kept]");
  const typed = () => JSON.stringify([...new FormData(form)]);
  // What came back with an error or a preview is not kept yet.
  let waiting = null, since = 0, saving = false, sent = "typed" in form.dataset ? null : typed();

  const keep = async () => {
    waiting = null;
    if (saving || typed() === sent) return;
    const text = typed(), body = new FormData(form);
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      sent = text;
      const { kept, problem } = await answer.json();
      said.textContent = kept || problem;
    } catch {
      said.textContent = "What you typed is not kept: the connection or your session has ended. Press Save, or copy it.";
    }
  };

  form.addEventListener("input", () => {
    if (waiting === null) since = Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(keep, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    saving = !["preview", "references", "insert"].includes(event.submitter?.name);
  });
  window.addEventListener("pageshow", () => saving = false);
  if (sent === null) waiting = setTimeout(keep, PAUSE);
}
