"""Pages of the benefits. Each view calls one action."""

from django.db.models import Count
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day, money
from programme.ui.views import (
    ActionView,
    AddView,
    DetailView,
    DownloadMixin,
    EditView,
    FormView,
    ListView,
    facts_of,
)

from . import actions, forms, permissions
from .banding import plain
from .chart import chart, plan_rows
from .choices import STEPS, Kind, State
from .filters import BenefitFilter
from .models import VarianceBanding
from .querysets import links_of, more_than_there_is, shares_of, with_standing
from .reporting import BENEFITS
from .tables import BenefitTable


class BenefitList(ListView):
    log = BENEFITS
    filterset_class, table_class = BenefitFilter, BenefitTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a benefit", "benefits:add"
    empty_text = "Add the first benefit: what changes for the better. Its measure, its plan and its savings come after."

    @property
    def intro(self):
        return self.filterset.thresholds.sentence()

    def table_arguments(self):
        return {**super().table_arguments(), "thresholds": self.filterset.thresholds}

    def summary(self, entries):
        """Count and key of states from one query."""
        counts = dict(entries.order_by().values_list("state").annotate(Count("id")))
        key = [
            {
                "key": "none",
                "word": word,
                "count": counts.get(state, 0),
                "url": self.table.link(state=state),
            }
            for state, word in State.choices
        ]
        return sum(counts.values()), key

    def prepare(self, entries):
        return with_standing(entries, day=self.day, at=self.at)

    def extra(self):
        if not self.allowed(permissions.SET_BANDS) or self.at:
            return {}
        return {"extra_links": [{"label": "Set the bands", "url": self.address("benefits:bands")}]}


class BenefitDownload(DownloadMixin, BenefitList):
    pass


