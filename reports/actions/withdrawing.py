"""A published report is taken down: one person asks, another confirms."""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day, known_as
from programme.models import ScanState, Upload
from programme.records import refuse_if, refuse_unless, save_checked
from programme.retention import held_in_words
from reports.choices import FROZEN, UNPUBLISHED, State
from reports.doorbell import ring
from reports.models import (
    ClearedDraft,
    PublishedFile,
    PublishedWords,
    Report,
    Sealed,
    Withdrawal,
)
from reports.permissions import WITHDRAW
from reports.published_files import HANDED_IN
from reports.putting_away import put_away
from reports.telling import take_back_mails
from reports.withdrawals import Disposal

from .drafts import locked, undraw

ONLY_PUBLISHED = "Only a published report can be withdrawn; this is {}."
BY_ANOTHER = (
    "You asked for this yourself, so somebody else has to confirm it: a programme manager, "
    "legal officer or democratic services officer of the programme."
)


@transaction.atomic
def ask_withdrawal(report, *, by, at, reason, disposal=Disposal.SEAL) -> Withdrawal:
    """Asks that a published version is taken down, for a reason that everyone will read. Nothing
    changes before somebody else confirms it.
    """
    programme = report.definition.programme
    require(by, WITHDRAW, programme)
    report = locked(report)
    if earlier := report.withdrawals.waiting().first():
        asked = f"{earlier.asked_by_name} asked for that on {day(earlier.asked_at)} already."
        refuse_if(earlier, f"{asked} Somebody else can confirm it.")
    refuse_unless(report.state in FROZEN, ONLY_PUBLISHED.format(report.get_state_display().lower()))
    refuse_unless(reason.strip(), "Say why it is withdrawn.", "reason")
    who = {"asked_at": at, "asked_by": by, "asked_by_name": known_as(by)}
    asked = Withdrawal(report=report, reason=reason, disposal=disposal, **who)
    save_checked(asked)
    _tell(report, "asked to withdraw", asked.reason, by=by, at=at)
    return asked


@transaction.atomic
def take_back_withdrawal(withdrawal, *, by, at, why) -> Withdrawal:
    """What was asked is not done: the report stays as it is. Whoever may confirm it may do so."""
    require(by, WITHDRAW, withdrawal.report.definition.programme)
    report, withdrawal = _waiting(withdrawal)
    refuse_unless(why.strip(), "Say why it is not withdrawn.", "why")
    withdrawal.taken_back_at, withdrawal.taken_back_by = at, by
    withdrawal.taken_back_by_name, withdrawal.taken_back_why = known_as(by), why
    save_checked(withdrawal)
    _tell(report, "took back what was asked: to withdraw", why, by=by, at=at)
    return withdrawal


@transaction.atomic
def confirm_withdrawal(withdrawal, *, by, at) -> Withdrawal:
    """Takes a report down: what it held is sealed or destroyed, its fingerprints stay.

    A correction that is being drafted is drafted again, for it lists what differs.
    """
    require(by, WITHDRAW, withdrawal.report.definition.programme)
    report, withdrawal = _waiting(withdrawal)
    refuse_if(withdrawal.asked_by_id == by.pk, BY_ANOTHER)
    if withdrawal.disposal == Disposal.DESTROY:
        held = held_in_words(report.definition.programme, "papers")
        refuse_if(held, held)
    withdrawal.confirmed_at, withdrawal.confirmed_by = at, by
    withdrawal.confirmed_by_name = known_as(by)
    save_checked(withdrawal)
    if withdrawal.disposal == Disposal.SEAL:
        Sealed.objects.create(withdrawal=withdrawal, content=_held(report))
    take_back_mails(report, at=at)
    emptied = {"content": None, "explanations": {}, "printed_title": ""}
    for name, value in {"state": State.WITHDRAWN, **emptied}.items():
        setattr(report, name, value)
    report.save(update_fields=["state", *emptied])
    report.cleared_drafts.update(content={})
    PublishedWords.objects.filter(report=report).update(words="")
    _hold_attached(report)
    followed = Report.objects.filter(supersedes=report, state__in=UNPUBLISHED).first()
    if followed:
        undraw(locked(followed))
        ring(followed)
    done = Disposal(withdrawal.disposal).done
    why = f"{withdrawal.reason} (asked by {withdrawal.asked_by_name}; what it held is {done})"
    _tell(report, "withdrew", why, by=by, at=at)
    transaction.on_commit(lambda: put_away(withdrawal))
    return withdrawal


def _waiting(withdrawal):
    """The report and the withdrawal as they stand, locked; refused where it was settled."""
    report = locked(withdrawal.report)
    withdrawal = Withdrawal.objects.select_for_update(of=("self",)).get(pk=withdrawal.pk)
    withdrawal.report = report
    refuse_unless(withdrawal.is_waiting, what_became_of(withdrawal))
    refuse_unless(report.state in FROZEN, ONLY_PUBLISHED.format(report.get_state_display().lower()))
    return report, withdrawal


def what_became_of(withdrawal) -> str:
    """How a withdrawal was settled, in a sentence; empty while it waits."""
    if withdrawal.confirmed_at:
        when = day(timezone.localdate(withdrawal.confirmed_at))
        return f"{withdrawal.confirmed_by_name} confirmed this on {when}: the report is withdrawn."
    if withdrawal.taken_back_at:
        when = day(timezone.localdate(withdrawal.taken_back_at))
        why = withdrawal.taken_back_why
        return f"{withdrawal.taken_back_by_name} took this back on {when}. {why}".strip()
    return ""


def _held(report) -> dict:
    """What a report holds, as it is sealed."""
    cleared = ClearedDraft.objects.filter(report=report).values_list("fingerprint", "content")
    return {
        "content": report.content,
        "explanations": report.explanations,
        "cleared_drafts": dict(cleared),
    }


def _hold_attached(report):
    """Nobody gets the attached files any more, nor the background papers, but for those of another
    published report of the programme.
    """
    programme = report.definition.programme
    attached = {"form__in": HANDED_IN}
    elsewhere = PublishedFile.objects.filter(report__state__in=FROZEN, **attached)
    elsewhere = elsewhere.filter(report__definition__programme=programme)
    ours = report.files.filter(**attached).exclude(sha256__in=elsewhere.values("sha256"))
    found = Upload.objects.filter(programme=programme, sha256__in=ours.values("sha256"))
    found = found.exclude(state=ScanState.DISPOSED)
    found.update(state=ScanState.WITHDRAWN, said="", next_try_at=None)


def _tell(report, verb, why, *, by, at):
    programme = report.definition.programme
    audit.record(report, by=by, at=at, verb=verb, programme=programme, why=why)
