"""What the facts of benefits say, and of the rows that belong to them."""

from programme.children import RECORDED_BY, Children, reversed_number_of
from programme.facts import MONEY, NUMBER, Computed, Fact
from programme.written import words_of

from ..banding import plain
from ..models import TARGET_BY, Actual, PartnerShare, PlannedValue, SavingsLink
from ..savings_links import rests_on


def disbenefit_of(benefit, position):
    return "Yes" if benefit.disbenefit else "No"


def direction_of(benefit, position):
    return benefit.direction


def baseline_of(benefit, position):
    return benefit.written(benefit.baseline)


def target_of(benefit, position):
    return benefit.written(benefit.target)


def planned_of(benefit, position):
    return benefit.written(benefit.stands.planned)


def target_by_of(benefit, position):
    return words_of(benefit, *TARGET_BY)


def actual_of(benefit, position):
    return benefit.written(benefit.actual)


def variance_of(benefit, position):
    return benefit.written_change(benefit.stands.variance)


def progress_of(benefit, position):
    way = str(benefit.stands.progress)
    return way[:1].upper() + way[1:] if benefit.actual is not None else ""


def against_plan_of(benefit, position):
    return benefit.stands.words if benefit.plan else ""


def band_of(benefit, position):
    band = benefit.band
    return band and band.as_dict()


def state_of(benefit, position):
    return benefit.state_words


def rests_on_of(benefit, position):
    return rests_on(benefit.rests_on)


def shares_of(benefit, position):
    return [f"{partner}: {plain(share)}%" for partner, share in benefit.split]


def claimed_by_of(benefit, position):
    return position.signed(benefit, "claimed")


def verified_by_of(benefit, position):
    return position.signed(benefit, "verified")


def value_of(child, position):
    return child.benefit.written(child.value)


def share_of(child, position):
    return f"{plain(child.share)}%"


def partner_of(child, position):
    return str(child.partner)


def saving_of(child, position):
    return str(child.saving)


CHILDREN = (
    Children(
        "planned-values",
        PlannedValue,
        "benefit",
        "Planned values",
        "planned value",
        facts=(
            Fact("revision", width=8),
            Fact("period", width=14, search=True),
            Fact("ends_on", heading="Last day of the period"),
            Computed("value", "Planned value", value_of, width=12),
            RECORDED_BY,
        ),
    ),
    Children(
        "actuals",
        Actual,
        "benefit",
        "Actual values",
        "actual value",
        facts=(
            Fact("number", heading="Entry", width=6),
            Fact("on"),
            Computed("value", "Actual value", value_of, width=12),
            Fact("evidence", width=24, search=True),
            Computed("reverses", "Takes back entry", reversed_number_of, kind=NUMBER, width=8),
            RECORDED_BY,
        ),
        related="reverses",
        order="number",
    ),
    Children(
        "shares",
        PartnerShare,
        "benefit",
        "Partners' shares",
        "share",
        facts=(
            Computed("partner", "Partner", partner_of, width=20),
            Computed("share", "Share", share_of, width=8),
        ),
        related="partner",
        order="partner_id",
        known=lambda position: PartnerShare.objects.as_at(position).filter(share__gt=0),
    ),
    Children(
        "savings-links",
        SavingsLink,
        "benefit",
        "Savings that it rests on",
        "link to a saving",
        facts=(
            Computed("saving", "Saving", saving_of, width=24),
            Fact("amount", kind=MONEY, width=12),
        ),
        related="saving",
        known=lambda position: SavingsLink.objects.as_at(position).filter(amount__gt=0),
    ),
)
