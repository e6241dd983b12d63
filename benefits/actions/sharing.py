"""How a benefit is split between partners, and which savings it rests on."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import money
from programme.records import change_entry, lock_programme, refuse_if, refuse_unless, save_child

from ..banding import plain
from ..choices import Kind, State
from ..models import PartnerShare, SavingsLink
from ..permissions import LINK
from .base import begin, refuse_cash_without_saving


@transaction.atomic
def set_split(benefit, *, by, at, shares, version=None):
    """Says how much of a benefit falls to each partner.

    `shares` are per cent as Decimal, by partner, 0 or None for none.
    """
    benefit = begin(benefit, "split", by=by, version=version)
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
    benefit = begin(benefit, "link", by=by, permission=LINK, version=version)
    mine = saving.programme_id == benefit.programme_id
    refuse_unless(mine, "Choose a saving of this programme.", "saving")
    financial = benefit.kind == Kind.FINANCIAL
    refuse_unless(financial, "Only a tangible financial benefit rests on savings.", "saving")
    row = benefit.savings_links.filter(saving=saving).first()
    row = row or SavingsLink(benefit=benefit, saving=saving)
    refuse_unless(amount or row.amount, "Enter a sum above 0.", "amount")
    saving = type(saving).objects.select_for_update().get(pk=saving.pk)
    refuse_second_claim(benefit, saving, amount)
    changes = [link_note(saving, row.amount, amount)] if amount != row.amount else []
    row.amount = amount
    _save_beside("amount", row, by=by, at=at)
    if benefit.state != State.IDENTIFIED:
        refuse_cash_without_saving(benefit, "amount")
    verb = "linked a saving to" if amount else "unlinked a saving from"
    return change_entry(benefit, by=by, at=at, verb=verb, changes=changes)


def link_note(saving, was, now):
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
