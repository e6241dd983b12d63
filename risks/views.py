"""Pages of the risk register and the issue log. Each view calls one action."""

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from programme.formats import NOT_RECORDED, badge, day, with_lateness
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, FormView, ListView, StepView, facts_of
from programme.written import words_and_day

from . import actions, forms, permissions
from .choices import LIVE, Kind, Scheme, State, top_impact_in_words
from .filters import IssueFilter, RiskFilter
from .log import ISSUES, RISKS
from .models import Banding, Mitigation, RatingScheme
from .reporting import heat_map
from .tables import IssueTable, RiskTable


def rated_in_words(view):
    """Whether the programme rates its risks in words today."""
    return RatingScheme.objects.kind(view.programme, view.today) == Scheme.WORDS


def matrix_of(view):
    """How many steps likelihood and impact have."""
    return Banding.objects.thresholds(view.position).steps


class RiskList(ListView):
    log, filterset_class, table_class = RISKS, RiskFilter, RiskTable
    empty_text = "Add the first risk: what could happen, how likely it is, and what it would do."

    def summary(self, entries):
        """Count and band key from how many risks stand at each score or judged status."""
        thresholds = self.filterset.thresholds
        words = {band.key: band.word for band in thresholds.bands} | {"none": "Not assessed"}
        counts = dict.fromkeys(words, 0)
        for score, judged, number in self.filterset.ratings(entries):
            band = thresholds.named(judged) if judged else thresholds.band(score)
            counts[band.key if band else "none"] += number
        key = [
            {"key": key, "word": word, "count": counts[key], "filters": {"band": key}}
            for key, word in words.items()
        ]
        return sum(counts.values()), key

    def prepare(self, entries):
        return self.log.prepare(entries, self.position, self.filterset.thresholds)

    def extra(self):
        links = [{"label": "Heat map", "url": self.address("risks:heat_map")}]
        if self.allowed(permissions.SET_BANDS) and not self.at:
            links.append({"label": "Set the bands", "url": self.address("risks:bands")})
            links.append({"label": "How risks are rated", "url": self.address("risks:scheme")})
        return {"extra_links": links}


class RiskDetail(DetailView):
    log = RISKS

    @cached_property
    def thresholds(self):
        return Banding.objects.thresholds(self.position)

    @cached_property
    def rated_in_words(self):
        """Whether the programme rates its risks in words today."""
        return rated_in_words(self)

    def flags(self):
        risk = self.entry
        flags = []
        risk.thresholds = self.thresholds
        if risk.has_top_impact and risk.is_live:
            called = top_impact_in_words(risk.impact)
            said = f": if this happens the effect is {called}," if called else ", the highest,"
            flags.append(f"Impact {risk.impact}{said} whatever the score of {risk.score}.")
        if risk.acceptance_expired(self.day):
            flags.append(f"Acceptance ran out on {day(risk.accepted_until)}.")
        if risk.review_overdue(self.day):
            flags.append(f"Review was due: {words_and_day(risk, 'review')}.")
        return flags

    def show_review(self):
        return words_and_day(self.entry, "review")

    def tables(self):
        words = self._in_words()
        return [*([words] if words.rows else []), self._assessments(), self._mitigations()]

    def _in_words(self):
        known = self.entry.word_assessments.known_at(self.at).in_order().reverse()
        return ChildTable(
            title="Assessments in words",
            head=[
                "Assessed on",
                "Frequency",
                "As given",
                "Severity",
                "Status",
                "Judged by",
                "Why",
            ],
            rows=[
                [
                    day(one.effective_on),
                    one.get_frequency_display(),
                    one.frequency_words,
                    one.get_severity_display(),
                    one.status_in_words or "Not rated",
                    one.judged_by or NOT_RECORDED,
                    one.why,
                ]
                for one in known
            ],
        )

    def _assessments(self):
        known = self.entry.assessments.known_at(self.at).in_order().reverse()
        return ChildTable(
            "Assessments",
            ["Assessed on", "View", "Likelihood", "Impact", "Score", "By", "Why"],
            [
                [
                    day(one.effective_on),
                    one.get_kind_display(),
                    one.likelihood,
                    one.impact,
                    one.score,
                    one.recorded_by_name,
                    one.why,
                ]
                for one in known
            ],
            empty="Not assessed yet.",
        )

    def _mitigations(self):
        Mitigation.objects.attach_to([self.entry], self.at)
        change = [self._links] if self.may_keep else []
        add = {"label": "Add a mitigation", "url": self.entry_url("add_mitigation")}
        return ChildTable(
            "Mitigations",
            ["Action", "Owner", "Due", "State", *(["Change"] if change else [])],
            [
                [
                    one.text,
                    one.owner,
                    words_and_day(one, "due"),
                    self._standing(one),
                    *(links(one) for links in change),
                ]
                for one in self.entry.planned
            ],
            empty="No mitigation planned yet.",
            actions=[add] if self.may_keep else [],
        )

    def _standing(self, mitigation):
        """How a mitigation stands: late by how many days, done when, withdrawn when and why."""
        word = mitigation.standing(self.day)
        if word == "Late":
            return with_lateness("Open", mitigation.due_on, self.day)
        on = day(mitigation.done_on or mitigation.withdrawn_on)
        why = f": {mitigation.withdrawn_why}" if mitigation.withdrawn_why else ""
        return f"{word} {on}{why}".strip()

    def _links(self, mitigation):
        words = {"change": "Change", "complete": "Record", "withdraw": "Withdraw"}
        if not mitigation.is_open:
            words = {"reopen": "Reopen"}
            words |= {} if mitigation.withdrawn_on else {"change": "Change"}
        links = format_html_join(
            " ",
            '<a href="{}">{}<span class="govuk-visually-hidden"> mitigation {}</span>{}</a>',
            (
                (
                    self.address(
                        self.log.url(f"{step}_mitigation"), self.entry.reference, mitigation.number
                    ),
                    word,
                    mitigation.number,
                    " as done" if step == "complete" else "",
                )
                for step, word in words.items()
            ),
        )
        return format_html('<span class="line-list">{}</span>', links)

    def extra(self):
        band = self.entry.band(self.thresholds)
        links = [
            {"label": str(issue), "url": self.address(ISSUES.url("detail"), issue.reference)}
            for issue in ISSUES.entries(self.position).filter(risk=self.entry.pk)
        ]
        return {"band": band and band.as_dict(), "score": self.entry.score, "links": links}


