"""Everything that can be done to a benefit.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the benefit that the person was looking at. Values of a measure are whole
hundredths of its unit, money is whole pence, shares are Decimal.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the benefit first).
"""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import day, money
from programme.models import Programme
from programme.records import (
    add_entry,
    add_recorded,
    begin_step,
    change_entry,
    locked,
    refuse_future,
    refuse_if_reported,
    refuse_unless,
)

from .arithmetic import position
from .banding import plain
from .choices import STEPS, Counting, Direction, Kind, State, Unit
from .models import Actual, Benefit, PartnerShare, PlannedValue, SavingsLink, VarianceBanding
from .permissions import KEEP, LINK, SET_BANDS, VALIDATE, VERIFY
from .querysets import linked_in_all, shares_of

NOT_CLAIMED = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
NOT_VERIFIED = {"verified_at": None, "verified_by": None, "verified_by_name": ""}
NO_CASH = (
    "Freed staff time is not cash until a budget falls: link the saving that lowers the budget first, "
    "or say that the benefit is not cashable."
)


def _begin(benefit, step, *, by, permission=KEEP, version=None):
    return begin_step(benefit, step, STEPS, by=by, permission=permission, version=version)


def _note(label, now, was=""):
    return {"field": label.lower().replace(" ", "_"), "label": label, "was": was, "now": now}


def _refuse_cash_without_saving(benefit, field=None):
    rests = benefit.savings_links.filter(amount__gt=0).exists()
    refuse_unless(rests or not benefit.needs_a_saving, NO_CASH, field)


def _refuse_unmeasured(benefit, what):
    refuse_unless(
        benefit.measure, f"{benefit.reference} has no measure: set one first. Without it {what}."
    )


@transaction.atomic
def add_benefit(*, programme, by, at, why="", **details):
    """Identifies a benefit. What it is measured by comes with a step of its own."""
    require(by, KEEP, programme)
    return add_entry(
        Benefit, programme=programme, by=by, at=at, verb="identified", why=why, **details
    )


@transaction.atomic
def change_benefit(benefit, *, by, at, version=None, **details):
    """Changes what is on record about a benefit, but not its measure, plan, ledger or state."""
    benefit = _begin(benefit, "change", by=by, version=version)
    changed = change_entry(benefit, by=by, at=at, **details)
    if changed.state != State.IDENTIFIED:
        _refuse_cash_without_saving(changed, "cashable")
    linked = changed.savings_links.filter(amount__gt=0).exists()
    refuse_unless(
        changed.kind == Kind.FINANCIAL or not linked,
        "It rests on savings: unlink them first.",
        "kind",
    )
    return changed


@transaction.atomic
def set_measure(
    benefit,
    *,
    by,
    at,
    measure,
    unit,
    direction,
    counting,
    counted="",
    baseline=None,
    baseline_on=None,
    target=None,
    target_on=None,
    why="",
    version=None,
):
    """Says what the benefit is measured by, from which baseline and to which target. What stands in the ledger keeps it."""
    benefit = _begin(benefit, "change", by=by, version=version)
    refuse_unless(measure, "Enter what is measured.", "measure")
    for name, value, choices in (
        ("unit", unit, Unit),
        ("direction", direction, Direction),
        ("counting", counting, Counting),
    ):
        refuse_unless(value in choices.values, "Choose one of those offered.", name)
    refuse_unless(
        unit != Unit.NUMBER or counted, "Say what is counted, for example days.", "counted"
    )
    refuse_unless(
        baseline is not None or not baseline_on,
        "Enter the value that it had on this day.",
        "baseline",
    )
    refuse_unless(
        baseline is None or baseline_on, "A baseline has a date: enter it.", "baseline_on"
    )
    refuse_future(baseline_on, at, "baseline_on")
    late = baseline_on is None or target_on is None or target_on >= baseline_on
    refuse_unless(
        late, f"The baseline is of {day(baseline_on)}: the target comes after it.", "target_on"
    )
    values = {
        "measure": measure,
        "unit": unit,
        "counted": counted if unit == Unit.NUMBER else "",
        "direction": direction,
        "counting": counting,
        "baseline": baseline,
        "baseline_on": baseline_on,
        "target": target,
        "target_on": target_on,
    }
    _refuse_to_move_what_was_measured(benefit, values)
    return change_entry(benefit, by=by, at=at, verb="set the measure of", why=why, **values)


