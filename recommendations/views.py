"""Pages of reviews and recommendations. Each view calls one action."""

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
from programme.ui.forms import NoteForm
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
from .choices import STEPS, Response, State, Table
from .filters import RecommendationFilter, ReviewFilter
from .models import PartnerOwner, Recommendation, TableColumns
from .querysets import in_table, positions
from .reporting import RECOMMENDATIONS, REVIEWS, ResponseTableSection, position_key
from .tables import RecommendationTable, ReviewTable


class RecommendationList(ListView):
    log = RECOMMENDATIONS
    filterset_class, table_class = RecommendationFilter, RecommendationTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Add a recommendation",
        "recommendations:add",
    )
    empty_text = (
        "Put the review on record first, then add what it recommends, one recommendation at a time."
    )

    def table_arguments(self):
        return {**super().table_arguments(), "reviews": self.filterset.reviews}

    def summary(self, entries):
        """Count and the five standard tables from one query."""
        since = self.programme.previous_position
        tables = {
            table: in_table(table, today=self.day, since=since)
            for table in Table
            if table != Table.ALL
        }
        counts = entries.order_by().aggregate(
            all=Count("id"), **{t.value: Count("id", found) for t, found in tables.items()}
        )
        key = [
            {
                "key": "red" if table == Table.OVERDUE else "",
                "word": table.label,
                "count": counts[table.value],
                "url": self.table.link(table=table.value),
            }
            for table in Table
        ]
        return counts["all"], key

    def prepare(self, entries):
        found = positions(entries, [self.day], at=self.at)
        for entry in entries:
            entry.position = found.get((entry.pk, self.day))
        return entries

    def extra(self):
        query = self.request.GET.urlencode()
        table = self.address("recommendations:table").partition("?")[0]
        links = [{"label": "Response table", "url": f"{table}?{query}" if query else table}]
        if self.allowed(permissions.KEEP) and not self.at:
            links.append(
                {
                    "label": "Choose the report’s position columns",
                    "url": self.address("recommendations:columns"),
                }
            )
        return {"extra_links": links}


class RecommendationDownload(DownloadMixin, RecommendationList):
    pass


class ResponseTable(RecommendationList):
    """The committee's table on the screen: what the same filters leave, with a position for each day asked for."""

    title = "Response table"

    def get(self, request):
        days, problem = self._days()
        entries, moment = list(self.ordered()), self.at or self.now
        rows = RECOMMENDATIONS.rows(
            entries, programme=self.programme, at=moment, days=days, reviews=self.filterset.reviews
        )
        return self.page(
            "recommendations/response_table.html",
            table=self._table(entries, rows, days),
            notes=ResponseTableSection().notes(rows),
            chips=self.filterset.chips(request.GET),
            clear_url=self.address("recommendations:table"),
            typed=request.GET.get("days", ", ".join(map(day, days))),
            problem=problem,
            carried=[(name, value) for name, value in request.GET.items() if name != "days"],
        )

    def _days(self):
        """The days asked for; without any, those that the report prints. And what is wrong with what was typed."""
        chosen = [
            *(on for on in TableColumns.objects.days(self.programme, self.at) if on < self.day),
            self.day,
        ]
        typed = self.request.GET.get("days", "").strip()
        if not typed:
            return chosen, ""
        try:
            return sorted(set(forms.DaysField().clean(typed))), ""
        except ValidationError as error:
            return chosen, error.messages[0]

    def _table(self, entries, rows, days):
        return {
            "title": "",
            "caption": self.title,
            "head": [
                "House ref",
                "Ref",
                "Recommendation",
                "Response and state",
                "Comments and planned action",
                *(f"Position as at {day(on)}" for on in days),
            ],
            "rows": [
                [
                    format_html(
                        '<a href="{}">{}</a>',
                        self.address("recommendations:detail", entry.reference),
                        entry.reference,
                    ),
                    row["printed_reference"],
                    row["text"],
                    format_html("{}<br>{}", row["response"], row["state"]),
                    row["comments"],
                    *(row[position_key(on)] for on in days),
                ]
                for entry, row in zip(entries, rows, strict=True)
            ],
            "empty": "No recommendation fits these filters.",
        }


