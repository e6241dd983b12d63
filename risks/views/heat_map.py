"""The heat map, as a picture and as a table."""

from django.utils.html import format_html_join

from programme.formats import badge
from programme.retention import ROWS
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable

from .. import permissions
from ..choices import LIVE
from ..log import RISKS
from ..models import Banding
from ..reporting import heat_map

LISTED = 30  # risks that the table under the heat map names in one place


class HeatMap(ProgrammeView):
    permission, retained = permissions.SEE, ROWS
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
