"""Pages of the risk register and the issue log. Each view calls one action."""

from django.db.models import Count
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from programme.formats import badge, day
from programme.ui.base import ProgrammeView
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
from .banding import BANDS
from .choices import LIVE, STEPS, IssueState, Scheme
from .filters import IssueFilter, RiskFilter
from .models import Banding, Mitigation, RatingScheme
from .querysets import with_assessments
from .reporting import ISSUES, RISKS, heat_map
from .tables import IssueTable, RiskTable


class RiskList(ListView):
    log = RISKS
    filterset_class, table_class = RiskFilter, RiskTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add a risk", "risks:add"
    empty_text = "Add the first risk: what could happen, how likely it is, and what it would do."

    def table_arguments(self):
        return {**super().table_arguments(), "thresholds": self.filterset.thresholds}

    def summary(self, entries):
        """Count and band key from one query: how many risks stand at each score or judged status."""
        by_band = {}
        for score, judged, number in (
            entries.order_by().values_list("score", "judged").annotate(Count("id"))
        ):
            band = BANDS[judged] if judged else self.filterset.thresholds.band(score)
            by_band[band.key if band else "none"] = (
                by_band.get(band.key if band else "none", 0) + number
            )
        key = [
            {
                "key": name,
                "word": word,
                "count": by_band.get(name, 0),
                "url": self.table.link(band=name),
            }
            for name, word in [
                *((name, band.word) for name, band in BANDS.items()),
                ("none", "Not assessed"),
            ]
        ]
        return sum(by_band.values()), key

    def prepare(self, entries):
        return with_assessments(entries, at=self.at, since=self.programme.previous_position)

    def extra(self):
        links = [{"label": "Heat map", "url": self.address("risks:heat_map")}]
        if self.allowed(permissions.SET_BANDS) and not self.at:
            links.append({"label": "Set the bands", "url": self.address("risks:bands")})
            links.append({"label": "How risks are rated", "url": self.address("risks:scheme")})
        return {"extra_links": links}


class RiskDownload(DownloadMixin, RiskList):
    pass


class RiskDetail(DetailView):
    log = RISKS
    edit_permission, edit_url_name = permissions.KEEP, "risks:edit"

    @cached_property
    def thresholds(self):
        return Banding.objects.thresholds(self.programme, self.at, self.day)

    def groups(self):
        risk = self.entry
        return [
            {
                "title": "The risk",
                "rows": facts_of(risk, "title", "cause", "event", "effect", "category"),
            },
            {
                "title": "Who and when",
                "rows": facts_of(
                    risk, "owner", "action_owner", "lead_partner", "workstream", "review_on"
                ),
            },
            {
                "title": "What is done about it",
                "rows": facts_of(
                    risk,
                    "controls",
                    "response",
                    "proximity",
                    "appetite",
                    "accepted_until",
                    "accepted_by",
                ),
            },
        ]

    def flags(self):
        risk = self.entry
        flags = []
        if risk.has_top_impact and risk.is_live:
            flags.append(
                f"Impact 5: if this happens the effect is critical, whatever the score of {risk.score}."
            )
        if risk.acceptance_expired(self.day):
            flags.append(f"Acceptance ran out on {day(risk.accepted_until)}.")
        if risk.review_overdue(self.day):
            flags.append(f"Review was due on {day(risk.review_on)}.")
        return flags

    def steps(self):
        offered = [
            ("Assess again", self._assess(), permissions.KEEP, self.entry.is_live),
            ("Open", "risks:open", permissions.KEEP, "open"),
            ("Begin to treat", "risks:treat", permissions.KEEP, "treat"),
            ("Accept until…", "risks:accept", permissions.ACCEPT, "accept"),
            ("Make it an issue", "risks:materialise", permissions.KEEP, "materialise"),
            ("Close", "risks:close", permissions.KEEP, "close"),
            ("Reopen", "risks:reopen", permissions.KEEP, "reopen"),
        ]
        state = self.entry.state
        return [
            step[:3] for step in offered if step[3] is True or step[3] and state in STEPS[step[3]]
        ]

    def _assess(self):
        """The form for an assessment in the way that the programme rates its risks today."""
        words = RatingScheme.objects.kind(self.programme, self.today) == Scheme.WORDS
        return "risks:assess_in_words" if words else "risks:assess"

    def tables(self):
        words = self._words()
        return [*([words] if words["rows"] else []), self._assessments(), self._mitigations()]

    def _words(self):
        known = self.entry.word_assessments.known_at(self.at).in_order().reverse()
        return {
            "title": "Assessments in words",
            "head": [
                "Assessed on",
                "Frequency",
                "As given",
                "Severity",
                "Status",
                "Judged by",
                "Why",
            ],
            "rows": [
                [
                    day(a.effective_on),
                    a.get_frequency_display(),
                    a.frequency_words,
                    a.get_severity_display(),
                    a.get_status_display() or "Not rated",
                    a.judged_by,
                    a.why,
                ]
                for a in known
            ],
            "empty": "",
            "actions": [],
        }

    def _assessments(self):
        known = self.entry.assessments.known_at(self.at).in_order().reverse()
        return {
            "title": "Assessments",
            "head": ["Assessed on", "View", "L", "I", "Score", "By", "Why"],
            "rows": [
                [
                    day(a.effective_on),
                    a.get_kind_display(),
                    a.likelihood,
                    a.impact,
                    a.score,
                    a.recorded_by_name,
                    a.why,
                ]
                for a in known
            ],
            "empty": "Not assessed yet.",
            "actions": [],
        }

    def _mitigations(self):
        may_keep = self.allowed(permissions.KEEP) and not self.at
        found = Mitigation.objects.as_at(self.at).filter(risk=self.entry.pk).order_by("number")
        links = (
            [{"label": "Add a mitigation", "url": self.entry_url("risks:add_mitigation")}]
            if may_keep
            else []
        )
        return {
            "title": "Mitigations",
            "head": ["Action", "Owner", "Due", "Done", *(["Change"] if may_keep else [])],
            "rows": [
                [
                    m.text,
                    m.owner,
                    day(m.due_on),
                    day(m.done_on),
                    *([self._change(m)] if may_keep else []),
                ]
                for m in found
            ],
            "empty": "No mitigation planned yet.",
            "actions": links,
        }

    def _change(self, mitigation):
        url = self.address("risks:change_mitigation", self.entry.reference, mitigation.number)
        hidden = f"mitigation {mitigation.number}"
        return format_html(
            '<a href="{}">Change<span class="govuk-visually-hidden"> {}</span></a>', url, hidden
        )

    def extra(self):
        band = self.entry.band(self.thresholds)
        issues = [
            {
                "label": f"{issue.reference} {issue.title}",
                "url": self.address("risks:issue", issue.reference),
            }
            for issue in ISSUES.entries(self.programme, self.at).filter(risk=self.entry.pk)
        ]
        return {
            "band": band.as_dict() if band else None,
            "score": self.entry.score,
            "links": issues,
        }


