// Adds what a page can also do without: the phone menu, folded sections of a report, "Show password", focus on the error summary, one save for a double click.
import { Button, createAll, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink } from "govuk-frontend";
import { foldReport } from "./report.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) createAll(part);
foldReport();