class RecommendationDetail(DetailView):
    log = RECOMMENDATIONS
    edit_url_name = "recommendations:edit"

    @property
    def edit_permission(self):
        return permissions.KEEP if self._open("change") else None

    @cached_property
    def known(self):
        """The positions known at the moment, the one that counts first."""
        known = self.entry.updates.known_at(self.at).filter(as_at__lte=self.day).in_order()
        return list(known.reverse().select_related("same_as"))

    def _open(self, step):
        return self.entry.state in STEPS[step]

    def groups(self):
        entry = self.entry
        return [
            {
                "title": "The recommendation",
                "rows": [
                    {
                        "label": "Review",
                        "value": self._link("recommendations:review", entry.review),
                    },
                    *facts_of(entry, "printed_reference", "text", "priority", "evidence"),
                ],
            },
            {
                "title": "Response",
                "rows": [*facts_of(entry, "response", "comments"), *self._as_above()],
                "change_url": self.entry_url("recommendations:respond")
                if self._may("respond")
                else None,
            },
            {
                "title": "Owners",
                "rows": [
                    *facts_of(entry, "owner"),
                    *self._owners(),
                    *facts_of(entry, "lead_partner", "workstream"),
                ],
                "change_url": self.entry_url("recommendations:owners")
                if self._may("change")
                else None,
            },
            {"title": "When", "rows": self._when(), "change_url": None},
        ]

    def _may(self, step):
        return self.allowed(permissions.KEEP) and not self.at and self._open(step)

    def _link(self, name, row):
        return format_html('<a href="{}">{}</a>', self.address(name, row.reference), row)

    def _as_above(self):
        if not self.entry.as_above_id:
            return []
        return [
            {
                "label": "“As above” means",
                "value": self._link("recommendations:detail", self.entry.as_above),
            }
        ]

    def _owners(self):
        held = PartnerOwner.objects.as_at(self.at).filter(recommendation=self.entry.pk)
        held = {row.partner_id: row.owner for row in held}
        return [
            {"label": f"Owner at {partner}", "value": held.get(partner.pk, "")}
            for partner in self.programme.partners.all()
        ]

    def _when(self):
        names = ["first_due_on", "due_on", "extensions"]
        names += [
            name
            for name in ("requested_due_on", "accepted_until", "accepted_by")
            if getattr(self.entry, name)
        ]
        rows = facts_of(self.entry, *names)
        for label, who, when in (
            ("Claimed complete", self.entry.claimed_by_name, self.entry.claimed_at),
            ("Verified", self.entry.verified_by_name, self.entry.verified_at),
        ):
            if who:
                rows.append({"label": label, "value": f"{day(when)}, {who}"})
        return rows

    def flags(self):
        position = self.known[0] if self.known else None
        flags = [f"{flag}." for flag in self.entry.flags(self.day, position)]
        if self.entry.state == State.SUPERSEDED:
            flags.append(f"Superseded by {self.entry.superseded_by}.")
        return flags

    def steps(self):
        entry, may_keep = self.entry, permissions.KEEP
        claimed_by_me = entry.claimed_by_id == self.request.user.pk
        offered = [
            ("Respond", "respond", may_keep, not entry.response and self._open("respond")),
            ("Add a position", "update", may_keep, self._open("update")),
            ("Start", "start", may_keep, self._answered("start")),
            ("Claim complete", "claim", may_keep, self._answered("claim")),
            ("Verify", "verify", permissions.VERIFY, self._open("verify") and not claimed_by_me),
            (
                "Close",
                "close",
                may_keep,
                self._open("close") and (entry.verified_at or entry.response == Response.REJECTED),
            ),
            (
                "Re-date" if entry.due_on else "Give a due date",
                "redate",
                may_keep,
                self._open("redate"),
            ),
            (
                "Ask for an extension",
                "request_extension",
                may_keep,
                self._open("redate") and entry.due_on,
            ),
            (
                "Decide on the extension",
                "decide_extension",
                permissions.DECIDE,
                entry.requested_due_on,
            ),
            ("Supersede", "supersede", may_keep, self._open("supersede")),
            ("Accept the risk…", "accept_risk", permissions.DECIDE, self._open("accept")),
            ("Reopen", "reopen", may_keep, self._open("reopen")),
        ]
        return [
            (label, f"recommendations:{name}", permission)
            for label, name, permission, is_open in offered
            if is_open
        ]

    def _answered(self, step):
        return self._open(step) and self.entry.response and self.entry.response != Response.REJECTED

    def tables(self):
        return [self._positions(), self._due_dates()]

    def _positions(self):
        return {
            "title": "Positions",
            "head": ["As at", "Position", "Means", "By", "Recorded on"],
            "rows": [
                [day(u.as_at), u.text, self._meaning(u), u.recorded_by_name, day(u.recorded_at)]
                for u in self.known
            ],
            "empty": "No position has been recorded yet.",
        }

    def _meaning(self, update):
        return (
            self._link("recommendations:detail", update.same_as)
            if update.same_as_id
            else update.meaning
        )

    def _due_dates(self):
        known = self.entry.due_dates.known_at(self.at).reverse()
        return {
            "title": "Due dates",
            "head": ["Date", "What happened", "On", "By", "Why"],
            "rows": [
                [day(d.due_on), d.get_step_display(), day(d.recorded_at), d.recorded_by_name, d.why]
                for d in known
            ],
            "empty": "No due date has been set.",
        }

    def extra(self):
        entries = RECOMMENDATIONS.entries(self.programme, self.at)
        links = [
            {
                "label": f"{other} {words}",
                "url": self.address("recommendations:detail", other.reference),
            }
            for field, words in (
                ("superseded_by_id", "is superseded by this"),
                ("as_above_id", "means this by “as above”"),
            )
            for other in entries.filter(**{field: self.entry.pk})
        ]
        return {"links": links}


