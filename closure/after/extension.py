"""What reviews of benefits add to the kernel's pages: what waits for whom, and a benefit's page."""

from django.urls import reverse
from django.utils import timezone

from outbox.choices import Kind
from outbox.people import those_who
from programme.extension import DueSoon, Extension
from programme.formats import day
from programme.log import Log, Need
from programme.owners import owners_in

from .permissions import PLAN, SEE
from .querysets import judged_in, waiting_in
from .tables import history_table

MONDAY = 0  # what is late is told once a week


class AfterClosing(Extension):
    """Reviews of benefits after closing."""

    title = "Benefit reviews"

    def programme_links(self, view):
        if not view.allowed(SEE):
            return []
        url = view.address("closure:benefit_reviews")
        return [{"label": "Benefit reviews after closing", "url": url}]

    def needs(self, programme, *, now, roles, user):
        today = timezone.localdate(now)
        keeps = not PLAN.roles.isdisjoint(roles)
        waiting = [one for one in waiting_in([programme]) if programme.is_closed]
        mine = [one for one in waiting if keeps or one.reviewer_id == user.pk]
        return [_need(one, today) for one in mine if one.on <= today]

    def waits_for(self, user, programmes, now):
        today = timezone.localdate(now)
        mine = [one for one in waiting_in(programmes) if one.reviewer_id == user.pk]
        found = [one for one in mine if one.programme.is_closed and one.on <= today]
        return [Need(f"{one.programme}: {_words(one, today)}", _page(one)) for one in found]

    def due_soon(self, programme, today, until):
        return [
            DueSoon(
                owner=one.reviewer.job_title,
                key=f"benefit-review-{one.pk}",
                what="Benefit review",
                of=str(programme),
                on=one.on,
                path=_page(one),
                permission=PLAN,
            )
            for one in waiting_in([programme])
            if today <= one.on <= until
        ]

    def morning(self, programme, today):
        if today.weekday() != MONDAY or not programme.is_closed:
            return
        here = set(owners_in(programme).values_list("pk", flat=True))
        for one in waiting_in([programme]):
            if one.on < today:
                people = [one.reviewer] if one.reviewer_id in here else those_who(PLAN, programme)
                words = f"{programme}: {_words(one, today)}"
                said = {"people": people, "kind": Kind.OVERDUE, "subject": words}
                yield {**said, "key": f"review-{one.pk}-{today}", "lines": [(words, _page(one))]}

    def row_parts(self, view, log, entry):
        """How a benefit was judged since the programme was closed."""
        if not view.allowed(SEE):
            return []
        ours = {"log": log.name, "reference": entry.reference}
        judged = list(judged_in(view.programme, view.at, **ours)) if _measures(log) else []
        table = history_table(judged, view.programme)
        return [{"template": "closure/judged.html", "table": table}] if judged else []


def _measures(log):
    return type(log).measured is not Log.measured


def _need(one, today):
    return Need(_words(one, today), _page(one), "overdue" if one.on < today else "due")


def _words(one, today):
    late = "late, to be held by" if one.on < today else "to be held by"
    return f"Benefit review of {day(one.on)}: {late} {one.reviewer_name}"


def _page(one):
    return reverse("closure:benefit_review", args=[one.programme.slug, one.pk])
