"""After the meeting: what it decided on each recommendation, and what becomes of it."""

from django.http import Http404
from django.utils.html import format_html, format_html_join

from programme.formats import day
from programme.ui.child_tables import ChildTable
from programme.ui.links import link

from .. import deciding, decision_forms, exempting, permissions
from ..concealed import KEPT_BACK
from ..corrected import rows_older_than
from ..decisions import MeetingDecision
from ..exemptions import Exemption
from ..models import PaperRecommendation
from ..put_to_meeting import is_put, number_in_print, recommended_in_print
from ..recommended_words import put_in_words
from .base import PaperForm, PaperPage, RowForm, RowStep, otherwise

LINK = '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'


class Decisions(PaperPage):
    """What the meeting decided on the recommendations of a paper."""

    @property
    def title(self):
        return f"Decisions on {self.paper.title}"

    def get(self, request, **kwargs):
        back = Exemption.objects.standing().filter(paper=self.paper.pk)
        self.reads = self.allowed(permissions.WRITE) or not back.exists()
        rows = list(PaperRecommendation.objects.in_use(self.at).filter(paper=self.paper.pk))
        standing = MeetingDecision.objects.standing(self.at)
        found = list(standing.filter(recommendation__paper=self.paper.pk))
        decided = {one.recommendation_id: one for one in found}
        self.became = deciding.rows_of_each(found, self.position)
        self.put = recommended_in_print(self.paper)
        ways = [""] if not self.at else []
        head = ["Recommendation", "Decided", "Became", *ways]
        cells = [self._row(row, decided.get(row.pk)) for row in rows]
        table = ChildTable("", head, cells, empty="The paper recommends nothing.")
        older = rows_older_than(found, self.became)
        flags = [*otherwise(self.paper), *older] if self.reads and not self.at else []
        return self.page("programme/plain_table.html", tables=[table], flags=flags)

    def _row(self, row, decision):
        words = decision and "\n".join(filter(None, [str(decision), decision.text]))
        became = self._became(decision) if decision else ""
        ways = [self._ways(row, decision)] if not self.at else []
        number = number_in_print(row, self.put)
        text = f"{number} {put_in_words(row)}".strip() if self.reads else KEPT_BACK
        words = words if self.reads else decision and str(decision)
        return [text, words or "Not recorded", became, *ways]

    def _became(self, decision):
        """The rows of logs that it became, each a link for those who may see the log."""
        found = self.became[decision.pk]
        cells = (
            (self._link(log, one) if self.allowed(log.permission) else one.reference,)
            for log, one in found
        )
        return format_html_join(", ", "{}", cells)

    def _link(self, log, one):
        url = self.address(log.detail_url_name, one.reference)
        return link(url, one.reference)

    def _ways(self, row, decision):
        ways = []
        if self.allowed(permissions.DECIDE) and self.paper.meeting.on <= self.today:
            name, words = ("papers:decide", "Record the decision")
            key = row.pk
            if decision:
                name, words, key = "papers:correct_decision", "Correct", decision.pk
            if decision or is_put(row, self.put):
                ways.append((self.address(name, key), words))
            if decision:
                ways.append((self.address("papers:take_back_decision", key), "Take back"))
            if decision and decision.is_put_off and not decision.dealt_with:
                way = self.address("papers:deal_with_deferred", key)
                ways.append((way, "Say what became of it"))
        acted = decision and decision.outcome in deciding.ACTED_ON
        if acted and self.allowed(permissions.MAKE_ROWS):
            ways.append((self.address("papers:make_row", decision.pk), "Make it a row of a log"))
        links = ((format_html(LINK, url, words, str(row)[:60]),) for url, words in ways)
        return format_html_join(" ", "{}", links)


class OfDecisions:
    """Mixed into forms about decisions: they lead back to all of them."""

    def cancel_url(self):
        return self.address("papers:decisions", self.paper.pk)

    def facts(self):
        row, meeting = self.recommended, self.paper.meeting
        number = number_in_print(row, recommended_in_print(self.paper))
        said = {"Recommendation": f"{number} {put_in_words(row)}".strip(), "Who acts": row.acts}
        said["Delegated"] = put_in_words(row, "delegation")
        said["Meeting"] = f"{meeting.body}, {day(meeting.on)}"
        return [{"label": label, "value": value} for label, value in said.items() if value]


