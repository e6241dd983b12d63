// Reads the whole stylesheet and writes it without the rules for parts of GOV.UK Frontend that no page uses.
// Everything that is our own stays. Classes that are put together in code are named here.
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const puttogether = [
  /^govuk-(radios|checkboxes)(__item|__input|__label|--small)?$/, // templates/govuk/choices.html
  /^govuk-(input|select|textarea|file-upload)(--error|--width-\d+)?$/, // programme/templatetags/govuk.py
];
const [result] = await new PurgeCSS().purge({
  css: [{ raw: readFileSync(0, "utf8") }],
  content: ["../templates/**/*.html", "../programme/**/*.py", "../*/{forms,tables,views,reporting}.py", "init.js"],
  defaultExtractor: (content) => content.match(/[A-Za-z0-9_-]+/g) ?? [],
  safelist: { standard: [/^(?!govuk-)/, /^govuk-frontend-supported$/, ...puttogether] },
  variables: false,
});
process.stdout.write(result.css);