class HeatMap(ProgrammeView):
    permission = permissions.SEE
    title = "Risk heat map"

    def crumbs(self):
        return [*super().crumbs(), (RISKS.title, self.address("risks:list"))]

    def get(self, request):
        thresholds = Banding.objects.thresholds(self.programme, self.at, self.day)
        risks = RISKS.entries(self.programme, self.at).filter(state__in=LIVE, score__isnull=False)
        heatmap = heat_map(risks, thresholds)
        return self.page(
            "risks/heat_map.html",
            heatmap=heatmap,
            key=thresholds.key(),
            tables=[self._places(heatmap)],
        )

    def _places(self, heatmap):
        """What the picture shows, as a table: a row for each place that holds a risk, the worst first."""
        held = sorted(
            (cell for cell in heatmap["cells"] if cell["count"]), key=lambda cell: -cell["score"]
        )
        return {
            "title": "Where the risks stand",
            "head": ["Likelihood", "Impact", "Score", "Band", "Risks"],
            "rows": [
                [
                    cell["likelihood"],
                    cell["impact"],
                    cell["score"],
                    badge(cell["band"]),
                    self._risks(cell["references"]),
                ]
                for cell in held
            ],
            "empty": "No live risk is assessed yet.",
        }

    def _risks(self, references):
        links = ((self.address("risks:detail", reference), reference) for reference in references)
        return format_html_join(", ", '<a href="{}">{}</a>', links)


class AddRisk(AddView):
    log, permission = RISKS, permissions.KEEP
    title, form_class, action = "Add a risk", forms.AddRiskForm, actions.add_risk


class EditRisk(EditView):
    log, permission = RISKS, permissions.KEEP
    form_class, action = forms.RiskForm, actions.change_risk


class RiskStep(ActionView):
    log, permission, noun = RISKS, permissions.KEEP, "Risk"


class AssessRisk(RiskStep):
    action, verb, form_class = actions.assess_risk, "Assess", forms.AssessForm

    def initial(self):
        now = {"likelihood": self.entry.likelihood, "impact": self.entry.impact}
        return {**super().initial(), **now, "effective_on": self.today, "kind": "current"}