class Decide(OfDecisions, PaperForm):
    """Records what was decided on a recommendation."""

    permission, form_class = permissions.DECIDE, decision_forms.DecisionForm
    title = "Record what was decided"

    def find(self, pk):
        found = PaperRecommendation.objects.filter(programme=self.programme, pk=pk)
        self.recommended = found.select_related("paper__meeting__body", "programme").first()
        if self.recommended is None:
            raise Http404("No such recommendation.")
        self.paper = self.recommended.paper
        first = MeetingDecision.objects.filter(recommendation=self.recommended).first()
        if first and not first.taken_back:
            self.gone = f"{first.updated_by_name} recorded this already: {first}. Correct that."
        elif self.recommended.left_out:
            self.gone = "This recommendation was left out of the paper."

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return deciding.record_decision(self.recommended, **who, **form.values())

    def done_message(self, row):
        return f"Recorded: {row}."


class OneDecision(OfDecisions):
    """Mixed into forms about one decision."""

    def find(self, pk):
        found = MeetingDecision.objects.filter(programme=self.programme, pk=pk)
        paths = ("recommendation__paper__meeting__body", "programme")
        self.row = found.select_related(*paths).first()
        if self.row is None:
            raise Http404("No such decision.")
        self.recommended = self.row.recommendation
        self.paper = self.recommended.paper
        if self.row.taken_back:
            self.gone = deciding.TAKEN_BACK


class CorrectDecision(OneDecision, RowForm):
    """Corrects what was recorded."""

    permission, form_class = permissions.DECIDE, decision_forms.CorrectDecisionForm
    title, action = "Correct what was decided", deciding.correct_decision
    intro = "Rows of logs that it became stay as they are."

    def done_message(self, row):
        became = deciding.rows_named(row, self.now)
        stays = f"{became} stays as it is: look whether it still says what was decided."
        return f"{row} saved. {stays}" if became else super().done_message(row)


class TakeBackDecision(OneDecision, RowStep):
    """Takes back what was recorded by mistake."""

    permission, danger = permissions.DECIDE, True
    title, submit_label = "Take back what was recorded", "Take it back"
    action = deciding.take_back_decision
    intro = "For a decision that was recorded by mistake. It can be recorded anew."

    def facts(self):
        return [*super().facts(), {"label": "Recorded", "value": str(self.row)}]

    def done_message(self, row):
        return "The decision is taken back. It stays in the history."


class DealWithDeferred(TakeBackDecision):
    """Says what became of what was deferred."""

    title, submit_label, danger = "What became of what was deferred", "Save", False
    action = deciding.deal_with_deferred
    intro = (
        "What was deferred stands under Needs you until a paper for a later meeting recommends it"
        " in the same words. Where it is put in other words, or not at all, say so here."
    )

    def find(self, pk):
        super().find(pk)
        if self.row.dealt_with:
            self.gone = deciding.DEALT_WITH

    def done_message(self, row):
        return "It stands under Needs you no more. What you said is in the history."


class MakeRow(OneDecision, PaperForm):
    """Makes what was decided a row of a log."""

    permission, form_class = permissions.MAKE_ROWS, decision_forms.MakeRowForm
    title, submit_label = "Make it a row of a log", "Make the row"

    def find(self, pk):
        super().find(pk)
        if not self.gone and self.row.outcome not in deciding.ACTED_ON:
            self.gone = f"{self.row.get_outcome_display()}: there is nothing to follow up."

    def facts(self):
        decided = [{"label": "Decided", "value": f"{self.row}\n{self.row.text}".strip()}]
        return [*super().facts(), *decided]

    def form(self, data=None):
        rows = deciding.rows_of(self.row, self.position)
        became = {log.name: entry.reference for log, entry in rows}
        in_secret = exempting.recommends_in_secret(self.paper)
        return self.form_class(data, programme=self.programme, became=became, in_secret=in_secret)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return deciding.make_row(self.row, **who, **form.values())

    def done_message(self, entry):
        return f"It is {entry.reference} now."
