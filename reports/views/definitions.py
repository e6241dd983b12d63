"""What each body gets: definitions of reports."""

from django.http import Http404

from programme.ui.forms import WhyForm
from programme.ui.views import FormView, TwoVersions
from reports import actions, forms, permissions
from reports.models import ReportDefinition

from .base import ReportsView


class Define(FormView):
    """Says that a body gets a report for each of its meetings."""

    permission, form_class = permissions.DEFINE, forms.NewDefinitionForm
    title = "Define a report"

    def form(self, data=None):
        initial = {"title": "Programme management report", "lead_days": 5}
        return self.form_class(data, programme=self.programme, initial=initial)

    def crumbs(self):
        return ReportsView.crumbs(self)

    def cancel_url(self):
        return self.address("reports:list")

    def done_url(self, definition):
        return self.address("reports:sections", definition.pk)

    def done_message(self, definition):
        return f"{definition} saved."

    def act(self, form):
        return actions.define_report(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )


class OneDefinition(Define):
    """A form about one definition."""

    def find(self, pk):
        self.definition = ReportDefinition.objects.filter(
            programme=self.programme, pk=pk, retired_at=None
        ).first()
        if self.definition is None:
            raise Http404("No such report.")

    def looked_at(self):
        return self.definition


class Redefine(TwoVersions, OneDefinition):
    """Changes a definition."""

    form_class, title = forms.RedefinitionForm, "Change a report"

    def form(self, data=None):
        return self.form_of(self.definition, data)

    def form_of(self, definition, data=None):
        names = ("title", "lead_days", "agenda_place", "version")
        initial = {name: getattr(definition, name) for name in names}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_url(self, definition):
        return self.address("reports:list")

    def act(self, form):
        return actions.change_definition(
            self.definition, by=self.request.user, at=self.now, **form.values()
        )


class EndDefinition(OneDefinition):
    """Ends a report: none is drawn up for later meetings."""

    form_class, title, submit_label, danger = WhyForm, "End a report", "End this report", True
    intro = (
        "No report is drawn up for later meetings of this body. "
        "What was drawn up and published stays."
    )

    def facts(self):
        return [{"label": "Report", "value": self.definition}]

    def form(self, data=None):
        initial = {"version": self.definition.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_message(self, definition):
        return f"{definition} has ended."

    def act(self, form):
        return actions.end_definition(
            self.definition, by=self.request.user, at=self.now, **form.values()
        )


class RenewDefinition(EndDefinition):
    """Takes back that a report was ended by mistake."""

    title, submit_label, danger = "Take back the end of a report", "Take back the end", False
    intro = "It is drawn up for the meetings to come of this body again."

    def find(self, pk):
        found = ReportDefinition.objects.filter(programme=self.programme, pk=pk)
        self.definition = found.select_related("body").first()
        if self.definition is None:
            raise Http404("No such report.")
        self.gone = "" if self.definition.retired_at else f"{self.definition} has not ended."

    def done_message(self, definition):
        return f"{definition} is drawn up again."

    def act(self, form):
        return actions.renew_definition(
            self.definition, by=self.request.user, at=self.now, **form.values()
        )
