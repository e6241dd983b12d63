"""Everything that can be done to a benefit.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the benefit's version that the person was looking at.
Values of a measure are whole hundredths of its unit, money is whole pence, shares are Decimal.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the benefit first).
"""

from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.date_phrases import read
from programme.formats import day, money
from programme.models import Titles
from programme.owned import goes_on_with
from programme.position import Position
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_child,
    change_entry,
    lock_programme,
    locked,
    next_number,
    refuse,
    refuse_future,
    refuse_if,
    refuse_if_reported,
    refuse_unless,
    save_child,
)
from programme.written import as_words

from .banding import plain
from .choices import STEPS, Certainty, Counting, Direction, Kind, State, Unit
from .models import (
    TARGET_BY,
    Actual,
    Benefit,
    PartnerShare,
    PlannedValue,
    SavingsLink,
    VarianceBanding,
)
from .permissions import KEEP, LINK, POST_OWN, SET_BANDS, VALIDATE, VERIFY

UNMEASURED = dict.fromkeys(["measure", "unit", "counted", "direction", "counting", "target_by"], "")
UNMEASURED |= dict.fromkeys(["baseline", "baseline_on", "target"])
NOT_CLAIMED = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
NOT_VERIFIED = {"verified_at": None, "verified_by": None, "verified_by_name": ""}
NO_CASH = (
    "Freed staff time is not cash until a budget falls: link the saving that lowers the budget "
    "first, or say that the benefit is not cashable."
)
STAYS = "A plan or actual values stand on this: it stays. Identify another benefit instead."
MOVED = "Actual values are measured from this baseline: it stays. Reverse them first."

_begin = partial(begin_step, steps=STEPS, permission=KEEP)


def needed_to_post(benefit, by):
    """The permission that posting an actual value and taking it back takes of somebody: once the
    programme was closed, whoever owns the benefit or took it on goes on with it.
    """
    closed = benefit.programme.is_closed and by.is_authenticated
    return POST_OWN if closed and goes_on_with(by, benefit) else KEEP


def _begin_measured(benefit, step, without, *, by, version=None, permission=KEEP):
    """Begins a step that needs a measure. That there is none is said first: `without` it, what?"""
    require(by, permission, benefit.programme)
    benefit = locked(benefit, version)
    advice = f"{benefit.reference} has no measure: set one first. Without it {without}."
    refuse_unless(benefit.measure, advice)
    return _begin(benefit, step, by=by, permission=permission)


def _refuse_cash_without_saving(benefit, field=None):
    rests = benefit.savings_links.filter(amount__gt=0).exists()
    refuse_unless(rests or not benefit.needs_a_saving, NO_CASH, field)


@transaction.atomic
def add_benefit(*, programme, by, at, why="", **details):
    """Identifies a benefit. What it is measured by comes with a step of its own."""
    require(by, KEEP, programme)
    how = {"by": by, "at": at, "verb": "identified", "why": why}
    return add_entry(Benefit, programme=programme, **how, **details)


@transaction.atomic
def change_benefit(benefit, *, by, at, version=None, **details):
    """Changes what is on record about a live benefit, but not its measure, plan or state."""
    benefit = begin_change(benefit, STEPS, by=by, permission=KEEP, version=version)
    changed = change_entry(benefit, by=by, at=at, **details)
    if changed.state != State.IDENTIFIED:
        _refuse_cash_without_saving(changed, "cashable")
    if changed.kind != Kind.FINANCIAL:
        linked = changed.savings_links.filter(amount__gt=0).exists()
        refuse_if(linked, "It rests on savings: unlink them first.", "kind")
    return changed


@transaction.atomic
def set_measure(benefit, *, by, at, why="", version=None, **said):
    """Says what the benefit is measured by, from which baseline and to which target.

    `said` is `measure`, `unit`, `direction`, `counting`, and any other of `UNMEASURED`. What stands
    in the ledger keeps it.
    """
    benefit = _begin(benefit, "measure", by=by, version=version)
    values = {**UNMEASURED, **as_words(said, *TARGET_BY)}
    check_measure(values)
    if values["unit"] != Unit.NUMBER:
        values["counted"] = ""
    _refuse_to_move_what_was_measured(benefit, values)
    return change_entry(benefit, by=by, at=at, verb="set the measure of", why=why, **values)


