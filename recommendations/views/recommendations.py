"""Pages of the recommendations; their steps are in `steps`."""

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.html import format_html

from programme.formats import day
from programme.models import Partner
from programme.ui.child_tables import ChildTable
from programme.ui.views import AddView, DetailView, EditView, ListView

from .. import actions, forms, permissions
from ..choices import STEPS, State, Table
from ..filters import RecommendationFilter
from ..log import RECOMMENDATIONS, REVIEWS
from ..models import PartnerOwner
from ..querysets import in_table
from ..tables import RecommendationTable

CHOOSE_COLUMNS = "Choose the report’s position columns"


def link_to(page, row, words=None, log=RECOMMENDATIONS):
    """A link to another row, under its own words unless others are given."""
    url = page.address(log.detail_url_name, row.reference)
    return format_html('<a href="{}">{}</a>', url, words or row)


class RecommendationList(ListView):
    log, filterset_class, table_class = RECOMMENDATIONS, RecommendationFilter, RecommendationTable
    empty_text = (
        "Put the review on record first, then add what it recommends, one recommendation at a time."
    )

    def table_arguments(self):
        return {**super().table_arguments(), "reviews": self.filterset.reviews}

    def summary(self, entries):
        """Count and the five standard tables from one query."""
        tables = {one: in_table(one, self.position) for one in Table if one != Table.ALL}
        counts = entries.order_by().aggregate(
            all=Count("id"), **{one.value: Count("id", found) for one, found in tables.items()}
        )
        key = [
            {
                "key": "red" if table == Table.OVERDUE else "",
                "word": table.label,
                "count": counts[table.value],
                "filters": {"table": table.value},
            }
            for table in Table
        ]
        return counts["all"], key

    def extra(self):
        query = self.request.GET.urlencode()
        table = self.address("recommendations:table").partition("?")[0]
        links = [{"label": "Response table", "url": f"{table}?{query}" if query else table}]
        if self.allowed(permissions.KEEP) and not self.at:
            url = self.address("recommendations:columns")
            links.append({"label": CHOOSE_COLUMNS, "url": url})
        return {"extra_links": links}


class RecommendationDetail(DetailView):
    log = RECOMMENDATIONS

    @cached_property
    def known(self):
        """The positions known at the moment, the one that counts first."""
        known = self.entry.updates.known_at(self.at).filter(as_at__lte=self.day).in_order()
        return list(known.reverse().select_related("same_as"))

    def groups(self):
        groups = {group["title"]: group for group in super().groups()}
        review = {"label": "Review", "value": link_to(self, self.entry.review, log=REVIEWS)}
        groups["The recommendation"]["rows"].insert(0, review)
        groups["Owners"]["rows"][1:1] = self._owners()
        if self.may_keep:
            groups["Owners"]["change_url"] = self.entry_url("owners")
            if self.entry.state in STEPS["respond"]:
                groups["Response"]["change_url"] = self.entry_url("respond")
        return list(groups.values())

    def show_as_above(self):
        return link_to(self, self.entry.as_above)

    def _owners(self):
        held = PartnerOwner.objects.as_at(self.at).filter(recommendation=self.entry.pk)
        held = {row.partner_id: row.owner for row in held}
        return [
            {"label": f"Owner at {partner}", "value": held.get(partner.pk, "")}
            for partner in Partner.objects.of_moment(self.programme, self.at)
            if not partner.ended_on or held.get(partner.pk)
        ]

    def flags(self):
        update = self.known[0] if self.known else None
        flags = [f"{flag}." for flag in self.entry.flags(self.day, update)]
        if self.entry.state == State.SUPERSEDED:
            flags.append(f"Superseded by {self.entry.superseded_by}.")
        return flags

    def tables(self):
        return [self._positions(), self._due_dates()]

    def _positions(self):
        return ChildTable(
            "Positions",
            ["As at", "Position", "Means", "By", "Recorded on"],
            [
                [day(u.as_at), u.text, self._meaning(u), u.recorded_by_name, day(u.recorded_at)]
                for u in self.known
            ],
            empty="No position has been recorded yet.",
        )

    def _meaning(self, update):
        return link_to(self, update.same_as) if update.same_as_id else update.meaning

    def _due_dates(self):
        known = self.entry.due_dates.known_at(self.at).in_order_of().reverse()
        return ChildTable(
            "Due dates",
            ["Date", "What happened", "On", "By", "Why"],
            [
                [day(d.due_on), d.get_step_display(), d.recorded_when, d.recorded_by_name, d.why]
                for d in known
            ],
            empty="No due date has been set.",
        )

    def extra(self):
        entries = self.log.entries(self.position)
        found = [(one, "is superseded by this") for one in entries.filter(superseded_by=self._id)]
        above = entries.filter(as_above=self._id)
        found += [(one, "means this by “as above”") for one in above]
        return {
            "links": [
                {
                    "label": f"{other} {words}",
                    "url": self.address(self.log.detail_url_name, other.reference),
                }
                for other, words in found
            ]
        }

    @property
    def _id(self):
        return self.entry.pk


class AddRecommendation(AddView):
    log, form_class = RECOMMENDATIONS, forms.AddRecommendationForm
    action = actions.add_recommendation

    def form(self, data=None):
        last = REVIEWS.entries(self.position).last()
        return self.form_class(data, programme=self.programme, initial={"review": last})

    def facts(self):
        if REVIEWS.entries(self.position).exists():
            return []
        url = self.address(REVIEWS.url("add"))
        link = format_html('<a href="{}">Add the review first</a>', url)
        return [{"label": "Review", "value": link}]


class EditRecommendation(EditView):
    log, form_class = RECOMMENDATIONS, forms.RecommendationForm
    action = actions.change_recommendation