class AssessInWords(RiskStep):
    action, verb, form_class = actions.assess_in_words, "Assess", forms.WordAssessForm

    def initial(self):
        risk = self.entry
        kept = {
            "frequency": risk.frequency,
            "frequency_words": risk.frequency_words,
            "severity": risk.severity,
        }
        return {
            **super().initial(),
            **kept,
            "status": risk.judged,
            "judged_by": risk.owner,
            "effective_on": self.today,
        }


class OpenRisk(RiskStep):
    action, verb = actions.open_risk, "Open"


class TreatRisk(RiskStep):
    action, verb = actions.treat_risk, "Begin to treat"


class AcceptRisk(RiskStep):
    action, verb, form_class = actions.accept_risk, "Accept", forms.AcceptForm
    permission = permissions.ACCEPT


class ReopenRisk(RiskStep):
    action, verb = actions.reopen_risk, "Reopen"


class CloseRisk(RiskStep):
    action, verb, danger = actions.close_risk, "Close", True


class MaterialiseRisk(RiskStep):
    action, verb, form_class = actions.materialise_risk, "Make it an issue:", forms.MaterialiseForm
    submit_label = "Make it an issue"

    def initial(self):
        return {**super().initial(), "raised_on": self.today, "owner": self.entry.owner}

    def done_url(self, issue):
        return self.address("risks:issue", issue.reference)


class AddMitigation(RiskStep):
    action, verb, form_class = actions.add_mitigation, "Add a mitigation to", forms.MitigationForm
    submit_label = "Save"


class ChangeMitigation(AddMitigation):
    verb = "Change a mitigation of"

    def find(self, reference, number):
        super().find(reference)
        self.mitigation = self.entry.mitigations.filter(number=number).first()
        if self.mitigation is None:
            raise Http404("No such mitigation.")

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, instance=self.mitigation, initial=self.initial()
        )

    def act(self, form):
        return actions.change_mitigation(
            self.mitigation, by=self.request.user, at=self.now, **form.values()
        )


class SetBands(FormView):
    log, permission = RISKS, permissions.SET_BANDS
    title, form_class, submit_label = "Set the bands", forms.BandsForm, "Set the bands"
    intro = "Every score that can occur needs exactly one band. What was reported before keeps its colour."

    def form(self, data=None):
        now = Banding.objects.thresholds(self.programme, None, self.today)
        initial = {"applies_from": self.today}
        for key, low, high in now.ranges():
            initial |= {f"{key}_from": low, f"{key}_to": high}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        return actions.set_bands(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, banding):
        return self.address("risks:list")

    def done_message(self, banding):
        return f"New bands apply from {day(banding.applies_from)}."


class SetScheme(SetBands):
    title, form_class, submit_label = "How risks are rated", forms.SchemeForm, "Save"
    intro = "From this day on, new assessments are made in this way. What was rated before stays as it was rated."

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
    log = ISSUES
    filterset_class, table_class = IssueFilter, IssueTable
    add_permission, add_label, add_url_name = permissions.KEEP, "Add an issue", "risks:add_issue"
    empty_text = (
        "An issue is something that has happened. Add one, or make a risk an issue when it happens."
    )


class IssueDownload(DownloadMixin, IssueList):
    pass


class IssueDetail(DetailView):
    log = ISSUES
    edit_permission, edit_url_name = permissions.KEEP, "risks:edit_issue"

    def groups(self):
        names = (
            "title",
            "raised_on",
            "owner",
            "lead_partner",
            "workstream",
            "impact",
            "resolution",
            "resolved_on",
        )
        return [{"title": "The issue", "rows": facts_of(self.entry, *names)}]

    def steps(self):
        if self.entry.state == IssueState.OPEN:
            return [("Resolve", "risks:resolve_issue", permissions.KEEP)]
        return [("Reopen", "risks:reopen_issue", permissions.KEEP)]

    def extra(self):
        risk = self.entry.risk
        links = (
            [{"label": str(risk), "url": self.address("risks:detail", risk.reference)}]
            if risk
            else []
        )
        return {"links": links}


class AddIssue(AddView):
    log, permission = ISSUES, permissions.KEEP
    title, form_class, action = "Add an issue", forms.IssueForm, actions.add_issue


class EditIssue(EditView):
    log, permission = ISSUES, permissions.KEEP
    form_class, action = forms.IssueForm, actions.change_issue


class IssueStep(ActionView):
    log, permission, noun = ISSUES, permissions.KEEP, "Issue"


class ResolveIssue(IssueStep):
    action, verb, form_class = actions.resolve_issue, "Resolve", forms.ResolveForm

    def initial(self):
        return {**super().initial(), "resolved_on": self.today}


class ReopenIssue(IssueStep):
    action, verb = actions.reopen_issue, "Reopen"