class AddRecommendation(AddView):
    log, permission = RECOMMENDATIONS, permissions.KEEP
    title, form_class, action = (
        "Add a recommendation",
        forms.AddRecommendationForm,
        actions.add_recommendation,
    )

    def form(self, data=None):
        last = REVIEWS.entries(self.programme).last()
        return self.form_class(data, programme=self.programme, initial={"review": last})

    def facts(self):
        if REVIEWS.entries(self.programme).exists():
            return []
        link = format_html(
            '<a href="{}">Add the review first</a>', self.address("recommendations:add_review")
        )
        return [{"label": "Review", "value": link}]


class EditRecommendation(EditView):
    log, permission = RECOMMENDATIONS, permissions.KEEP
    form_class, action = forms.RecommendationForm, actions.change_recommendation


class RecommendationStep(ActionView):
    log, permission, noun = RECOMMENDATIONS, permissions.KEEP, "Recommendation"

    def facts(self):
        return [{"label": self.noun, "value": self.entry.text}]


class Respond(RecommendationStep):
    action, verb, form_class, submit_label = (
        actions.respond,
        "Respond to",
        forms.RespondForm,
        "Save the response",
    )

    def initial(self):
        now = {name: getattr(self.entry, name) for name in ("response", "comments", "as_above")}
        return {**super().initial(), **now}


class SetOwners(RecommendationStep):
    action, verb, form_class, submit_label = (
        actions.set_owners,
        "Set the owners of",
        forms.OwnersForm,
        "Save the owners",
    )

    def initial(self):
        held = {f"owner_{row.partner_id}": row.owner for row in self.entry.partner_owners.all()}
        return {**super().initial(), **held}


class Start(RecommendationStep):
    action, verb, form_class = actions.start, "Start", NoteForm


class AddUpdate(RecommendationStep):
    action, verb, form_class, submit_label = (
        actions.add_update,
        "Add a position of",
        forms.UpdateForm,
        "Save the position",
    )

    def initial(self):
        return {**super().initial(), "as_at": self.today}


class Claim(RecommendationStep):
    action, verb, form_class, submit_label = (
        actions.claim,
        "Claim complete:",
        forms.ClaimForm,
        "Claim complete",
    )
    intro = "A claim is not verified. Somebody other than you has to verify it."

    def initial(self):
        return {**super().initial(), "evidence": self.entry.evidence}


class Verify(RecommendationStep):
    action, verb, form_class = actions.verify, "Verify", forms.VerifyForm
    permission = permissions.VERIFY

    def facts(self):
        claimed = f"{self.entry.claimed_by_name}, {day(self.entry.claimed_at)}"
        evidence = {"label": "Evidence", "value": self.entry.evidence}
        return [
            *super().facts(),
            {"label": "Claimed complete by", "value": claimed if self.entry.claimed_at else ""},
            evidence,
        ]


