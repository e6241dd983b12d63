"""What scrutiny reviews add to the kernel's pages: what waits for whom."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from closure.models import ReviewFinding, ReviewQuestion, ScrutinyReview
from closure.retention.gone import gone, is_gone, kept
from programme.authorization import LOG_READERS, Role
from programme.extension import DueSoon, Extension
from programme.formats import DISPOSED, day
from programme.log import Need
from programme.models import Membership
from programme.ui.moments import end_of_day
from reports.choices import GONE

from .actions import REVIEWABLE, untracked
from .choices import QuestionState, State
from .permissions import FOLLOW_UP, OPEN, REVIEW, SEE
from .querysets import listed
from .withheld import unreadable


class ScrutinyReviews(Extension):
    """Open reviews, questions that wait, findings that nobody followed up."""

    title = "Scrutiny"

    def needs(self, programme, *, now, roles, user):
        found = [need for _, need in _asked_of(user, [programme], now)]
        if not REVIEW.roles.isdisjoint(roles):
            found += [_open(one) for one in _reviews([programme]).filter(state=State.OPEN)]
            found += [need for _, need in _asked_by(user, [programme], now)]
        if not FOLLOW_UP.roles.isdisjoint(roles):
            found += _to_follow_up(programme)
        return found

    def waits_for(self, user, programmes, now):
        asked = _asked_of(user, programmes, now) + _asked_by(user, programmes, now)
        found = [_named(need, one) for one, need in asked]
        held = user.memberships.current().filter(role=Role.SCRUTINY_OFFICER)
        reviews = _reviews(programmes).filter(
            state=State.OPEN, programme__in=held.values("programme")
        )
        return found + [_named(_open(one), one) for one in reviews]

    def report_links(self, view, report):
        """The reviews of the version, for those who may see them; else the way to open one."""
        if not view.allowed(SEE) or report.is_gone:
            return []
        found = ScrutinyReview.objects.as_at(view.at).filter(report=report)
        found = found.select_related("body", "programme")
        links = [
            {
                "label": f"Scrutiny review for {one.body}: {_stands(one).lower()}",
                "url": view.address("closure:review", one.pk),
            }
            for one in found
        ]
        opens = view.allowed(OPEN) and not view.at and report.state in REVIEWABLE
        url = view.address_with("closure:open_review", report=report.pk) if opens else ""
        new = [{"label": "Open a scrutiny review", "url": url}] if opens and not links else []
        return links + new

    def due_soon(self, programme, today, until):
        waiting = _questions([programme]).filter(state=QuestionState.OPEN)
        waiting = list(waiting.filter(due_on__range=(today, until)).select_related("asked_of"))
        kept = unreadable(((one, one.asked_of) for one in waiting), end_of_day(today))
        return [
            DueSoon(
                owner=one.asked_of.job_title,
                key=f"scrutiny-question-{one.pk}",
                what=f"{one} of scrutiny: answer",
                of=str(one.report),
                on=one.due_on,
                path=_address("question", one),
                permission=FOLLOW_UP,
            )
            for one in waiting
            if (one.pk, one.asked_of_id) not in kept
        ]


def _stands(review):
    return DISPOSED if is_gone(review) else review.get_state_display()


def _reviews(programmes):
    """The reviews of programmes whose report can be read, and that were not disposed of."""
    found = ScrutinyReview.objects.filter(programme__in=programmes)
    return listed(kept(found.exclude(report__state__in=GONE)))


def _questions(programmes):
    found = ReviewQuestion.objects.filter(programme__in=programmes)
    found = found.exclude(report__state__in=GONE)
    found = found.exclude(review__in=gone(ScrutinyReview))
    along = ("programme", "report__definition__body", "report__meeting__body")
    return found.select_related(*along).defer("report__content")


def _asked_of(user, programmes, now):
    """The questions that wait for somebody, each with its line."""
    waiting = _questions(programmes).filter(state=QuestionState.OPEN, asked_of=user)
    rows, today = list(waiting.order_by("due_on", "pk")), timezone.localdate(now)
    kept = unreadable(((one, user) for one in rows), now)
    return [
        (one, _kept(one) if (one.pk, user.pk) in kept else _to_answer(one, today)) for one in rows
    ]


def _asked_by(user, programmes, now):
    """The questions of a reviewer that were answered, or that nobody can answer any more, each with
    its line.
    """
    held = Membership.objects.current().filter(programme=OuterRef("programme"))
    held = held.filter(role__in=LOG_READERS, user=OuterRef("asked_of"), user__is_active=True)
    found = _questions(programmes).filter(asked_by=user).exclude(state=QuestionState.CLOSED)
    rows = list(found.select_related("asked_of").annotate(is_here=Exists(held)))
    kept = unreadable(((one, who) for one in rows for who in (user, one.asked_of)), now)
    lines = []
    for one in rows:
        lost = (one.pk, one.asked_of_id) in kept
        if one.state == QuestionState.ANSWERED or not one.is_here or lost:
            is_kept = (one.pk, user.pk) in kept
            lines.append((one, _kept(one) if is_kept else _for_asker(one)))
    return lines


def _to_answer(one, today):
    words = f"{one} of scrutiny on {one.report}: answer by {day(one.due_on)}"
    return Need(words, _address("question", one), "overdue" if one.is_late(today) else "draft")


def _kept(one):
    return Need(
        f"{one} on {one.report} cannot be opened any more", _address("question", one), "draft"
    )


def _for_asker(one):
    why = "may not read what it is about any more" if one.is_here else "has left"
    said = f"has no answer: {one.asked_of_name} {why}"
    if one.state == QuestionState.ANSWERED:
        said = "was answered: close it or ask further"
    return Need(f"{one} on {one.report} {said}", _address("question", one), "draft")


def _open(review):
    return Need(f"{review}: open", _address("review", review), "draft")


def _to_follow_up(programme):
    findings = ReviewFinding.objects.filter(review__programme=programme)
    waiting = untracked(findings).values("finding__review")
    for review in _reviews([programme]).filter(pk__in=waiting):
        words = f"{review}: its recommendations are not in the tracker yet"
        yield Need(words, _address("review", review), "draft")


def _named(need, row):
    """The same for a page of several programmes."""
    return Need(f"{row.programme}: {need.text}", need.url, need.kind)


def _address(name, row):
    return reverse(f"closure:{name}", args=[row.programme.slug, row.pk])
