"""Whom custody reminds of what, and what of it waits for somebody."""

from django.urls import reverse

from outbox.choices import Kind
from outbox.people import called, readers_of, those_who
from programme.authorization.permissions import KEEP_CALENDAR
from programme.formats import counted, day
from programme.log import Need

from ..models import Offer
from .choices import UNSETTLED, State
from .permissions import OFFER
from .querysets import custody_of, going_on, waiting_for

MONDAY = 0  # what is late is told once a week
EVERY = 7  # days between two reminders of what was not answered
SHOWN = 10  # rows in one mail; the page has the others


def needs(programme, roles, today) -> list[Need]:
    """For those who offer rows: what was refused, and what was offered to somebody who has left."""
    if not roles & OFFER.roles or not Offer.objects.filter(programme=programme).exists():
        return []
    url, states = reverse("closure:custody", args=[programme.slug]), {}
    for one in going_on(programme, today):
        states.setdefault(one.state, []).append(one)
    said = {State.REFUSED: "refused", State.LEFT: "with somebody who has left"}
    return [
        Need(f"{counted(len(states[state]), 'row')} {words}", f"{url}?state={state}")
        for state, words in said.items()
        if state in states
    ]


def waits_for(user, programmes, today) -> list[Need]:
    """What waits for the answer of a person, and what they took on and is late."""
    found = []
    for programme, (asked, taken) in waiting_for(user, programmes, today).items():
        if asked:
            words = f"{counted(len(asked), 'row')} offered to you: accept or refuse"
            url = reverse("closure:answer", args=[programme.slug])
            found.append(Need(f"{programme}: {words}", url, "due"))
        for one in taken:
            if one.is_late(today):
                found.append(Need(f"{programme}: {_late(one)}", _page(programme, one)))
        if rest := [one for one in taken if not one.is_late(today)]:
            words = f"{counted(len(rest), 'row')} that you took on"
            url = f"{reverse('closure:custody', args=[programme.slug])}?state={State.ACCEPTED}"
            found.append(Need(f"{programme}: {words}", url, "due"))
    return found


def _late(one):
    return f"{one.reference} is late: to be done by {day(one.due_on)}"


def _page(programme, one):
    return reverse("closure:row", args=[programme.slug, one.offered.pk])


def morning(programme, today):
    """Reminds those who did not answer, every week since they were asked; on Mondays tells owners,
    and those who serve the body that monitors, what is late.
    """
    if not Offer.objects.filter(programme=programme).exists():
        return
    rows = going_on(programme, today)
    asked = {}
    for one in rows:
        days = (today - one.offered.offer.recorded_at.date()).days if one.offered else 0
        if one.state == State.OFFERED and days and days % EVERY == 0:
            asked.setdefault(one.offered.offer.to, []).append(one)
    for person, theirs in asked.items():
        words = f"{counted(len(theirs), 'row')} of {programme} still wait for your answer"
        yield _told([person], f"asked-{person.pk}", words, _answer(programme), today)
    if today.weekday() == MONDAY:
        yield from _told_late(programme, [one for one in rows if one.is_late(today)], today)


def _answer(programme):
    return [("Accept or refuse", reverse("closure:answer", args=[programme.slug]))]


def _told_late(programme, late, today):
    owners, bodies = {}, {}
    for one in late:
        owners.setdefault(one.offered.offer.to, []).append(one)
        bodies.setdefault(one.offered.offer.monitored_by, []).append(one)
    for person, theirs in owners.items():
        words = f"{counted(len(theirs), 'row')} of {programme} that you took on: late"
        yield _told([person], f"late-{person.pk}", words, _lines(programme, theirs), today)
    for body, theirs in bodies.items():
        words = f"{counted(len(theirs), 'row')} of {programme} that {body} monitors: late"
        people = officers_of(body, programme)
        yield _told(people, f"watch-{body.pk}", words, _lines(programme, theirs), today)


def officers_of(body, programme) -> list:
    """Those who serve a body: who holds one of its posts, else those who keep the calendar."""
    readers = readers_of(programme)
    posts = body.posts.current()
    named = [person for post in posts for person in called(post.holder, readers)]
    return named or those_who(KEEP_CALENDAR, programme)


def _lines(programme, rows):
    lines = [(_late(one), _page(programme, one)) for one in rows[:SHOWN]]
    more = len(rows) - SHOWN
    url = reverse("closure:custody", args=[programme.slug])
    return lines + [(f"And {counted(more, 'more row')}", url)] * (more > 0)


def _told(people, key, words, lines, today):
    said = {"people": people, "kind": Kind.OVERDUE, "subject": words, "lines": lines}
    return {**said, "key": f"custody-{key}-{today}"}


def closing_blocks(position) -> list[Need]:
    """What of the open rows stands in the way of closing: a line for each log and state."""
    found, url = {}, reverse("closure:custody", args=[position.programme.slug])
    for one in custody_of(position):
        if one.state in UNSETTLED:
            found.setdefault((one.log, one.state), []).append(one)
    return [
        Need(
            f"{log.title}: {counted(len(rows), 'open row')}, {state.label.lower()}",
            f"{url}?log={log.name}&state={state}",
            "due",
        )
        for (log, state), rows in found.items()
    ]