def _refuse_to_move_what_was_measured(benefit, values):
    """A plan and a ledger speak of one measure: what they were compared with stays."""
    changed = {name for name, value in values.items() if value != getattr(benefit, name)}
    entries = benefit.actuals.standing()
    for name in ("unit", "counting", "direction"):
        stays = name not in changed or not (entries or benefit.planned_values.exists())
        refuse_unless(
            stays,
            "A plan or actual values stand on this: it stays. Identify another benefit instead.",
            name,
        )
    first = min((entry.on for entry in entries), default=None)
    before = first is None or values["baseline_on"] and values["baseline_on"] <= first
    refuse_unless(
        before,
        f"The ledger begins on {day(first)}: the baseline cannot be later or blank.",
        "baseline_on",
    )
    moved = "baseline" in changed and entries
    refuse_unless(
        not moved,
        "Actual values are measured from this baseline: it stays. Reverse them first.",
        "baseline",
    )
    planned = benefit.state in STEPS["post"]
    refuse_unless(
        not planned or values["baseline"] is not None,
        "The plan begins at the baseline: enter it.",
        "baseline",
    )
    refuse_unless(
        not planned or values["target"] is not None,
        "The plan leads to the target: enter it.",
        "target",
    )


@transaction.atomic
def validate(benefit, *, by, at, why, version=None):
    """Says that a benefit is real and rightly classed. A cashable one has to rest on a saving by then."""
    benefit = _begin(benefit, "validate", by=by, permission=VALIDATE, version=version)
    _refuse_cash_without_saving(benefit)
    return change_entry(benefit, by=by, at=at, verb="validated", why=why, state=State.VALIDATED)


@transaction.atomic
def set_profile(benefit, *, by, at, profile, why="", version=None):
    """Plans the values of a measure: `profile` holds (period, its last day, value). A new plan leaves the old one on record."""
    require(by, KEEP, benefit.programme)
    benefit = locked(benefit, version)
    _refuse_unmeasured(benefit, "nothing can be planned")
    benefit = _begin(benefit, "profile", by=by)
    missing = benefit.missing()
    refuse_unless(not missing, f"{benefit.reference} needs {missing} before a plan.")
    _refuse_periods(benefit, profile)
    last = benefit.planned_values.order_by("revision").last()
    refuse_unless(
        last is None or why, "Say why the plan changes: the one before stays on record.", "why"
    )
    was = (
        ", ".join(f"{row}" for row in benefit.planned_values.filter(revision=last.revision))
        if last
        else ""
    )
    rows = [
        add_recorded(
            PlannedValue,
            by=by,
            at=at,
            benefit=benefit,
            revision=last.revision + 1 if last else 1,
            period=period,
            ends_on=ends_on,
            value=value,
        )
        for period, ends_on, value in sorted(profile, key=lambda row: row[1])
    ]
    state = State.PROFILED if benefit.state == State.VALIDATED else benefit.state
    note = _note("Plan", ", ".join(map(str, rows)), was)
    return change_entry(
        benefit, by=by, at=at, verb="planned the values of", why=why, changes=[note], state=state
    )


def _refuse_periods(benefit, profile):
    refuse_unless(profile, "Enter at least one period.", "profile")
    seen = {}
    for period, ends_on, _ in profile:
        twice = seen.setdefault(ends_on, period)
        refuse_unless(
            twice is period,
            f"{twice} and {period} end on the same day: enter one of them.",
            "profile",
        )
        after = ends_on > benefit.baseline_on
        refuse_unless(
            after,
            f"{period} ends by {day(benefit.baseline_on)}, the day of the baseline.",
            "profile",
        )


@transaction.atomic
def post_actual(benefit, *, by, at, on, value, evidence, version=None):
    """Posts a value to the ledger, with where it can be seen. The first one says that the benefit is being realised."""
    require(by, KEEP, benefit.programme)
    benefit = locked(benefit, version)
    _refuse_unmeasured(benefit, "it cannot be given actual values")
    refuse_future(on, at, "on")
    early = benefit.baseline_on is not None and on < benefit.baseline_on
    refuse_unless(
        not early,
        f"The baseline is of {day(benefit.baseline_on)}: nothing is posted before it.",
        "on",
    )
    benefit = _begin(benefit, "post", by=by)
    refuse_unless(evidence, "Say where it can be seen.", "evidence")
    state = State.REALISING if benefit.state == State.PROFILED else benefit.state
    return _post(
        benefit,
        by=by,
        at=at,
        verb="posted an actual value of",
        on=on,
        value=value,
        evidence=evidence,
        state=state,
    )


