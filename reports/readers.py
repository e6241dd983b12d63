"""Who reads the full edition of a report: by rule, and by name. Nobody else does."""

from django.utils import timezone

from papers.exemptions import FullReader
from papers.permissions import WRITE
from programme import audit
from programme.authorization import Role

from .choices import State
from .editions import kept_back
from .permissions import PUBLISH

REFUSED = (
    "The full edition is read by the members of the body, by other members of the council where the"
    " law lets them, and by those who are let in by name. The programme manager, the legal officer"
    " or the democratic services officer can let you in."
)


def may_read_full(report, user, at) -> bool:
    """Whether somebody may read the full edition of a report at the moment `at`.

    Of a draft, those who write papers, who publish, and of whom a clearance of it is asked; once it
    is published, the members of its body, other members where each of its paragraphs lets them,
    and those who publish. At any time those who are let in by name.
    """
    programme = report.definition.programme
    held = user.memberships.current().filter(programme=programme) if user.is_active else ()
    held = list(held)
    if not held:
        return False
    return (
        any(one.role in PUBLISH.roles for one in held)
        or is_let_in(report, user)
        or (_as_member(report, held) if report.is_frozen else _as_author(report, user, held, at))
    )


def is_let_in(report, user) -> bool:
    """Whether somebody is let in by name to the paper of a report."""
    paper = {"paper__meeting": report.meeting_id, "paper__kind": report.definition.kind}
    return FullReader.objects.standing().filter(person=user.pk, **paper).exists()


def _as_author(report, user, held, at):
    if any(one.role in WRITE.roles for one in held):
        return True
    on, programme = timezone.localdate(at), report.definition.programme
    asked = report.clearances.filter(ended_at=None).select_related("partner", "person")
    drawn = report.state == State.DRAFT
    return drawn and any(one.may_answer(user, programme, on) for one in asked)


def _as_member(report, held):
    bodies = {one.body_id for one in held if one.role == Role.COMMITTEE_MEMBER}
    if report.meeting.body_id in bodies:
        return True
    entries = kept_back(report.content).values()
    return bool(bodies) and all(one["open_to_members"] for one in entries)


def note_opened(report, *, by, at, what):
    """Records that somebody opened the full edition: `what` of it."""
    changes = [audit.note("opened", "Opened", "", what)]
    programme = report.definition.programme
    verb = "opened the full edition of"
    return audit.record(report, by=by, at=at, verb=verb, programme=programme, changes=changes)
