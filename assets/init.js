// Adds what a page can also do without: the phone menu, "Show password", focus on the error summary.
import { createAll, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) createAll(part);