@transaction.atomic
def reverse_actual(actual, *, by, at, why, version=None):
    """Takes an entry back in full by a reversing entry, for a reason. A claim that rested on it has to be made again."""
    benefit = _begin(actual.benefit, "post", by=by, version=version)
    refuse_unless(
        actual.reverses_id is None, "This is a reversing entry. Post the value again instead."
    )
    taken = Actual.objects.filter(reverses=actual).exists()
    refuse_unless(not taken, "This entry was taken back already.")
    refuse_unless(why, "Say why.", "why")
    return _post(
        benefit,
        by=by,
        at=at,
        verb="took back an actual value of",
        why=why,
        state=benefit.state,
        on=actual.on,
        value=-actual.value,
        evidence=why,
        reverses=actual,
        **NOT_CLAIMED,
    )


def _post(benefit, *, by, at, verb, on, value, evidence, why="", reverses=None, **columns):
    """Adds one entry and carries what the ledger now says to the benefit."""
    last = benefit.actuals.order_by("number").last()
    added = add_recorded(
        Actual,
        by=by,
        at=at,
        benefit=benefit,
        number=last.number + 1 if last else 1,
        on=on,
        value=value,
        evidence=evidence,
        reverses=reverses,
    )
    standing = list(benefit.actuals.standing())
    columns["actual"] = position(
        benefit.counting, benefit.baseline, [entry.value for entry in standing]
    )
    columns["actual_on"] = standing[-1].on if standing else None
    what = f"{benefit.written(value)} as at {day(on)}: {evidence}"
    return change_entry(
        benefit,
        by=by,
        at=at,
        verb=verb,
        why=why,
        changes=[_note(str(added).capitalize(), what)],
        **columns,
    )


@transaction.atomic
def claim(benefit, *, by, at, why, version=None):
    """Claims that a benefit is realised. That is not verified: somebody else has to do so."""
    require(by, KEEP, benefit.programme)
    benefit = locked(benefit, version)
    _refuse_unmeasured(benefit, "it cannot be realised")
    benefit = _begin(benefit, "claim", by=by)
    refuse_unless(
        not benefit.is_claimed, f"{benefit.claimed_by_name} claimed {benefit.reference} already."
    )
    refuse_unless(
        benefit.actual is not None,
        f"Nothing stands in the ledger of {benefit.reference}: post an actual value first.",
    )
    _refuse_cash_without_saving(benefit)
    who = {"claimed_at": at, "claimed_by": by, "claimed_by_name": str(by)}
    return change_entry(benefit, by=by, at=at, verb="claimed as realised", why=why, **who)


@transaction.atomic
def withdraw_claim(benefit, *, by, at, why, version=None):
    """Takes a claim back, or sends it back, before anybody verified it."""
    benefit = _begin(benefit, "claim", by=by, version=version)
    refuse_unless(benefit.is_claimed, f"Nobody has claimed {benefit.reference}.")
    return change_entry(benefit, by=by, at=at, verb="withdrew the claim of", why=why, **NOT_CLAIMED)


@transaction.atomic
def verify(benefit, *, by, at, why, version=None):
    """Confirms a claim: the benefit is realised. Nobody verifies what they claimed themselves."""
    benefit = _begin(benefit, "verify", by=by, permission=VERIFY, version=version)
    refuse_unless(
        benefit.is_claimed,
        f"Nobody has claimed that {benefit.reference} is realised: claim it first.",
    )
    somebody_else = benefit.claimed_by_id != by.pk
    refuse_unless(
        somebody_else,
        f"You claimed that {benefit.reference} is realised: somebody else has to verify it.",
    )
    _refuse_cash_without_saving(benefit)
    who = {"verified_at": at, "verified_by": by, "verified_by_name": str(by)}
    return change_entry(
        benefit, by=by, at=at, verb="verified", why=why, state=State.REALISED, **who
    )


@transaction.atomic
def fail(benefit, *, by, at, why, version=None):
    """Says that a benefit is not realised, and why. The savings that it rested on are free again."""
    benefit = _begin(benefit, "fail", by=by, version=version)
    refuse_unless(why, "Say why it is not realised.", "why")
    notes = []
    for link in benefit.savings_links.filter(amount__gt=0).select_related("saving"):
        notes.append(_note(f"Rests on {link.saving.reference}", "", money(link.amount)))
        _keep(link, by, at, amount=0)
    return change_entry(
        benefit,
        by=by,
        at=at,
        verb="recorded as not realised",
        why=why,
        changes=notes,
        state=State.NOT_REALISED,
        not_realised_why=why,
        **NOT_CLAIMED,
    )


@transaction.atomic
def reopen(benefit, *, by, at, why, version=None):
    """Takes up again what was settled. What was claimed and verified stays in its history."""
    benefit = _begin(benefit, "reopen", by=by, version=version)
    refuse_unless(why, "Say why.", "why")
    blank = {**NOT_CLAIMED, **NOT_VERIFIED, "not_realised_why": ""}
    return change_entry(
        benefit, by=by, at=at, verb="reopened", why=why, state=State.REOPENED, **blank
    )


