"""Benefits as plain rows: for downloads, the overview and the committee's report."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from programme.bands import BANDS
from programme.formats import money
from programme.reporting import BAND, DATE, LINES, NUMBER, Column, Log, Need, Section, Tile, iso

from . import permissions
from .banding import plain
from .chart import chart
from .choices import SETTLED, State
from .models import Benefit, VarianceBanding
from .parts import Facts, ledger_part, money_part, plan_part, rests_on, split_part
from .querysets import links_of, more_than_there_is, needing_attention, shares_of, with_standing

MOST_PICTURES = 12


class BenefitLog(Log):
    """The register of benefits. Values stand with their unit: no two benefits need have the same."""

    name = "benefits"
    title = "Benefits"
    permission = permissions.SEE
    url_name = "benefits:list"
    detail_url_name = "benefits:detail"
    closed_states = frozenset({*SETTLED})
    columns = (
        Column("reference", "Ref", width=8),
        Column("title", "Benefit", width=19),
        Column("kind", "Class", width=10),
        Column("measure", "Measure", width=14),
        Column("baseline", "Baseline", width=10),
        Column("target", "Target", width=11),
        Column("planned", "Planned to date", width=11),
        Column("actual", "Actual", width=11),
        Column("variance", "Variance", width=12, optional=True),
        Column("progress", "Way to the target", width=10, optional=True),
        Column("against_plan", "Against plan", width=13),
        Column("band", "Band", BAND, 9),
        Column("state", "State", width=10),
        Column("baseline_on", "Baseline as at", DATE, 10),
        Column("target_on", "Target by", DATE, 10),
        Column("actual_on", "Actual as at", DATE, 10),
        Column("direction", "Better when it goes", width=10),
        Column("cashable", "Cashable or not", width=10),
        Column("disbenefit", "Disbenefit", width=8),
        Column("rests_on", "Rests on savings", LINES, 12),
        Column("shares", "Partners' shares", LINES, 14),
        Column("claimed_by", "Claimed by", width=12),
        Column("verified_by", "Verified by", width=12),
        Column("not_realised_why", "Why not realised", width=16),
        Column("owner", "Owner", width=12),
        Column("owner_after", "Owner after closure", width=12),
        Column("workstream", "Workstream", width=12),
        Column("description", "Description", width=20),
        Column("outcome", "Observable outcome", width=20),
        Column("attribution", "Attribution", width=20),
    )
    plain = (
        "reference",
        "title",
        "measure",
        "not_realised_why",
        "owner",
        "owner_after",
        "workstream",
    )
    plain += ("description", "outcome", "attribution")

    def entries(self, programme, at=None):
        return Benefit.objects.as_at(at).filter(programme=programme).order_by("number")

    def rows(self, entries, *, programme, at):
        day = timezone.localdate(at)
        thresholds = VarianceBanding.objects.thresholds(programme, day, at)
        benefits = with_standing(list(entries), day=day, at=at)
        links, shares = links_of(benefits, at), shares_of(benefits, at)
        return [
            {
                **self._row(benefit, thresholds),
                "rests_on": rests_on(links.get(benefit.pk, [])),
                "shares": [
                    f"{partner}: {plain(share)}%" for partner, share in shares.get(benefit.pk, [])
                ],
            }
            for benefit in benefits
        ]

    def _row(self, benefit, thresholds):
        stands, band = benefit.stands, benefit.stands.band(thresholds)
        return {
            **{name: getattr(benefit, name) for name in self.plain},
            "kind": benefit.get_kind_display(),
            "baseline": benefit.written(benefit.baseline),
            "target": benefit.written(benefit.target),
            "planned": benefit.written(stands.planned),
            "actual": benefit.written(benefit.actual),
            "variance": benefit.written_change(stands.variance),
            "progress": self._said(str(stands.progress)) if benefit.actual is not None else "",
            "against_plan": stands.words if benefit.plan else "",
            "band": band.as_dict() if band else None,
            "state": benefit.state_words,
            "baseline_on": iso(benefit.baseline_on),
            "target_on": iso(benefit.target_on),
            "actual_on": iso(benefit.actual_on),
            "direction": benefit.direction,
            "cashable": benefit.get_cashable_display(),
            "disbenefit": "Yes" if benefit.disbenefit else "No",
            "claimed_by": benefit.claimed_by_name,
            "verified_by": benefit.verified_by_name,
        }

    def _said(self, text):
        return text[:1].upper() + text[1:]

    def tile(self, programme, *, at, today):
        benefits = with_standing(list(self.entries(programme, at)), day=today, at=at)
        thresholds = VarianceBanding.objects.thresholds(programme, today, at)
        red = sum(
            benefit.is_live and benefit.stands.band(thresholds) == BANDS["red"]
            for benefit in benefits
        )
        claimed = sum(benefit.is_claimed for benefit in benefits)
        bare = sum(
            not benefit.measure and benefit.state != State.NOT_REALISED for benefit in benefits
        )
        lines = [
            {"text": f"{red} red", "kind": "red" if red else ""},
            {"text": f"{claimed} to be verified", "kind": "late" if claimed else ""},
            {"text": f"{bare} without a measure", "kind": ""},
        ]
        return Tile(self.title, "", len(benefits), lines)

    def needs(self, programme, *, today):
        thresholds = VarianceBanding.objects.thresholds(programme, today)
        found = needing_attention(Benefit.objects.of(programme), today, thresholds).order_by(
            "number"
        )[:20]
        waiting = [
            Need(
                f"{benefit}: {_need(benefit)}",
                reverse("benefits:detail", args=[programme.slug, benefit.reference]),
                "overdue" if benefit.is_claimed else "red",
            )
            for benefit in with_standing(list(found), day=today)
        ]
        links = links_of(Benefit.objects.of(programme))
        return waiting + [
            Need(
                f"{saving}: {money(pence)} is claimed by benefits, more than it brings",
                reverse("savings:detail", args=[programme.slug, saving.reference]),
                "overdue",
            )
            for saving, pence in more_than_there_is(links)
        ]


def _need(benefit):
    words = benefit.stands.words
    return (
        "claimed, and waits for somebody else to verify it"
        if benefit.is_claimed
        else words[:1].lower() + words[1:]
    )


BENEFITS = BenefitLog()
LOGS = [BENEFITS]


def listed(word, rows):
    """A sentence that names rows; nothing without any."""
    return [f"{word}: {', '.join(rows)}."] if rows else []


class BenefitsSection(Section):
    """The register, the pictures of plan and actual, the ledger since the report before, money, and partners' shares."""

    key = log = "benefits"
    title = "Benefits"
    template = "benefits/report.html"
    landscape = True
    columns = BenefitLog.columns[:13]

    def _shown(self, programme, at, since):
        gone = Q(state=State.NOT_REALISED)
        if since:
            return BENEFITS.entries(programme, at).exclude(gone & Q(updated_at__lte=since))
        return BENEFITS.entries(programme, at)

    def rows(self, programme, at, since):
        return BENEFITS.rows(self._shown(programme, at, since), programme=programme, at=at)

    def notes(self, rows):
        return [
            *listed(
                "Claimed as realised, and not verified by somebody else yet",
                [row["reference"] for row in rows if row["claimed_by"] and not row["verified_by"]],
            ),
            *listed(
                "Without a measure, so without actual values",
                [row["reference"] for row in rows if not row["measure"]],
            ),
            *listed(
                "Freed staff time is not cash until a budget falls. Said to be cashable, and resting on no saving",
                [
                    row["reference"]
                    for row in rows
                    if row["cashable"] == "Cashable"
                    and not row["rests_on"]
                    and row["disbenefit"] == "No"
                ],
            ),
        ]

    def extra(self, rows, programme, at, since):
        facts = Facts(programme, at, since, self._shown(programme, at, since))
        thresholds = VarianceBanding.objects.thresholds(programme, facts.day, at)
        plans = facts.plans()
        return {
            "bands": f"Behind plan, as a share of the planned movement from the baseline. {thresholds.sentence()}",
            "charts": [chart(benefit, found) for benefit, found in plans[:MOST_PICTURES]],
            "not_drawn": max(len(plans) - MOST_PICTURES, 0),
            "too_much": [
                f"{saving}: {money(pence)} is claimed by benefits; it brings {money(saving.amount)}."
                for saving, pence in more_than_there_is(facts.links)
            ],
        }

    def parts(self, rows, programme, at, since):
        facts = Facts(programme, at, since, self._shown(programme, at, since))
        found = [plan_part(facts), ledger_part(facts), money_part(facts), split_part(facts)]
        return [table for table in found if table["rows"]]

    def figures(self, rows, totals):
        words = {
            band.word: sum(row["band"] == band.as_dict() for row in rows) for band in BANDS.values()
        }
        words |= {
            state.label: sum(row["state"].startswith(state.label) for row in rows)
            for state in State
        }
        return [
            *super().figures(rows, totals),
            *(
                {
                    "key": word.lower().replace(" ", "-"),
                    "label": f"{word} benefits",
                    "kind": NUMBER,
                    "value": count,
                }
                for word, count in words.items()
            ),
        ]
