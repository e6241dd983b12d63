"""What people are told by mail of reports, in the transaction of what it tells.

Of a paper a mail has its title, its meeting and the way to it: never anything that stands in it.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from outbox.choices import Kind, State
from outbox.models import Mail
from outbox.people import everyone_in, members_of, those_who
from outbox.telling import tell
from programme.formats import day

from .permissions import CLEAR, PUBLISH


def tell_published(report, *, by, at):
    """Tells the members of its body, who are always told, and all others of the programme."""
    members = members_of(report.definition.body)
    others = [one for one in everyone_in(report.definition.programme) if one not in [*members, by]]
    new = " again, corrected" if report.supersedes_id else ""
    said = {"subject": f"Published{new}: {report}", "lines": [(f"Read {report}", _public(report))]}
    for kind, people in ((Kind.PAPERS, members), (Kind.PUBLISHED, others)):
        tell(people, programme=report.definition.programme, kind=kind, at=at, **said)


def _public(report):
    """Where everyone reads it; of a body that is not public, where those of the programme do."""
    body = report.definition.body
    if not body.is_public:
        return _page(report)
    version = [body.slug, report.meeting.address, report.definition.kind, report.version]
    return reverse("published_version", args=version)


def _page(report):
    return reverse("reports:detail", args=[report.definition.programme.slug, report.pk])


def _clearance(programme, pk):
    return reverse("reports:clearance", args=[programme.slug, pk])


def take_back_mails(report, *, at):
    """Mails that name a report by its title and have not left by now stay here: it is withdrawn.
    Of those that have left no page shows what they tell. Called while it has its title.
    """
    programme = report.definition.programme
    paths = [_page(report), _public(report)]
    paths += [_clearance(programme, pk) for pk in report.clearances.values_list("pk", flat=True)]
    named = Q(subject__contains=" ".join(str(report).split())) | Q(lines__0__path__in=paths)
    found = Mail.objects.filter(named, programme=programme)
    found.update(hidden_at=at)
    how = {"state": State.NOT_SENT, "said": "The report was withdrawn.", "settled_at": at}
    found.filter(state=State.WAITING).update(**how)


def tell_drawn(report, *, at):
    """Tells those who publish that the first draft of a version waits for them."""
    said = f"Draft to publish: {report}"
    tell(
        those_who(PUBLISH, report.definition.programme),
        programme=report.definition.programme,
        kind=Kind.DRAFT,
        key=f"draft-{report.pk}",
        subject=said,
        lines=[(said, _page(report))],
        at=at,
    )


def tell_asked(clearance, *, at):
    """Tells those who may answer what is asked of them, and by when."""
    report, programme = clearance.report, clearance.report.definition.programme
    today = timezone.localdate(at)
    may = [
        one for one in those_who(CLEAR, programme) if clearance.may_answer(one, programme, today)
    ]
    said = f"{clearance.label}: clear {report} by {day(clearance.due_on)}"
    path = _clearance(programme, clearance.pk)
    tell(may, programme=programme, kind=Kind.CLEARANCE, subject=said, lines=[(said, path)], at=at)