def check_measure(values):
    """Refuses a measure of which something is missing, or a target before its baseline."""
    refuse_unless(values["measure"], "Enter what is measured.", "measure")
    for name, choices in (("unit", Unit), ("direction", Direction), ("counting", Counting)):
        refuse_unless(values[name] in choices.values, "Choose one of those offered.", name)
    uncounted = values["unit"] == Unit.NUMBER and not values["counted"]
    refuse_if(uncounted, "Say what is counted, for example days.", "counted")
    known, on, ends = (
        values["baseline"] is not None,
        values["baseline_on"],
        read(values["target_by"]),
    )
    refuse_if(on and not known, "Enter the value that it had on this day.", "baseline")
    refuse_if(known and not on, "A baseline has a date: enter it.", "baseline_on")
    after = f"The baseline is of {day(on)}: the target comes after it."
    refuse_if(on and ends and ends.latest < on, after, "target_by")


def refuse_late_baseline(benefit, on):
    """Refuses a baseline that the ledger has values before."""
    days = [entry.on for entry in benefit.actuals.standing()]
    first = min(days, default=None)
    begins = f"The ledger begins on {day(first)}: the baseline cannot be later or blank."
    refuse_unless(not first or on and on <= first, begins, "baseline_on")


def _refuse_to_move_what_was_measured(benefit, values):
    """A plan and a ledger speak of one measure: what they were compared with stays."""
    changed = {name for name, value in values.items() if value != getattr(benefit, name)}
    entries = list(benefit.actuals.standing())
    if entries or benefit.planned_values.exists():
        for name in ("unit", "counting", "direction"):
            refuse_if(name in changed, STAYS, name)
    if entries:
        refuse_late_baseline(benefit, values["baseline_on"])
        refuse_if("baseline" in changed, MOVED, "baseline")
    if benefit.state in STEPS["post"]:
        begins, leads = "The plan begins at the baseline", "The plan leads to the target"
        refuse_if(values["baseline"] is None, f"{begins}: enter it.", "baseline")
        refuse_if(values["target"] is None, f"{leads}: enter it.", "target")


@transaction.atomic
def validate_benefit(benefit, *, by, at, why, version=None):
    """Says that a benefit is real and rightly classed. A cashable one rests on a saving by then."""
    benefit = _begin(benefit, "validate", by=by, permission=VALIDATE, version=version)
    potential = f"{benefit.reference} is potential: say that it is committed first."
    refuse_if(benefit.certainty == Certainty.POTENTIAL, potential)
    _refuse_cash_without_saving(benefit)
    return change_entry(benefit, by=by, at=at, verb="validated", why=why, state=State.VALIDATED)


@transaction.atomic
def set_profile(benefit, *, by, at, profile, why="", version=None):
    """Plans the values of a measure: `profile` holds (period, its last day, value).

    A new plan leaves the old one on record.
    """
    without = "nothing can be planned"
    benefit = _begin_measured(benefit, "profile", without, by=by, version=version)
    missing = benefit.missing()
    refuse_if(missing, f"{benefit.reference} needs {missing} before a plan.")
    _refuse_periods(benefit, profile)
    last = benefit.planned_values.order_by("revision").last()
    again = "Say why the plan changes: the one before stays on record."
    refuse_if(last and not why, again, "why")
    before = benefit.planned_values.filter(revision=last.revision) if last else []
    was, revision = ", ".join(map(str, before)), last.revision + 1 if last else 1
    plan = {"benefit": benefit, "revision": revision}
    rows = [
        add_recorded(PlannedValue, by=by, at=at, **plan, period=name, ends_on=ends_on, value=value)
        for name, ends_on, value in sorted(profile, key=lambda row: row[1])
    ]
    now = ", ".join(map(str, rows))
    state = State.PROFILED if benefit.state == State.VALIDATED else benefit.state
    how = {"verb": "planned the values of", "changes": [audit.note("plan", "Plan", was, now)]}
    return change_entry(benefit, by=by, at=at, why=why, state=state, **how)


