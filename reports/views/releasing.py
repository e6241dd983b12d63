"""What was kept from the public is released in a new version."""

from reports import actions, forms, permissions
from reports.choices import State
from reports.unready import lifted_since

from .steps import ReportStep


class Release(ReportStep):
    """Begins a new version that shows everybody what is kept from the public no more."""

    permission, form_class, submit_label = (
        permissions.PUBLISH,
        forms.ReleaseForm,
        "Begin the new version",
    )
    states = (State.PUBLISHED,)
    title = "Release what was exempt"
    intro = (
        "The new version has the same content; everybody sees what is kept back no more. The "
        "version that is published now stays as it is, and is superseded."
    )

    @classmethod
    def possible(cls, report):
        return super().possible(report) and bool(lifted_since(report))

    def why_not(self):
        if self.report.state in self.states and not self.report.is_called_off:
            return "nothing of it is kept back no more; lift that on the page of the paper first"
        return super().why_not()

    def facts(self):
        return [{"label": "Released", "value": "; ".join(lifted_since(self.report))}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return actions.release_report(self.report, **who, **form.values())

    def done_message(self, report):
        return f"Version {report.version} begun."
