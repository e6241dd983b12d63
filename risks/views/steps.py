"""What can be done to a risk; each view calls one action."""

from programme.ui.views import StepView, facts_of

from .. import actions, forms, permissions
from ..choices import Kind, State
from ..log import ISSUES, RISKS
from .rated import matrix_of


class RiskStep(StepView):
    log, permission = RISKS, permissions.KEEP


class AssessRisk(RiskStep):
    name, label, heading = "assess", "Assess again", "Assess {}"
    form_class, action = forms.AssessForm, actions.assess_risk
    submit_label = "Assess"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and not page.rated_in_words

    def initial(self):
        """Begins with the view that was assessed last: who saves it says so."""
        last = self.entry.assessments.known_at(None).order_by("recorded_at", "id").last()
        view = last.kind if last else Kind.CURRENT
        return {**super().initial(), "kind": view, "effective_on": self.today}

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "likelihood", "impact")]

    def form(self, data=None):
        about = {"initial": self.initial(), "steps": matrix_of(self)}
        return self.form_class(data, programme=self.programme, **about)


class AssessInWords(RiskStep):
    name, label, heading = "assess_in_words", "Assess again", "Assess {}"
    form_class, action = forms.WordAssessForm, actions.assess_in_words
    submit_label = "Assess"
    alone = True  # it asks for a rating of each

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.rated_in_words

    def initial(self):
        return {**super().initial(), "effective_on": self.today}

    def stands(self):
        names = ("frequency", "frequency_words", "severity")
        return {name: getattr(self.entry, name) for name in names} | {"status": self.entry.judged}

    def form(self, data=None):
        form = super().form(data)
        self.log.fit(form, self.position)
        return form

    def facts(self):
        words = ("frequency", "frequency_words", "severity", "judged")
        return [*super().facts(), *facts_of(self.entry, *words)]


class OpenRisk(RiskStep):
    name, label, action = "open", "Open", actions.open_risk


class TreatRisk(RiskStep):
    name, label, action = "treat", "Begin to treat", actions.treat_risk


class AcceptRisk(RiskStep):
    name, label, heading, permission = "accept", "Accept until…", "Accept {}", permissions.ACCEPT
    form_class, action = forms.AcceptForm, actions.accept_risk
    submit_label = "Accept"


class SettlingStep(RiskStep):
    """A step that settles a risk: what becomes of its open mitigations is asked."""

    leaves_open = "mitigations"

    def form(self, data=None):
        how = {"initial": self.initial(), "still_open": bool(self.still_open)}
        return self.form_class(data, programme=self.programme, **how)


class MaterialiseRisk(SettlingStep):
    name, label, heading = "materialise", "Convert to an issue", "Convert {} to an issue"
    form_class, action = forms.MaterialiseForm, actions.materialise_risk

    def initial(self):
        return {**super().initial(), "raised_on": self.today, "owner": self.entry.owner}

    def done_url(self, issue):
        return self.address(ISSUES.url("detail"), issue.reference)


class CloseRisk(SettlingStep):
    name, label, action, danger = "close", "Close", actions.close_risk, True
    form_class = forms.CloseForm


class ReopenRisk(RiskStep):
    name, label, action = "reopen", "Reopen", actions.reopen_risk

    @property
    def intro(self):
        if self.entry.state != State.MATERIALISED:
            return ""
        return (
            "The issue that came of it stays. Where it was added by mistake, withdraw it; where it "
            "is over, resolve it."
        )
