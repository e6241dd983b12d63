// Which published file somebody has: its SHA-256 is worked out here, and the file stays here. On the page of a report it is
// compared with what is listed there; elsewhere, and where it is none of these, the fingerprint alone is looked up.
for (const form of document.querySelectorAll("form[data-prove]")) {
  const field = form.elements.file, answer = document.querySelector("[data-prove-answer]");
  const listed = [...document.querySelectorAll("[data-sha256]")];

  const say = (lines, sha256, address) => {
    const box = document.createElement("div");
    box.className = "govuk-inset-text";
    for (const line of lines) box.append(written("p", "govuk-body", line));
    if (sha256) {
      const mark = written("p", "govuk-body-s", "SHA-256 of the file: ");
      mark.append(written("span", "digest", sha256));
      box.append(mark);
    }
    if (address) {
      const link = written("a", "govuk-link", "Look for it among all published papers"), line = written("p", "govuk-body", "");
      link.href = `${address}?sha256=${sha256}`;
      line.append(link);
      box.append(line);
    }
    answer.replaceChildren(box);
  };

  const written = (tag, look, words) => {
    const element = document.createElement(tag);
    element.className = look;
    element.textContent = words;
    return element;
  };

  const check = async () => {
    const file = field.files[0];
    if (!file) return say(["Choose a file."]);
    say([`Reading ${file.name} …`]);
    let digest;
    try {
      digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    } catch {
      return say([`${file.name} could not be read. Choose it again.`]);
    }
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const found = [...new Set(listed.filter((one) => one.dataset.sha256 === sha256).map((one) => one.dataset.says))];
    if (found.length) return say(found, sha256);
    if (!listed.length) return location.assign(`${form.dataset.lookUp}?sha256=${sha256}`);
    say([form.dataset.none], sha256, form.dataset.lookUp);
  };

  if (globalThis.crypto?.subtle) { // not where the connection is open to others: then the file is sent
    field.addEventListener("change", check);
    form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      check();
    });
  }
}