class BenefitDetail(DetailView):
    log = BENEFITS
    edit_url_name = "benefits:edit"

    @property
    def edit_permission(self):
        return permissions.KEEP if self._open("change") else None

    def find(self, reference):
        super().find(reference)
        with_standing([self.entry], day=self.day, at=self.at)

    def _open(self, step):
        return self.entry.state in STEPS[step]

    def _change(self, name, permission=permissions.KEEP, step="change"):
        """The address of a step that changes one group of facts, for who may take it."""
        may = self.allowed(permission) and not self.at and self._open(step)
        return self.entry_url(f"benefits:{name}") if may else None

    @cached_property
    def thresholds(self):
        return VarianceBanding.objects.thresholds(self.programme, self.day, self.at)

    @cached_property
    def ledger(self):
        """The entries that stand, in order."""
        return list(self.entry.actuals.standing(self.at))

    @cached_property
    def rests_on(self):
        return links_of([self.entry], self.at)

    def groups(self):
        entry = self.entry
        about = ("title", "kind", "cashable", "disbenefit", "description", "outcome", "attribution")
        groups = [
            {"title": "The benefit", "rows": facts_of(entry, *about)},
            {
                "title": "What it is measured by",
                "rows": self._measure(),
                "change_url": self._change("measure"),
            },
            {"title": "Where it stands", "rows": self._stands(), "change_url": None},
            {
                "title": "Owners",
                "rows": facts_of(entry, "owner", "owner_after", "lead_partner", "workstream"),
            },
            {
                "title": "Split between the partners",
                "rows": self._split(),
                "change_url": self._change("split"),
            },
        ]
        return [group for group in groups if group["rows"]]

    def _measure(self):
        entry = self.entry
        return [
            *facts_of(entry, "measure", "direction", "counting"),
            {"label": "Baseline", "value": self._dated(entry.baseline, entry.baseline_on, "as at")},
            {"label": "Target", "value": self._dated(entry.target, entry.target_on, "by")},
        ]

    def _dated(self, value, on, word):
        return " ".join(filter(None, [self.entry.written(value), on and f"{word} {day(on)}"]))

    def _stands(self):
        entry, stands = self.entry, self.entry.stands
        if not entry.measure:
            return []
        return [
            {"label": "Planned to date", "value": entry.written(stands.planned)},
            {"label": "Actual", "value": self._dated(entry.actual, entry.actual_on, "as at")},
            {"label": "Variance", "value": entry.written_change(stands.variance)},
            {"label": "Against plan", "value": stands.words if entry.plan else ""},
            {"label": "Way to the target", "value": str(stands.progress)},
            *(
                {"label": label, "value": f"{who}, {day(when)}"}
                for label, who, when in (
                    ("Claimed by", entry.claimed_by_name, entry.claimed_at),
                    ("Verified by", entry.verified_by_name, entry.verified_at),
                )
                if who
            ),
            *(facts_of(entry, "not_realised_why") if entry.not_realised_why else []),
        ]

    def _split(self):
        shares = shares_of([self.entry], self.at).get(self.entry.pk, [])
        rows = [{"label": str(partner), "value": f"{plain(share)}%"} for partner, share in shares]
        left = 100 - sum(share for _, share in shares)
        return [*rows, *([{"label": "Not split", "value": f"{plain(left)}%"}] if left else [])]

    def flags(self):
        entry = self.entry
        flags = []
        if entry.is_claimed:
            flags.append(
                f"{entry.claimed_by_name} claimed that it is realised. Somebody else has to verify that."
            )
        if entry.needs_a_saving and not self.rests_on:
            flags.append(
                "Said to be cashable, and it rests on no saving: freed staff time is not cash until a budget falls."
            )
        if not entry.measure and entry.is_live:
            flags.append(
                "It has no measure: without one it can be given no actual values, and cannot be realised."
            )
        ends = plan_rows(entry, [])[-1]["planned"] if entry.plan else entry.target
        if ends != entry.target:
            flags.append(
                f"The plan ends at {entry.written(ends)}; the target is {entry.written(entry.target)}."
            )
        for saving, pence in more_than_there_is(self.rests_on):
            flags.append(
                f"{money(pence)} rests on {saving}: it brings {money(saving.amount)} and is {saving.state}."
            )
        return flags

    def steps(self):
        entry, keep = self.entry, permissions.KEEP
        mine = entry.claimed_by_id == self.request.user.pk
        offered = [
            ("Set the measure", "measure", keep, not entry.measure and self._open("change")),
            ("Verify", "verify", permissions.VERIFY, entry.is_claimed and not mine),
            ("Validate", "validate", permissions.VALIDATE, self._open("validate")),
            (
                "Change the plan" if entry.plan else "Plan the values",
                "profile",
                keep,
                not entry.missing() and self._open("profile"),
            ),
            ("Post an actual value", "post", keep, entry.measure and self._open("post")),
            (
                "Claim as realised",
                "claim",
                keep,
                self._open("claim") and entry.actual is not None and not entry.is_claimed,
            ),
            ("Withdraw the claim", "withdraw_claim", keep, entry.is_claimed),
            (
                "Rest it on a saving",
                "link",
                permissions.LINK,
                self._open("change") and entry.kind == Kind.FINANCIAL,
            ),
            ("Not realised", "fail", keep, self._open("fail")),
            ("Reopen", "reopen", keep, self._open("reopen")),
        ]
        return [
            (label, f"benefits:{name}", permission)
            for label, name, permission, is_open in offered
            if is_open
        ]

    @cached_property
    def plan(self):
        return plan_rows(self.entry, self.ledger)

    def tables(self):
        return [
            self._plan(),
            self._ledger(),
            *([self._savings()] if self.entry.kind == Kind.FINANCIAL else []),
        ]

    def _plan(self):
        return {
            "title": "Planned and actual values",
            "head": ["Period", "Planned by its end", "Actual"],
            "numeric": ["Planned by its end", "Actual"],
            "rows": [
                [row["label"], row["planned_text"], row["actual_text"] or "Not posted"]
                for row in self.plan
            ],
            "empty": "Nothing is planned yet.",
        }

    def _ledger(self):
        """Every entry, newest first, with what took it back."""
        known = self.entry.actuals.known_at(self.at).order_by("-number").select_related("reverses")
        rows = list(known)
        taken_back = {row.reverses_id for row in rows}
        may = bool(self._change("post", step="post"))
        return {
            "title": "Ledger of actual values",
            "head": [
                "Entry",
                "As at",
                "Value",
                "Evidence",
                "Posted",
                "By",
                *(["Change"] if may else []),
            ],
            "numeric": ["Value"],
            "rows": [self._entry(row, row.pk in taken_back)[: 7 if may else 6] for row in rows],
            "empty": "No actual value is posted yet.",
        }

    def _entry(self, row, taken_back):
        evidence = (
            f"Takes back entry {row.reverses.number}: {row.evidence}"
            if row.reverses_id
            else row.evidence
        )
        value = (
            self.entry.written_change(row.value)
            if row.reverses_id
            else self.entry.written(row.value)
        )
        plain = [
            row.number,
            day(row.on),
            value,
            evidence,
            day(row.recorded_at),
            row.recorded_by_name,
        ]
        if row.reverses_id:
            return [*plain, ""]
        if taken_back:
            return [*plain, "Taken back"]
        url = self.address("benefits:reverse", self.entry.reference, row.number)
        return [
            *plain,
            format_html(
                '<a href="{}">Reverse<span class="govuk-visually-hidden"> {}</span></a>', url, row
            ),
        ]

    def _savings(self):
        rows = [
            [
                format_html(
                    '<a href="{}">{}</a>', self.address("savings:detail", saving.reference), saving
                ),
                "A year" if saving.is_permanent else f"Once, in {saving.first_year}",
                money(link.amount),
            ]
            for link, saving in self.rests_on.get(self.entry.pk, [])
        ]
        return {
            "title": "Savings that it rests on",
            "head": ["Saving", "How often", "Claimed by this benefit"],
            "numeric": ["Claimed by this benefit"],
            "rows": rows,
            "empty": "It rests on no saving.",
        }

    def extra(self):
        band = self.entry.stands.band(self.thresholds)
        found = {"band": band.as_dict() if band else None}
        if self.plan:
            found |= {"pictures": ["benefits/picture.html"], "chart": chart(self.entry, self.plan)}
        return found


