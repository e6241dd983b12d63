"""The register of benefits, a benefit's page, and its forms."""

from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day, in_words, money
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, FormView, ListView, counted_by_state

from .. import actions, forms, permissions
from ..banding import plain
from ..chart import actual_in_words, chart, plan_rows
from ..choices import VALID, Kind, State
from ..filters import BenefitFilter
from ..log import BENEFITS, MEASURED, STANDS
from ..models import PartnerShare, SavingsLink, VarianceBanding
from ..querysets import more_than_there_is
from ..tables import BenefitTable
from .steps import PostActual, ReverseActual


class BenefitList(ListView):
    log, filterset_class, table_class = BENEFITS, BenefitFilter, BenefitTable
    empty_text = (
        "Add the first benefit: what changes for the better. "
        "Its measure, its plan and its savings come after."
    )

    @property
    def intro(self):
        return self.filterset.thresholds.sentence()

    def summary(self, entries):
        return counted_by_state(entries, State, marks={})

    def prepare(self, entries):
        return self.log.prepare(entries, self.position, self.filterset.thresholds)

    def extra(self):
        if not self.allowed(permissions.SET_BANDS) or self.at:
            return {}
        return {"extra_links": [{"label": "Set the bands", "url": self.address("benefits:bands")}]}


class BenefitDetail(DetailView):
    log, prepared = BENEFITS, True

    @cached_property
    def ledger(self):
        """The entries that stand, in order."""
        return list(self.entry.actuals.standing(self.at))

    @cached_property
    def rests_on(self):
        return SavingsLink.objects.by_benefit([self.entry], self.at)

    @cached_property
    def plan(self):
        return plan_rows(self.entry, self.ledger)

    def groups(self):
        """The groups of facts, those that downloads write in short in full, and the shares."""
        in_full = self._in_full()
        groups = [*super().groups(), self._split()]
        for group in groups:
            for row in group["rows"]:
                row["value"] = in_full.get(row.get("name"), row["value"])
            if group["title"] == MEASURED:
                group["change_url"] = self._change("measure") if self._measure_is_open else None
            if group["title"] == STANDS and not self.entry.measure:
                group["rows"] = [row for row in group["rows"] if row["name"] == "not_realised_why"]
        return [group for group in groups if group["rows"]]

    @property
    def _measure_is_open(self):
        """Whether something of the measure can be typed: all, or what is blank, once validated."""
        return self.entry.state not in VALID or bool(self.entry.missing())

    def _in_full(self):
        entry = self.entry
        return {
            "disbenefit": in_words(entry.disbenefit),
            "direction": entry.get_direction_display(),
            "baseline": self._dated(entry.baseline, entry.baseline_on, "as at"),
            "target": self._target(),
            "actual": self._dated(entry.actual, entry.actual_on, "as at"),
            "progress": str(entry.stands.progress),
            "claimed_by": f"{self.position.signed(entry, 'claimed')}, {day(entry.claimed_at)}",
            "verified_by": f"{self.position.signed(entry, 'verified')}, {day(entry.verified_at)}",
        }

    def _dated(self, value, on, word):
        return " ".join(filter(None, [self.entry.written(value), on and f"{word} {day(on)}"]))

    def _target(self):
        """The target, with the words of when: "by" stands before a day alone."""
        entry, when = self.entry, self.entry.target_by_in_full
        if when in ("", day(entry.target_on)):
            return self._dated(entry.target, entry.target_on, "by")
        return ", ".join(filter(None, [entry.written(entry.target), when]))

    def _split(self):
        shares = PartnerShare.objects.by_benefit([self.entry], self.at).get(self.entry.pk, [])
        rows = [{"label": str(partner), "value": f"{plain(share)}%"} for partner, share in shares]
        if left := 100 - sum(share for _, share in shares):
            rows.append({"label": "Not split", "value": f"{plain(left)}%"})
        title = "Split between the partners"
        return {"title": title, "rows": rows, "change_url": self._change("split")}

    def _change(self, step):
        """The address of the step that changes a group of facts, for who may take it."""
        return self.entry_url(step) if self.may_keep else None

    def flags(self):
        """Warnings in words."""
        entry, flags = self.entry, []
        if entry.is_claimed:
            claimed = f"{self.position.signed(entry, 'claimed')} claimed that it is realised."
            flags.append(f"{claimed} Somebody else has to verify that.")
        if entry.needs_a_saving and not self.rests_on:
            flags.append(
                "Said to be cashable, and it rests on no saving: "
                "freed staff time is not cash until a budget falls."
            )
        if not entry.measure and entry.is_live:
            flags.append(
                "It has no measure: without one it can be given no actual values, "
                "and cannot be realised."
            )
        ends = plan_rows(entry, [])[-1]["planned"] if entry.plan else entry.target
        if ends != entry.target:
            target = f"the target is {entry.written(entry.target)}"
            flags.append(f"The plan ends at {entry.written(ends)}; {target}.")
        return flags + [
            f"{money(pence)} rests on {saving}: "
            f"it brings {money(saving.amount)} and is {saving.state}."
            for saving, pence in more_than_there_is(self.rests_on)
        ]

    def tables(self):
        savings = [self._savings()] if self.entry.kind == Kind.FINANCIAL else []
        return [self._plan(), self._ledger(), *savings]

    def _plan(self):
        return ChildTable(
            "Planned and actual values",
            ["Period", "Planned by its end", "Actual"],
            [[row["label"], row["planned_text"], actual_in_words(row)] for row in self.plan],
            numeric=["Planned by its end", "Actual"],
            empty="Nothing is planned yet.",
        )

    def _ledger(self):
        """Every entry, newest first, with what took it back."""
        known = self.entry.actuals.known_at(self.at).order_by("-number").select_related("reverses")
        taken_back = {row.reverses_id for row in known}
        may_post = self.may_take(ReverseActual) and PostActual.is_open(self.entry)
        change = ["Change"] if may_post else []
        return ChildTable(
            "Ledger of actual values",
            ["Entry", "As at", "Value", "Evidence", "Posted", "By", *change],
            [
                [*self._cells(row), *([self._reverse(row, taken_back)] if may_post else [])]
                for row in known
            ],
            numeric=["Value"],
            empty="No actual value is posted yet.",
        )

    def _cells(self, row):
        write = self.entry.written_change if row.reverses_id else self.entry.written
        posted = [day(row.recorded_at), row.recorded_by_name]
        return [row.number, day(row.on), write(row.value), row.evidence_in_full, *posted]

    def _reverse(self, row, taken_back):
        """The link that takes an entry back, or why there is none."""
        if row.reverses_id:
            return ""
        if row.pk in taken_back:
            return "Taken back"
        return format_html(
            '<a href="{}">Reverse<span class="govuk-visually-hidden"> {}</span></a>',
            self.address(self.log.url("reverse"), self.entry.reference, row.number),
            row,
        )

    def _savings(self):
        rows = [
            [
                self._saving(saving),
                "A year" if saving.is_permanent else f"Once, in {saving.first_year}",
                money(link.amount),
            ]
            for link, saving in self.rests_on.get(self.entry.pk, [])
        ]
        return ChildTable(
            "Savings that it rests on",
            ["Saving", "How often", "Claimed by this benefit"],
            rows,
            numeric=["Claimed by this benefit"],
            empty="It rests on no saving.",
        )

    def _saving(self, saving):
        url = self.address("savings:detail", saving.reference)
        return format_html('<a href="{}">{}</a>', url, saving)

    def extra(self):
        band = self.entry.band
        found = {"band": band and band.as_dict()}
        if self.plan:
            found |= {"pictures": ["benefits/picture.html"], "chart": chart(self.entry, self.plan)}
        return found


class AddBenefit(AddView):
    log, form_class, action = BENEFITS, forms.BenefitForm, actions.add_benefit


class EditBenefit(EditView):
    log, form_class, action = BENEFITS, forms.BenefitForm, actions.change_benefit


class SetBands(FormView):
    log, permission = BENEFITS, permissions.SET_BANDS
    title, form_class, submit_label = "Set the bands", forms.BandsForm, "Set the bands"
    intro = (
        "How far behind plan a benefit is, as a share of the planned movement from its baseline. "
        "Each share needs exactly one band. What was reported before keeps its colour."
    )

    def form(self, data=None):
        now = VarianceBanding.objects.thresholds(self.position)
        initial = {name: plain(getattr(now, name)) for name in forms.BANDS}
        initial["applies_from"] = self.today
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        how = {"programme": self.programme, "by": self.request.user, "at": self.now}
        return actions.set_bands(**how, **form.values())

    def done_url(self, banding):
        return self.address(self.log.url("list"))

    def done_message(self, banding):
        return f"New bands apply from {day(banding.applies_from)}."
