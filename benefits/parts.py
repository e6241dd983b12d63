"""The further tables of the report's section: plan and ledger, gains in money, partners' shares."""

from django.utils import timezone

from programme.alike import told_apart
from programme.facts import DATE, LINES, MONEY, Column, iso
from programme.formats import money
from programme.reporting import part

from .arithmetic import better, divided, gains, resting_on_savings
from .banding import plain
from .chart import actual_in_words, plan_rows
from .choices import Certainty, State, Unit
from .log import BENEFITS
from .models import Actual, PartnerShare, PlannedValue, SavingsLink
from .savings_links import rests_on

REF = BENEFITS.pick("reference title", reference=7, title=20)
MAYBE = BENEFITS.pick("reference title kind measure target description? owner", title=24)
LEDGER = (
    *REF,
    Column("on", "As at", DATE, 11),
    Column("value", "Actual value", width=12),
    Column("evidence", "Evidence, or why it was taken back", width=30),
    Column("recorded_on", "Posted on", DATE, 11),
    Column("recorded_by", "Posted by", width=14),
)
PLAN = (
    *REF,
    Column("period", "Period", width=14),
    Column("planned", "Planned by its end", width=14),
    Column("actual", "Actual", width=14),
)
GAINED = (
    *REF,
    Column("cashable", "Cashable or not", width=10),
    Column("rests_on", "Rests on savings", LINES, 14),
    Column("target", "Target gain", MONEY, 11),
    Column("gained", "Actual gain", MONEY, 11),
    Column("in_savings", "In the savings already", MONEY, 14),
    Column("beyond", "Beyond the savings", MONEY, 14),
)
SPLIT = (
    *REF,
    Column("partner", "Partner", width=20),
    Column("share", "Share", width=10),
    Column("target", "Of the target gain", MONEY, 14),
    Column("gained", "Of the actual gain", MONEY, 14),
)


class Facts:
    """What the section's tables rest on: benefits with plan, ledger, savings and shares.

    They take six queries.
    """

    def __init__(self, position, shown):
        self.position, self.since = position, position.since
        shown = told_apart(shown, position)
        self.benefits = PlannedValue.objects.attach_to(shown, position)
        self.links = SavingsLink.objects.by_benefit(self.benefits, position)
        self.shares = PartnerShare.objects.by_benefit(self.benefits, position)
        self.ledger = {benefit.pk: [] for benefit in self.benefits}
        for entry in Actual.objects.standing(position).filter(benefit__in=list(self.ledger)):
            self.ledger[entry.benefit_id].append(entry)

    def begin(self, benefit):
        """The first cells of a row."""
        return {"reference": benefit.reference, "title": benefit.shown_title}

    def plans(self):
        """Each benefit that has a plan, with the rows of it."""
        return [
            (benefit, plan_rows(benefit, self.ledger[benefit.pk]))
            for benefit in self.benefits
            if benefit.plan
        ]

    def in_money(self):
        """The benefits that are measured in pounds from a baseline."""
        return [
            benefit
            for benefit in self.benefits
            if benefit.unit == Unit.MONEY and benefit.baseline is not None
        ]

    def gained(self, benefit):
        """Pence gained over the baseline by financial year."""
        entries = [(entry.on, entry.value) for entry in self.ledger[benefit.pk]]
        return gains(benefit.direction, benefit.counting, benefit.baseline, entries)

    def to_gain(self, benefit):
        """Pence that the target lies over the baseline."""
        if benefit.target is None:
            return None
        return better(benefit.direction, benefit.target - benefit.baseline)


def potential_part(position):
    """Benefits that nobody counts on yet, apart from every count and total."""
    potential = BENEFITS.entries(position).filter(certainty=Certainty.POTENTIAL)
    entries = potential.exclude(state=State.NOT_REALISED)
    rows = BENEFITS.rows(entries, position)
    notes = ["They stand in no count and in no total."]
    return part(
        "benefits-potential", "Potential benefits", MAYBE, rows, notes=notes, log="benefits"
    )