class Close(RecommendationStep):
    action, verb, danger = actions.close, "Close", True


class Supersede(RecommendationStep):
    action, verb, form_class, danger = actions.supersede, "Supersede", forms.SupersedeForm, True


class AcceptRisk(RecommendationStep):
    action, verb, form_class = actions.accept_risk, "Accept the risk of not doing", forms.AcceptForm
    permission, submit_label = permissions.DECIDE, "Accept the risk"


class Reopen(RecommendationStep):
    action, verb = actions.reopen, "Reopen"


class DueDateStep(RecommendationStep):
    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "first_due_on", "due_on", "extensions")]


class Redate(DueDateStep):
    action, form_class, submit_label = actions.redate, forms.RedateForm, "Save the date"

    @property
    def verb(self):
        return "Re-date" if self.entry.due_on else "Give a due date to"


class RequestExtension(DueDateStep):
    action, verb, form_class = (
        actions.request_extension,
        "Ask for an extension of",
        forms.ExtensionForm,
    )
    submit_label = "Ask for the extension"


class DecideExtension(DueDateStep):
    action, verb, form_class = (
        actions.decide_extension,
        "Decide on the extension of",
        forms.DecideForm,
    )
    permission, submit_label = permissions.DECIDE, "Save the decision"

    def facts(self):
        return [*super().facts(), *facts_of(self.entry, "requested_due_on")]


class ChooseColumns(FormView):
    log, permission = RECOMMENDATIONS, permissions.KEEP
    title, form_class, submit_label = (
        "Choose the report’s position columns",
        forms.ColumnsForm,
        "Save the columns",
    )
    intro = (
        "The recommendation response table prints the position as at its own day. Name earlier days to print one more column "
        "for each. Reports that are drawn up already stay as they are."
    )

    def form(self, data=None):
        chosen = ", ".join(map(day, TableColumns.objects.days(self.programme)))
        return self.form_class(data, programme=self.programme, initial={"days": chosen})

    def act(self, form):
        return actions.set_columns(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )

    def done_url(self, columns):
        return self.address("recommendations:list")

    def done_message(self, columns):
        return f"The response table prints positions as at: {columns}."


class ReviewList(ListView):
    log = REVIEWS
    filterset_class, table_class = ReviewFilter, ReviewTable
    add_permission, add_label, add_url_name = (
        permissions.KEEP,
        "Add a review",
        "recommendations:add_review",
    )
    empty_text = (
        "Add a review by somebody from outside: who held it, when, and how it rated the programme."
    )

    def prepare(self, entries):
        return REVIEWS.counted(entries, programme=self.programme, at=self.at)


class ReviewDownload(DownloadMixin, ReviewList):
    pass


class ReviewDetail(DetailView):
    log = REVIEWS
    edit_permission, edit_url_name = permissions.KEEP, "recommendations:edit_review"

    def groups(self):
        names = (
            "title",
            "kind",
            "reviewing_body",
            "held_on",
            "rating",
            "scale",
            "summary",
            "owner",
            "lead_partner",
        )
        return [{"title": "The review", "rows": facts_of(self.entry, *names)}]

    def tables(self):
        found = RECOMMENDATIONS.entries(self.programme, self.at).filter(review_id=self.entry.pk)
        return [
            {
                "title": "Recommendations",
                "head": ["House ref", "Ref", "Recommendation", "Response", "State", "Due"],
                "rows": [
                    [
                        self._link(one),
                        one.printed_reference,
                        one.title,
                        one.get_response_display(),
                        one.get_state_display(),
                        day(one.due_on),
                    ]
                    for one in found
                ],
                "empty": "No recommendation of this review is on record yet.",
            }
        ]

    def _link(self, recommendation: Recommendation):
        url = self.address("recommendations:detail", recommendation.reference)
        return format_html('<a href="{}">{}</a>', url, recommendation.reference)


class AddReview(AddView):
    log, permission = REVIEWS, permissions.KEEP
    title, form_class, action = "Add a review", forms.ReviewForm, actions.add_review


class EditReview(EditView):
    log, permission = REVIEWS, permissions.KEEP
    form_class, action = forms.ReviewForm, actions.change_review