def _refuse_periods(benefit, profile):
    refuse_unless(profile, "Enter at least one period.", "profile")
    begins, seen = benefit.baseline_on, {}
    for period, ends_on, _ in profile:
        if ends_on in seen:
            pair = f"{seen[ends_on]} and {period} end on the same day"
            refuse(f"{pair}: enter one of them.", "profile")
        seen[ends_on] = period
        early = f"{period} ends by {day(begins)}, the day of the baseline."
        refuse_if(ends_on <= begins, early, "profile")


@transaction.atomic
def post_actual(benefit, *, by, at, on, value, evidence, version=None):
    """Posts a value to the ledger, with where it can be seen.

    The first one says that the benefit is being realised.
    """
    without = "it cannot be given actual values"
    how = {"by": by, "version": version, "permission": needed_to_post(benefit, by)}
    benefit = _begin_measured(benefit, "post", without, **how)
    refuse_future(on, at, "on")
    refuse_unless(evidence, "Say where it can be seen.", "evidence")
    state = State.REALISING if benefit.state == State.PROFILED else benefit.state
    posted = {"on": on, "value": value, "evidence": evidence}
    how = {"verb": "posted an actual value of", "state": state}
    return _post(benefit, posted, by=by, at=at, **how)


@transaction.atomic
def reverse_actual(actual, *, by, at, why, version=None):
    """Takes an entry back in full by a reversing entry, for a reason.

    A claim that rested on it has to be made again.
    """
    how = {"by": by, "version": version, "permission": needed_to_post(actual.benefit, by)}
    benefit = _begin(actual.benefit, "reverse", **how)
    again = "This is a reversing entry. Post the value again instead."
    refuse_if(actual.reverses_id, again)
    taken = Actual.objects.filter(reverses=actual).exists()
    refuse_if(taken, "This entry was taken back already.")
    refuse_unless(why, "Say why.", "why")
    posted = {"on": actual.on, "value": -actual.value, "evidence": why, "reverses": actual}
    how = {"verb": "took back an actual value of", "why": why, **NOT_CLAIMED}
    return _post(benefit, posted, by=by, at=at, **how)


def _post(benefit, posted, *, by, at, **change):
    """Adds one entry and carries what the ledger now says to the benefit."""
    number = next_number(benefit.actuals)
    added = add_recorded(Actual, by=by, at=at, benefit=benefit, number=number, **posted)
    note = audit.note("actual", str(added).capitalize(), "", added.in_full)
    return change_entry(benefit, by=by, at=at, changes=[note], **{**benefit.recounted(), **change})


@transaction.atomic
def claim_benefit(benefit, *, by, at, why, version=None):
    """Claims that a benefit is realised. That is not verified: somebody else has to do so."""
    without = "it cannot be realised"
    benefit = _begin_measured(benefit, "claim", without, by=by, version=version)
    if benefit.is_claimed:
        refuse(f"{Titles().signed(benefit, 'claimed')} claimed {benefit.reference} already.")
    empty = f"Nothing stands in the ledger of {benefit.reference}: post an actual value first."
    refuse_if(benefit.actual is None, empty)
    _refuse_cash_without_saving(benefit)
    who = {"claimed_at": at, "claimed_by": by, "claimed_by_name": str(by)}
    return change_entry(benefit, by=by, at=at, verb="claimed {} as realised", why=why, **who)


@transaction.atomic
def withdraw_claim(benefit, *, by, at, why, version=None):
    """Takes a claim back, or sends it back, before anybody verified it."""
    benefit = _begin(benefit, "withdraw_claim", by=by, version=version)
    refuse_unless(benefit.is_claimed, f"Nobody has claimed {benefit.reference}.")
    return change_entry(benefit, by=by, at=at, verb="withdrew the claim of", why=why, **NOT_CLAIMED)