class AddBenefit(AddView):
    log, permission = BENEFITS, permissions.KEEP
    title, form_class, action = "Add a benefit", forms.BenefitForm, actions.add_benefit


class EditBenefit(EditView):
    log, permission = BENEFITS, permissions.KEEP
    form_class, action = forms.BenefitForm, actions.change_benefit


class BenefitStep(ActionView):
    log, permission, noun = BENEFITS, permissions.KEEP, "Benefit"


class SetMeasure(BenefitStep):
    action, verb, form_class, submit_label = (
        actions.set_measure,
        "Set the measure of",
        forms.MeasureForm,
        "Save the measure",
    )

    def initial(self):
        names = (
            "measure",
            "unit",
            "counted",
            "direction",
            "counting",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
        )
        return {**super().initial(), **{name: getattr(self.entry, name) for name in names}}


class LedgerStep(BenefitStep):
    """A step whose form has to know the measure."""

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, benefit=self.entry, initial=self.initial()
        )

    def facts(self):
        entry = self.entry
        values = [
            ("Baseline", entry.baseline, entry.baseline_on),
            ("Target", entry.target, entry.target_on),
        ]
        return [
            *super().facts(),
            *facts_of(entry, "measure", "counting"),
            *(
                {"label": label, "value": f"{entry.written(value)}, {day(on)}".rstrip(", ")}
                for label, value, on in values
            ),
        ]


class SetProfile(LedgerStep):
    action, verb, form_class, submit_label = (
        actions.set_profile,
        "Plan the values of",
        forms.ProfileForm,
        "Save the plan",
    )

    def initial(self):
        with_standing([self.entry], day=self.today)
        return {**super().initial(), "profile": "\n".join(map(str, self.entry.plan))}


class PostActual(LedgerStep):
    action, verb, form_class, submit_label = (
        actions.post_actual,
        "Post an actual value of",
        forms.PostForm,
        "Post the value",
    )

    def initial(self):
        return {**super().initial(), "on": self.today}


