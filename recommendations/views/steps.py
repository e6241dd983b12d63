"""The steps of a recommendation, in the order of their buttons."""

from programme.formats import day
from programme.ui.forms import NoteForm
from programme.ui.views import StepView, facts_of

from .. import actions, forms, permissions
from ..choices import STEPS, Response
from ..log import RECOMMENDATIONS


class RecommendationStep(StepView):
    log, permission = RECOMMENDATIONS, permissions.KEEP

    def facts(self):
        return [{"label": "Recommendation", "value": self.entry.text}]


class Respond(RecommendationStep):
    name, label, heading = "respond", "Respond", "Respond to {}"
    form_class, action = forms.RespondForm, actions.respond_to_recommendation
    submit_label, alone = "Save the response", True

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and not page.entry.response

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("response", "comments", "as_above")}
        return {**super().initial(), **now}


class SetOwners(RecommendationStep):
    name, label, heading = "owners", "Save the owners", "Set the owners of {}"
    form_class, action = forms.OwnersForm, actions.set_owners
    opens_from, button = STEPS["change"], False

    def initial(self):
        held = {f"owner_{row.partner_id}": row.owner for row in self.entry.partner_owners.all()}
        return {**super().initial(), **held}


class AddUpdate(RecommendationStep):
    name, label, heading = "update", "Add a position", "Add a position of {}"
    form_class, action = forms.UpdateForm, actions.add_update
    submit_label, alone = "Save the position", True

    def initial(self):
        return {**super().initial(), "as_at": self.today}


class AgreedStep(RecommendationStep):
    """A step that needs a response which lets work begin."""

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.is_agreed


class StartRecommendation(AgreedStep):
    name, label, form_class = "start", "Start", NoteForm
    action = actions.start_recommendation


class ClaimRecommendation(AgreedStep):
    name, label, heading = "claim", "Claim complete", "Claim {} as complete"
    form_class, action = forms.ClaimForm, actions.claim_recommendation
    intro = "A claim is not verified. Somebody other than you has to verify it."

    def initial(self):
        return {**super().initial(), "evidence": self.entry.evidence}


class VerifyRecommendation(RecommendationStep):
    name, label, permission = "verify", "Verify", permissions.VERIFY
    form_class, action = forms.VerifyForm, actions.verify_recommendation

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.claimed_by_id != page.request.user.pk

    def facts(self):
        claimed = [self.position.signed(self.entry, "claimed"), day(self.entry.claimed_at)]
        said = {"label": "Claimed complete by", "value": ", ".join(filter(None, claimed))}
        return [*super().facts(), said, {"label": "Evidence", "value": self.entry.evidence}]


class CloseRecommendation(RecommendationStep):
    name, label, danger, action = "close", "Close", True, actions.close_recommendation

    @classmethod
    def is_offered(cls, page):
        entry = page.entry
        done = entry.verified_at or entry.response == Response.REJECTED
        return super().is_offered(page) and done


class DueDateStep(RecommendationStep):
    opens_from = STEPS["redate"]

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "first_due_on", "due_on", "extensions")]


class DateRecommendation(RecommendationStep):
    name, label, heading = "date", "Give a due date", "Give a due date to {}"
    form_class, action = forms.DateForm, actions.date_recommendation
    submit_label = "Save the date"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and not page.entry.due_on


class RedateRecommendation(DueDateStep):
    name, ending, label, permission = "redate", "re-date", "Re-date", permissions.DECIDE
    form_class, action = forms.RedateForm, actions.redate_recommendation
    submit_label = "Save the date"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.due_on


class RequestExtension(DueDateStep):
    name, ending, label = "request_extension", "extension", "Ask for an extension"
    heading, submit_label = "Ask for an extension of {}", "Ask for the extension"
    form_class, action = forms.ExtensionForm, actions.request_extension

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.due_on


class DecideExtension(DueDateStep):
    name, ending, label = "decide_extension", "extension/decide", "Decide on the extension"
    heading, submit_label = "Decide on the extension of {}", "Save the decision"
    form_class, action, permission = forms.DecideForm, actions.decide_extension, permissions.DECIDE

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.requested_due_on

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "requested_due_on")]


class SupersedeRecommendation(RecommendationStep):
    name, label, danger = "supersede", "Supersede", True
    form_class, action = forms.SupersedeForm, actions.supersede_recommendation


class AcceptRisk(RecommendationStep):
    name, label, heading = "accept_risk", "Accept the risk…", "Accept the risk of not doing {}"
    form_class, action, permission = forms.AcceptForm, actions.accept_risk, permissions.DECIDE
    opens_from, submit_label = STEPS["accept"], "Accept the risk"


class DropRecommendation(RecommendationStep):
    name, label, danger = "drop", "No longer pursued…", True
    heading, submit_label = "{} is no longer pursued", "Record the decision"
    form_class, action, permission = (
        forms.DropForm,
        actions.drop_recommendation,
        permissions.DECIDE,
    )


class ReopenRecommendation(RecommendationStep):
    permission = permissions.KEEP.or_those_who(permissions.DECIDE)  # who decided lifts it
    otherwise = permissions.KEEP
    name, label, action = "reopen", "Reopen", actions.reopen_recommendation