@transaction.atomic
def verify_benefit(benefit, *, by, at, why, version=None):
    """Confirms a claim: the benefit is realised. Nobody verifies what they claimed themselves."""
    benefit = _begin(benefit, "verify", by=by, permission=VERIFY, version=version)
    unclaimed = f"Nobody has claimed that {benefit.reference} is realised: claim it first."
    refuse_unless(benefit.is_claimed, unclaimed)
    yours = f"You claimed that {benefit.reference} is realised: somebody else has to verify it."
    refuse_if(benefit.claimed_by_id == by.pk, yours)
    _refuse_cash_without_saving(benefit)
    who = {"verified_at": at, "verified_by": by, "verified_by_name": str(by)}
    how = {"verb": "verified", "why": why, "state": State.REALISED}
    return change_entry(benefit, by=by, at=at, **how, **who)


def take_back_claim(before, benefit, *, by, at, why):
    """Takes back a claim, verified or not, where a correction shows another value than it rested
    on. Returns the benefit.
    """
    if not (benefit.is_claimed or benefit.state == State.REALISED):
        return benefit
    if (before.actual, before.actual_on) == (benefit.actual, benefit.actual_on):
        return benefit
    back = {**NOT_CLAIMED, **NOT_VERIFIED}
    if benefit.state == State.REALISED:
        back["state"] = State.REOPENED
    return change_entry(benefit, by=by, at=at, verb="took back the claim of", why=why, **back)


@transaction.atomic
def fail_benefit(benefit, *, by, at, why, version=None):
    """Says that a benefit is not realised, and why. The savings it rested on are free again."""
    benefit = _begin(benefit, "fail", by=by, version=version)
    refuse_unless(why, "Say why it is not realised.", "why")
    notes = []
    for link in benefit.savings_links.filter(amount__gt=0).select_related("saving"):
        notes.append(_link_note(link.saving, link.amount, 0))
        change_child(link, by=by, at=at, amount=0)
    failed = {"state": State.NOT_REALISED, "not_realised_why": why, **NOT_CLAIMED}
    how = {"verb": "recorded {} as not realised", "why": why, "changes": notes}
    return change_entry(benefit, by=by, at=at, **how, **failed)


@transaction.atomic
def reopen_benefit(benefit, *, by, at, why, version=None):
    """Takes up again what was settled. What was claimed and verified stays in its history."""
    benefit = _begin(benefit, "reopen", by=by, version=version)
    refuse_unless(why, "Say why.", "why")
    again = {**NOT_CLAIMED, **NOT_VERIFIED, "not_realised_why": "", "state": State.REOPENED}
    return change_entry(benefit, by=by, at=at, verb="reopened", why=why, **again)


@transaction.atomic
def set_split(benefit, *, by, at, shares, version=None):
    """Says how much of a benefit falls to each partner.

    `shares` are per cent as Decimal, by partner, 0 or None for none.
    """
    benefit = _begin(benefit, "split", by=by, version=version)
    was, so_far = shares_in_words(benefit), Decimal(0)
    for partner, share in shares.items():
        share, field = share or Decimal(0), f"share_{partner.pk}"
        mine = partner.programme_id == benefit.programme_id
        refuse_unless(mine, "Choose a partner of this programme.")
        exact = isinstance(share, Decimal | int)
        refuse_unless(exact, "Give a share as Decimal, for example 33.33.", field)
        so_far += share
        sum_of = f"The shares add up to {plain(so_far)}%"
        refuse_if(so_far > 100, f"{sum_of}: together they are at most 100%.", field)
        row = benefit.shares.filter(partner=partner).first()
        row = row or PartnerShare(benefit=benefit, partner=partner)
        if row.share != share:
            row.share = share
            _save_beside(field, row, by=by, at=at)
    total = sum(share for _, share in _shares_of(benefit))
    refuse_if(total > 100, f"With the other partners the shares add up to {plain(total)}%.")
    now = shares_in_words(benefit)
    changes = [audit.note("shares", "Shares", was, now)] if now != was else []
    return change_entry(benefit, by=by, at=at, verb="set the partners' shares of", changes=changes)


def refuse_share(row):
    """Refuses a share in place of another one with which they would be more than the whole."""
    others = row.benefit.shares.exclude(partner=row.partner)
    total = row.share + sum(one.share for one in others)
    refuse_if(total > 100, f"With the other partners they add up to {plain(total)}%.", "share")


