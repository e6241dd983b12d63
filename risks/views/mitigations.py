"""What can be done to the mitigations of a risk."""

from .. import actions, forms
from .steps import RiskStep


class AddMitigation(RiskStep):
    name, label, heading = "add_mitigation", "Add a mitigation", "Add a mitigation to {}"
    form_class, action = forms.MitigationForm, actions.add_mitigation
    ending, button, submit_label = "mitigations/add", False, "Save"
    part_title = "First mitigation"


class MitigationStep(RiskStep):
    """A step of one mitigation; the version is that of its risk."""

    button = False

    def find(self, reference, number):
        super().find(reference)
        self.mitigation = self.child(self.entry.mitigations, number=number)

    def subject(self):
        return self.mitigation

    def facts(self):
        return [*super().facts(), {"label": "Mitigation", "value": self.mitigation}]


class ChangeMitigation(MitigationStep):
    name, heading, submit_label = "change_mitigation", "Change a mitigation of {}", "Save"
    ending, form_class = "mitigations/<int:number>", forms.MitigationForm
    action = actions.change_mitigation

    def form(self, data=None):
        how = {"instance": self.mitigation, "initial": self.initial()}
        return self.form_class(data, programme=self.programme, **how)


class CompleteMitigation(MitigationStep):
    name, label = "complete_mitigation", "Record as done"
    heading, ending = "Record a mitigation of {} as done", "mitigations/<int:number>/done"
    form_class, action = forms.DoneForm, actions.complete_mitigation

    def initial(self):
        return {**super().initial(), "done_on": self.today}


class WithdrawMitigation(MitigationStep):
    name, label, danger = "withdraw_mitigation", "Withdraw the mitigation", True
    heading, ending = "Withdraw a mitigation of {}", "mitigations/<int:number>/withdraw"
    action = actions.withdraw_mitigation


class ReopenMitigation(MitigationStep):
    name, label = "reopen_mitigation", "Reopen the mitigation"
    heading, ending = "Reopen a mitigation of {}", "mitigations/<int:number>/reopen"
    action = actions.reopen_mitigation