class ReverseActual(BenefitStep):
    form_class, verb, submit_label = forms.ReverseForm, "Take back an actual value of", "Take back"
    intro = "A reversing entry takes the value back in full. Both stay in the ledger; what was reported stays as it was."

    def find(self, reference, number):
        super().find(reference)
        self.actual = (
            self.entry.actuals.filter(number=number).select_related("benefit__programme").first()
        )
        if self.actual is None:
            raise Http404("No such entry.")

    def facts(self):
        value = f"{self.entry.written(self.actual.value)} as at {day(self.actual.on)}: {self.actual.evidence}"
        return [*super().facts(), {"label": str(self.actual).capitalize(), "value": value}]

    def act(self, form):
        return actions.reverse_actual(
            self.actual, by=self.request.user, at=self.now, **form.values()
        )


class Validate(BenefitStep):
    permission, form_class, action, verb = (
        permissions.VALIDATE,
        forms.ReasonForm,
        actions.validate,
        "Validate",
    )


class Claim(BenefitStep):
    action, verb, form_class, submit_label = (
        actions.claim,
        "Claim as realised:",
        forms.ReasonForm,
        "Claim as realised",
    )
    intro = "A claim is not verified. Somebody other than you has to verify it."


class WithdrawClaim(BenefitStep):
    action, verb, submit_label = (
        actions.withdraw_claim,
        "Withdraw the claim of",
        "Withdraw the claim",
    )


class Verify(BenefitStep):
    permission, form_class, action, verb = (
        permissions.VERIFY,
        forms.ReasonForm,
        actions.verify,
        "Verify",
    )

    def facts(self):
        entry = self.entry
        claimed = f"{entry.claimed_by_name}, {day(entry.claimed_at)}" if entry.claimed_at else ""
        return [
            *super().facts(),
            {"label": "Claimed by", "value": claimed},
            {"label": "Target", "value": entry.written(entry.target)},
            {"label": "Actual", "value": entry.written(entry.actual)},
        ]


class Fail(BenefitStep):
    action, verb, submit_label, danger = (
        actions.fail,
        "Not realised:",
        "Record as not realised",
        True,
    )
    intro = "The savings that it rested on are free again. It stays on record and can be reopened."


class Reopen(BenefitStep):
    action, verb = actions.reopen, "Reopen"


class SetSplit(BenefitStep):
    action, verb, form_class, submit_label = (
        actions.set_split,
        "Split",
        forms.SplitForm,
        "Save the shares",
    )
    intro = "Shares add up to at most 100 per cent. What is not split stays with the programme as a whole."

    def initial(self):
        held = {
            f"share_{row.partner_id}": plain(row.share)
            for row in self.entry.shares.all()
            if row.share
        }
        return {**super().initial(), **held}


class LinkSaving(BenefitStep):
    permission, form_class, action = permissions.LINK, forms.LinkForm, actions.link_saving
    verb, submit_label = "Rest on a saving:", "Save the link"
    intro = (
        "A pound is claimed once: all benefits together rest on no more of a saving than it brings."
    )

    def facts(self):
        pairs = links_of([self.entry]).get(self.entry.pk, [])
        linked = ", ".join(f"{saving.reference}: {money(link.amount)}" for link, saving in pairs)
        return [*super().facts(), {"label": "Rests on", "value": linked}]


class SetBands(FormView):
    log, permission = BENEFITS, permissions.SET_BANDS
    title, form_class, submit_label = "Set the bands", forms.BandsForm, "Set the bands"
    intro = (
        "How far behind plan a benefit is, as a share of the planned movement from its baseline. Each share needs exactly one "
        "band. What was reported before keeps its colour."
    )

    def form(self, data=None):
        now = VarianceBanding.objects.thresholds(self.programme, self.today)
        initial = {name: plain(getattr(now, name)) for name in self.form_class.Meta.fields[1:]}
        return self.form_class(
            data, programme=self.programme, initial={"applies_from": self.today, **initial}
        )

    def act(self, form):
        return actions.set_bands(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, banding):
        return self.address("benefits:list")

    def done_message(self, banding):
        return f"New bands apply from {day(banding.applies_from)}."