def ledger_part(facts):
    """What was posted and taken back since the report before."""
    known = Actual.objects.known_at(facts.position).filter(benefit__in=list(facts.ledger))
    known = known.filter(recorded_at__gt=facts.since) if facts.since else known
    benefits = {benefit.pk: benefit for benefit in facts.benefits}
    rows = [
        {
            **facts.begin(benefits[entry.benefit_id]),
            "on": iso(entry.on),
            "value": benefits[entry.benefit_id].written(entry.value),
            "evidence": entry.evidence_in_full,
            "recorded_on": iso(timezone.localdate(entry.recorded_at)),
            "recorded_by": facts.position.signed(entry, "recorded"),
        }
        for entry in known.select_related("reverses").order_by("recorded_at", "id")
    ]
    title = f"Actual values posted{' since the report before' if facts.since else ''}"
    return part("benefits-ledger", title, LEDGER, rows, log="benefits")


def plan_part(facts):
    """Planned against actual by period: the figures of the pictures."""
    rows = [
        {
            **facts.begin(benefit),
            "period": row["label"],
            "planned": row["planned_text"],
            "actual": actual_in_words(row),
        }
        for benefit, found in facts.plans()
        for row in found
    ]
    return part("benefits-plan", "Planned against actual", PLAN, rows, log="benefits")


NEVER_ADD = (
    "A gain is the improvement over the baseline. What is in the savings already is the same money "
    "as in the table of savings: never add the two. A measure of levels counts what the last "
    "measured year gained, a measure of changes all years to date."
)


def money_part(facts):
    """Gains in money, what the savings count already apart from what lies beyond them."""
    rows = [_money_row(facts, benefit) for benefit in facts.in_money()]
    sums = {name: sum(row[name] for row in rows) for name in ("in_savings", "beyond")}
    labels = {
        "in_savings": "Gains in the savings already",
        "beyond": "Gains beyond the savings",
    }
    figures = [
        {"key": f"benefits-{name}", "label": label, "kind": MONEY, "value": sums[name]}
        for name, label in labels.items()
    ]
    how = {"totals": sums, "notes": [NEVER_ADD], "figures": figures, "log": "benefits"}
    return part("benefits-money", "Benefits in money", GAINED, rows, **how)


def _money_row(facts, benefit):
    gained, pairs = facts.gained(benefit), facts.links.get(benefit.pk, [])
    total = sum(gained.values())
    links = [(link.amount, saving.first_year, saving.is_permanent) for link, saving in pairs]
    rests = resting_on_savings(gained, links)
    return {
        **facts.begin(benefit),
        "cashable": benefit.get_cashable_display(),
        "rests_on": rests_on(pairs),
        "target": facts.to_gain(benefit),
        "gained": total if gained else None,
        "in_savings": rests,
        "beyond": total - rests,
    }


def split_part(facts):
    """Each partner's share; of gains in money, what it comes to."""
    shared = [benefit for benefit in facts.benefits if benefit.pk in facts.shares]
    rows = [row for benefit in shared for row in _split_rows(facts, benefit)]
    notes = [note for benefit in shared for note in _not_split(facts, benefit)]
    how = {"notes": notes, "log": "benefits"}
    return part("benefits-partners", "Split between the partners", SPLIT, rows, **how)


def _amounts(facts, benefit):
    """The target gain and the actual one of a benefit in money, in pence."""
    return facts.to_gain(benefit) or 0, sum(facts.gained(benefit).values())


def _not_split(facts, benefit):
    """A sentence about what of a benefit falls to no partner; none where that is nothing."""
    shares = [share for _, share in facts.shares[benefit.pk]]
    if not (left := 100 - sum(shares)):
        return []
    said = f"{benefit.reference}: {plain(left)}% is not split"
    if benefit in facts.in_money():
        rest = [divided(amount, [*shares, left])[-1] for amount in _amounts(facts, benefit)]
        said += ", {} of the target gain and {} of the actual gain".format(*map(money, rest))
    return [f"{said}."]


def _split_rows(facts, benefit):
    pairs = facts.shares[benefit.pk]
    parts = [None] * len(pairs), [None] * len(pairs)
    if benefit in facts.in_money():
        shares = [share for _, share in pairs]
        parts = [divided(amount, shares) for amount in _amounts(facts, benefit)]
    return [
        {
            **facts.begin(benefit),
            "partner": str(partner),
            "share": f"{plain(share)}%",
            "target": target,
            "gained": gained,
        }
        for (partner, share), target, gained in zip(pairs, *parts, strict=True)
    ]