@transaction.atomic
def set_split(benefit, *, by, at, shares, version=None):
    """Says how much of a benefit falls to each partner; `shares` are per cent as Decimal, by partner, 0 or None for none."""
    benefit = _begin(benefit, "change", by=by, version=version)
    held = {row.partner_id: row for row in benefit.shares.all()}
    was, so_far = _shares_in_words(benefit), Decimal(0)
    for partner, share in shares.items():
        share, field = share or Decimal(0), f"share_{partner.pk}"
        refuse_unless(
            partner.programme_id == benefit.programme_id, "Choose a partner of this programme."
        )
        refuse_unless(
            isinstance(share, Decimal | int), "Give a share as Decimal, for example 33.33.", field
        )
        so_far += share
        refuse_unless(
            so_far <= 100,
            f"The shares add up to {plain(so_far)}%: together they are at most 100%.",
            field,
        )
        row = held.get(partner.pk) or PartnerShare(benefit=benefit, partner=partner)
        if row.share != share:
            _keep(row, by, at, field, share=share)
    total = sum((share for _, share in shares_of([benefit]).get(benefit.pk, [])), Decimal(0))
    refuse_unless(total <= 100, f"With the other partners the shares add up to {plain(total)}%.")
    now = _shares_in_words(benefit)
    changes = [_note("Shares", now, was)] if now != was else []
    return change_entry(benefit, by=by, at=at, verb="set the partners' shares of", changes=changes)


def _shares_in_words(benefit):
    return ", ".join(
        f"{partner} {plain(share)}%" for partner, share in shares_of([benefit]).get(benefit.pk, [])
    )


def _keep(row, by, at, field=None, **values):
    """Saves a share or a link with its history; what is wrong with it is said beside `field`."""
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError({field: error.messages} if field else error.messages) from None
    row._history_date, row._history_user = at, by
    row.save()


@transaction.atomic
def link_saving(benefit, *, by, at, saving, amount, version=None):
    """Says how much of a line of the savings a benefit rests on; 0 unlinks it. A pound of savings is claimed once."""
    require(by, LINK, benefit.programme)
    Programme.objects.select_for_update().get(
        pk=benefit.programme_id
    )  # two never claim the same pound at once
    benefit = _begin(benefit, "change", by=by, permission=LINK, version=version)
    mine = saving.programme_id == benefit.programme_id
    refuse_unless(mine, "Choose a saving of this programme.", "saving")
    financial = benefit.kind == Kind.FINANCIAL
    refuse_unless(financial, "Only a tangible financial benefit rests on savings.", "saving")
    row = benefit.savings_links.filter(saving=saving).first() or SavingsLink(
        benefit=benefit, saving=saving
    )
    refuse_unless(amount or row.amount, "Enter a sum above 0.", "amount")
    _refuse_second_claim(
        benefit, type(saving).objects.select_for_update().get(pk=saving.pk), amount
    )
    was = money(row.amount) if row.amount else ""
    note = _note(f"Rests on {saving.reference}", money(amount) if amount else "", was)
    _keep(row, by, at, "amount", amount=amount)
    if benefit.state != State.IDENTIFIED:
        _refuse_cash_without_saving(benefit, "amount")
    verb = "linked a saving to" if amount else "unlinked a saving from"
    return change_entry(
        benefit, by=by, at=at, verb=verb, changes=[note] if note["was"] != note["now"] else []
    )


def _refuse_second_claim(benefit, saving, amount):
    refuse_unless(amount >= 0, "Enter a sum above 0, or 0 to unlink the saving.", "amount")
    withdrawn = saving.state == "withdrawn"
    refuse_unless(
        not (amount and withdrawn),
        f"{saving.reference} is withdrawn: nothing can rest on it.",
        "saving",
    )
    left = max(saving.amount - linked_in_all(saving, but=benefit), 0)
    when = " a year" if saving.is_permanent else f" in {saving.first_year}"
    said = f"{saving.reference} is {money(saving.amount)}{when}, and {money(left)} of it is left: a pound is claimed once."
    refuse_unless(amount <= left, said, "amount")


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = VarianceBanding.objects.thresholds(programme, applies_from)
    banding = add_recorded(
        VarianceBanding, by=by, at=at, programme=programme, applies_from=applies_from, **thresholds
    )
    notes = [
        _note(key.capitalize(), banding.thresholds().words(key), before.words(key))
        for key in ("red", "amber", "green")
    ]
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=notes, why=why)
    return banding
