"""The risk register and the page of a risk."""

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from programme.formats import NOT_RECORDED, day, with_lateness
from programme.position import AtPosition
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView
from programme.written import words_and_day
from programme.written_once import Given

from .. import actions, forms, permissions
from ..choices import top_impact_in_words
from ..filters import RiskFilter
from ..log import ISSUES, RISKS
from ..models import Assessment, Banding, Mitigation, WordAssessment
from ..tables import RiskTable
from .mitigations import AddMitigation
from .rated import matrix_of, rated_in_words

ISSUES_OF = AtPosition(lambda position: ISSUES.kept_at(position).filter(risk=Given("risk")))


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
        known = WordAssessment.objects.of_risk(self.entry, self.position)
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
        known = Assessment.objects.of_risk(self.entry, self.position)
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
            for issue in ISSUES_OF.ask(self.position, risk=self.entry.pk)
        ]
        return {"band": band and band.as_dict(), "score": self.entry.score, "links": links}


class AddRisk(AddView):
    log, form_class, action = RISKS, forms.AddRiskForm, actions.add_risk
    also = (AddMitigation,)

    def form(self, data=None):
        if rated_in_words(self):
            form = forms.AddRiskInWordsForm(data, programme=self.programme)
            self.log.fit(form, self.position)
            return form
        return self.form_class(data, programme=self.programme, steps=matrix_of(self))

    def taken_over(self, entry, form, names=None):
        judged = {"status": entry.judged} if "status" in form.fields and not names else {}
        return super().taken_over(entry, form, names) | judged


class EditRisk(EditView):
    log, form_class, action = RISKS, forms.RiskForm, actions.change_risk
