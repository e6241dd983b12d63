"""The steps of a benefit, in the order of their buttons."""

from programme.formats import day, money
from programme.ui.views import StepView, facts_of

from .. import actions, forms, permissions
from ..banding import plain
from ..choices import Kind
from ..log import BENEFITS
from ..models import PlannedValue, SavingsLink


class BenefitStep(StepView):
    log, permission = BENEFITS, permissions.KEEP


class SetMeasure(BenefitStep):
    name, label, heading = "measure", "Set the measure", "Set the measure of {}"
    form_class, action = forms.MeasureForm, actions.set_measure
    submit_label = "Save the measure"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and not page.entry.measure

    def initial(self):
        now = {name: getattr(self.entry, name) for name in actions.UNMEASURED}
        return {**super().initial(), **now}


class VerifyBenefit(BenefitStep):
    name, label, permission = "verify", "Verify", permissions.VERIFY
    form_class, action = forms.ReasonForm, actions.verify_benefit

    @classmethod
    def is_offered(cls, page):
        is_mine = page.entry.claimed_by_id == page.request.user.pk
        return page.entry.is_claimed and not is_mine

    def facts(self):
        entry = self.entry
        claimed = [self.position.signed(entry, "claimed"), day(entry.claimed_at)]
        return [
            *super().facts(),
            {"label": "Claimed by", "value": ", ".join(filter(None, claimed))},
            {"label": "Target", "value": entry.written(entry.target)},
            {"label": "Actual", "value": entry.written(entry.actual)},
        ]


class ValidateBenefit(BenefitStep):
    name, label, permission = "validate", "Validate", permissions.VALIDATE
    form_class, action = forms.ReasonForm, actions.validate_benefit


class ValuesStep(BenefitStep):
    """A step whose form has to know the measure."""

    def form(self, data=None):
        how = {"benefit": self.entry, "initial": self.initial()}
        return self.form_class(data, programme=self.programme, **how)

    def facts(self):
        entry = self.entry
        values = [
            ("Baseline", entry.baseline, day(entry.baseline_on)),
            ("Target", entry.target, entry.target_by_in_full),
        ]
        return [
            *super().facts(),
            *facts_of(entry, "measure", "counting"),
            *(
                {"label": label, "value": f"{entry.written(value)}, {on}".rstrip(", ")}
                for label, value, on in values
            ),
        ]


class SetProfile(ValuesStep):
    name, label, heading = "profile", "Plan the values", "Plan the values of {}"
    form_class, action, submit_label = forms.ProfileForm, actions.set_profile, "Save the plan"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and not page.entry.missing()

    @classmethod
    def label_for(cls, entry):
        return "Change the plan" if entry.plan else cls.label

    def initial(self):
        PlannedValue.objects.attach_to([self.entry], self.position)
        return {**super().initial(), "profile": "\n".join(map(str, self.entry.plan))}


class LedgerStep(BenefitStep):
    """A step of the ledger: once the programme was closed, the benefit's owner takes it too."""

    permission, otherwise = permissions.KEEP.or_those_who(permissions.POST_OWN), permissions.KEEP

    @classmethod
    def otherwise_of(cls, entry, user):
        return actions.needed_to_post(entry, user)


class PostActual(LedgerStep, ValuesStep):
    name, label, heading = "post", "Post an actual value", "Post an actual value of {}"
    form_class, action, submit_label = forms.PostForm, actions.post_actual, "Post the value"

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.measure

    def initial(self):
        return {**super().initial(), "on": self.today}


class ClaimBenefit(BenefitStep):
    name, label, heading = "claim", "Claim as realised", "Claim {} as realised"
    form_class, action = forms.ReasonForm, actions.claim_benefit
    intro = "A claim is not verified. Somebody other than you has to verify it."

    @classmethod
    def is_offered(cls, page):
        can_be_claimed = page.entry.actual is not None and not page.entry.is_claimed
        return super().is_offered(page) and can_be_claimed


class WithdrawClaim(BenefitStep):
    name, label, heading = "withdraw_claim", "Withdraw the claim", "Withdraw the claim of {}"
    action = actions.withdraw_claim

    @classmethod
    def is_offered(cls, page):
        return page.entry.is_claimed


class LinkSaving(BenefitStep):
    name, label, heading = "link", "Rest it on a saving", "Rest {} on a saving"
    permission, form_class, action = permissions.LINK, forms.LinkForm, actions.link_saving
    submit_label = "Save the link"
    intro = (
        "A pound is claimed once: all benefits together rest on no more of a saving than it brings."
    )

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.entry.kind == Kind.FINANCIAL

    def facts(self):
        pairs = SavingsLink.objects.by_benefit([self.entry]).get(self.entry.pk, [])
        linked = ", ".join(f"{saving.reference}: {money(link.amount)}" for link, saving in pairs)
        return [*super().facts(), {"label": "Rests on", "value": linked}]


class FailBenefit(BenefitStep):
    name, label, heading = "fail", "Not realised", "Record {} as not realised"
    action, submit_label, danger = actions.fail_benefit, "Record as not realised", True
    intro = "The savings that it rested on are free again. It stays on record and can be reopened."


class ReopenBenefit(BenefitStep):
    name, label, action = "reopen", "Reopen", actions.reopen_benefit


class SetSplit(BenefitStep):
    name, label, button = "split", "Split", False
    form_class, action, submit_label = forms.SplitForm, actions.set_split, "Save the shares"
    intro = (
        "Shares add up to at most 100 per cent. "
        "What is not split stays with the programme as a whole."
    )

    def initial(self):
        held = self.entry.shares.filter(share__gt=0)
        shares = {f"share_{row.partner_id}": plain(row.share) for row in held}
        return {**super().initial(), **shares}


class ReverseActual(LedgerStep):
    name, label, heading = "reverse", "Take back", "Take back an actual value of {}"
    form_class, action = forms.ReverseForm, actions.reverse_actual
    ending, button = "ledger/<int:number>/reverse", False
    intro = (
        "A reversing entry takes the value back in full. "
        "Both stay in the ledger; what was reported stays as it was."
    )

    def find(self, reference, number):
        super().find(reference)
        entries = self.entry.actuals.select_related("benefit__programme")
        self.actual = self.child(entries, number=number)

    def subject(self):
        return self.actual

    def facts(self):
        value = f"{self.entry.written(self.actual.value)} as at {day(self.actual.on)}"
        entry = {
            "label": str(self.actual).capitalize(),
            "value": f"{value}: {self.actual.evidence}",
        }
        return [*super().facts(), entry]