LISTED = 30  # risks that the table under the heat map names in one place


class HeatMap(ProgrammeView):
    permission = permissions.SEE
    title = "Risk heat map"

    def crumbs(self):
        return [*super().crumbs(), (RISKS.title, self.address(RISKS.url("list")))]

    def get(self, request):
        thresholds = Banding.objects.thresholds(self.position)
        risks = RISKS.entries(self.position).filter(state__in=LIVE, score__isnull=False)
        placed = risks.values_list("likelihood", "impact", "reference", named=True)
        heatmap = heat_map(placed, thresholds)
        context = {"key": thresholds.key(), "tables": [self._places(heatmap)]}
        return self.page("risks/heat_map.html", heatmap=heatmap, **context)

    def _places(self, heatmap):
        """What the picture shows, as a table: a row for each place that holds a risk, the worst
        first.
        """
        held = [cell for cell in heatmap["cells"] if cell["count"]]
        return ChildTable(
            "Where the risks stand",
            ["Risks", "Likelihood", "Impact", "Score", "Band"],
            [
                [
                    self._risks(cell),
                    cell["likelihood"],
                    cell["impact"],
                    cell["score"],
                    badge(cell["band"]),
                ]
                for cell in sorted(held, key=lambda cell: -cell["score"])
            ],
            empty="No live risk is assessed yet.",
        )

    def _risks(self, cell):
        """Links to the risks of a place; of a crowded one the first, and the register that lists
        them all.
        """
        detail, shown = RISKS.url("detail"), cell["references"][:LISTED]
        links = [(self.address(detail, reference), reference) for reference in shown]
        if rest := cell["count"] - len(shown):
            place = {"likelihood": cell["likelihood"], "impact": cell["impact"], "state": "live"}
            links.append((self.address_with(RISKS.url("list"), **place), f"and {rest:,} more"))
        return format_html_join(", ", '<a href="{}">{}</a>', links)


class AddRisk(AddView):
    log, form_class, action = RISKS, forms.AddRiskForm, actions.add_risk

    def form(self, data=None):
        if rated_in_words(self):
            form = forms.AddRiskInWordsForm(data, programme=self.programme)
            self.log.fit(form, self.position)
            return form
        return self.form_class(data, programme=self.programme, steps=matrix_of(self))


class EditRisk(EditView):
    log, form_class, action = RISKS, forms.RiskForm, actions.change_risk


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

    @classmethod
    def is_offered(cls, page):
        return super().is_offered(page) and page.rated_in_words

    def initial(self):
        return {**super().initial(), "effective_on": self.today}

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


class AddMitigation(RiskStep):
    name, label, heading = "add_mitigation", "Add a mitigation", "Add a mitigation to {}"
    form_class, action = forms.MitigationForm, actions.add_mitigation
    ending, button, submit_label = "mitigations/add", False, "Save"


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


class SetBands(FormView):
    log, permission = RISKS, permissions.SET_BANDS
    title, form_class, submit_label = "Set the bands", forms.BandsForm, "Set the bands"
    intro = (
        "Every score that can occur needs exactly one band. What was reported before keeps its"
        " band."
    )

    def form(self, data=None):
        now = Banding.objects.thresholds(self.position)
        initial = {"applies_from": self.today, "size": now.likelihoods}
        initial |= {"impacts": now.impacts} if now.impacts != now.likelihoods else {}
        initial |= {f"{key}_name": name for key, name in now.names}
        for key, low, high in now.ranges():
            initial |= {f"{key}_from": low, f"{key}_to": high}
        how = {"initial": initial, "names": now.names}
        return self.form_class(data, programme=self.programme, **how)

    def act(self, form):
        return actions.set_bands(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, banding):
        return self.address(self.log.url("list"))

    def done_message(self, banding):
        return f"New bands apply from {day(banding.applies_from)}."


class SetScheme(SetBands):
    title, form_class, submit_label = "How risks are rated", forms.SchemeForm, "Save"
    intro = (
        "From this day on, new assessments are made in this way. What was rated before stays as it"
        " was rated."
    )

    def form(self, data=None):
        kind = RatingScheme.objects.kind(self.programme, self.today)
        return self.form_class(
            data, programme=self.programme, initial={"kind": kind, "applies_from": self.today}
        )

    def act(self, form):
        return actions.set_scheme(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, scheme):
        return f"Risks are rated in {scheme.kind} from {day(scheme.applies_from)}."


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
