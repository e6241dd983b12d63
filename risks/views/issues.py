"""The issue log."""

from programme.ui.views import AddView, DetailView, EditView, ListView, StepView

from .. import actions, forms, permissions
from ..filters import IssueFilter
from ..log import ISSUES, RISKS
from ..tables import IssueTable


class IssueList(ListView):
    log, filterset_class, table_class = ISSUES, IssueFilter, IssueTable
    empty_text = (
        "An issue is something that has happened. "
        "Add one, or convert a risk to an issue when it happens."
    )


class IssueDetail(DetailView):
    log = ISSUES

    def extra(self):
        risk = self.entry.risk
        url = risk and self.address(RISKS.url("detail"), risk.reference)
        return {"links": [{"label": str(risk), "url": url}] if risk else []}


class AddIssue(AddView):
    log, form_class, action = ISSUES, forms.IssueForm, actions.add_issue


class EditIssue(EditView):
    log, form_class, action = ISSUES, forms.IssueForm, actions.change_issue


class IssueStep(StepView):
    log, permission = ISSUES, permissions.KEEP


class ResolveIssue(IssueStep):
    name, label = "resolve", "Resolve"
    form_class, action = forms.ResolveForm, actions.resolve_issue

    def initial(self):
        return {**super().initial(), "resolved_on": self.today}


class ReopenIssue(IssueStep):
    name, label, action = "reopen", "Reopen", actions.reopen_issue
