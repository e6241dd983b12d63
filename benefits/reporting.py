"""Benefits as the committee's report prints them."""

from programme.bands import BANDS
from programme.facts import NUMBER
from programme.formats import money
from programme.reporting import Section, settled_since

from .chart import chart
from .choices import Cashable, Certainty, State
from .log import BENEFITS
from .models import VarianceBanding
from .parts import Facts, ledger_part, money_part, plan_part, potential_part, split_part
from .querysets import more_than_there_is

MOST_PICTURES = 12
NOT_VERIFIED = "Claimed as realised, and not verified by somebody else yet"
NO_MEASURE = "Without a measure, so without actual values"
NO_CASH = (
    "Freed staff time is not cash until a budget falls. "
    "Said to be cashable, and resting on no saving"
)


def _awaits_verifying(row):
    return row["claimed_by"] and not row["verified_by"]


def _is_unmeasured(row):
    return not row["measure"]


def _is_no_cash(row):
    is_cashable = row["cashable"] == Cashable.YES.label and row["disbenefit"] == "No"
    return is_cashable and not row["rests_on"]


class BenefitsSection(Section):
    """The register, plan and actual in pictures, the ledger since then, money, partners' shares."""

    key = log = "benefits"
    title = "Benefits"
    template = "benefits/report.html"
    landscape = True
    columns = BENEFITS.pick(
        "reference title kind measure baseline target planned actual variance? progress? "
        "against_plan band state"
    )

    def _shown(self, position):
        """What was given up since the report before stands in a table of its own."""
        entries = BENEFITS.entries(position).exclude(certainty=Certainty.POTENTIAL)
        return entries.exclude(state=State.NOT_REALISED) if position.since else entries

    def rows(self, position):
        return BENEFITS.rows(self._shown(position), position)

    def notes(self, rows):
        said = {NOT_VERIFIED: _awaits_verifying, NO_MEASURE: _is_unmeasured, NO_CASH: _is_no_cash}
        named = {
            words: [row["reference"] for row in rows if condition(row)]
            for words, condition in said.items()
        }
        return [f"{words}: {', '.join(found)}." for words, found in named.items() if found]

    def extra(self, rows, position):
        facts = Facts(position, self._shown(position))
        thresholds = VarianceBanding.objects.thresholds(position)
        shown = {row["reference"] for row in rows}
        plans = [plan for plan in facts.plans() if plan[0].reference in shown]
        behind = "Behind plan, as a share of the planned movement from the baseline."
        return {
            "bands": f"{behind} {thresholds.sentence()}",
            "charts": [chart(benefit, found) for benefit, found in plans[:MOST_PICTURES]],
            "not_drawn": max(len(plans) - MOST_PICTURES, 0),
            "too_much": [
                f"{saving}: {money(pence)} is claimed by benefits; "
                f"it brings {money(saving.amount)}."
                for saving, pence in more_than_there_is(facts.links)
            ],
        }

    def parts(self, rows, position):
        facts = Facts(position, self._shown(position))
        found = [potential_part(position)]
        found += [plan_part(facts), ledger_part(facts), money_part(facts), split_part(facts)]
        given_up = settled_since(BENEFITS, position, "reference title owner", {State.NOT_REALISED})
        return [*(table for table in found if table["rows"]), *given_up]

    def figures(self, rows, totals, position):
        words = {b.word: sum(row["band"] == b.as_dict() for row in rows) for b in BANDS.values()}
        for state in State:
            words[state.label] = sum(row["state"].startswith(state.label) for row in rows)
        counted = [
            {
                "key": word.lower().replace(" ", "-"),
                "label": f"{word} benefits",
                "kind": NUMBER,
                "value": count,
            }
            for word, count in words.items()
        ]
        return [*super().figures(rows, totals, position), *counted]
