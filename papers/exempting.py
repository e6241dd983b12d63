"""What people can do about what of a paper is kept from the public.

Raises, all of them: NotPermitted, ValidationError; with a version StaleEntry.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.extension import extensions
from programme.formats import day, known_as
from programme.records import (
    add_audited,
    begin_change,
    change_entry,
    lock_programme,
    refuse,
    refuse_if,
    refuse_unless,
    save_checked,
)

from .attached import AttachedDocument
from .choices import PartKind, Withheld
from .exemptions import WHOLE, Exemption, FullReader, schedule_for
from .models import Part
from .permissions import DECIDE, EXEMPT

NO_LIST = (
    "No list of exempt information of {} on {} is kept here, or the body follows none. Nothing can"
    " be said to be exempt under it."
)
NO_PARAGRAPH = "Choose the paragraph that is relied on. Without one nothing is exempt."
NOT_ONE = "Paragraph {} is not one of {}. Choose one of the list."
WEIGH = (
    "Say why the public interest in keeping it back outweighs that in disclosing it. Paragraph {}"
    " asks for that."
)
NO_REVIEW = "Enter the day on which this is looked at again, for example 1 May 2027."
CONFIDENTIAL = "Confidential information has no paragraph. Choose one of the two."
ROW = ("kind", "paragraph", "why", "from_members", "review_on")
TOO_EARLY = "This can be recorded from the day of the meeting on: {}."

_begin = partial(begin_change, permission=EXEMPT)


def keepable(paper, at=None) -> dict[str, str]:
    """What of a paper can be kept from the public: headings by the keys that reports use."""
    parts = Part.objects.as_at(at).filter(paper=paper.pk).order_by("place", "id")
    found = {WHOLE: "The whole paper"} | {part.key: part.heading for part in parts}
    for room in extensions():
        found |= dict(room.paper_sections(paper))
    attached = AttachedDocument.objects.in_use(at).filter(paper=paper.pk)
    return found | {one.key: one.title for one in attached}


def exempt_at(paper, at=None) -> dict[str, dict]:
    """What of a paper is kept from the public at a moment, as reports print it, by its key."""
    found = Exemption.objects.standing(at).filter(paper=paper.pk)
    return {one.key: with_paper(one, paper).printed() for one in found}


def recommends_in_secret(paper, at=None) -> bool:
    """Whether the recommendations of a paper are kept from the public at a moment."""
    keys = set(Exemption.objects.standing(at).filter(paper=paper.pk).values_list("key", flat=True))
    return WHOLE in keys or (
        bool(keys) and paper.parts.filter(kind=PartKind.RECOMMENDATIONS, key__in=keys).exists()
    )


def with_paper(exemption, paper):
    """The exemption with its paper, which need not be read again."""
    exemption.paper = paper
    return exemption


@transaction.atomic
def keep_back(
    paper,
    *,
    key,
    kind,
    by,
    at,
    paragraph="",
    why="",
    from_members=False,
    review_on=None,
    version=None,
):
    """Says that a part, a document or the whole of a paper is exempt or confidential, or changes
    what was said. Drafts that are drawn from now on have a public edition without it.
    """
    require(by, EXEMPT, paper.programme)
    lock_programme(paper.programme)  # one of a part
    heading = keepable(paper).get(key)
    refuse_unless(heading, "This part is not in the paper any more.")
    said = {"kind": kind, "paragraph": paragraph, "why": why, "from_members": from_members}
    said |= {"review_on": review_on}
    _check(paper, at, kind, paragraph, why, review_on)
    row = Exemption.objects.filter(paper=paper.pk, key=key).first()
    if row is None:
        row = Exemption(programme=paper.programme, paper=paper, key=key, heading=heading, **said)
        return add_audited(row, programme=paper.programme, by=by, at=at, verb="kept back")
    row = _begin(row, by=by, version=version)
    said |= {"heading": heading, "lifted": False}
    return change_entry(row, by=by, at=at, verb="kept back", **said)


def _check(paper, at, kind, paragraph, why, review_on):
    if kind == Withheld.CONFIDENTIAL:
        refuse_if(paragraph, CONFIDENTIAL, "paragraph")
    else:
        _check_exempt(paper, paragraph, why, review_on)
    today = timezone.localdate(at)
    past = review_on and review_on <= today
    refuse_if(past, f"Enter a day after {day(today)}.", "review_on")


def _check_exempt(paper, paragraph, why, review_on):
    schedule, body = schedule_for(paper), paper.meeting.body
    if schedule is None:
        refuse(NO_LIST.format(body.law.name, day(paper.meeting.on)), "paragraph")
    refuse_unless(paragraph, NO_PARAGRAPH, "paragraph")
    found = schedule.paragraph(paragraph)
    refuse_unless(found, NOT_ONE.format(paragraph, schedule.law), "paragraph")
    refuse_if(found.test and not why.strip(), WEIGH.format(paragraph), "why")
    refuse_unless(review_on, NO_REVIEW, "review_on")


@transaction.atomic
def lift(row, *, by, at, why, version=None):
    """Says that something is kept from the public no more, and why. What is published stays as it
    is, until a new version is.
    """
    row = _begin(row, by=by, version=version)
    refuse_if(row.lifted, "This is kept back no more already.")
    return change_entry(row, by=by, at=at, verb="lifted", why=why, lifted=True)


@transaction.atomic
def let_in(paper, *, by, at, person):
    """Lets somebody read the full edition of a paper, by name."""
    require(by, EXEMPT, paper.programme)
    known = paper.programme.memberships.current().filter(user=person)
    refuse_unless(known.exists(), f"{person.title} has no role here.", "person")
    row = FullReader(
        programme=paper.programme,
        paper=paper,
        person=person,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=known_as(by),
    )
    save_checked(row)
    audit.record(row, by=by, at=at, verb="let in by name", programme=paper.programme)
    return row


@transaction.atomic
def let_in_no_more(row, *, by, at, why=""):
    """Ends that somebody reads the full edition by name. What was opened stays on record."""
    require(by, EXEMPT, row.programme)
    row = FullReader.objects.select_for_update().get(pk=row.pk)
    refuse_if(row.ended_at, "This was ended already.")
    row.ended_at, row.ended_by = at, by
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record(row, by=by, at=at, verb="let in no more", programme=row.programme, why=why)
    return row


@transaction.atomic
def record_exclusion(paper, *, by, at, exclusion, exclusion_minute, version=None):
    """Records the resolution by which the meeting excluded the public, and its minute."""
    paper = begin_change(paper, by=by, permission=DECIDE, version=version)
    on = paper.meeting.on
    refuse_if(on > timezone.localdate(at), TOO_EARLY.format(day(on)))
    refuse_unless(exclusion.strip(), "Enter what was resolved.", "exclusion")
    refuse_unless(exclusion_minute.strip(), "Enter the minute.", "exclusion_minute")
    said = {"exclusion": exclusion, "exclusion_minute": exclusion_minute}
    return change_entry(paper, by=by, at=at, verb="recorded that the public was excluded", **said)