def refuse_planned(row):
    """Refuses a planned value in place of another one whose day is that of another period, or not
    after the baseline.
    """
    rows = PlannedValue.objects.known_at(None).in_force().filter(benefit=row.benefit)
    rows = [row if one.pk == row.in_place_of.pk else one for one in rows]
    try:
        _refuse_periods(row.benefit, [(one.period, one.ends_on, one.value) for one in rows])
    except ValidationError as error:
        raise ValidationError({"ends_on": error.messages}) from None


def _shares_of(benefit):
    return PartnerShare.objects.by_benefit([benefit]).get(benefit.pk, [])


def shares_in_words(benefit):
    """The shares of all partners, as the history has them."""
    return ", ".join(f"{partner} {plain(share)}%" for partner, share in _shares_of(benefit))


def _save_beside(field, row, *, by, at):
    """Saves a share or a link; what is wrong with it is said beside `field`."""
    try:
        save_child(row, by=by, at=at)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


@transaction.atomic
def link_saving(benefit, *, by, at, saving, amount, version=None):
    """Says how much of a line of the savings a benefit rests on; 0 unlinks it.

    A pound of savings is claimed once.
    """
    require(by, LINK, benefit.programme)
    # Two never claim the same pound at once.
    lock_programme(benefit.programme)
    benefit = _begin(benefit, "link", by=by, permission=LINK, version=version)
    mine = saving.programme_id == benefit.programme_id
    refuse_unless(mine, "Choose a saving of this programme.", "saving")
    financial = benefit.kind == Kind.FINANCIAL
    refuse_unless(financial, "Only a tangible financial benefit rests on savings.", "saving")
    row = benefit.savings_links.filter(saving=saving).first()
    row = row or SavingsLink(benefit=benefit, saving=saving)
    refuse_unless(amount or row.amount, "Enter a sum above 0.", "amount")
    saving = type(saving).objects.select_for_update().get(pk=saving.pk)
    refuse_second_claim(benefit, saving, amount)
    changes = [_link_note(saving, row.amount, amount)] if amount != row.amount else []
    row.amount = amount
    _save_beside("amount", row, by=by, at=at)
    if benefit.state != State.IDENTIFIED:
        _refuse_cash_without_saving(benefit, "amount")
    verb = "linked a saving to" if amount else "unlinked a saving from"
    return change_entry(benefit, by=by, at=at, verb=verb, changes=changes)


def _link_note(saving, was, now):
    label = f"Rests on {saving.reference}"
    return audit.note("rests_on", label, was and money(was), now and money(now))


def refuse_second_claim(benefit, saving, amount):
    """Refuses more of a saving than is left of it by other benefits."""
    refuse_if(amount < 0, "Enter a sum above 0, or 0 to unlink the saving.", "amount")
    withdrawn = amount and saving.state == "withdrawn"
    refuse_if(withdrawn, f"{saving.reference} is withdrawn: nothing can rest on it.", "saving")
    left = max(saving.amount - SavingsLink.objects.linked_in_all(saving, but=benefit), 0)
    when = " a year" if saving.is_permanent else f" in {saving.first_year}"
    whole = f"{saving.reference} is {money(saving.amount)}{when}"
    said = f"{whole}, and {money(left)} of it is left: a pound is claimed once."
    refuse_if(amount > left, said, "amount")


@transaction.atomic
def set_bands(*, programme, by, at, applies_from, why="", **thresholds):
    """Sets the programme's thresholds from a date on; what was reported before keeps its bands."""
    require(by, SET_BANDS, programme)
    refuse_if_reported(programme, at, applies_from)
    before = VarianceBanding.objects.thresholds(Position.on(programme, applies_from))
    how = {"programme": programme, "applies_from": applies_from, **thresholds}
    banding = add_recorded(VarianceBanding, by=by, at=at, **how)
    now = banding.thresholds()
    changes = [
        audit.note(key, key.capitalize(), before.words(key), now.words(key))
        for key in ("red", "amber", "green")
    ]
    audit.record(banding, by=by, at=at, verb="set", programme=programme, changes=changes, why=why)
    return banding
